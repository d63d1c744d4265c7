package org.crmroute.console.trial;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.routing.WhatIf;

/**
 * What somebody wants to test, as typed; stands in the address, so that a test can be kept and passed on.
 *
 * @param number the caller's, or {@code anonymous}; empty: nothing is tested yet
 * @param at as browsers send it, in the server's zone; empty: now
 * @param side {@code active}, {@code draft} or {@code both}
 * @param supposed fields that are to hold something else
 * @param unknown what was to be added and is no field
 * @param added path of the field that was added just now, for the focus
 */
public record TestForm(
        String number,
        String did,
        String scenario,
        String at,
        String side,
        List<Supposed> supposed,
        String unknown,
        String added) {

    /** More than anybody fills in. */
    private static final int MOST_FIELDS = 20;

    private static final int MOST_VALUES = 50;
    private static final int LONGEST = 1000;

    /**
     * A field, and what it is supposed to hold.
     *
     * @param options what can be picked; empty when it is typed
     * @param people whether it is picked by typing a name
     */
    public record Supposed(
            String path, String title, List<Option> options, boolean people, boolean multiple, List<String> values) {

        /** For a field with one value. */
        public String value() {
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    /** Something that can be picked. */
    public record Option(String id, String name, boolean picked) {}

    static TestForm of(Context request, Catalog catalog) {
        Map<String, FieldChoice> fields = new LinkedHashMap<>();
        for (String path :
                request.queryParams("what").stream().limit(MOST_FIELDS).toList()) {
            FieldChoice.find(catalog, path).ifPresent(field -> fields.put(field.path(), field));
        }
        String add = typed(request, "add");
        Optional<FieldChoice> added = add.isEmpty() ? Optional.empty() : FieldChoice.find(catalog, add);
        added.ifPresent(field -> fields.put(field.path(), field));
        fields.remove(typed(request, "drop"));
        List<Supposed> supposed = new ArrayList<>();
        fields.forEach((path, field) -> supposed.add(supposed(request, field)));
        return new TestForm(
                typed(request, "number"),
                typed(request, "did"),
                typed(request, "scenario"),
                typed(request, "at"),
                typed(request, "side"),
                supposed,
                !add.isEmpty() && added.isEmpty() ? add : "",
                added.map(FieldChoice::path).orElse(""));
    }

    private static Supposed supposed(Context request, FieldChoice field) {
        List<String> values = request.queryParams("is." + field.path()).stream()
                .limit(MOST_VALUES)
                .map(TestForm::bounded)
                .toList();
        List<Option> options = field.choices().stream()
                .map(choice -> new Option(choice.id(), choice.name(), values.contains(choice.id())))
                .toList();
        return new Supposed(field.path(), field.title(), options, field.people(), field.multiple(), values);
    }

    private static String typed(Context request, String name) {
        return bounded(Optional.ofNullable(request.queryParam(name)).orElse(""));
    }

    private static String bounded(String text) {
        String stripped = text.strip();
        return stripped.substring(0, Math.min(LONGEST, stripped.length()));
    }

    WhatIf whatIf(Catalog catalog) {
        Map<EntityType, Map<String, List<String>>> values = new EnumMap<>(EntityType.class);
        for (Supposed each : supposed) {
            FieldChoice.find(catalog, each.path())
                    .ifPresent(field -> values.computeIfAbsent(field.entity(), entity -> new LinkedHashMap<>())
                            .put(field.name(), field.held(each.values())));
        }
        return new WhatIf(values);
    }

    /** Empty when it cannot be read. */
    Optional<Instant> moment(Instant now, ZoneId zone) {
        try {
            return Optional.of(
                    at.isEmpty() ? now : LocalDateTime.parse(at).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
