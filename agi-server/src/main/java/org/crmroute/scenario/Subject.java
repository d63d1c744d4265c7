package org.crmroute.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crmroute.crm.EntityType;

/** What a condition looks at: a field of a CRM record, or something of the call itself. */
public sealed interface Subject {

    /** As scenarios write it: {@code deal.stage}, {@code contact.UF_CRM_VIP}, {@code call.time}. */
    String path();

    /**
     * A field of a record.
     *
     * @param name Bitrix24's upper-case name, also where the scenario writes a friendly one
     */
    record OfRecord(EntityType entity, String name) implements Subject {

        private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
        private static final Map<String, String> FRIENDLY = Map.of(
                "deal.funnel", "CATEGORY_ID",
                "deal.stage", "STAGE_ID",
                "lead.stage", "STATUS_ID",
                "deal.assignee", "ASSIGNED_BY_ID",
                "lead.assignee", "ASSIGNED_BY_ID",
                "contact.assignee", "ASSIGNED_BY_ID",
                "company.assignee", "ASSIGNED_BY_ID");

        /** Friendly names of an entity's fields, to offer. */
        static List<String> friendly(EntityType entity) {
            return FRIENDLY.keySet().stream()
                    .filter(path -> path.startsWith(entity.word() + "."))
                    .sorted()
                    .toList();
        }

        boolean isFunnel() {
            return entity == EntityType.DEAL && name.equals("CATEGORY_ID");
        }

        boolean isStage() {
            return (entity == EntityType.DEAL && name.equals("STAGE_ID"))
                    || (entity == EntityType.LEAD && name.equals("STATUS_ID"));
        }

        boolean isAssignee() {
            return name.equals("ASSIGNED_BY_ID");
        }

        @Override
        public String path() {
            String word = isFunnel() ? "funnel" : isStage() ? "stage" : isAssignee() ? "assignee" : name;
            return entity.word() + "." + word;
        }
    }

    /** Something of the call. */
    enum OfCall implements Subject {
        /** The number called. */
        DID,
        /** The number calling. */
        CALLER,
        /** Whether the number is withheld. */
        ANONYMOUS,
        /** Time of day in the scenario's zone. */
        TIME,
        /** Day of the week in the scenario's zone. */
        WEEKDAY;

        @Override
        public String path() {
            return "call." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a path; whether the field exists in the CRM is another question. */
    static Optional<Subject> of(String path) {
        for (OfCall call : OfCall.values()) {
            if (call.path().equals(path)) {
                return Optional.of(call);
            }
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String field = OfRecord.FRIENDLY.getOrDefault(path, path.substring(dot + 1));
        return EntityType.ofWord(path.substring(0, dot))
                .filter(entity -> OfRecord.NAME.matcher(field).matches())
                .map(entity -> new OfRecord(entity, inItsOwnWord(entity, field)));
    }

    /** The item API calls a lead's stage {@code stageId}, so people write STAGE_ID for it too. */
    private static String inItsOwnWord(EntityType entity, String field) {
        return entity == EntityType.LEAD && field.equals("STAGE_ID") ? "STATUS_ID" : field;
    }

    /** What can stand before the dot. */
    static List<String> kinds() {
        return Arrays.asList("deal", "lead", "contact", "company", "call");
    }
}
