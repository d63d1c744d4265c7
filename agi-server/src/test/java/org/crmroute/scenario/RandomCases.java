package org.crmroute.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.call.IncomingCall;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.EntityType;

/** Rules and callers by chance, from few enough values that they often meet; the same seed gives the same ones. */
final class RandomCases {

    private static final String[] CONDITIONS = {
        "{field: deal.funnel, is: equals, value: Sales}",
        "{field: deal.funnel, is: not_equals, value: Sales}",
        "{field: deal.funnel, is: any_of, value: [Service, Claims]}",
        "{field: deal.stage, is: equals, value: Sales / New}",
        "{field: deal.UF_TEXT, is: contains, value: a}",
        "{field: deal.UF_TEXT, is: contains, value: [a, b]}",
        "{field: deal.UF_TEXT, is: contains, value: \"a, b\"}",
        "{field: deal.UF_TEXT, is: not_contains, value: a}",
        "{field: deal.UF_TEXT, is: empty}",
        "{field: deal.UF_TEXT, is: not_empty}",
        "{field: deal.ID, is: empty}",
        "{field: deal.ID, is: not_empty}",
        "{field: deal.UF_NUMBER, is: greater, value: 1}",
        "{field: deal.UF_NUMBER, is: between, value: [1, 2]}",
        "{field: lead.stage, is: equals, value: Fresh}",
        "{field: lead.ID, is: empty}",
        "{field: contact.UF_CRM_VIP, is: contains, value: Gold}",
        "{field: contact.UF_CRM_VIP, is: equals, value: [Gold, Silver]}",
        "{field: contact.UF_CRM_VIP, is: not_contains, value: [Gold, Invited]}",
        "{field: contact.NAME, is: empty}",
        "{field: company.TITLE, is: equals, value: a}",
        "{field: company.TITLE, is: not_equals, value: a}",
        "{field: call.anonymous, is: equals, value: yes}",
        "{field: call.weekday, is: any_of, value: [Mon, Tue]}",
        "{field: call.time, is: between, value: [\"22:00\", \"06:00\"]}",
    };

    private final Random random;

    RandomCases(long seed) {
        this.random = new Random(seed);
    }

    String when(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return CONDITIONS[random.nextInt(CONDITIONS.length)];
        }
        return switch (random.nextInt(5)) {
            case 0, 1 -> "{all: [" + several(depth) + "]}";
            case 2, 3 -> "{any: [" + several(depth) + "]}";
            default -> "{not: " + when(depth - 1) + "}";
        };
    }

    private String several(int depth) {
        return Stream.generate(() -> when(depth - 1))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.joining(", "));
    }

    String scenario(int rules, int depth) {
        StringBuilder text = new StringBuilder("scenario: main\nzone: Asia/Yekaterinburg\nrules:\n");
        for (int i = 0; i < rules; i++) {
            text.append("  - {id: r%d, when: %s, route: [{queue: q%d}]}%n".formatted(i, when(depth), i));
        }
        return text.append("others: [{queue: reception}]\n").toString();
    }

    Caller caller() {
        return caller(3);
    }

    Caller caller(int most) {
        List<CrmRecord> records = new ArrayList<>();
        records(
                records,
                most,
                EntityType.DEAL,
                Map.of(
                        "CATEGORY_ID", () -> random.nextBoolean() ? 0 : 5,
                        "STAGE_ID", () -> random.nextBoolean() ? "NEW" : "C5:NEW",
                        "UF_TEXT", this::text,
                        "UF_NUMBER", () -> random.nextInt(4)));
        records(records, most, EntityType.LEAD, Map.of("STATUS_ID", () -> random.nextBoolean() ? "NEW" : "IN_PROCESS"));
        records(
                records,
                most,
                EntityType.CONTACT,
                Map.of(
                        "NAME",
                        this::text,
                        "UF_CRM_VIP",
                        () -> Stream.of(79, 80, 81)
                                .filter(o -> random.nextBoolean())
                                .toList()));
        records(records, most, EntityType.COMPANY, Map.of("TITLE", this::text));
        return Crm.caller(records.toArray(CrmRecord[]::new));
    }

    private String text() {
        return List.of("a", "b", "a, b", "", "B a").get(random.nextInt(5));
    }

    private void records(List<CrmRecord> into, int most, EntityType entity, Map<String, Supplier<Object>> fields) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            Map<String, Object> values = new HashMap<>();
            fields.forEach((name, value) -> {
                if (random.nextInt(4) > 0) {
                    values.put(name, value.get());
                }
            });
            Object[] flat = values.entrySet().stream()
                    .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                    .toArray();
            into.add(Crm.record(entity, into.size() + 1L, flat));
        }
    }

    IncomingCall call() {
        Instant at = Instant.parse("2026-11-23T00:00:00Z").plusSeconds(random.nextInt(7 * 86400));
        return IncomingCall.simulated(
                random.nextInt(5) == 0 ? new org.crmroute.call.Party.Anonymous("") : Crm.IVAN, Crm.DID, at);
    }
}
