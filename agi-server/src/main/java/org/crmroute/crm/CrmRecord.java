package org.crmroute.crm;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A lead, contact, company or deal with all its fields.
 *
 * @param ref which one
 * @param open whether a lead or deal is still being worked on; contacts and companies always are
 * @param updated when it last changed in the CRM
 * @param fields by upper-case name ({@code STAGE_ID}); values are what JSON knows: {@code String}, {@code Number},
 *     {@code Boolean}, {@code List} of these, {@code Map}. A field that is null in the CRM is absent.
 */
public record CrmRecord(RecordRef ref, boolean open, Instant updated, Map<String, Object> fields) {

    public CrmRecord {
        fields = Collections.unmodifiableMap(fields);
    }

    public EntityType entity() {
        return ref.entity();
    }

    /** The field's JSON value; null when it is not filled in or there is no such field. */
    public @Nullable Object raw(String field) {
        return fields.get(field);
    }

    /** The user responsible for it ({@code ASSIGNED_BY_ID}). */
    public OptionalLong assignee() {
        return number("ASSIGNED_BY_ID");
    }

    /** A field as a whole number, if it is one. */
    public OptionalLong number(String field) {
        return switch (fields.get(field)) {
            case Number n -> OptionalLong.of(n.longValue());
            case String s
            when s.length() <= 18 && !s.isEmpty() && s.chars().allMatch(c -> c >= '0' && c <= '9') ->
                OptionalLong.of(Long.parseLong(s));
            case null, default -> OptionalLong.empty();
        };
    }

    /** A field as trimmed text, if it is filled in. */
    public Optional<String> text(String field) {
        return fields.get(field) instanceof String s && !s.isBlank() ? Optional.of(s.strip()) : Optional.empty();
    }
}
