package org.crmroute.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.FieldType;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Staff;
import org.crmroute.crm.Stage;
import org.jspecify.annotations.Nullable;

/** Collects what describes the CRM, row by row, and makes the catalogue of it. */
final class CatalogRows {

    /** {@code DEAL_STAGE}: the default funnel's; {@code DEAL_STAGE_5}: those of funnel 5. */
    private static final Pattern DEAL_STAGES = Pattern.compile("DEAL_STAGE(?:_([0-9]{1,18}))?");

    private static final String LEAD_STAGES = "STATUS";

    private final FieldNames names;
    private final Map<String, FieldRow> fields = new LinkedHashMap<>();
    private final Map<Long, FunnelRow> funnels = new HashMap<>();
    private final Map<String, List<StatusRow>> books = new HashMap<>();
    private final Map<EntityType, Map<String, Stage.Meaning>> meanings =
            Map.of(EntityType.DEAL, new HashMap<>(), EntityType.LEAD, new HashMap<>());

    CatalogRows(FieldNames names) {
        this.names = names;
    }

    private record FieldRow(
            EntityType entity,
            String name,
            String title,
            FieldType type,
            boolean multiple,
            String book,
            List<Field.Choice> choices) {}

    private record FunnelRow(long id, String name, long sort) {}

    private record StatusRow(String id, String name, long sort, Stage.Meaning meaning) {}

    /** A property of {@code crm.item.fields}' {@code fields}. */
    void addField(EntityType entity, String key, Map<String, Object> row) {
        names.learn(entity, key, Wire.text(row.get("upperName")));
        String name = names.upper(entity, key);
        List<Field.Choice> choices = new ArrayList<>();
        for (Map<String, Object> item : Wire.objects(row.get("items"))) {
            choices.add(new Field.Choice(
                    Wire.text(Wire.first(item, "ID", "id")), Wire.text(Wire.first(item, "VALUE", "value"))));
        }
        add(new FieldRow(
                entity,
                name,
                title(name, row),
                type(entity, name, Wire.text(row.get("type"))),
                Wire.yes(row.get("isMultiple")),
                Wire.text(row.get("statusType")),
                choices));
    }

    private void add(FieldRow field) {
        fields.put(field.entity().word() + "." + field.name(), field);
    }

    /** Custom fields may have their name as title, and a label beside it. */
    private static String title(String name, Map<String, Object> row) {
        for (String property : new String[] {"title", "formLabel", "listLabel", "filterLabel"}) {
            String title = Wire.text(row.get(property));
            if (!title.isEmpty() && !title.equals(name)) {
                return title;
            }
        }
        return name;
    }

    private static FieldType type(EntityType entity, String name, String bitrixType) {
        boolean deal = entity == EntityType.DEAL;
        boolean lead = entity == EntityType.LEAD;
        return switch (name) {
            case "STAGE_ID" -> deal ? FieldType.STAGE : FieldType.ofBitrix(bitrixType);
            case "STATUS_ID" -> lead ? FieldType.STAGE : FieldType.ofBitrix(bitrixType);
            case "CATEGORY_ID" -> deal ? FieldType.FUNNEL : FieldType.ofBitrix(bitrixType);
            // a number, its currency beside it in CURRENCY_ID
            case "OPPORTUNITY" -> deal || lead ? FieldType.MONEY : FieldType.ofBitrix(bitrixType);
            case "ASSIGNED_BY_ID" -> FieldType.EMPLOYEE;
            default -> FieldType.ofBitrix(bitrixType);
        };
    }

    /** A row of {@code crm.category.list}. */
    void addFunnel(Map<String, Object> row) throws BadRow {
        OptionalLong id = Wire.number(Wire.first(row, "id", "ID"));
        if (id.isEmpty() || id.getAsLong() < 0) {
            throw new BadRow("a funnel needs an \"id\" that is 0 or more");
        }
        funnels.put(
                id.getAsLong(),
                new FunnelRow(
                        id.getAsLong(),
                        Wire.text(Wire.first(row, "name", "NAME")),
                        Wire.number(Wire.first(row, "sort", "SORT")).orElse(0)));
    }

