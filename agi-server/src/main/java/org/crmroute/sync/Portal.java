package org.crmroute.sync;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.crmroute.bitrix24.Answer;
import org.crmroute.bitrix24.Batch;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Chain;
import org.crmroute.bitrix24.Command;
import org.crmroute.bitrix24.Limits;
import org.crmroute.bitrix24.Listing;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;

/** The portal's CRM, and how it is asked about records. Counts the requests. */
final class Portal {

    /** Rows of a page; a shorter one is the last. */
    static final int PAGE = 50;

    /** Commands of a batch. */
    static final int BATCH = 50;

    private static final String LIST = "crm.item.list";

    /** For a request with all its waiting for room: one thread does everything, and must not sleep for minutes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Bitrix24 reads an offset, but not everywhere a {@code Z}. */
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private final RestClient client;
    private final StatusBoard board;

    Portal(RestClient client, StatusBoard board) {
        this.client = client;
        this.board = board;
    }

    Batch ask(Budget budget, Map<String, Command> commands) throws BitrixError, InterruptedException {
        board.requested();
        return client.batch(budget, commands, PATIENCE);
    }

    /** All records from an id on, as many as one request brings. */
    Chain records(Budget budget, EntityType entity, long after) throws BitrixError, InterruptedException {
        board.requested();
        return client.chain(budget, listing(Map.of("entityTypeId", entity.bitrixId())), after, Long.MAX_VALUE);
    }

    /** Those of them that changed. */
    Chain changed(EntityType entity, Instant since, long after) throws BitrixError, InterruptedException {
        Limits.Method list = client.limits().methods().get(LIST);
        if (list != null && list.held().compareTo(PATIENCE) > 0) {
            throw new BitrixError.Recoverable(
                    "no-room", "the portal has shut out " + LIST + " for its operating time", list.held());
        }
        board.requested();
        Map<String, Object> filter = Map.of(">=updatedTime", moment(since));
        return client.chain(
                Budget.LIVE,
                listing(Map.of("entityTypeId", entity.bitrixId(), "filter", filter)),
                after,
                Long.MAX_VALUE);
    }

    private static Listing listing(Map<String, Object> parameters) {
        return new Listing(LIST, "items", "id", parameters);
    }

    /** The first page of those that changed, in the order of their ids. */
    static Command changedCommand(EntityType entity, Instant since, long after) {
        return page(entity, Map.of(">=updatedTime", moment(since), ">id", after), -1);
    }

    /** The first page of those behind an id. */
    static Command newCommand(EntityType entity, long after) {
        return page(entity, Map.of(">id", after), -1);
    }

    /** At most {@link #PAGE} records by their ids. */
    static Command byIds(EntityType entity, Collection<Long> ids) {
        return page(entity, Map.of("@id", List.copyOf(ids)), -1);
    }

    /** The newest of the deals being worked on of some contacts or companies. */
    static Command openDeals(String by, Collection<Long> ids) {
        Map<String, Object> parameters =
                new LinkedHashMap<>(page(EntityType.DEAL, Map.of(by, List.copyOf(ids), "closed", "N"), -1)
                        .parameters());
        parameters.put("order", Map.of("id", "DESC"));
        return new Command(LIST, parameters);
    }

    /** Counts, as the answer's total, the records of a range of ids. */
    static Command count(IdRange range) {
        Map<String, Object> parameters =
                new LinkedHashMap<>(page(range.entity(), bounds(range), 0).parameters());
        parameters.put("select", List.of("id"));
        return new Command(LIST, parameters);
    }

    /** Counts all records of an entity. */
    static Command count(EntityType entity) {
        return new Command(LIST, Map.of("entityTypeId", entity.bitrixId(), "select", List.of("id"), "start", 0));
    }

    /** The ids of a range of at most {@link #PAGE}. */
    static Command ids(IdRange range) {
        Map<String, Object> parameters =
                new LinkedHashMap<>(page(range.entity(), bounds(range), -1).parameters());
        parameters.put("select", List.of("id"));
        return new Command(LIST, parameters);
    }

    private static Map<String, Object> bounds(IdRange range) {
        return Map.of(">id", range.after(), "<=id", range.upTo());
    }

    private static Command page(EntityType entity, Map<String, Object> filter, int start) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("entityTypeId", entity.bitrixId());
        parameters.put("filter", filter);
        parameters.put("order", Map.of("id", "ASC"));
        parameters.put("start", start);
        return new Command(LIST, parameters);
    }

    /** Where the portal has moved, if it has. */
    Optional<URI> movedTo() {
        return client.movedTo();
    }

    static Command get(RecordRef ref) {
        return new Command("crm.item.get", Map.of("entityTypeId", ref.entity().bitrixId(), "id", ref.id()));
    }

    private static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    /** The rows of an answered list. */
    static List<Map<String, Object>> rows(Answer answer) {
        return Wire.object(answer.result())
                .map(result -> Wire.objects(result.get("items")))
                .orElse(List.of());
    }

    /** What {@code crm.item.get} answered. */
    static Optional<Map<String, Object>> item(Answer answer) {
        return Wire.object(answer.result()).flatMap(result -> Wire.object(result.get("item")));
    }

    static OptionalLong id(Map<String, Object> row) {
        return Wire.id(Wire.first(row, "id", "ID"));
    }

    /** Rows that have an id, by it. */
    static List<Long> ids(List<Map<String, Object>> rows) {
        List<Long> ids = new ArrayList<>(rows.size());
        rows.forEach(row -> id(row).ifPresent(ids::add));
        return ids;
    }

    /** Whether an error is about one entity only: the others can be read all the same. */
    static boolean isDenied(BitrixError error) {
        return error instanceof BitrixError.Terminal && error.code().equals("ACCESS_DENIED");
    }
}
