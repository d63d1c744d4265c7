package org.crmroute.runtime.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML document. Built on parser events, not on composed nodes, so that nothing in a hostile document can
 * make it grow (aliases are refused) or recurse (depth and size are bounded).
 */
public final class YamlReader {

    private static final int MAX_CHARACTERS = 2_000_000;
    private static final int MAX_DEPTH = 50;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private YamlReader() {}

    /**
     * Reads a document; an empty one is {@link YamlNode.Nothing}.
     *
     * @throws InvalidDocument with the place of the first thing that is not YAML, or not allowed here
     */
    public static YamlNode read(Source source) throws InvalidDocument {
        if (source.text().length() > MAX_CHARACTERS) {
            throw refuse(source, Position.START, Saying.of("yaml.long", "longer than %s characters", MAX_CHARACTERS));
        }
        refuseUnprintable(source);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(MAX_CHARACTERS)
                // the engine fails on a character outside the basic plane that lies across the end of its buffer
                .setBufferSize(source.text().length() + 1)
                .build();
        try {
            return new Builder(source).build(new Parse(settings).parseString(source.text()));
        } catch (MarkedYamlEngineException e) {
            throw refuse(source, e.getProblemMark().map(YamlReader::position).orElse(Position.START), YamlSyntax.of(e));
        } catch (YamlEngineException e) {
            throw refuse(source, Position.START, Saying.only(firstLine(e)));
        }
    }

    /** The engine would refuse these too, but cannot tell the line. */
    private static void refuseUnprintable(Source source) throws InvalidDocument {
        int line = 1;
        int column = 1;
        String text = source.text();
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                throw refuse(
                        source,
                        new Position(line, column),
                        Saying.of("yaml.character", "the character %s is not allowed", "U+%04X".formatted(c)));
            }
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                line++;
                column = 1;
            } else if (c != BYTE_ORDER_MARK) {
                column++;
            }
        }
    }

    private static String firstLine(YamlEngineException e) {
        return Optional.ofNullable(e.getMessage())
                .flatMap(m -> m.lines().findFirst())
                .orElse("not YAML");
    }

    private static InvalidDocument refuse(Source source, Position at, Saying said) {
        return new InvalidDocument(source, List.of(Problem.error(at, said)));
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Puts nodes together from events, holding what is still open on a stack of its own. */
    private static final class Builder {

        private final Source source;
        private final Deque<Open> open = new ArrayDeque<>();
        private Optional<YamlNode> root = Optional.empty();
        private int documents;

        Builder(Source source) {
            this.source = source;
        }

        YamlNode build(Iterable<Event> events) throws InvalidDocument {
            for (Event event : events) {
                accept(event);
            }
            return root.orElse(new YamlNode.Nothing(Position.START));
        }

        private void accept(Event event) throws InvalidDocument {
            Position at = event.getStartMark().map(YamlReader::position).orElse(Position.START);
            refuseDecorated(event, at);
            switch (event) {
                case DocumentStartEvent start -> {
                    if (++documents > 1) {
                        throw refuse(
                                source,
                                at,
                                Saying.of(
                                        "yaml.second", "a second document begins here; write one document in a file"));
                    }
                }
                case AliasEvent alias ->
                    throw refuse(
                            source,
                            at,
                            Saying.of(
                                    "yaml.alias",
                                    "an alias (*%s) is not used here: write the value out",
                                    alias.getAlias()));
                case ScalarEvent scalar -> add(scalarNode(scalar, at));
                case SequenceStartEvent start -> push(new OpenSequence(at), at);
                case MappingStartEvent start -> push(new OpenMapping(source, at), at);
                default -> {
                    if (event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd) {
                        add(open.pop().close());
                    }
                }
            }
        }

        /** What begins with {@code !} or {@code &} is more often meant as text than as a tag or an anchor. */
        private void refuseDecorated(Event event, Position at) throws InvalidDocument {
            Optional<String> tag = switch (event) {
                case ScalarEvent scalar -> scalar.getTag();
                case CollectionStartEvent start -> start.getTag();
                default -> Optional.empty();
            };
            if (tag.isPresent()) {
                throw refuse(
                        source,
                        at,
                        Saying.of(
                                "yaml.tag",
                                "a tag (%s) is not used here: put text that begins with '!' in quotes",
                                tag.get()));
            }
            if (event instanceof NodeEvent node
                    && !(event instanceof AliasEvent)
                    && node.getAnchor().isPresent()) {
                throw refuse(
                        source,
                        at,
                        Saying.of(
                                "yaml.anchor",
                                "an anchor (&%s) is not used here: put text that begins with '&' in quotes",
                                node.getAnchor().get()));
            }
        }

        private void push(Open node, Position at) throws InvalidDocument {
            if (open.size() >= MAX_DEPTH) {
                throw refuse(source, at, Saying.of("yaml.deep", "nested deeper than %s levels", MAX_DEPTH));
            }
            open.push(node);
        }

        private void add(YamlNode node) throws InvalidDocument {
            if (open.isEmpty()) {
                root = Optional.of(node);
            } else {
                open.peek().add(node);
            }
        }

        private static YamlNode scalarNode(ScalarEvent scalar, Position at) {
            String value = scalar.getValue();
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
            if (plain && (value.isEmpty() || value.equals("~") || value.equals("null"))) {
                return new YamlNode.Nothing(at);
            }
            return new YamlNode.Text(value, at);
        }
    }

    private interface Open {
        void add(YamlNode node) throws InvalidDocument;

        YamlNode close();
    }

    private static final class OpenSequence implements Open {
        private final Position at;
        private final List<YamlNode> items = new ArrayList<>();

        OpenSequence(Position at) {
            this.at = at;
        }

        @Override
        public void add(YamlNode node) {
            items.add(node);
        }

        @Override
        public YamlNode close() {
            return new YamlNode.Sequence(items, at);
        }
    }

    private static final class OpenMapping implements Open {
        private final Source source;
        private final Position at;
        private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        private Optional<YamlNode.Text> key = Optional.empty();

        OpenMapping(Source source, Position at) {
            this.source = source;
            this.at = at;
        }

        @Override
        public void add(YamlNode node) throws InvalidDocument {
            if (key.isPresent()) {
                entries.put(key.get().value(), new YamlNode.Entry(key.get(), node));
                key = Optional.empty();
                return;
            }
            if (!(node instanceof YamlNode.Text text)) {
                throw refuse(source, node.at(), Saying.of("yaml.key", "a key must be text, not %s", node.kind()));
            }
            YamlNode.Entry earlier = entries.get(text.value());
            if (earlier != null) {
                throw refuse(
                        source,
                        text.at(),
                        Saying.of(
                                "yaml.twice",
                                "'%s' stands here a second time; the first is at %s",
                                text.value(),
                                earlier.key().at()));
            }
            key = Optional.of(text);
        }

        @Override
        public YamlNode close() {
            return new YamlNode.Mapping(entries, at);
        }
    }
}
