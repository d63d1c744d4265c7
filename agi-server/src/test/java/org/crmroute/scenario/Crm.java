package org.crmroute.scenario;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.crmroute.call.Extension;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.Department;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.Staff;
import org.crmroute.crm.Stage;
import org.crmroute.crm.Stage.Meaning;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;

/** A small CRM in memory, for tests of the language. */
public final class Crm {

    public static final NumberPlan PLAN = new NumberPlan("RU", 10);
    public static final ZoneId ZONE = ZoneId.of("UTC");
    public static final Party IVAN = new Party.Phone(new PhoneNumber("+79121234567"), "89121234567");
    public static final Party DID = new Party.Phone(new PhoneNumber("+74951234567"), "74951234567");

    private Crm() {}

    public static final List<Field> FIELDS = List.of(
            deal("TITLE", FieldType.TEXT, false),
            deal("OPPORTUNITY", FieldType.MONEY, false),
            deal("STAGE_ID", FieldType.STAGE, false),
            deal("CATEGORY_ID", FieldType.FUNNEL, false),
            deal("ASSIGNED_BY_ID", FieldType.EMPLOYEE, false),
            deal("UF_TEXT", FieldType.TEXT, false),
            deal("UF_TEXTS", FieldType.TEXT, true),
            deal("UF_NUMBER", FieldType.NUMBER, false),
            deal("UF_NUMBERS", FieldType.NUMBER, true),
            deal("UF_MONEY", FieldType.MONEY, false),
            deal("UF_DATE", FieldType.DATE, false),
            deal("UF_DATES", FieldType.DATE, true),
            deal("UF_MOMENT", FieldType.MOMENT, false),
            deal("UF_FLAG", FieldType.YES_NO, false),
            deal("UF_EMPLOYEE", FieldType.EMPLOYEE, true),
            deal("UF_LINK", FieldType.REFERENCE, false),
            new Field(
                    EntityType.DEAL,
                    "UF_LEVEL",
                    "Level",
                    FieldType.OPTION,
                    false,
                    List.of(new Choice("79", "Gold"), new Choice("80", "Silver"))),
            new Field(
                    EntityType.DEAL,
                    "SOURCE_ID",
                    "Source",
                    FieldType.STATUS,
                    false,
                    List.of(new Choice("WEB", "Web site"), new Choice("CALL", "Call"))),
            new Field(
                    EntityType.CONTACT,
                    "UF_CRM_VIP",
                    "VIP class",
                    FieldType.OPTION,
                    true,
                    List.of(
                            new Choice("79", "Gold"),
                            new Choice("80", "Silver"),
                            new Choice("81", "Invited"),
                            new Choice("82", "80"))),
            new Field(EntityType.CONTACT, "NAME", "Имя", FieldType.TEXT, false, List.of()),
            new Field(EntityType.LEAD, "TITLE", "Lead", FieldType.TEXT, false, List.of()),
            new Field(EntityType.LEAD, "STATUS_ID", "Status", FieldType.STAGE, false, List.of()),
            new Field(EntityType.COMPANY, "TITLE", "Company", FieldType.TEXT, false, List.of()));

    public static final List<Funnel> FUNNELS = List.of(
            new Funnel(0, "Sales", List.of(stage("NEW", "New"), stage("UC_1", "Contract Negotiation"), won("WON"))),
            new Funnel(
                    5,
                    "Service",
                    List.of(stage("C5:NEW", "New"), stage("C5:2", "Contract Negotiation"), won("C5:WON"))),
            new Funnel(7, "Claims", List.of(stage("C7:NEW", "Fresh claim"))));

