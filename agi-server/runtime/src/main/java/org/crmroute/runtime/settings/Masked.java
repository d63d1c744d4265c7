package org.crmroute.runtime.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.runtime.yaml.YamlNode;

/**
 * The document as it may be shown in an error: secrets are covered, and so are the values of keys nobody knows, for
 * they may be secrets under a misspelt name. Columns stay where they are, so the caret still points to the place.
 */
final class Masked {

    private static final Pattern LOOKS_SECRET =
            Pattern.compile("(?i)(?:webhook|token|password|passwd|secret|key)\\w*[\"']?\\s*[:=]\\s*(\\S.*)");
    private static final char COVER = '*';

    private final String name;
    private final List<StringBuilder> lines = new ArrayList<>();

    Masked(Source source) {
        this.name = source.name();
        source.text().lines().map(StringBuilder::new).forEach(lines::add);
    }

    /** For a document that cannot be read: covers what stands behind a name that sounds like a secret's. */
    static Masked guessing(Source source) {
        Masked masked = new Masked(source);
        for (StringBuilder line : masked.lines) {
            Matcher matcher = LOOKS_SECRET.matcher(line.toString());
            if (matcher.find()) {
                cover(line, matcher.start(1), line.length());
            }
        }
        return masked;
    }

    void hide(YamlNode node) {
        switch (node) {
            case YamlNode.Text text -> hide(text);
            case YamlNode.Sequence sequence -> sequence.items().forEach(this::hide);
            case YamlNode.Mapping mapping -> mapping.entries().values().forEach(e -> hide(e.value()));
            case YamlNode.Nothing nothing -> {}
        }
    }

    private void hide(YamlNode.Text text) {
        Position at = text.at();
        if (at.line() > lines.size()) {
            return;
        }
        StringBuilder line = lines.get(at.line() - 1);
        int from = Math.min(at.column() - 1, line.length());
        boolean asWritten =
                line.indexOf(text.value(), from) >= 0 && !text.value().isEmpty();
        int end = asWritten ? line.indexOf(text.value(), from) + text.value().length() : line.length();
        cover(line, from, end);
        // a value that goes on below (folded, quoted over lines) is covered to its last line
        if (!asWritten) {
            lines.stream()
                    .skip(at.line())
                    .takeWhile(next -> next.isEmpty() || Character.isWhitespace(next.charAt(0)))
                    .filter(next -> !next.isEmpty()
                            && text.value().contains(next.toString().strip()))
                    .forEach(next -> cover(next, 0, next.length()));
        }
    }

    private static void cover(StringBuilder line, int from, int end) {
        for (int i = from; i < end; i++) {
            line.setCharAt(i, COVER);
        }
    }

    String show(Problem problem) {
        return new Source(name, String.join("\n", lines)).show(problem);
    }
}
