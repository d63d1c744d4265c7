package org.crmroute.sync;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.crmroute.crm.EntityType;

/**
 * From the names of {@code crm.item.*} ({@code stageId}) to the upper-case ones that scenarios use ({@code STAGE_ID}).
 * The CRM tells them as {@code upperName}; where it does not they are derived. Safe for use by many threads.
 */
final class FieldNames {

    /** These the router itself relies on, whatever a portal says. */
    private static final Map<String, String> FIXED = Map.of(
            "id", "ID",
            "assignedById", "ASSIGNED_BY_ID",
            "categoryId", "CATEGORY_ID",
            "stageId", "STAGE_ID",
            "opportunity", "OPPORTUNITY",
            "currencyId", "CURRENCY_ID");

    /** A portal has some hundreds; whoever invents names without end shall not fill our memory. */
    private static final int MOST = 10_000;

    private final Map<EntityType, Map<String, String>> known = new ConcurrentHashMap<>();

    /** Learns what the CRM says. */
    void learn(EntityType entity, String name, String upperName) {
        if (!FIXED.containsKey(name) && !upperName.isBlank()) {
            of(entity).put(name, upperName);
        }
    }

    String upper(EntityType entity, String name) {
        Map<String, String> names = of(entity);
        String learnt = names.get(name);
        String upper = learnt != null ? learnt : derived(name);
        if (learnt == null && names.size() < MOST) {
            names.put(name, upper);
        }
        // a lead's stage has kept its old name
        return entity == EntityType.LEAD && upper.equals("STAGE_ID") ? "STATUS_ID" : upper;
    }

    private Map<String, String> of(EntityType entity) {
        return known.computeIfAbsent(entity, e -> new ConcurrentHashMap<>());
    }

    private static String derived(String name) {
        String fixed = FIXED.get(name);
        return fixed != null ? fixed : isUpper(name) ? name : split(name);
    }

    private static boolean isUpper(String name) {
        return name.chars().noneMatch(Character::isLowerCase);
    }

    private static String split(String name) {
        StringBuilder upper = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && begins(name.charAt(i - 1), c)) {
                upper.append('_');
            }
            upper.append(c);
        }
        return upper.toString().toUpperCase(Locale.ROOT);
    }

    private static boolean begins(char before, char c) {
        return (Character.isUpperCase(c) && before != '_' && !Character.isUpperCase(before))
                || (Character.isDigit(c) && Character.isLetter(before));
    }
}
