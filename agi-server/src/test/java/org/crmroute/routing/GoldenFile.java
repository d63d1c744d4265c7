package org.crmroute.routing;

import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;
import org.crmroute.crm.Staff;
import org.crmroute.crm.Stage;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Scenario;
import org.crmroute.scenario.ScenarioCompiler;
import org.crmroute.scenario.ScenarioLinker;
import org.crmroute.scenario.ScenarioReader;
import org.crmroute.scenario.ScenarioWriter;
import org.crmroute.scenario.Target;
import org.crmroute.scenario.Trace;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A golden file, read strictly: a key it does not know is an error, or a slip of the pen would check nothing. */
record GoldenFile(String about, List<Map<String, Object>> crm, String scenario, List<Call> calls) {

    private static final Set<String> EXPECTATIONS =
            Set.of("status", "reason", "rule", "record", "steps", "priority", "trace", "missing", "skipped");
    private static final Set<String> RECORD = Set.of("record", "closed", "updated", "assignee", "fields");

    /**
     * A call and what is to become of it.
     *
     * @param caller {@code known}, {@code unknown}, {@code anonymous} or a number the CRM does not know
     * @param meanwhile what happened to the CRM after the scenario was put in force
     */
    record Call(
            String caller,
            String did,
            Instant at,
            List<String> meanwhile,
            boolean integration,
            Map<String, Object> expected) {}

    static GoldenFile read(String text) {
        Map<String, Object> file = map(new Load(LoadSettings.builder().build()).loadFromString(text));
        only(file, Set.of("about", "crm", "scenario", "calls"));
        List<Map<String, Object>> crm = list(file.getOrDefault("crm", List.of())).stream()
                .map(GoldenFile::map)
                .toList();
        crm.forEach(record -> only(record, RECORD));
        List<Call> calls =
                list(need(file, "calls")).stream().map(c -> call(map(c))).toList();
        return new GoldenFile((String) need(file, "about"), crm, (String) need(file, "scenario"), calls);
    }

    private static Call call(Map<String, Object> call) {
        only(call, Set.of("caller", "did", "at", "meanwhile", "integration", "expect"));
        Map<String, Object> expect = map(need(call, "expect"));
        only(expect, EXPECTATIONS);
        return new Call(
                need(call, "caller").toString(),
                call.getOrDefault("did", "+74951234567").toString(),
                Instant.parse(call.getOrDefault("at", "2026-11-23T10:30:00Z").toString()),
                list(call.getOrDefault("meanwhile", List.of())).stream()
                        .map(Object::toString)
                        .toList(),
                (Boolean) call.getOrDefault("integration", true),
                expect);
    }

    /** Goes the whole way of a call: linked and stored by id, read again, compiled against the CRM as it is then. */
    Map<String, Object> decide(Call call, Set<String> asked) throws InvalidDocument {
        Source source = new Source("scenario", scenario);
        ScenarioLinker.Linked linked =
                ScenarioLinker.link(ScenarioReader.read(source), Crm.CATALOG, Crm.PLAN, Crm.ZONE);
        if (!linked.usable()) {
            throw new InvalidDocument(source, linked.problems());
        }
        Scenario stored = ScenarioReader.read(new Source("stored", ScenarioWriter.canonical(linked.scenario())));
        Catalog catalog = Crm.CATALOG;
        for (String event : call.meanwhile) {
            catalog = after(catalog, event);
        }
        CompiledScenario compiled = ScenarioCompiler.compile(stored, 1, catalog, Crm.PLAN, Crm.ZONE);
        RoutingTable table = new RoutingTable(call.integration, List.of(compiled));
        Party caller = switch (call.caller) {
            case "known" -> Crm.IVAN;
            case "unknown" -> Crm.PLAN.read("+79990000000");
            case "anonymous" -> new Party.Anonymous("anonymous");
            default -> Crm.PLAN.read(call.caller);
        };
        IncomingCall incoming = IncomingCall.simulated(caller, Crm.PLAN.read(call.did), call.at);
        Decision decision =
                new CallRouter(mirror(), () -> table).decide(new RouteRequest(incoming, Optional.of(compiled.name())));
        Map<String, Object> shown = shown(decision);
        shown.keySet().retainAll(asked);
        return shown;
    }

