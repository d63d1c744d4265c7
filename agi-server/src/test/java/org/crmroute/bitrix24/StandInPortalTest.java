package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.crmroute.portal.Dataset;
import org.crmroute.portal.DatasetSize;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Fault;
import org.crmroute.portal.Portal;
import org.crmroute.portal.PortalSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a portal that behaves as Bitrix24's documentation says, faults included. */
class StandInPortalTest {

    private static final Listing CONTACTS = new Listing("crm.item.list", "items", "id", Map.of("entityTypeId", 3));
    private static final RestSettings FAST = RestSettings.STANDARD.with(new Pace(10_000, 10_000));

    private Portal portal;
    private RestClient client;

    @BeforeEach
    void open() throws IOException {
        portal = Portal.of(
                        new Dataset(new DatasetSize(7, 2_345, 120, 30, 51, 5, 2, 4)),
                        new PortalSettings().requests(10_000, 10_000))
                .start();
        client = new RestClient(Access.webhook(portal.webhook().toString()), FAST);
    }

    @AfterEach
    void close() {
        client.close();
        portal.close();
    }

    @Test
    void readsAllRowsWithTheirPhones() throws Exception {
        List<Chain> chains = read(CONTACTS, Long.MAX_VALUE);
        List<Map<String, Object>> rows =
                chains.stream().flatMap(chain -> chain.rows().stream()).toList();
        assertThat(ids(rows)).containsExactly(portal.ids(Entity.CONTACT));
        assertThat(rows).anySatisfy(row -> assertThat(row.get("fm")).asString().contains("PHONE"));
        assertThat(chains).hasSizeLessThan(6);
        assertThat(client.limits().methods()).containsKey("crm.item.list");
    }

    @Test
    void readsOnlyIdsUpToOne() throws Exception {
        Listing ids = new Listing("crm.item.list", "items", "id", Map.of("entityTypeId", 3, "select", List.of("id")));
        List<Chain> chains = read(ids, 777);
        assertThat(ids(chains.stream().flatMap(chain -> chain.rows().stream()).toList()))
                .containsExactly(IntStream.rangeClosed(1, 777).toArray());
    }

    @Test
    void readsTheOlderMethods() throws Exception {
        List<Chain> chains = read(new Listing("crm.lead.list", "", "ID", Map.of()), Long.MAX_VALUE);
        assertThat(chains.getLast().last()).hasValue(51);
    }

    @Test
    void goesOnBehindThePageThatFailed() throws Exception {
        portal.faults().next(1, "crm.item.list", new Fault.Answered(200, "INTERNAL_SERVER_ERROR", "Oops"));
        BitrixError first =
                catchThrowableOfType(BitrixError.class, () -> client.chain(Budget.BULK, CONTACTS, 0, Long.MAX_VALUE));
        assertThat(first.code()).isEqualTo("INTERNAL_SERVER_ERROR");
        assertThat(read(CONTACTS, Long.MAX_VALUE).getLast().last()).hasValue(2345);
    }

    @Test
    void asksForListsOfIdsAndMomentsInABatch() throws Exception {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put(
                "ids", new Command("crm.item.list", Map.of("entityTypeId", 3, "filter", Map.of("@id", List.of(3, 5)))));
        commands.put(
                "late",
                new Command(
                        "crm.item.list",
                        Map.of("entityTypeId", 3, "filter", Map.of(">=updatedTime", "2038-01-01T00:00:00+03:00"))));
        commands.put("gone", new Command("crm.item.get", Map.of("entityTypeId", 3, "id", 99_999)));
        commands.put("older", new Command("crm.lead.get", Map.of("id", 99_999)));
        commands.put("none", new Command("crm.no.such.method", Map.of()));
        commands.put("who", new Command("profile", Map.of()));

        Batch batch = client.batch(Budget.LIVE, commands, Duration.ofSeconds(10));

        assertThat(batch.answers().keySet()).containsExactly("ids", "late", "who");
        assertThat(rows(batch, "ids")).hasSize(2);
        assertThat(rows(batch, "late")).isEmpty();
        assertThat(batch.errors().get("gone")).isInstanceOf(BitrixError.NotFound.class);
        assertThat(batch.errors().get("older")).isInstanceOf(BitrixError.NotFound.class);
        assertThat(batch.errors().get("none")).isInstanceOf(BitrixError.Defect.class);
    }

