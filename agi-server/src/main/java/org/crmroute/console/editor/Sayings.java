package org.crmroute.console.editor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.console.page.Words;

/**
 * Says what a check found in the words of the form. Checks speak to whoever writes the text; a reader of the form sees
 * neither its keys nor, mostly, its language.
 */
final class Sayings {

    private static final String STAYS = "; the rule stays out of force until this is filled in";

    /**
     * A way a check says something.
     *
     * @param pattern its groups are the arguments of the words
     * @param key of the words
     */
    private record Saying(Pattern pattern, String key) {
        Saying(String pattern, String key) {
            this(Pattern.compile(pattern, Pattern.DOTALL), key);
        }
    }

    /** The first that fits counts. */
    private static final List<Saying> ALL = List.of(
            new Saying("rule '(.*)' is never reached: rule '(.*)' takes its calls first", "never"),
            new Saying("call\\.(?:time|weekday) goes by the server's own clock.*", "clock"),
            new Saying("a call keeps one queue priority all the way: the highest here, ([0-9]+)", "priority"),
            new Saying("'others' has only steps that depend on the CRM.*", "others"),
            new Saying("'(.*)' does not fit \\S+: write a number.*", "fit.number"),
            new Saying("'(.*)' does not fit \\S+: write an amount.*", "fit.money"),
            new Saying("'(.*)' does not fit \\S+: write a day or a moment.*", "fit.moment"),
            new Saying("'(.*)' does not fit \\S+: write a day.*", "fit.day"),
            new Saying("'(.*)' does not fit \\S+: write a time of day.*", "fit.time"),
            new Saying("'(.*)' does not fit \\S+: write a weekday.*", "fit.weekday"),
            new Saying("'(.*)' does not fit \\S+: write yes or no", "fit.yes"),
            new Saying("'(.*)' does not fit \\S+: write a telephone number.*", "fit.phone"),
            new Saying("'.*' does not fit \\S+: it holds .*, which has no order", "order"),
            new Saying("'(.*)' is not a name for (?:a queue|an extension): .*", "name"),
            new Saying("'(.*)' is not an E\\.164 number.*", "external"),
            new Saying("'(.*)' is not context,exten,priority.*", "dialplan"),
            new Saying("timeout \\(seconds\\) must be a whole number from ([0-9]+) to ([0-9]+), not '.*'", "timeout"),
            new Saying("priority must be a whole number from ([0-9]+) to ([0-9]+), not '.*'", "number"),
            new Saying("more than ([0-9]+) steps", "steps"),
            new Saying("unknown time zone '([^']*)'.*", "zone"),
            new Saying("rule '(.*)' stands here a second time; .*", "twice"),
            new Saying("id may hold letters .*", "id"),
            new Saying("(.*) is bound to scenario '(.*)' already; .*", "did.bound"),
            new Saying("(.*) stands here twice", "did.twice"),
            new Saying("the CRM has no field (\\S+?)(?:;.*)?" + STAYS, "field.stays"),
            new Saying("the CRM has no field ([^; ]+).*", "field"),
            new Saying("\\S+: there is none with the id '(.*)'" + STAYS, "id.stays"),
            new Saying("\\S+: there is none with the id '(.*)'", "id.gone"),
            new Saying("\\S+: the CRM knows no '(.*)'; .*", "unknown"),
            new Saying("\\S+: '(.*)' can mean several; .*", "several"),
            new Saying("cannot tell (?:what|who) .* is: .*", "mirror"),
            new Saying("this is scenario '(.*)'; here it must be called '(.*)'\\..*", "called"));

    private Sayings() {}

    /** The words for what a check said; empty when there are none, and its own must do. */
    static Optional<String> of(Words words, String said) {
        for (Saying saying : ALL) {
            Matcher matcher = saying.pattern.matcher(said);
            if (matcher.matches()) {
                Object[] arguments = new Object[matcher.groupCount()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = matcher.group(i + 1);
                }
                return Optional.of(words.say("scenarios.problem." + saying.key, arguments));
            }
        }
        return Optional.empty();
    }
}