    /** The part of the mirror a decision sees: open before closed, newest first, and the scope. */
    private Mirror mirror() {
        List<CrmRecord> records = crm.stream().map(GoldenFile::record).toList();
        return (caller, deals, leads) -> caller.equals(Crm.IVAN)
                ? new Caller(
                        caller,
                        false,
                        scoped(records, EntityType.DEAL, deals),
                        scoped(records, EntityType.LEAD, leads),
                        scoped(records, EntityType.CONTACT, RecordScope.ALL),
                        scoped(records, EntityType.COMPANY, RecordScope.ALL))
                : Caller.unknown(caller);
    }

    private static List<CrmRecord> scoped(List<CrmRecord> all, EntityType entity, RecordScope scope) {
        Comparator<CrmRecord> newest = Comparator.comparing(CrmRecord::updated).reversed();
        List<CrmRecord> its =
                all.stream().filter(r -> r.entity() == entity).sorted(newest).toList();
        return switch (scope) {
            case OPEN -> its.stream().filter(CrmRecord::open).toList();
            case ALL ->
                its.stream().sorted(Comparator.comparing(r -> !r.open())).toList();
            case NEWEST -> its.stream().limit(1).toList();
        };
    }

    private static CrmRecord record(Map<String, Object> written) {
        String[] name = need(written, "record").toString().split(":", -1);
        RecordRef ref = new RecordRef(EntityType.ofWord(name[0]).orElseThrow(), Long.parseLong(name[1]));
        Map<String, Object> fields = new HashMap<>(map(written.getOrDefault("fields", Map.of())));
        fields.put("ID", ref.id());
        if (written.containsKey("assignee")) {
            fields.put("ASSIGNED_BY_ID", need(written, "assignee"));
        }
        LocalDate updated =
                LocalDate.parse(written.getOrDefault("updated", "2026-01-01").toString());
        boolean closed = (Boolean) written.getOrDefault("closed", false);
        return new CrmRecord(ref, !closed, updated.atStartOfDay().toInstant(ZoneOffset.UTC), fields);
    }