    public static final Staff STAFF = new Staff(
            List.of(
                    employee(1, "Anna Head", true, "201", 10),
                    employee(2, "Boris Sales", true, "202", 10),
                    employee(3, "Clara Gone", false, "203", 10),
                    employee(4, "Dmitri Mute", true, "", 10),
                    employee(5, "Same Name", true, "205", 11),
                    employee(6, "Same Name", true, "206", 11)),
            List.of(
                    new Department(10, "Sales", OptionalLong.empty(), OptionalLong.of(1)),
                    new Department(11, "Legal", OptionalLong.of(12), OptionalLong.empty()),
                    new Department(12, "Circle", OptionalLong.of(11), OptionalLong.empty())));

    public static final Catalog CATALOG = catalog(FIELDS, FUNNELS);

    public static Catalog catalog(List<Field> fields, List<Funnel> funnels) {
        return new Catalog(fields, funnels, List.of(stage("NEW", "Fresh"), stage("IN_PROCESS", "Working")), STAFF);
    }

    public static Catalog without(String fieldPath) {
        return catalog(FIELDS.stream().filter(f -> !f.path().equals(fieldPath)).toList(), FUNNELS);
    }

    private static Field deal(String name, FieldType type, boolean multiple) {
        return new Field(EntityType.DEAL, name, name, type, multiple, List.of());
    }

    private static Stage stage(String id, String name) {
        return new Stage(id, name, 10, Meaning.IN_PROGRESS);
    }

    private static Stage won(String id) {
        return new Stage(id, "Won", 90, Meaning.WON);
    }

    private static Employee employee(long id, String name, boolean active, String inner, long department) {
        return new Employee(id, name, active, Extension.of(inner), List.of(department));
    }

    /** A record; fields given as name, value, name, value. */
    public static CrmRecord record(EntityType entity, long id, Object... fields) {
        Map<String, Object> map = new HashMap<>();
        map.put("ID", id);
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        boolean open = !"Y".equals(map.get("CLOSED"));
        return new CrmRecord(new RecordRef(entity, id), open, Instant.EPOCH, map);
    }

    public static Caller caller(CrmRecord... records) {
        Map<EntityType, List<CrmRecord>> by = new HashMap<>();
        for (CrmRecord record : records) {
            by.computeIfAbsent(record.entity(), e -> new ArrayList<>()).add(record);
        }
        return new Caller(
                IVAN,
                false,
                by.getOrDefault(EntityType.DEAL, List.of()),
                by.getOrDefault(EntityType.LEAD, List.of()),
                by.getOrDefault(EntityType.CONTACT, List.of()),
                by.getOrDefault(EntityType.COMPANY, List.of()));
    }

    public static IncomingCall call() {
        return IncomingCall.simulated(IVAN, DID, Instant.parse("2026-11-23T10:30:00Z"));
    }

    public static CompiledScenario compile(String yaml) throws InvalidDocument {
        return compile(yaml, CATALOG);
    }

    /** Links against the full CRM, compiles against the one given: as if something had been deleted since. */
    public static CompiledScenario compile(String yaml, Catalog now) throws InvalidDocument {
        return ScenarioCompiler.compile(link(yaml).scenario(), 3, now, PLAN, ZONE);
    }

    public static ScenarioLinker.Linked link(String yaml) throws InvalidDocument {
        Source source = new Source("scenario.yaml", yaml);
        ScenarioLinker.Linked linked = ScenarioLinker.link(ScenarioReader.read(source), CATALOG, PLAN, ZONE);
        if (!linked.usable()) {
            throw new InvalidDocument(source, linked.problems());
        }
        return linked;
    }

    public static Decision decide(String yaml, CrmRecord... records) throws InvalidDocument {
        return ScenarioEvaluator.evaluate(compile(yaml), call(), caller(records));
    }

    /** A scenario of one rule. */
    public static String oneRule(String when, String route) {
        return """
                scenario: main
                rules:
                  - id: rule
                    when: %s
                    route: [%s]
                others: [{queue: reception}]
                """.formatted(when, route);
    }

    public static String ruleOf(Decision decision) {
        return Optional.of(decision.rule()).filter(r -> !r.isEmpty()).orElse("others");
    }
}
