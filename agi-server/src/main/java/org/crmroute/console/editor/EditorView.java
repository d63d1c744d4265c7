package org.crmroute.console.editor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crmroute.scenario.sketch.SketchStep;

/**
 * What the page of a scenario shows.
 *
 * @param scenario its name
 * @param revision of the draft
 * @param stored whether there is a draft, or only what is in force
 * @param editable whether the reader may change it
 * @param saved when the draft was changed last, for people
 * @param canUndo whether the last change can be taken back
 * @param base the version it began from; 0 = none
 * @param newer what is in force meanwhile, if that is another one
 * @param others who is changing it too
 * @param aside a text of the author's, put aside
 * @param form empty while a form cannot show the text
 * @param text the document
 * @param remarks whether it holds remarks, which a form does not keep
 * @param findings what is wrong or doubtful, in the order of the document
 * @param mirror whether anything is known of the CRM
 */
public record EditorView(
        String scenario,
        long revision,
        boolean stored,
        boolean editable,
        String saved,
        boolean canUndo,
        long base,
        Optional<Newer> newer,
        List<Editor> others,
        Optional<String> aside,
        Optional<Form> form,
        String text,
        boolean remarks,
        List<Finding> findings,
        boolean mirror) {

    public static final List<String> DAYS = Labels.DAYS;

    /** What a step can be, in the order in which it is offered. */
    public static final List<String> KINDS =
            Arrays.stream(SketchStep.Kind.values()).map(SketchStep.Kind::word).toList();

    public static final List<String> WHOSE = List.of("any", "deal", "lead", "contact", "company");

    /** A day of the week as documents have it: {@code Mon}. */
    public static String written(String day) {
        return day.substring(0, 1).toUpperCase(Locale.ROOT) + day.substring(1);
    }

    /** What a target of a kind looks like. */
    public static String example(String kind) {
        return switch (kind) {
            case "queue" -> "sales";
            case "extension" -> "201";
            case "external" -> "+74957654321";
            case "dialplan" -> "ivr,s,1";
            default -> "";
        };
    }

    public long errors() {
        return findings.stream().filter(Finding::error).count();
    }

    public long doubts() {
        return findings.size() - errors();
    }

    /** Another version that is in force meanwhile. */
    public record Newer(long version, String author, String at) {}

    /** Somebody else who has a draft. */
    public record Editor(String author, String at) {}

    /**
     * Something wrong or doubtful.
     *
     * @param where for people; empty for the whole document
     * @param anchor the element to go to; empty for none
     * @param rule the rule to open for that; -1 for none
     * @param line its line in the text; 0 when it is nowhere in particular
     * @param column its column there
     */
    public record Finding(boolean error, String where, String anchor, int rule, int line, int column, String message) {}

    /** What the form shows. */
    public record Form(Settings settings, List<Rule> rules, Steps others) {}

    /**
     * What stands above the rules.
     *
     * @param problems what is wrong with any of it
     */
    public record Settings(
            boolean enabled, String dids, String zone, String deals, String leads, List<Problem> problems) {}

    /**
     * What is wrong or doubtful somewhere.
     *
     * @param error whether it keeps the draft from being published
     */
    public record Problem(boolean error, String message) {}

    /**
     * A rule in the list.
     *
     * @param when its condition in words
     * @param route its steps in words
     * @param problems how many errors and doubts it has
     * @param gone whether it speaks of what is gone from the CRM
     * @param card its form; empty while it is closed
     */
    public record Rule(
            int index,
            String id,
            String name,
            String title,
            String when,
            String route,
            int problems,
            boolean errors,
            boolean gone,
            Optional<Card> card) {}

    /** The form of a rule. */
    public record Card(Group when, Steps route, List<Problem> problems) {}

    /** A part of a rule's condition. */
    public sealed interface Part {
        /** Its fields' names begin with it: {@code w.0.1}. */
        String name();
    }

    /**
     * Conditions that belong together.
     *
     * @param top whether it is the whole condition
     */
    public record Group(String name, String anchor, boolean top, String mode, List<Part> parts, List<Problem> problems)
            implements Part {}

    /**
     * A condition.
     *
     * @param anchor where a finding leads
     * @param field its path; empty until it was chosen
     * @param title what people call it
     * @param gone whether the field is gone from the CRM, or never was there
     * @param operators what can be chosen
     * @param operator the one chosen
     * @param input how values are entered, in lower case
     * @param values what was chosen
     * @param most how many there can be
     */
    public record Condition(
            String name,
            String anchor,
            String field,
            String title,
            boolean gone,
            List<Option> operators,
            String operator,
            String input,
            List<Value> values,
            int most,
            List<Problem> problems)
            implements Part {

        public boolean wantsValues() {
            return most > 0;
        }

        public boolean hasDay(String day) {
            return values.stream().anyMatch(v -> Labels.day(v.text()).equals(Optional.of(day)));
        }

        /** The type of the field a value is typed into; what a browser's own would lose is typed as text. */
        public String type(String value) {
            return switch (input) {
                case "phone" -> "tel";
                case "time" -> value.isEmpty() || value.matches("[0-9]{2}:[0-9]{2}") ? "time" : "text";
                case "day" -> value.isEmpty() || value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? "date" : "text";
                default -> "text";
            };
        }

        /** Which keys a phone offers. */
        public String mode() {
            return input.equals("number") ? "decimal" : "text";
        }

        public String example() {
            return switch (input) {
                case "money" -> "15000|RUB";
                case "moment" -> "2026-11-22T15:30";
                case "phone" -> "+79123456789";
                default -> "";
            };
        }
    }

    /** Something in a list to choose from. */
    public record Option(String value, String label) {}

    /**
     * A value that was chosen or typed.
     *
     * @param standing {@code known}, {@code gone}, {@code unknown} or {@code ambiguous}
     */
    public record Value(String text, String name, String label, String standing) {}

    /** The steps of a rule, or Others. */
    public record Steps(String anchor, List<Step> steps, List<Problem> problems) {}

    /**
     * A step.
     *
     * @param usual seconds where nothing is said
     */
    public record Step(
            int index,
            String anchor,
            String kind,
            Value target,
            String timeout,
            String usual,
            String priority,
            List<Problem> problems) {

        public String name() {
            return "s." + index;
        }
    }
}
