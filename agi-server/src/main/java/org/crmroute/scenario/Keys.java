package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.YamlNode;

/** The keys of one mapping: each is asked for by name, and whatever nobody asked for is an error in the end. */
final class Keys {

    private final YamlNode.Mapping mapping;
    private final Findings findings;
    private final List<String> known = new ArrayList<>();

    Keys(YamlNode.Mapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
    }

    Position at() {
        return mapping.at();
    }

    Optional<YamlNode> optional(String key) {
        known.add(key);
        return mapping.get(key);
    }

    Optional<YamlNode> required(String key, Saying whatFor) {
        Optional<YamlNode> node = optional(key);
        if (node.isEmpty()) {
            findings.error(mapping.at(), "key.missing", "'%s' is missing: %s", key, whatFor);
        }
        return node;
    }

    /** The one key of these that is written, with its value; none or several are an error. */
    Optional<Map.Entry<String, YamlNode>> oneOf(List<String> keys, Saying whatFor) {
        List<Map.Entry<String, YamlNode>> written = new ArrayList<>();
        for (String key : keys) {
            optional(key).ifPresent(node -> written.add(Map.entry(key, node)));
        }
        if (written.isEmpty()) {
            Saying other = mapping.entries().keySet().stream()
                    .filter(k -> !known.contains(k))
                    .findFirst()
                    .map(k -> Saying.of("key.other", " ('%s' is not one%s)", k, Suggestion.among(keys, k)))
                    .orElse(Saying.NOTHING);
            findings.error(mapping.at(), "key.none", "%s needs one of %s%s", whatFor, String.join(", ", keys), other);
            known.addAll(mapping.entries().keySet());
            return Optional.empty();
        }
        if (written.size() > 1) {
            findings.error(
                    written.get(1).getValue().at(),
                    "key.several",
                    "%s takes only one of '%s' and '%s'",
                    whatFor,
                    written.get(0).getKey(),
                    written.get(1).getKey());
        }
        return Optional.of(written.getFirst());
    }

    /** To be called last. */
    void refuseOthers() {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                findings.error(
                        entry.key().at(), "key.unknown", "unknown key '%s'%s", key, Suggestion.among(known, key));
            }
        });
    }
}
