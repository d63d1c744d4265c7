package org.crmroute.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The console's words in one language. They stand in {@code console/words/AREA.properties} (English) and
 * {@code AREA_ru.properties}; a key begins with its area: {@code calls.title}. {@code {0}} is replaced by the first
 * argument, and nothing else has a meaning of its own.
 */
public final class Words {

    /** The files there are, by the areas of the console. */
    static final List<String> AREAS = List.of(
            "page", "access", "scenarios", "calls", "live", "overview", "checks", "trial", "mirror", "warnings");

    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Words(language, read(language)));
        }
    }

    private final Language language;
    private final Map<String, String> words;

    private Words(Language language, Map<String, String> words) {
        this.language = language;
        this.words = words;
    }

    public static Words in(Language language) {
        return ALL.getOrDefault(language, new Words(language, Map.of()));
    }

    public Language language() {
        return language;
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    /** The words of a key; the key itself where there are none, which a test does not let pass. */
    public String say(String key, Object... arguments) {
        String text = words.getOrDefault(key, key);
        if (arguments.length == 0) {
            return text;
        }
        // in one pass: an argument may hold what looks like the place of another
        return PLACE.matcher(text).replaceAll(place -> {
            int index = Integer.parseInt(place.group(1));
            return Matcher.quoteReplacement(index < arguments.length ? written(arguments[index]) : place.group());
        });
    }

    private String written(Object argument) {
        return argument instanceof Number number ? number(number) : String.valueOf(argument);
    }

    /**
     * So many of something: {@code KEY.one}, {@code KEY.few} (Russian only: 2, 3, 4, 22 …) or {@code KEY.many}, with the
     * number for {@code {0}}.
     */
    public String count(String key, long count) {
        return say(key + "." + form(count), count);
    }

    private String form(long count) {
        if (language != Language.RUSSIAN) {
            return count == 1 ? "one" : "many";
        }
        long tens = count % 100;
        long ones = count % 10;
        if (ones == 1 && tens != 11) {
            return "one";
        }
        return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
    }

    /** A number as the language writes it. */
    public String number(Number number) {
        return NumberFormat.getInstance(language.locale()).format(number);
    }

    /** A moment: day and time in a zone. */
    public String moment(Instant at, ZoneId zone) {
        String pattern = language == Language.RUSSIAN ? "dd.MM.yyyy HH:mm:ss" : "yyyy-MM-dd HH:mm:ss";
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(at.atZone(zone));
    }

    /** A duration to people: {@code 45 s}, {@code 3 min}, {@code 5 h}, {@code 12 d}. */
    public String lasting(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return say("page.seconds", seconds);
        }
        if (seconds < 7200) {
            return say("page.minutes", seconds / 60);
        }
        return seconds < 172_800 ? say("page.hours", seconds / 3600) : say("page.days", seconds / 86_400);
    }

    /** All there is, by key. */
    Map<String, String> all() {
        return Map.copyOf(words);
    }

    private static Map<String, String> read(Language language) {
        Map<String, String> words = new HashMap<>();
        for (String area : AREAS) {
            String suffix = language == Language.ENGLISH ? "" : "_" + language.code();
            Properties file = read("/console/words/" + area + suffix + ".properties");
            file.stringPropertyNames().forEach(key -> words.put(area + "." + key, file.getProperty(key)));
        }
        return words;
    }

    private static Properties read(String resource) {
        try (InputStream in = Words.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            Properties file = new Properties();
            file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