    /** A row of {@code crm.status.list}. */
    void addStatus(Map<String, Object> row) throws BadRow {
        String book = Wire.text(row.get("ENTITY_ID"));
        String id = Wire.text(row.get("STATUS_ID"));
        if (book.isEmpty() || id.isEmpty()) {
            throw new BadRow("a status needs \"ENTITY_ID\" and \"STATUS_ID\"");
        }
        Stage.Meaning meaning = meaning(row);
        Matcher dealStages = DEAL_STAGES.matcher(book);
        if (dealStages.matches()) {
            id = withPrefix(id, dealStages.group(1));
            meaningsOf(EntityType.DEAL).put(id, meaning);
        } else if (book.equals(LEAD_STAGES)) {
            meaningsOf(EntityType.LEAD).put(id, meaning);
        }
        books.computeIfAbsent(book, b -> new ArrayList<>())
                .add(new StatusRow(
                        id,
                        Wire.text(row.get("NAME")),
                        Wire.number(row.get("SORT")).orElse(0),
                        meaning));
    }

    /** Stages of all but the default funnel are named {@code C5:NEW}; the documentation forgets it at places. */
    private static String withPrefix(String id, @Nullable String funnel) {
        String prefix = funnel == null || funnel.equals("0") ? "" : "C" + funnel + ":";
        return id.startsWith(prefix) ? id : prefix + id;
    }

    private static Stage.Meaning meaning(Map<String, Object> row) {
        String semantics = Wire.text(row.get("SEMANTICS"));
        return switch (semantics) {
            case "S" -> Stage.Meaning.WON;
            case "F" -> Stage.Meaning.LOST;
            default -> Stage.Meaning.IN_PROGRESS;
        };
    }

    private Map<String, Stage.Meaning> meaningsOf(EntityType entity) {
        return meanings.getOrDefault(entity, Map.of());
    }

    /** What a stage means; in progress when it is unknown. */
    Stage.Meaning meaning(EntityType entity, String stage) {
        return meaningsOf(entity).getOrDefault(stage, Stage.Meaning.IN_PROGRESS);
    }

    Catalog catalog(Staff staff) {
        addWhatMustBe();
        return new Catalog(
                fields.values().stream().map(this::field).toList(), funnels(), stages(book(LEAD_STAGES)), staff);
    }

    /** Scenarios may always ask for these. */
    private void addWhatMustBe() {
        for (EntityType entity : EntityType.values()) {
            addMissing(entity, "ID", "ID", FieldType.NUMBER);
            addMissing(entity, "ASSIGNED_BY_ID", "Responsible", FieldType.EMPLOYEE);
        }
        addMissing(EntityType.DEAL, "CATEGORY_ID", "Funnel", FieldType.FUNNEL);
        addMissing(EntityType.DEAL, "STAGE_ID", "Stage", FieldType.STAGE);
        addMissing(EntityType.LEAD, "STATUS_ID", "Stage", FieldType.STAGE);
    }

    private void addMissing(EntityType entity, String name, String title, FieldType type) {
        if (!fields.containsKey(entity.word() + "." + name)) {
            add(new FieldRow(entity, name, title, type, false, "", List.of()));
        }
    }

    private Field field(FieldRow row) {
        List<Field.Choice> choices = switch (row.type()) {
            case OPTION -> row.choices();
            case STATUS ->
                book(row.book()).stream()
                        .map(s -> new Field.Choice(s.id(), s.name()))
                        .toList();
            default -> List.of();
        };
        return new Field(row.entity(), row.name(), row.title(), row.type(), row.multiple(), choices);
    }

    private List<StatusRow> book(String id) {
        return books.getOrDefault(id, List.of()).stream()
                .sorted(Comparator.comparingLong(StatusRow::sort))
                .toList();
    }

    private static List<Stage> stages(List<StatusRow> rows) {
        return rows.stream()
                .map(r -> new Stage(r.id(), r.name(), (int) r.sort(), r.meaning()))
                .toList();
    }

    private List<Funnel> funnels() {
        // a funnel that only its stages tell of is named by its id
        books.keySet().forEach(book -> {
            Matcher dealStages = DEAL_STAGES.matcher(book);
            if (dealStages.matches()) {
                long id = dealStages.group(1) == null ? 0 : Long.parseLong(dealStages.group(1));
                funnels.putIfAbsent(id, new FunnelRow(id, String.valueOf(id), Long.MAX_VALUE));
            }
        });
        return funnels.values().stream()
                .sorted(Comparator.comparingLong(FunnelRow::sort).thenComparingLong(FunnelRow::id))
                .map(f ->
                        new Funnel(f.id(), f.name(), stages(book(f.id() == 0 ? "DEAL_STAGE" : "DEAL_STAGE_" + f.id()))))
                .toList();
    }
}
