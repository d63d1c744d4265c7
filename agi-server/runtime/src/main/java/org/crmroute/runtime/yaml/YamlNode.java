package org.crmroute.runtime.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a YAML document, and where it begins. */
public sealed interface YamlNode {

    Position at();

    /** What it is, for an error message: {@code text}, {@code a list}, … */
    Saying kind();

    /** A scalar, as typed. */
    record Text(String value, Position at) implements YamlNode {
        @Override
        public Saying kind() {
            return Saying.of("kind.text", "text");
        }
    }

    /** A sequence. */
    record Sequence(List<YamlNode> items, Position at) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Saying kind() {
            return Saying.of("kind.list", "a list");
        }
    }

    /** A mapping; keys are scalars, unique, in the order written. */
    record Mapping(Map<String, Entry> entries, Position at) implements YamlNode {
        public Mapping {
            entries = new LinkedHashMap<>(entries);
        }

        public Optional<YamlNode> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        @Override
        public Saying kind() {
            return Saying.of("kind.mapping", "a mapping (key: value)");
        }
    }

    /** A key of a mapping and its value. */
    record Entry(Text key, YamlNode value) {}

    /** An empty value: {@code key:} with nothing behind it, {@code ~} or {@code null}. */
    record Nothing(Position at) implements YamlNode {
        @Override
        public Saying kind() {
            return Saying.of("kind.nothing", "nothing");
        }
    }
}
