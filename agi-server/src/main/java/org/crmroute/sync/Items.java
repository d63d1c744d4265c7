package org.crmroute.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.RecordRef;
import org.crmroute.crm.Stage;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code crm.item.list} as records of the mirror. */
final class Items {

    private final FieldNames names;
    private final CatalogRows catalog;
    private final NumberPlan plan;

    Items(FieldNames names, CatalogRows catalog, NumberPlan plan) {
        this.names = names;
        this.catalog = catalog;
        this.plan = plan;
    }

    /**
     * The record.
     *
     * @return empty for what is no customer's: a template of recurring deals, a company of the portal's owner
     * @throws BadRow when it has no id
     */
    Optional<MirrorRecord> read(EntityType entity, Map<String, Object> item) throws BadRow {
        OptionalLong id = Wire.id(Wire.first(item, "id", "ID"));
        if (id.isEmpty()) {
            throw new BadRow("a " + entity + " needs an \"id\" that is a positive whole number, but has "
                    + Wire.first(item, "id", "ID"));
        }
        if (Wire.yes(Wire.first(item, "isRecurring", "IS_RECURRING"))
                || Wire.yes(Wire.first(item, "isMyCompany", "IS_MY_COMPANY"))) {
            return Optional.empty();
        }
        CrmRecord record = new CrmRecord(
                new RecordRef(entity, id.getAsLong()),
                isOpen(entity, item),
                Wire.moment(Wire.first(item, "updatedTime", "UPDATED_TIME", "DATE_MODIFY"))
                        .or(() -> Wire.moment(Wire.first(item, "createdTime", "CREATED_TIME", "DATE_CREATE")))
                        .orElse(Instant.EPOCH),
                fields(entity, item));
        return Optional.of(
                switch (entity) {
                    case DEAL -> new MirrorRecord(record, List.of(), contacts(item), Wire.ids(company(item)));
                    case CONTACT -> new MirrorRecord(record, phones(item), List.of(), companies(item));
                    case LEAD, COMPANY -> new MirrorRecord(record, phones(item), List.of(), List.of());
                });
    }

    /** The stage's meaning and CLOSED tell; CLOSEDATE is only a plan. */
    private boolean isOpen(EntityType entity, Map<String, Object> item) {
        if (entity != EntityType.DEAL && entity != EntityType.LEAD) {
            return true;
        }
        String semantics = Wire.text(Wire.first(item, "stageSemanticId", "STAGE_SEMANTIC_ID", "STATUS_SEMANTIC_ID"));
        Object closed = Wire.first(item, "closed", "CLOSED");
        if (!semantics.isEmpty()) {
            return semantics.equals("P") && !Wire.yes(closed);
        }
        if (closed != null) {
            return !Wire.yes(closed);
        }
        String stage = Wire.text(Wire.first(item, "stageId", "STAGE_ID", "STATUS_ID"));
        return catalog.meaning(entity, stage) == Stage.Meaning.IN_PROGRESS;
    }

    private Map<String, Object> fields(EntityType entity, Map<String, Object> item) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(item.size());
        item.forEach((name, value) -> {
            if (value != null && !isPhones(name, value)) {
                fields.put(names.upper(entity, name), value);
            }
        });
        return fields;
    }

    private static boolean isPhones(String name, Object value) {
        return name.equals("fm") || (name.equals("PHONE") && value instanceof List<?>);
    }

    private List<Party> phones(Map<String, Object> item) {
        Set<String> texts = new LinkedHashSet<>();
        for (Map<String, Object> each : Wire.objects(item.get("fm"))) {
            if (Wire.text(Wire.first(each, "typeId", "TYPE_ID")).equals("PHONE")) {
                texts.add(Wire.text(Wire.first(each, "value", "VALUE")));
            }
        }
        for (Map<String, Object> each : Wire.objects(item.get("PHONE"))) {
            texts.add(Wire.text(Wire.first(each, "VALUE", "value")));
        }
        List<Party> phones = new ArrayList<>(texts.size());
        for (String text : texts) {
            if (!text.isEmpty()) {
                phones.add(plan.read(text));
            }
        }
        return phones;
    }

    private static List<Long> contacts(Map<String, Object> item) {
        Set<Long> contacts = new LinkedHashSet<>(Wire.ids(Wire.first(item, "contactId", "CONTACT_ID")));
        contacts.addAll(Wire.ids(Wire.first(item, "contactIds", "CONTACT_IDS")));
        return List.copyOf(contacts);
    }

    private static List<Long> companies(Map<String, Object> item) {
        Set<Long> companies = new LinkedHashSet<>(Wire.ids(company(item)));
        companies.addAll(Wire.ids(Wire.first(item, "companyIds", "COMPANY_IDS")));
        return List.copyOf(companies);
    }

    private static @Nullable Object company(Map<String, Object> item) {
        return Wire.first(item, "companyId", "COMPANY_ID");
    }
}
