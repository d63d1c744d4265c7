package org.crmroute.console.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.console.page.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A decision as people read it, made of the document that the log keeps and {@code explain} prints
 * ({@link org.crmroute.routing.DecisionDocument}): one way, whether the call was real or is only tried.
 *
 * @param badge how the outcome is marked
 * @param places where the call rings, one behind the other
 * @param records what the CRM holds of the caller, {@code deal:77}
 */
public record Explained(
        String decision,
        Optional<Instant> at,
        String status,
        String badge,
        String reason,
        String rule,
        String record,
        List<Place> places,
        long priority,
        String caller,
        String number,
        String name,
        boolean bySuffix,
        List<Held> records,
        String did,
        List<Tried> rules,
        List<Step> steps,
        String took,
        String scenario,
        long version,
        String document) {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /** More conditions' checks than anybody reads. */
    private static final int MOST_CHECKS = 50;

    /** Where a call rings, and for how many seconds. */
    public record Place(String target, long timeout) {}

    /** A record of the caller's. */
    public record Held(String record, boolean open) {}

    /**
     * A rule that was tried.
     *
     * @param verdict {@code MATCH}, {@code NO_MATCH} or {@code UNKNOWN}
     * @param missing what keeps it out of force, a sentence each
     */
    public record Tried(String id, String name, String verdict, List<String> missing, List<Asked> conditions) {}

    /**
     * A condition.
     *
     * @param title what the CRM calls the field; empty when it has no name of its own
     */
    public record Asked(String field, String title, String operator, String expected, List<Check> checks, int more) {}

    /**
     * What a record holds, and what the condition says to it.
     *
     * @param record empty when the caller has none of that kind, or for the call itself
     */
    public record Check(String record, boolean ofCall, String entity, String actual, String verdict) {}

    /**
     * A step of the scenario, and where it led.
     *
     * @param note who it is, or why it was skipped
     */
    public record Step(String step, String target, String note) {}

    /**
     * The view of a document.
     *
     * @param titles what the CRM calls a field, by its path; empty when it has no name
     */
    public static Explained of(String document, Words words, Function<String, String> titles) {
        JsonNode root = read(document);
        String status = text(root, "status");
        JsonNode caller = root.path("caller");
        List<Tried> rules = new ArrayList<>();
        root.path("trace").forEach(rule -> rules.add(tried(rule, words, titles)));
        List<Step> steps = new ArrayList<>();
        root.path("tried")
                .forEach(step -> steps.add(
                        new Step(text(step, "step"), CallRow.target(text(step, "target"), words), note(step, words))));
        List<Place> places = new ArrayList<>();
        root.path("steps").forEach(place -> places.add(place(place, words)));
        List<Held> records = new ArrayList<>();
        caller.path("records")
                .forEach(record -> records.add(new Held(
                        record(text(record, "record"), words),
                        record.path("open").asBoolean(false))));
        return new Explained(
                text(root, "decision"),
                moment(text(root, "at")),
                status,
                CallRow.badge(status),
                words.say("calls.reason." + text(root, "reason")),
                text(root, "rule"),
                record(text(root, "record"), words),
                places,
                root.path("priority").asLong(0),
                text(caller, "number"),
                PhoneText.of(text(caller, "number"), words),
                text(caller, "name"),
                caller.path("by_suffix").asBoolean(false),
                records,
                text(root, "did"),
                rules,
                steps,
                CallRow.took(root.path("micros").asLong(0), words),
                text(root, "scenario"),
                root.path("version").asLong(0),
                indented(root));
    }

    /** What is damaged is shown as far as it can be read: nothing. */
    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Place place(JsonNode node, Words words) {
        String target = words.say("calls.target." + text(node, "type"), text(node, "id"));
        return new Place(target, node.path("timeout").asLong(0));
    }

    private static Tried tried(JsonNode node, Words words, Function<String, String> titles) {
        List<Asked> conditions = new ArrayList<>();
        node.path("conditions").forEach(condition -> conditions.add(asked(condition, words, titles)));
        List<String> missing = new ArrayList<>();
        node.path("gone").forEach(gone -> missing.add(missing(gone, words, titles)));
        if (missing.isEmpty() && !node.path("missing").isEmpty()) {
            // logged before it was told apart what is gone
            List<String> said = new ArrayList<>();
            node.path("missing").forEach(what -> said.add(what.asString("")));
            missing.add(words.say("calls.missing", String.join("; ", said)));
        }
        return new Tried(text(node, "rule"), text(node, "name"), text(node, "verdict"), missing, conditions);
    }

    private static String missing(JsonNode gone, Words words, Function<String, String> titles) {
        String field = text(gone, "field");
        String title = titles.apply(field);
        String name = text(gone, "name");
        return words.say(
                "calls.missing." + text(gone, "what"),
                name.isEmpty() ? text(gone, "id") : words.say("calls.named", name, text(gone, "id")),
                title.isEmpty() ? field : title);
    }

    private static String note(JsonNode step, Words words) {
        String of = text(step, "of");
        return switch (text(step, "why")) {
            case "" -> text(step, "note");
            case "NO_RECORD" -> words.say("calls.has.no." + of);
            case String why -> words.say("calls.why." + why, record(of, words));
        };
    }

    private static Asked asked(JsonNode node, Words words, Function<String, String> titles) {
        String field = text(node, "field");
        String entity = field.substring(0, Math.max(0, field.indexOf('.')));
        List<Check> checks = new ArrayList<>();
        JsonNode all = node.path("checks");
        for (JsonNode check : all) {
            if (checks.size() < MOST_CHECKS) {
                checks.add(new Check(
                        record(text(check, "record"), words),
                        entity.equals("call"),
                        entity,
                        inWords(field, filled(text(check, "actual")), words),
                        text(check, "verdict")));
            }
        }
        return new Asked(
                field,
                titles.apply(field),
                text(node, "is"),
                inWords(field, text(node, "expected"), words),
                checks,
                all.size() - checks.size());
    }

    /** Days of the week, yes and no are the trace's own words; what else is said of a call, or a record holds, is not. */
    private static String inWords(String field, String values, Words words) {
        return switch (field) {
            case "call.weekday" -> each(values, DAYS, "scenarios.day.", words);
            case "call.anonymous" -> each(values, List.of("yes", "no"), "scenarios.", words);
            default -> values;
        };
    }

    private static String each(String values, List<String> known, String key, Words words) {
        return Stream.of(values.split(", "))
                .map(value -> {
                    String word = value.toLowerCase(Locale.ROOT);
                    return known.contains(word) ? words.say(key + word) : value;
                })
                .collect(Collectors.joining(", "));
    }

    /** A record by its name; the one that a test imagined has none. */
    private static String record(String ref, Words words) {
        return ref.endsWith(":0") ? words.say("calls.imagined." + ref.substring(0, ref.length() - 2)) : ref;
    }

    /** The trace's own word for a field that holds none; the page has its reader's. */
    private static String filled(String actual) {
        return actual.equals("nothing") ? "" : actual;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static String indented(JsonNode root) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
