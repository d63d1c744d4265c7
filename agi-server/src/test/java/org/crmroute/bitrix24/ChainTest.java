package org.crmroute.bitrix24;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Pages chained in one batch, and what of a batch is believed. */
class ChainTest {

    private static final ServerTime TIME = new ServerTime(Instant.EPOCH, Duration.ofSeconds(1));
    private static final Listing LEADS = new Listing(
            "crm.item.list", "items", "id", Map.of("entityTypeId", 1, "filter", Map.of("isRecurring", "N")));

    @Test
    void eachPageBeginsBehindTheOneBefore() throws Exception {
        Map<String, Command> commands = new ChainPlan(LEADS, 5, 900, 3).commands();
        assertThat(commands.keySet()).containsExactly("p0", "p1", "p2");
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("isRecurring", "N");
        filter.put(">id", 5L);
        filter.put("<=id", 900L);
        assertThat(requireNonNull(commands.get("p0")).parameters())
                .isEqualTo(Map.of("entityTypeId", 1, "filter", filter, "order", Map.of("id", "ASC"), "start", -1));
        assertThat(requireNonNull(commands.get("p2")).parameters().get("filter"))
                .hasToString("{isRecurring=N, >id=$result[p1][items][49][id], <=id=900}");
        assertThat(Query.of(requireNonNull(commands.get("p1"))))
                .contains("filter%5B%3Eid%5D=%24result%5Bp0%5D%5Bitems%5D%5B49%5D%5Bid%5D");
    }

    @Test
    void refersToRowsOfAListWithoutAWrapper() {
        Listing older = new Listing("crm.lead.list", "", "ID", Map.of());
        Map<String, Command> commands = new ChainPlan(older, 0, Long.MAX_VALUE, 2).commands();
        assertThat(requireNonNull(commands.get("p1")).parameters().get("filter"))
                .isEqualTo(Map.of(">ID", "$result[p0][49][ID]"));
    }

    @Test
    void dropsWhatFollowsAShortPage() throws Exception {
        Chain chain = read(4, page(1, 50), page(51, 60), page(1, 50), page(51, 100));
        assertThat(ids(chain)).hasSize(60).last().isEqualTo(60L);
        assertThat(chain.last()).hasValue(60);
        assertThat(chain.complete()).isTrue();
        assertThat(chain.time()).isEqualTo(TIME);
    }

    @Test
    void isNotCompleteWhenAllPagesAreFull() throws Exception {
        Chain chain = read(2, page(1, 50), page(51, 100));
        assertThat(chain.rows()).hasSize(100);
        assertThat(chain.complete()).isFalse();
    }

    @Test
    void isCompleteWhenTheLastIdAllowedHasCome() throws Exception {
        Chain chain = new ChainPlan(LEADS, 0, 50, 1).read(batch(Map.of("p0", items(page(1, 50))), Map.of()));
        assertThat(chain.complete()).isTrue();
    }

    @Test
    void isCompleteAndEmptyWhenNothingIsThere() throws Exception {
        Chain chain = read(2, List.of(), page(1, 50));
        assertThat(chain.rows()).isEmpty();
        assertThat(chain.last()).isEmpty();
        assertThat(chain.complete()).isTrue();
        assertThat(new ChainPlan(LEADS, 0, 9, 1)
                        .read(batch(Map.of("p0", List.of()), Map.of()))
                        .complete())
                .isTrue();
    }

    @Test
    void keepsTheRowsBeforeAPageThatFailed() throws Exception {
        BitrixError limit = new BitrixError.Recoverable("OPERATION_TIME_LIMIT", "", Duration.ofSeconds(9));
        Batch batch = batch(Map.of("p0", items(page(1, 50)), "p2", items(page(1, 50))), Map.of("p1", limit));
        Chain chain = new ChainPlan(LEADS, 0, Long.MAX_VALUE, 3).read(batch);
        assertThat(chain.last()).hasValue(50);
        assertThat(chain.complete()).isFalse();
    }

    @Test
    void throwsTheErrorOfTheFirstPage() {
        BitrixError denied = new BitrixError.Terminal("ACCESS_DENIED", "", "Ask.");
        assertThatThrownBy(() -> new ChainPlan(LEADS, 0, Long.MAX_VALUE, 1).read(batch(Map.of(), Map.of("p0", denied))))
                .isSameAs(denied);
    }

