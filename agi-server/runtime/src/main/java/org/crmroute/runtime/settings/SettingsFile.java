package org.crmroute.runtime.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.crmroute.runtime.yaml.Source;

/**
 * Where a program's settings stand.
 *
 * @param path empty: nowhere, which leaves the defaults
 */
public record SettingsFile(Optional<Path> path) {

    /**
     * The file that is named, whether it is there or not; else the first of these that is there; else none.
     *
     * @param usual where it is looked for
     */
    public static SettingsFile of(Optional<Path> named, Path... usual) {
        return new SettingsFile(
                named.or(() -> List.of(usual).stream().filter(Files::exists).findFirst()));
    }

    /**
     * What stands there.
     *
     * @throws InvalidSettings when the file cannot be read
     */
    public Source read() throws InvalidSettings {
        if (path.isEmpty()) {
            return new Source("(defaults)", "");
        }
        Path file = path.get();
        try {
            return new Source(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new InvalidSettings(List.of(file + ": not UTF-8; save it in that encoding"));
        } catch (IOException e) {
            throw new InvalidSettings(List.of("%s: cannot be read (%s); it must exist and be readable by this user"
                    .formatted(file, e.getClass().getSimpleName())));
        }
    }
}
