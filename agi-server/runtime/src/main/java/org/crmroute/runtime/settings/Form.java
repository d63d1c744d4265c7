package org.crmroute.runtime.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value looks like.
 *
 * @param allowed completes "write …": {@code a port from 1 to 65535}
 * @param reader the value, or empty when the text is not one
 */
public record Form<T>(String allowed, Function<String, Optional<T>> reader) {

    /** Any text but an empty one. */
    public static final Form<String> TEXT =
            new Form<>("text", text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip()));

    /** A TCP port one can listen on or connect to. */
    public static final Form<Integer> PORT = new Form<>("a port from 1 to 65535", text -> whole(text, 1, 65535));

    /** A switch, as YAML writers write it. */
    public static final Form<Boolean> YES_NO =
            new Form<>("yes or no (also true, false, on, off)", text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> Optional.of(true);
                case "false", "no", "off" -> Optional.of(false);
                default -> Optional.empty();
            });

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) *(ms|s|m|h|d)");

    public static Form<Integer> integer(int min, int max) {
        return new Form<>("a whole number from %d to %d".formatted(min, max), text -> whole(text, min, max));
    }

    /** A time span with its unit: {@code 250ms}, {@code 5s}, {@code 90d}. A bare number is refused: of what? */
    public static Form<Duration> duration(Duration min, Duration max) {
        String allowed = "a time from %s to %s (units ms, s, m, h, d)".formatted(words(min), words(max));
        return new Form<>(allowed, text -> span(text).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0));
    }

    /** An absolute address of one of these schemes. */
    public static Form<URI> url(Set<String> schemes) {
        String allowed = "an address that begins with "
                + String.join(
                        " or ", schemes.stream().sorted().map(s -> s + "://").toList());
        return new Form<>(allowed, text -> {
            try {
                URI uri = new URI(text);
                boolean usable = uri.getHost() != null && uri.getScheme() != null && schemes.contains(uri.getScheme());
                return usable ? Optional.of(uri) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    /** One of an enum's constants, written in lower case. */
    public static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String allowed = "one of "
                + String.join(", ", Arrays.stream(constants).map(Form::word).toList());
        return new Form<>(
                allowed,
                text -> Arrays.stream(constants)
                        .filter(c -> word(c).equals(text))
                        .findFirst());
    }

    /** The same form, with more asked of the value. */
    public Form<T> which(String allowed, Predicate<T> test) {
        return new Form<>(allowed, text -> reader.apply(text).filter(test));
    }

    Optional<T> read(String text) {
        return reader.apply(text);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Integer> whole(String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            return number >= min && number <= max ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> span(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long n = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(n);
                    case "s" -> Duration.ofSeconds(n);
                    case "m" -> Duration.ofMinutes(n);
                    case "h" -> Duration.ofHours(n);
                    default -> Duration.ofDays(n);
                });
    }

    /** A duration as one writes it, in its largest whole unit. */
    static String words(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 86_400_000 == 0 && ms != 0) {
            return ms / 86_400_000 + "d";
        }
        if (ms % 3_600_000 == 0 && ms != 0) {
            return ms / 3_600_000 + "h";
        }
        if (ms % 60_000 == 0 && ms != 0) {
            return ms / 60_000 + "m";
        }
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }
}