    @Test
    void findsAPortalThatWasRenamed() throws Exception {
        URI moved = portal.rename();
        assertThat(read(CONTACTS, 100)).hasSize(1);
        assertThat(client.movedTo()).contains(moved);
    }

    @Test
    void saysWhatBefellARequest() {
        assertThat(fault(Fault.BAD_GATEWAY)).isEqualTo("html");
        assertThat(fault(Fault.CUT_JSON)).isIn("not-json", "connection-lost");
        assertThat(fault(Fault.CONNECTION_RESET)).isEqualTo("connection-lost");
        assertThat(fault(Fault.EMPTY_CODE)).isEqualTo("no-code");
        assertThat(fault(Fault.INTEGER_CODE)).isEqualTo("no-code");
        assertThat(fault(Fault.QUERY_LIMIT_EXCEEDED)).isEqualTo("QUERY_LIMIT_EXCEEDED");
        portal.webhookValid(false);
        BitrixError.Terminal revoked = catchThrowableOfType(
                BitrixError.Terminal.class, () -> client.call(Budget.LIVE, new Command("profile", Map.of())));
        assertThat(revoked.advice()).contains("inbound webhook");
        portal.goDown();
        assertThat(catchThrowableOfType(
                                BitrixError.class, () -> client.call(Budget.LIVE, new Command("profile", Map.of())))
                        .code())
                .isIn("refused", "connection-lost");
    }

    @Test
    void letsAnApplicationInAndRenewsItsToken() throws Exception {
        List<Tokens> saved = new ArrayList<>();
        TokenStore store = new TokenStore() {
            @Override
            public Optional<Tokens> load() {
                return Optional.empty();
            }

            @Override
            public void save(Tokens tokens) {
                saved.add(tokens);
            }
        };
        Access access = Access.application(
                "local.standin",
                "standin0secret",
                portal.tokens().install().refresh(),
                portal.address(),
                store,
                portal.address().resolve("/oauth/token/"));
        try (RestClient application = new RestClient(access, FAST)) {
            assertThat(application.chain(Budget.BULK, CONTACTS, 0, 60).complete())
                    .isTrue();
            portal.tokens().expire();
            assertThat(application.chain(Budget.BULK, CONTACTS, 0, 60).complete())
                    .isTrue();
        }
        assertThat(saved).hasSize(2);
    }

    private String fault(Fault fault) {
        portal.faults().next(1, fault);
        BitrixError error = catchThrowableOfType(
                BitrixError.class, () -> client.call(Budget.LIVE, new Command("profile", Map.of())));
        assertThat(error).isInstanceOf(BitrixError.Recoverable.class);
        return error.code();
    }

    private List<Chain> read(Listing listing, long upTo) throws BitrixError, InterruptedException {
        List<Chain> chains = new ArrayList<>();
        long after = 0;
        while (chains.isEmpty() || !chains.getLast().complete()) {
            chains.add(client.chain(Budget.BULK, listing, after, upTo));
            after = chains.getLast().last().orElse(after);
        }
        return chains;
    }

    private static int[] ids(List<Map<String, Object>> rows) {
        return rows.stream()
                .mapToInt(row -> (Integer) row.getOrDefault("id", 0))
                .toArray();
    }

    private static List<?> rows(Batch batch, String key) {
        Answer answer = batch.answers().get(key);
        return answer != null && answer.result() instanceof Map<?, ?> map && map.get("items") instanceof List<?> rows
                ? rows
                : List.of("no rows");
    }
}
