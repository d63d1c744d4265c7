package org.crmroute.runtime.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.runtime.yaml.YamlNode;
import org.crmroute.runtime.yaml.YamlReader;

/**
 * Settings as they are read: what a program asks for is what is allowed. Ask for every key, then {@link #finish()}.
 *
 * <p>A key {@code port} of section {@code agi} is overridden by the variable {@code PREFIX_AGI_PORT}. A variable that
 * is set but empty counts as not set, because that is what compose files make of {@code ${PORT:-}}.
 *
 * <p>Not for several threads; used once, at start.
 */
public final class Settings {

    private final YamlNode root;
    private final Map<String, String> environment;
    private final String prefix;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final List<Problem> inDocument = new ArrayList<>();
    private final List<String> inEnvironment = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Masked masked;

    private Settings(Source source, YamlNode root, Map<String, String> environment, String prefix) {
        this.root = root;
        this.environment = environment;
        this.prefix = prefix;
        this.masked = new Masked(source);
        if (!(root instanceof YamlNode.Mapping || root instanceof YamlNode.Nothing)) {
            inDocument.add(Problem.error(root.at(), "write sections (agi:, http:, …), not " + root.kind()));
        }
    }

    /**
     * Reads a document; an empty one leaves every key at its default.
     *
     * @param prefix of the variables, without the underscore: {@code CRMROUTE}
     * @throws InvalidSettings when the document is not YAML
     */
    public static Settings read(Source source, Map<String, String> environment, String prefix) throws InvalidSettings {
        try {
            return new Settings(source, YamlReader.read(source), environment, prefix);
        } catch (InvalidDocument e) {
            Masked masked = Masked.guessing(source);
            throw new InvalidSettings(e.problems().stream().map(masked::show).toList());
        }
    }

    /** A section, made of keys that belong together. */
    public Section section(String name) {
        return sections.computeIfAbsent(name, n -> new Section(this, n, mapping(n)));
    }

    /** Names a variable that is not a setting but is someone's: the start script's, for one. */
    public Settings expectVariable(String name) {
        variables.add(name);
        return this;
    }

    /**
     * Says what is wrong, if anything is.
     *
     * @return warnings: variables with our prefix that nobody reads. Not an error, because Kubernetes puts
     *     {@code CRMROUTE_SERVICE_HOST} and its like into the environment of whoever shares a namespace with a
     *     service of that name, and a call router must not stay down for that.
     * @throws InvalidSettings with every problem there is
     */
    public List<String> finish() throws InvalidSettings {
        if (root instanceof YamlNode.Mapping mapping) {
            mapping.entries().values().forEach(this::checkSection);
        }
        environment.keySet().stream().filter(this::isStray).sorted().forEach(this::warnOfVariable);
        if (!inDocument.isEmpty() || !inEnvironment.isEmpty()) {
            List<String> problems = new ArrayList<>(inDocument.stream()
                    .sorted(Comparator.comparing(Problem::at))
                    .map(masked::show)
                    .toList());
            problems.addAll(inEnvironment);
            throw new InvalidSettings(problems);
        }
        return List.copyOf(warnings);
    }

    private Optional<YamlNode.Mapping> mapping(String section) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            return Optional.empty();
        }
        return switch (mapping.get(section).orElse(new YamlNode.Nothing(Position.START))) {
            case YamlNode.Mapping found -> Optional.of(found);
            case YamlNode.Nothing nothing -> Optional.empty();
            case YamlNode other -> {
                complain(
                        other.at(),
                        "%s: write keys and values (%s: {key: value}), not %s"
                                .formatted(section, section, other.kind()));
                yield Optional.empty();
            }
        };
    }

    private void checkSection(YamlNode.Entry entry) {
        String name = entry.key().value();
        Section section = sections.get(name);
        if (section == null) {
            masked.hide(entry.value());
            complain(entry.key().at(), "unknown section '%s'; %s".formatted(name, hint(name, sections.keySet())));
        } else if (entry.value() instanceof YamlNode.Mapping mapping) {
            mapping.entries().values().stream()
                    .filter(e -> !section.knows(e.key().value()))
                    .forEach(e -> complainOfKey(section, e));
        }
    }

    private void complainOfKey(Section section, YamlNode.Entry entry) {
        masked.hide(entry.value());
        String key = entry.key().value();
        Optional<String> elsewhere = Spelling.nearest(key, section.keys()).isPresent()
                ? Optional.empty()
                : sections.values().stream()
                        .filter(s -> s.knows(key))
                        .map(s -> "it belongs to section '" + s.name() + "'")
                        .findFirst();
        complain(
                entry.key().at(),
                "unknown key '%s' in section '%s'; %s"
                        .formatted(key, section.name(), elsewhere.orElseGet(() -> hint(key, section.keys()))));
    }

    private static String hint(String written, Set<String> known) {
        return Spelling.nearest(written, known)
                .map(word -> "did you mean '" + word + "'?")
                .orElseGet(() -> "there are " + String.join(", ", known));
    }

    private boolean isStray(String variable) {
        return variable.startsWith(prefix + "_") && !variables.contains(variable);
    }

    private void warnOfVariable(String variable) {
        warnings.add("environment variable " + variable + " sets nothing"
                + Spelling.nearest(variable, variables)
                        .map(v -> "; did you mean " + v + "?")
                        .orElse(""));
    }

    /** The variable's name for a key, from now on a known one. */
    String variable(String section, String key) {
        String name = (prefix + "_" + section + "_" + key).toUpperCase(Locale.ROOT);
        variables.add(name);
        return name;
    }

    Optional<String> environment(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank());
    }

    void complain(Position at, String message) {
        inDocument.add(Problem.error(at, message));
    }

    void complain(String variable, String message) {
        inEnvironment.add("environment variable " + variable + ": " + message);
    }

    void hide(YamlNode secret) {
        masked.hide(secret);
    }
}
