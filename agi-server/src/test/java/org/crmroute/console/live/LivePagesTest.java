package org.crmroute.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.crmroute.config.Configuration;
import org.crmroute.console.access.Role;
import org.crmroute.console.page.Language;
import org.crmroute.console.page.Words;
import org.crmroute.runtime.settings.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePagesTest {

    private static final String KEY = "6c84fb90-12c4-11e1-840d-7b25c5ee775a";
    private static final String RUNNING = ScriptedTransfers.contract("transfer.json");
    private static final String ENDED = ScriptedTransfers.contract("transfer-ended.json");
    /** Of a call and an agent that nothing else is known of. */
    private static final String OTHER =
            RUNNING.replace("one-customer", "another").replace("PJSIP/201-0000000b", "PJSIP/201-0000000f");

    private static final Pattern VERSION = Pattern.compile("/live/state\\?seen=([0-9]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ScriptedTransfers transfers;
    private LiveConsole console;

    @BeforeEach
    void start() throws IOException {
        transfers = new ScriptedTransfers();
        console = new LiveConsole(transfers);
    }

    @AfterEach
    void stop() {
        console.close();
        transfers.close();
    }

    private static String version(String page) {
        Matcher version = VERSION.matcher(page);
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** The page once it says so. */
    private String until(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String page = console.page("/live");
        while (!page.contains(text) && System.nanoTime() < end) {
            Thread.sleep(50);
            page = console.page("/live");
        }
        assertThat(page).contains(text);
        return page;
    }

    private HttpResponse<String> handOn(String kind, String target) {
        return console.post("/live/transfer", "call", "one-customer", "kind", kind, "target", target, "key", KEY);
    }

    @Test
    void a_call_is_shown_with_what_the_crm_knows_of_it() {
        assertThat(console.page("/live"))
                .contains("+7 916 123-45-67", "ООО Ромашка", "Anna Orlova", "talking", "queue sales")
                .contains("href=\"/calls/4711\"", "href=\"/live/transfer?call=one-customer\"");
    }

    @Test
    void a_viewer_sees_it_and_has_nothing_to_press() throws Exception {
        transfers.transfers = ScriptedTransfers.list(RUNNING);

        String page = console.get("/live", Role.VIEWER, "ru").body();

        assertThat(page)
                .contains("ООО Ромашка", "переводится", "очередь sales", "С консультацией", "Boris Petrov · 202")
                .doesNotContain("/live/transfer", "Завершить");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() throws Exception {
        String seen = version(console.page("/live"));
        assertThat(console.get("/live/state?seen=" + seen, Role.ADMIN, "en").statusCode())
                .isEqualTo(204);

        transfers.calls = "{\"calls\": []}";
        String page = until("Nobody is on the phone");

        assertThat(version(page)).isNotEqualTo(seen);
        HttpResponse<String> state = console.get("/live/state?seen=" + seen, Role.ADMIN, "en");
        assertThat(state.statusCode()).isEqualTo(200);
        assertThat(state.body()).doesNotContain("<html").contains("Nobody is on the phone");
    }

    @Test
    void however_many_look_it_is_asked_once_in_a_while() {
        List<CompletableFuture<String>> readers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> console.page("/live")))
                .toList();
        readers.forEach(CompletableFuture::join);

        assertThat(transfers.looks.size()).isLessThan(20);
    }

    @Test
    void a_transfer_under_way_stands_with_its_call_and_can_be_told_what_it_allows() {
        transfers.transfers = ScriptedTransfers.list(RUNNING.replace(", \"swap\"", ""));

        assertThat(console.page("/live"))
                .contains("Boris Petrov · 202", "agent and target talk, customer hears music")
                .contains("/live/transfers/018bcfe56800-00000a/complete", "/live/transfers/018bcfe56800-00000a/cancel")
                .doesNotContain("00000a/swap", "/live/transfer?call=one-customer");
    }

    @Test
    void what_agent_and_target_say_meanwhile_is_no_call_of_its_own() {
        String word = transfers
                .calls
                .substring(transfers.calls.indexOf('[') + 1, transfers.calls.lastIndexOf(']'))
                .replace("one-customer", "a-word")
                .replace("PJSIP/trunk-0000000a", "PJSIP/202-0000000c")
                .replace("ООО Ромашка", "Boris");
        transfers.calls = transfers.calls.replace("\"calls\": [", "\"calls\": [" + word + ",");
        assertThat(console.page("/live")).contains("2 calls", "call=a-word");

        transfers.transfers = ScriptedTransfers.list(RUNNING);
        console.post("/live/transfers/018bcfe56800-00000a/swap");

        assertThat(console.page("/live"))
                .contains("1 call", "being handed on", "Anna Orlova")
                .doesNotContain("call=a-word");
    }

    @Test
    void one_whose_call_is_not_shown_is_not_forgotten_and_one_that_ended_says_how() {
        transfers.transfers = ScriptedTransfers.list(OTHER, ENDED);

        assertThat(console.page("/live"))
                .contains("Being handed on", "Handed on last", "came back to the agent: no answer")
                .contains("/live/transfer?call=one-customer");
    }

    @Test
    void handing_on_sends_what_was_chosen_under_the_key_of_the_form() {
        String form = console.page("/live/transfer?call=one-customer");
        assertThat(form).contains("Hand on: ООО Ромашка", "name=\"call\" value=\"one-customer\"");
        Matcher key = Pattern.compile("name=\"key\" value=\"([0-9a-f-]{36})\"").matcher(form);
        assertThat(key.find()).isTrue();
        String[] posted = {"call", "one-customer", "kind", "attended", "target", "extension:202", "key", key.group(1)};

        HttpResponse<String> answer = console.post("/live/transfer", posted);
        console.post("/live/transfer", posted);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("being connected to Boris Petrov · 202", "+7 916 123-45-67");
        assertThat(answer.headers().firstValue("HX-Trigger")).contains("live-changed");
        assertThat(transfers.wishes)
                .hasSize(2)
                .containsOnly("/api/transfers " + key.group(1)
                        + " {\"call\":\"one-customer\",\"kind\":\"attended\",\"target\":\"extension:202\"}");
        assertThat(console.audit)
                .contains("anna live.audit.transfer 79161234567 attended → extension:202, 018bcfe56800-00000a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete", "swap", "cancel"})
    void a_transfer_is_told_and_that_is_noted(String wish) {
        transfers.status = 200;

        HttpResponse<String> answer = console.post("/live/transfers/018bcfe56800-00000a/" + wish);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("notice good");
        assertThat(transfers.wishes)
                .singleElement()
                .asString()
                .startsWith("/api/transfers/018bcfe56800-00000a/" + wish);
        assertThat(console.audit)
                .containsExactly("anna live.audit." + wish + " 79161234567 extension:202, 018bcfe56800-00000a");
    }

    @Test
    void each_refusal_is_told_in_the_readers_words_and_the_form_stays() {
        for (TransferRefused.Reason reason : TransferRefused.Reason.values()) {
            transfers.refuses(422, reason.word(), "the very sentence");

            HttpResponse<String> answer = handOn("blind", "queue:legal");

            String words = Words.in(Language.ENGLISH).say("live.refused." + reason.word());
            assertThat(words).doesNotStartWith("live.");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains(words.replace("'", "&#39;"), "the very sentence", "value=\"queue:legal\"")
                    .doesNotContain(KEY);
        }
        assertThat(console.audit).isEmpty();
    }

    @Test
    void each_way_to_be_away_has_words() {
        for (TransfersAway.Why why : TransfersAway.Why.values()) {
            String key = "live.away." + why.name().toLowerCase(Locale.ROOT);
            assertThat(Words.in(Language.RUSSIAN).say(key)).doesNotStartWith("live.");
            assertThat(Words.in(Language.RUSSIAN).say(key + ".advice")).doesNotStartWith("live.");
        }
    }

    @Test
    void while_it_is_away_the_page_says_so_and_it_comes_back_by_itself() throws Exception {
        until("ООО Ромашка");
        int port = transfers.stop();

        String page = until("The transfer program does not answer.");
        assertThat(page).contains("http://127.0.0.1:" + port).doesNotContain("ООО Ромашка", ScriptedTransfers.TOKEN);
        assertThat(console.post("/live/transfers/018bcfe56800-00000a/cancel").body())
                .contains("The transfer program does not answer.");
        assertThat(console.audit).isEmpty();

        transfers.startAgain(port);
        until("ООО Ромашка");
    }

    @Test
    void one_that_is_silent_holds_a_reader_up_for_a_bounded_time_only() throws Exception {
        transfers.gate = new CountDownLatch(1);
        long from = System.nanoTime();

        assertThat(console.page("/live")).contains("does not answer in time");

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        transfers.gate.countDown();
        until("ООО Ромашка");
    }

    @Test
    void what_got_no_answer_can_be_asked_again_under_the_same_key_and_is_noted() {
        console.page("/live");
        transfers.gate = new CountDownLatch(1);

        HttpResponse<String> answer = handOn("blind", "extension:202");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("gave no answer in time");
        assertThat(console.audit).containsExactly("anna live.audit.unanswered one-customer blind → extension:202");
    }

    @Test
    void a_failure_without_a_reason_leaves_open_what_was_done() {
        transfers.status = 502;
        transfers.answer = "<h1>Bad gateway</h1>";

        HttpResponse<String> answer = handOn("blind", "extension:202");

        assertThat(answer.body()).contains("gave no answer in time", "value=\"" + KEY + "\"");
        assertThat(console.audit).containsExactly("anna live.audit.unanswered one-customer blind → extension:202");
    }

    @Test
    void only_so_many_wait_for_an_answer_at_once() {
        transfers.gate = new CountDownLatch(1);

        List<String> answers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> console.post("/live/transfers/018bcfe56800-00000a/cancel")
                                .body(),
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers)
                .filteredOn(answer -> answer.contains("Too much is being asked"))
                .hasSize(4);
    }

    @Test
    void something_else_at_its_address_is_told_apart() throws Exception {
        transfers.calls = "<html>It works!</html>";
        until("The transfer program cannot be understood.");

        transfers.calls = "{\"calls\": [" + " ".repeat(600_000) + "]}";
        Thread.sleep(LiveBoard.PAUSE.toMillis());
        until("The transfer program cannot be understood.");
    }

    @Test
    void another_token_is_told_apart() throws Exception {
        try (ScriptedTransfers strict = new ScriptedTransfers()) {
            strict.calls = transfers.calls;
            TransferApp stranger = new TransferApp(
                    new Configuration.Transfers(strict.url(), Secret.NONE), LiveConsole.LOOK, LiveConsole.LOOK);
            try (stranger) {
                assertThat(new LiveBoard(stranger, Clock.systemUTC())
                                .look()
                                .away()
                                .orElseThrow()
                                .why())
                        .isEqualTo(TransfersAway.Why.TOKEN);
            }
        }
    }

    @Test
    void hostile_names_are_text_and_hostile_ids_lead_nowhere() {
        transfers.calls = transfers
                .calls
                .replace("ООО Ромашка", "<script>alert(1)</script>")
                .replace("one-customer", "x&y=\\\"#z")
                .replace("4711", "../people?x=1");
        transfers.transfers = ScriptedTransfers.list(OTHER.replace("018bcfe56800-00000a", "../../sign-out?"));

        assertThat(console.page("/live"))
                .doesNotContain("<script>alert", "action=\"/live/transfers/", "/calls/../people")
                .contains("&lt;script&gt;alert(1)", "call=x%26y%3D%22%23z", "/calls/..%2Fpeople%3Fx%3D1");
    }

    private record Nonsense(String call, String kind, String target) {}

    @Test
    void what_is_no_wish_is_not_even_sent() {
        for (Nonsense wish : List.of(
                new Nonsense("one-customer", "blind", "extension:20 1"),
                new Nonsense("one-customer", "blind", "extension:201\r\nAction: Originate"),
                new Nonsense("one-customer", "blind", "external:8495"),
                new Nonsense("one-customer", "blind", ""),
                new Nonsense("one-customer", "whisper", "extension:202"),
                new Nonsense("one\ncustomer", "blind", "extension:202"),
                new Nonsense("", "blind", "extension:202"))) {
            HttpResponse<String> answer = console.post(
                    "/live/transfer", "call", wish.call(), "kind", wish.kind(), "target", wish.target(), "key", KEY);

            assertThat(answer.statusCode()).as("%s", wish).isEqualTo(422);
        }
        assertThat(transfers.wishes).isEmpty();
    }

    @Test
    void without_scripts_a_whole_page_comes_back() {
        HttpResponse<String> answer = console.postPlainly(
                "/live/transfer", "call", "one-customer", "kind", "blind", "target", "queue:legal", "key", KEY);

        assertThat(answer.body()).contains("<html", "перевод на очередь legal начат", "ООО Ромашка");
    }

    @Test
    void a_call_that_is_over_meanwhile_is_told() {
        assertThat(console.page("/live/transfer?call=gone")).contains("This call has ended.");
    }
}
