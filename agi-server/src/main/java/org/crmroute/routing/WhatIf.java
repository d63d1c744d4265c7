package org.crmroute.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.call.Party;
import org.crmroute.crm.Caller;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.RecordScope;
import org.crmroute.crm.Stage;

/**
 * A CRM in which some fields of the caller hold something else. They are changed in the record that a scenario looks at
 * first (open before closed, then the newest); a caller without one that counts gets an imagined one, with id 0.
 *
 * @param values by entity and upper-case field name; what the field would hold, nothing for a field that is not filled in
 */
public record WhatIf(Map<EntityType, Map<String, List<String>>> values) {

    public static final WhatIf NOTHING = new WhatIf(Map.of());

    /** Of a record that is only imagined. */
    private static final long IMAGINED = 0;

    public WhatIf {
        Map<EntityType, Map<String, List<String>>> copy = new LinkedHashMap<>();
        values.forEach((entity, fields) -> {
            Map<String, List<String>> held = new LinkedHashMap<>();
            fields.forEach((name, value) -> held.put(name, List.copyOf(value)));
            copy.put(entity, held);
        });
        values = copy;
    }

    /** The mirror as it would be. */
    public Mirror over(Mirror mirror, Catalog catalog) {
        return values.isEmpty()
                ? mirror
                : (caller, deals, leads) -> changed(mirror.find(caller, deals, leads), caller, catalog, deals, leads);
    }

    private Caller changed(Caller found, Party number, Catalog catalog, RecordScope deals, RecordScope leads) {
        return new Caller(
                number,
                found.bySuffix(),
                changed(EntityType.DEAL, found.deals(), catalog, deals),
                changed(EntityType.LEAD, found.leads(), catalog, leads),
                changed(EntityType.CONTACT, found.contacts(), catalog, RecordScope.ALL),
                changed(EntityType.COMPANY, found.companies(), catalog, RecordScope.ALL));
    }

    private List<CrmRecord> changed(EntityType entity, List<CrmRecord> records, Catalog catalog, RecordScope scope) {
        Map<String, List<String>> fields = values.getOrDefault(entity, Map.of());
        if (fields.isEmpty()) {
            return records;
        }
        CrmRecord first = records.isEmpty() ? imagined(entity) : records.getFirst();
        CrmRecord changed = changed(first, fields, catalog);
        List<CrmRecord> all = new ArrayList<>(records.isEmpty() ? List.of() : records.subList(1, records.size()));
        if (changed.open()) {
            all.addFirst(changed);
        } else if (scope != RecordScope.OPEN) {
            // closed behind open, as the mirror would have it
            int open = (int) all.stream().filter(CrmRecord::open).count();
            all.add(scope == RecordScope.NEWEST ? 0 : open, changed);
        }
        return all;
    }

    private static CrmRecord imagined(EntityType entity) {
        return new CrmRecord(new RecordRef(entity, IMAGINED), true, Instant.EPOCH, Map.of("ID", IMAGINED));
    }

    private static CrmRecord changed(CrmRecord record, Map<String, List<String>> changes, Catalog catalog) {
        EntityType entity = record.entity();
        Map<String, Object> fields = new HashMap<>(record.fields());
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                fields.remove(name);
            } else {
                boolean multiple =
                        catalog.field(entity, name).filter(Field::multiple).isPresent();
                fields.put(name, multiple ? value : value.getFirst());
            }
        });
        Optional<String> stage = Optional.ofNullable(changes.get(stageField(entity)))
                .flatMap(value -> value.stream().findFirst());
        if (entity == EntityType.DEAL && !changes.containsKey("CATEGORY_ID")) {
            stage.flatMap(id -> funnelOf(id, catalog)).ifPresent(funnel -> fields.put("CATEGORY_ID", funnel));
        }
        boolean open = stage.flatMap(id ->
                        catalog.stages(entity).filter(s -> s.id().equals(id)).findFirst())
                .map(s -> s.meaning() == Stage.Meaning.IN_PROGRESS)
                .orElse(record.open());
        return new CrmRecord(record.ref(), open, record.updated(), fields);
    }

    private static String stageField(EntityType entity) {
        return switch (entity) {
            case DEAL -> "STAGE_ID";
            case LEAD -> "STATUS_ID";
            case CONTACT, COMPANY -> "";
        };
    }

    private static Optional<Long> funnelOf(String stage, Catalog catalog) {
        return catalog.funnels().stream()
                .filter(f -> f.stages().stream().anyMatch(s -> s.id().equals(stage)))
                .map(f -> f.id())
                .findFirst();
    }
}
