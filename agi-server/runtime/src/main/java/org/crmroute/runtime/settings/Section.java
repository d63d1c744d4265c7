package org.crmroute.runtime.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.YamlNode;

/**
 * A section of the settings. Each method names a key and returns its value: the environment's, else the file's, else
 * the default given. What is wrong is noted for {@link Settings#finish()}, and the default returned meanwhile.
 */
public final class Section {

    private static final int MAX_SECRET_BYTES = 16_384;

    private final Settings settings;
    private final String name;
    private final Optional<YamlNode.Mapping> mapping;
    private final Set<String> keys = new LinkedHashSet<>();

    Section(Settings settings, String name, Optional<YamlNode.Mapping> mapping) {
        this.settings = settings;
        this.name = name;
        this.mapping = mapping;
    }

    public String text(String key, String otherwise) {
        return value(key, otherwise, Form.TEXT);
    }

    public int port(String key, int otherwise) {
        return value(key, otherwise, Form.PORT);
    }

    public int integer(String key, int otherwise, int min, int max) {
        return value(key, otherwise, Form.integer(min, max));
    }

    public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
        return value(key, otherwise, Form.duration(min, max));
    }

    public boolean yesNo(String key, boolean otherwise) {
        return value(key, otherwise, Form.YES_NO);
    }

    public <E extends Enum<E>> E oneOf(String key, E otherwise) {
        return value(key, otherwise, Form.oneOf(otherwise.getDeclaringClass()));
    }

    public URI url(String key, URI otherwise, String... schemes) {
        return value(key, otherwise, Form.url(Set.of(schemes)));
    }

    /** A value of any form. */
    public <T> T value(String key, T otherwise, Form<T> form) {
        Optional<Written> written = written(key);
        if (written.isEmpty()) {
            return otherwise;
        }
        Optional<T> value = form.read(written.get().text().strip());
        if (value.isEmpty()) {
            written.get()
                    .complain(path(key) + ": '" + shortened(written.get().text()) + "' is not allowed; write "
                            + form.allowed());
        }
        return value.orElse(otherwise);
    }

    /** A list: in the file a YAML list or a single value, in the environment divided by commas. */
    public <T> List<T> list(String key, List<T> otherwise, Form<T> form) {
        List<Written> items;
        Optional<Written> override = fromEnvironment(key);
        Optional<YamlNode> node = node(key);
        if (override.isPresent()) {
            items = Stream.of(override.get().text().split(",", -1))
                    .map(item -> (Written) new FromEnvironment(settings, variable(key), item.strip()))
                    .toList();
        } else if (node.isPresent() && node.get() instanceof YamlNode.Sequence sequence) {
            items = sequence.items().stream()
                    .flatMap(item -> scalar(key, item).stream())
                    .toList();
        } else {
            items = node.flatMap(n -> scalar(key, n)).stream().toList();
            if (node.isEmpty()) {
                return otherwise;
            }
        }
        List<T> values = new ArrayList<>();
        boolean wrong = false;
        for (Written item : items) {
            Optional<T> value = form.read(item.text().strip());
            value.ifPresent(values::add);
            if (value.isEmpty()) {
                wrong = true;
                item.complain("%s: '%s' is not allowed; write a list of which each is %s"
                        .formatted(path(key), shortened(item.text()), form.allowed()));
            }
        }
        return wrong ? otherwise : Collections.unmodifiableList(values);
    }

    /**
     * A secret, written out under {@code key} or kept in the file that {@code key_file} names. In the environment
     * either overrides both of the document's; both at once are an error, since nobody could tell which counts.
     */
    public Secret secret(String key) {
        String fileKey = key + "_file";
        node(key).ifPresent(settings::hide);
        Optional<Written> value = fromEnvironment(key);
        Optional<Written> file = fromEnvironment(fileKey);
        return value.isPresent() || file.isPresent()
                ? secret(key, value, file)
                : secret(key, filledIn(key), filledIn(fileKey));
    }

    private Secret secret(String key, Optional<Written> value, Optional<Written> file) {
        String fileKey = key + "_file";
        if (value.isPresent() && file.isPresent()) {
            file.get().complain("%s: %s is set too; keep one of them".formatted(path(fileKey), path(key)));
        }
        return value.map(w -> new Secret(w.text().strip()))
                .or(() -> file(file, fileKey))
                .orElse(Secret.NONE);
    }

    private Optional<Written> filledIn(String key) {
        return node(key).flatMap(n -> scalar(key, n)).filter(w -> !w.text().isBlank());
    }

    /** Notes that a value that was read is wrong in a way only its reader can know. */
    public void refuse(String key, String message) {
        String whole = path(key) + ": " + message;
        fromEnvironment(key)
                .ifPresentOrElse(
                        override -> override.complain(whole),
                        () -> settings.complain(node(key).map(YamlNode::at).orElse(Position.START), whole));
    }

    private Optional<Secret> file(Optional<Written> name, String key) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(name.get().text().strip());
            if (Files.size(path) > MAX_SECRET_BYTES) {
                name.get()
                        .complain("%s: %s is longer than %d bytes; that is no secret of ours"
                                .formatted(path(key), path, MAX_SECRET_BYTES));
                return Optional.empty();
            }
            String value = Files.readString(path).strip();
            if (value.isEmpty()) {
                name.get().complain("%s: %s is empty".formatted(path(key), path));
            }
            return Optional.of(new Secret(value));
        } catch (IOException | InvalidPathException e) {
            name.get()
                    .complain("%s: cannot read '%s' (%s); the file must exist and be readable by this user"
                            .formatted(
                                    path(key),
                                    shortened(name.get().text()),
                                    e.getClass().getSimpleName()));
            return Optional.empty();
        }
    }

    private Optional<Written> written(String key) {
        Optional<Written> override = fromEnvironment(key);
        return override.isPresent() ? override : node(key).flatMap(n -> scalar(key, n));
    }

    private Optional<Written> fromEnvironment(String key) {
        keys.add(key);
        String variable = variable(key);
        return settings.environment(variable).map(text -> new FromEnvironment(settings, variable, text));
    }

    private Optional<YamlNode> node(String key) {
        keys.add(key);
        return mapping.flatMap(m -> m.get(key));
    }

    private Optional<Written> scalar(String key, YamlNode node) {
        return switch (node) {
            case YamlNode.Text text -> Optional.of(new FromDocument(settings, text));
            case YamlNode.Nothing nothing -> {
                settings.complain(
                        nothing.at(), path(key) + " has no value; write one, or leave the key out for its default");
                yield Optional.empty();
            }
            case YamlNode other -> {
                settings.complain(other.at(), "%s: write one value, not %s".formatted(path(key), other.kind()));
                yield Optional.empty();
            }
        };
    }

    private String variable(String key) {
        return settings.variable(name, key);
    }

    private String path(String key) {
        return name + "." + key;
    }

    private static String shortened(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    String name() {
        return name;
    }

    boolean knows(String key) {
        return keys.contains(key);
    }

    Set<String> keys() {
        return keys;
    }

    /** A value and where someone wrote it. */
    private sealed interface Written {
        String text();

        void complain(String message);
    }

    private record FromDocument(Settings settings, YamlNode.Text node) implements Written {
        @Override
        public String text() {
            return node.value();
        }

        @Override
        public void complain(String message) {
            settings.complain(node.at(), message);
        }
    }

    private record FromEnvironment(Settings settings, String variable, String text) implements Written {
        @Override
        public void complain(String message) {
            settings.complain(variable, message);
        }
    }
}
