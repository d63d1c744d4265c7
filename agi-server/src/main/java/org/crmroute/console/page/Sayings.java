package org.crmroute.console.page;

import java.util.function.Function;
import java.util.stream.Stream;
import org.crmroute.runtime.yaml.Saying;

/**
 * Says what a check found in the reader's words. They stand in {@code checks}, by the saying's kind; a form, whose reader
 * sees no keys of the text, has its own for some in {@code scenarios.problem}.
 */
public final class Sayings {

    private static final String CHECKS = "checks.";
    private static final String FORM = "scenarios.problem.";

    private final Words words;

    public Sayings(Words words) {
        this.words = words;
    }

    /** For whoever writes the text. What has no words of ours is said as it is. */
    public String inText(Saying said) {
        String key = CHECKS + said.kind();
        Object[] parts = parts(said, this::inText);
        return words.has(key) ? words.say(key, parts) : said.english().formatted(parts);
    }

    /** For whoever fills in the form. */
    public String inForm(Saying said) {
        String key = formKey(said);
        return words.has(key) ? words.say(key, parts(said, this::inForm)) : inText(said);
    }

    /** A form can have words of its own for one of a saying's parts: {@code fit.expects.number}. */
    private String formKey(Saying said) {
        String key = FORM + said.kind();
        return said.parts().stream()
                .flatMap(part -> part instanceof Saying of ? Stream.of(key + "." + of.kind()) : Stream.empty())
                .filter(words::has)
                .findFirst()
                .orElse(key);
    }

    private static Object[] parts(Saying said, Function<Saying, String> words) {
        return said.parts().stream()
                .map(part -> part instanceof Saying of ? words.apply(of) : part)
                .toArray();
    }
}
