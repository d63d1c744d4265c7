package org.crmroute.runtime.yaml;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is said of a document: an English sentence, or a part of one, and what it is made of, so that it can be said in
 * another language.
 *
 * @param kind which sentence it is, {@code key.unknown}; empty for one that is only said in English
 * @param english with {@code %s} for each part
 * @param parts texts as they are, and sayings, in the order of the English sentence
 */
public record Saying(String kind, String english, List<Object> parts) {

    /** Says nothing. */
    public static final Saying NOTHING = only("");

    public Saying {
        parts = List.copyOf(parts);
    }

    /** A sentence of its parts; what is no saying counts as text. */
    public static Saying of(String kind, String english, Object... parts) {
        return new Saying(
                kind,
                english,
                Stream.of(parts)
                        .map(part -> part instanceof Saying ? part : String.valueOf(part))
                        .toList());
    }

    /** A sentence that is only said in English. */
    public static Saying only(String english) {
        return new Saying("", "%s", List.of(english));
    }

    /** In English. */
    @Override
    public String toString() {
        return english.formatted(parts.toArray());
    }
}
