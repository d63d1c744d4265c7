package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.YamlNode;

/** Collects what is wrong with a document, and reads nodes that ought to be of some kind. */
final class Findings {

    private final List<Problem> problems = new ArrayList<>();

    void error(Position at, Saying said) {
        problems.add(Problem.error(at, said));
    }

    /** As {@link Saying#of}. */
    void error(Position at, String kind, String english, Object... parts) {
        error(at, Saying.of(kind, english, parts));
    }

    /** As {@link Saying#of}. */
    void warn(Position at, String kind, String english, Object... parts) {
        problems.add(Problem.warning(at, Saying.of(kind, english, parts)));
    }

    int size() {
        return problems.size();
    }

    /**
     * Lets what was found from a place on pass, with a remark why.
     *
     * @param english with {@code %s} for what was found
     */
    void soften(int from, String kind, String english) {
        problems.subList(from, problems.size())
                .replaceAll(p -> Problem.warning(p.at(), Saying.of(kind, english, p.said())));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /**
     * The node as text; anything else is an error.
     *
     * @param what it is: a key, or a saying
     */
    Optional<YamlNode.Text> text(YamlNode node, Object what) {
        if (node instanceof YamlNode.Text text && !text.value().isBlank()) {
            return Optional.of(text);
        }
        Saying kind = node instanceof YamlNode.Text ? Saying.of("kind.blank", "blank") : node.kind();
        error(node.at(), "text", "%s must be text, not %s", what, kind);
        return Optional.empty();
    }

    /** The node as a list; a single thing counts as a list of one, nothing as none. */
    List<YamlNode> list(YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode.Nothing nothing -> List.of();
            case YamlNode.Text text -> List.of(text);
            case YamlNode.Mapping mapping -> List.of(mapping);
        };
    }

    /** The node as yes or no. */
    boolean yesNo(YamlNode node, String what, boolean otherwise) {
        Optional<Boolean> answer = text(node, what).map(YamlNode.Text::value).flatMap(YesNo::of);
        if (answer.isEmpty() && node instanceof YamlNode.Text) {
            error(node.at(), "yes", "%s must be true or false", what);
        }
        return answer.orElse(otherwise);
    }

    /** The node as a whole number within bounds. */
    int number(YamlNode node, Object what, int least, int most, int otherwise) {
        Optional<YamlNode.Text> text = text(node, what);
        if (text.isEmpty()) {
            return otherwise;
        }
        String digits = text.get().value();
        if (digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(digits);
            if (number >= least && number <= most) {
                return number;
            }
        }
        error(node.at(), "whole", "%s must be a whole number from %s to %s, not '%s'", what, least, most, digits);
        return otherwise;
    }
}
