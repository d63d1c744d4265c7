package org.crmroute.runtime.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What the engine says of text that is no YAML, sorted by what the author did. Its sentence stays as it is; the common
 * slips have a kind, so that they can be said in other words too.
 */
final class YamlSyntax {

    /**
     * A slip.
     *
     * @param says how the engine puts it
     */
    private record Slip(String kind, Pattern says) {
        Slip(String kind, String says) {
            this(kind, Pattern.compile(says, Pattern.DOTALL));
        }
    }

    /** The first that fits counts. */
    private static final List<Slip> SLIPS = List.of(
            new Slip("yaml.tab", "found character '\\\\t\\(TAB\\)'.*"),
            new Slip("yaml.character.first", "found character '.*' that cannot start any token.*"),
            new Slip("yaml.mapping.here", "mapping values are not allowed here.*"),
            new Slip("yaml.key.here", "mapping keys are not allowed here.*"),
            new Slip("yaml.item.here", "sequence entries are not allowed here.*"),
            new Slip("yaml.colon", "could not find expected ':'.*"),
            new Slip("yaml.list.open", "expected ',' or '\\]', but got .*"),
            new Slip("yaml.braces.open", "expected ',' or '\\}', but got .*"),
            new Slip(
                    "yaml.quote.open",
                    "found unexpected (?:end of stream|document separator) while scanning a quoted .*"),
            new Slip("yaml.escape", "found unknown escape character .*|expected escape sequence of .*"),
            new Slip("yaml.indent.mapping", "expected <block end>, but found .* while parsing a block mapping.*"),
            new Slip("yaml.indent.list", "expected <block end>, but found .* while parsing a block .*"),
            new Slip("yaml.end", "expected '<document start>', but found .*"),
            new Slip("yaml.value", "expected the node content, but found .*"));

    private YamlSyntax() {}

    static Saying of(MarkedYamlEngineException e) {
        String what = Optional.ofNullable(e.getProblem()).orElse("not YAML");
        String context = Optional.ofNullable(e.getContext()).map(c -> " " + c).orElse("");
        String english = what + context;
        return SLIPS.stream()
                .filter(slip -> slip.says.matcher(english).matches())
                .findFirst()
                .map(slip -> new Saying(slip.kind, english.replace("%", "%%"), List.of()))
                .orElseGet(() -> Saying.only(english));
    }
}