    @Test
    void believesNoRowWhoseIdDoesNotGrow() throws Exception {
        assertThat(ids(read(2, page(1, 50), page(50, 99)))).hasSize(50);
        Chain broken = read(1, List.of(Map.of("id", 3L), Map.of("id", 2L)));
        assertThat(ids(broken)).containsExactly(3L);
        assertThat(broken.complete()).isFalse();
        assertThatThrownBy(() -> new ChainPlan(LEADS, 10, Long.MAX_VALUE, 1)
                        .read(batch(Map.of("p0", items(page(1, 50))), Map.of())))
                .hasMessage("bad-page: crm.item.list: the rows do not come in the order of their ids");
        assertThatThrownBy(() -> read(1, List.of(Map.of("title", "no id")))).hasMessageContaining("a row has no id");
    }

    @Test
    void readsIdsThatAreText() throws Exception {
        Listing older = new Listing("crm.lead.list", "", "ID", Map.of());
        Chain chain = new ChainPlan(older, 0, Long.MAX_VALUE, 1)
                .read(batch(Map.of("p0", List.of(Map.of("ID", "9"), Map.of("ID", "10"))), Map.of()));
        assertThat(chain.last()).hasValue(10);
    }

    @Test
    void asksForAsManyPagesAsThePortalAnswersInOneAndAHalfSeconds() {
        ChainLength length = new ChainLength();
        assertThat(length.pages()).isEqualTo(10);
        length.answered(10, Duration.ofMillis(700));
        assertThat(length.pages()).isEqualTo(20);
        length.answered(20, Duration.ofMillis(1400));
        assertThat(length.pages()).isEqualTo(21);
        length.timedOut(21);
        assertThat(length.pages()).isEqualTo(10);
        length.answered(10, Duration.ofMillis(700));
        assertThat(length.pages()).isEqualTo(11);
    }

    @Test
    void staysWithinOneAndFiftyPages() {
        ChainLength length = new ChainLength();
        for (int i = 0; i < 9; i++) {
            length.answered(length.pages(), Duration.ofMillis(1));
        }
        assertThat(length.pages()).isEqualTo(50);
        length.tooLarge(50);
        length.answered(25, Duration.ofMillis(1));
        assertThat(length.pages()).isEqualTo(25);
        for (int i = 0; i < 9; i++) {
            length.answered(length.pages(), Duration.ofSeconds(60));
        }
        assertThat(length.pages()).isEqualTo(1);
        length.timedOut(1);
        assertThat(length.pages()).isEqualTo(1);
    }

    @Test
    void asksForNoMorePagesThanThereWereAndGrowsAgainWhenTheyAreFull() {
        ChainLength length = new ChainLength();
        length.ended(10, 1, Duration.ofMillis(700));
        assertThat(length.pages()).isEqualTo(1);
        length.answered(1, Duration.ofMillis(70));
        length.answered(2, Duration.ofMillis(140));
        assertThat(length.pages()).isEqualTo(4);
    }

    @Test
    void plansNoMorePagesThanThereCanBeIds() throws Exception {
        assertThat(ChainPlan.of(LEADS, 0, Long.MAX_VALUE, 10).pages()).isEqualTo(10);
        assertThat(ChainPlan.of(LEADS, 100, 200, 10).pages()).isEqualTo(2);
        assertThat(ChainPlan.of(LEADS, 100, 201, 10).pages()).isEqualTo(3);
        assertThat(ChainPlan.of(LEADS, 100, 100, 10).pages()).isEqualTo(1);
        assertThat(ChainPlan.used(read(3, page(1, 50), page(51, 60)))).isEqualTo(2);
    }

    @SafeVarargs
    private static Chain read(int pages, List<Map<String, Object>>... answers) throws BitrixError {
        Map<String, Object> results = new HashMap<>();
        for (int i = 0; i < answers.length; i++) {
            results.put("p" + i, items(answers[i]));
        }
        return new ChainPlan(LEADS, 0, Long.MAX_VALUE, pages).read(batch(results, Map.of()));
    }

    private static Batch batch(Map<String, Object> results, Map<String, BitrixError> errors) {
        Map<String, Answer> answers = new HashMap<>();
        results.forEach(
                (key, result) -> answers.put(key, new Answer(result, TIME, OptionalLong.empty(), OptionalInt.empty())));
        return new Batch(answers, errors, TIME);
    }

    private static Map<String, Object> items(List<Map<String, Object>> rows) {
        return Map.of("items", rows);
    }

    private static List<Map<String, Object>> page(long from, long to) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long id = from; id <= to; id++) {
            rows.add(Map.of("id", id));
        }
        return rows;
    }

    private static List<Object> ids(Chain chain) {
        return chain.rows().stream().map(row -> row.get("id")).toList();
    }
}
