package org.crmroute.console.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The number of a scenario's version as an entity tag, {@code "3"}, so that nobody replaces what they have not seen (<a
 * href="https://www.rfc-editor.org/rfc/rfc9110#name-if-match">RFC 9110, If-Match</a>).
 */
final class VersionTag {

    private VersionTag() {}

    static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Which version may be replaced.
     *
     * @param tags as sent; empty = whatever there is, or is not
     */
    record Wanted(Optional<List<String>> tags) {

        boolean isAnything() {
            return tags.isEmpty();
        }

        boolean fits(long version) {
            return tags.stream().flatMap(List::stream).anyMatch(tag -> tag.equals("*") || tag.equals(of(version)));
        }
    }

    /** @param ifMatch the header; null when there is none */
    static Wanted wanted(@Nullable String ifMatch) {
        return new Wanted(Optional.ofNullable(ifMatch)
                .map(header -> Stream.of(header.split(","))
                        .map(String::strip)
                        // a proxy that compresses makes a tag a weak one; it still means the same version
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .toList()));
    }
}
