package org.crmroute.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.routing.CallRouter;
import org.crmroute.routing.RoutingTables;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.store.Database;
import org.crmroute.store.DatabaseRefused;
import org.crmroute.store.SqliteCatalog;
import org.crmroute.store.SqliteMirror;
import org.crmroute.store.SqliteScenarioStore;

/** A mirror already filled ({@code run} fills it), a scenario of fifty rules, and numbers to call from. */
final class BenchCrm implements AutoCloseable {

    static final NumberPlan PLAN = new NumberPlan("RU", 10);
    private static final int RULES = 50;
    /** Fields whose values a scenario must take from the CRM. */
    private static final Set<FieldType> CHOSEN =
            EnumSet.of(FieldType.OPTION, FieldType.STATUS, FieldType.EMPLOYEE, FieldType.FUNNEL, FieldType.STAGE);

    private final Database database;
    private final CallRouter router;

    private BenchCrm(Database database, CallRouter router) {
        this.database = database;
        this.router = router;
    }

    static BenchCrm open(Path file) throws DatabaseRefused, InvalidDocument {
        Database database = Database.open(file, Clock.systemUTC());
        SqliteCatalog catalog = new SqliteCatalog(database);
        SqliteScenarioStore scenarios = new SqliteScenarioStore(database);
        ScenarioDesk desk = new ScenarioDesk(scenarios, catalog::load, PLAN, ZoneOffset.UTC, Clock.systemUTC());
        desk.apply(desk.check(new Source("bench", scenario(catalog.load()))), "bench");
        RoutingTables tables = new RoutingTables(scenarios, catalog::load, PLAN, ZoneOffset.UTC, () -> true);
        tables.reload();
        return new BenchCrm(database, new CallRouter(new SqliteMirror(database, PLAN), tables));
    }

    CallRouter router() {
        return router;
    }

    /**
     * Fifty rules of two or three conditions each on fields of every kind. Most match nobody, so that most calls try
     * most rules; the last takes everybody the CRM knows.
     */
    static String scenario(Catalog catalog) {
        StringBuilder yaml = new StringBuilder("scenario: main\nzone: Europe/Moscow\nrules:\n");
        List<Field> fields = catalog.fields().stream()
                .filter(f -> f.name().startsWith("UF_") && !CHOSEN.contains(f.type()))
                .toList();
        List<Funnel> funnels = catalog.funnels();
        for (int i = 0; i < RULES - 1; i++) {
            Funnel funnel = funnels.get(i % funnels.size());
            Field field = fields.get(i % fields.size());
            String operator = i % 3 == 0 ? "equals" : i % 3 == 1 ? "contains" : "any_of";
            yaml.append("  - id: rule")
                    .append(i)
                    .append("\n    when:\n      all:\n        - {field: deal.funnel, is: equals, value: \"id:")
                    .append(funnel.id())
                    .append("\"}\n        - {field: ")
                    .append(field.path())
                    .append(", is: ")
                    .append(operator)
                    .append(", value: ")
                    .append(never(field.type(), i))
                    .append("}\n        - {field: contact.ID, is: not_empty}\n    route: [{queue: q")
                    .append(i)
                    .append("}]\n");
        }
        yaml.append("""
                  - id: manager
                    when: {field: contact.ID, is: not_empty}
                    route: [{assignee: any}, {head: any}, {queue: sales}]
                others: [{queue: reception}]
                """);
        return yaml.toString();
    }

    private static String never(FieldType type, int i) {
        return switch (type) {
            case NUMBER -> Integer.toString(900_000_000 + i);
            case MONEY -> (900_000_000 + i) + "|RUB";
            case DATE, MOMENT -> "1950-01-%02d".formatted(1 + i % 28);
            case YES_NO -> "yes";
            case EMPLOYEE, STATUS, FUNNEL, STAGE, OPTION, REFERENCE, TEXT -> "\"nobody has %d\"".formatted(i);
        };
    }

    /** Numbers of the CRM, spread over it, as E.164. */
    static List<String> numbers(Path file, EntityType entity, int count) throws SQLException {
        List<String> numbers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            long all;
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + entity.word())) {
                all = row.next() ? row.getLong(1) : 0;
            }
            // spread by a hash: the made-up CRM has its oddities at round ids
            try (ResultSet row = statement.executeQuery(
                    "SELECT phones FROM %s WHERE id * 7919 %% 1000003 < %d AND phones LIKE '%%+%%'"
                            .formatted(entity.word(), Math.max(1, 1_000_003L * count / Math.max(1, all))))) {
                while (row.next() && numbers.size() < count) {
                    for (String key : row.getString(1).split(" ", -1)) {
                        if (key.endsWith("+")) {
                            numbers.add(new StringBuilder(key).reverse().toString());
                            break;
                        }
                    }
                }
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        database.close();
    }
}