    private static Map<String, Object> shown(Decision decision) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("status", decision.status().name());
        shown.put("reason", decision.reason().name());
        shown.put("rule", decision.rule());
        shown.put("record", decision.record().map(RecordRef::toString).orElse(""));
        shown.put("steps", decision.steps().stream().map(GoldenFile::step).toList());
        shown.put("priority", decision.priority());
        Map<String, Object> verdicts = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        for (Trace.RuleTrace rule : decision.trace().rules()) {
            verdicts.put(rule.id(), rule.verdict().name());
            missing.addAll(rule.missing());
        }
        shown.put("trace", verdicts);
        shown.put("missing", missing);
        shown.put(
                "skipped",
                decision.trace().steps().stream()
                        .filter(s -> s.target().isEmpty())
                        .map(s -> s.step() + " - " + s.note())
                        .toList());
        return shown;
    }

    private static String step(Target target) {
        return target + " " + target.timeout();
    }

    private enum Event {
        DELETE_FIELD("delete field (\\S+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return with(crm, fields(crm, f -> f.path().equals(m.group(1)) ? Optional.empty() : Optional.of(f)));
            }
        },
        DELETE_OPTION("delete option (\\S+) of (\\S+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return with(crm, choices(crm, m.group(2), m.group(1), Optional.empty()));
            }
        },
        RENAME_OPTION("rename option (\\S+) of (\\S+) to (.+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return with(crm, choices(crm, m.group(2), m.group(1), Optional.of(m.group(3))));
            }
        },
        DELETE_FUNNEL("delete funnel (\\d+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return withFunnels(crm, f -> f.id() == id(m) ? Optional.empty() : Optional.of(f));
            }
        },
        RENAME_FUNNEL("rename funnel (\\d+) to (.+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return withFunnels(
                        crm, f -> Optional.of(f.id() == id(m) ? new Funnel(f.id(), m.group(2), f.stages()) : f));
            }
        },
        DELETE_STAGE("delete stage (\\S+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return withFunnels(
                        crm,
                        f -> Optional.of(new Funnel(
                                f.id(),
                                f.name(),
                                f.stages().stream()
                                        .filter(s -> !s.id().equals(m.group(1)))
                                        .toList())));
            }
        },
        RENAME_STAGE("rename stage (\\S+) to (.+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return withFunnels(
                        crm,
                        f -> Optional.of(new Funnel(
                                f.id(),
                                f.name(),
                                f.stages().stream()
                                        .map(s -> s.id().equals(m.group(1))
                                                ? new Stage(s.id(), m.group(2), s.sort(), s.meaning())
                                                : s)
                                        .toList())));
            }
        },
        DISMISS("dismiss employee (\\d+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return withEmployees(
                        crm,
                        e -> Optional.of(
                                e.id() == id(m)
                                        ? new Employee(e.id(), e.name(), false, e.inner(), e.departments())
                                        : e));
            }
        },
        DELETE_EMPLOYEE("delete employee (\\d+)") {
            @Override
            Catalog after(Catalog crm, Matcher m) {
                return withEmployees(crm, e -> e.id() == id(m) ? Optional.empty() : Optional.of(e));
            }
        };

        private final Pattern pattern;

        Event(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        abstract Catalog after(Catalog crm, Matcher said);
    }

    private static Catalog after(Catalog crm, String event) {
        for (Event known : Event.values()) {
            Matcher matcher = known.pattern.matcher(event);
            if (matcher.matches()) {
                return known.after(crm, matcher);
            }
        }
        throw new IllegalArgumentException("nothing like this can happen to a CRM: " + event);
    }

    private static long id(Matcher matcher) {
        return Long.parseLong(matcher.group(1));
    }

    @FunctionalInterface
    private interface Change<T> {
        Optional<T> of(T one);
    }

    private static <T> List<T> changed(Iterable<T> all, Change<T> change) {
        List<T> changed = new ArrayList<>();
        all.forEach(one -> change.of(one).ifPresent(changed::add));
        return changed;
    }

    private static List<Field> fields(Catalog crm, Change<Field> change) {
        return changed(crm.fields(), change);
    }

    private static List<Field> choices(Catalog crm, String path, String id, Optional<String> name) {
        return fields(
                crm,
                f -> Optional.of(
                        f.path().equals(path)
                                ? new Field(
                                        f.entity(),
                                        f.name(),
                                        f.title(),
                                        f.type(),
                                        f.multiple(),
                                        changed(
                                                f.choices(),
                                                c -> c.id().equals(id)
                                                        ? name.map(n -> new Field.Choice(id, n))
                                                        : Optional.of(c)))
                                : f));
    }

    private static Catalog with(Catalog crm, List<Field> fields) {
        return new Catalog(fields, crm.funnels(), crm.leadStages(), crm.staff());
    }

    private static Catalog withFunnels(Catalog crm, Change<Funnel> change) {
        return new Catalog(crm.fields(), changed(crm.funnels(), change), crm.leadStages(), crm.staff());
    }

    private static Catalog withEmployees(Catalog crm, Change<Employee> change) {
        Staff staff =
                new Staff(changed(crm.staff().employees(), change), crm.staff().departments());
        return new Catalog(crm.fields(), crm.funnels(), crm.leadStages(), staff);
    }

    private static Object need(Map<String, Object> map, String key) {
        return Optional.ofNullable(map.get(key))
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is missing in " + map));
    }

    private static void only(Map<String, Object> map, Set<String> known) {
        List<String> unknown =
                map.keySet().stream().filter(k -> !known.contains(k)).collect(toList());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown keys " + unknown + "; there are " + known);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object node) {
        return (List<Object>) node;
    }
}
