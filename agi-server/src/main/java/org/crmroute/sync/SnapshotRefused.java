package org.crmroute.sync;

import java.nio.file.Path;
import org.crmroute.runtime.yaml.Position;
import org.jspecify.annotations.Nullable;

/** A snapshot folder cannot be imported; the message names file and place, what is wrong there and what to do. */
public final class SnapshotRefused extends Exception {

    private static final long serialVersionUID = 1L;

    SnapshotRefused(Path path, String what) {
        super(path + ": " + what);
    }

    SnapshotRefused(Path path, String what, Throwable cause) {
        super(path + ": " + what, cause);
    }

    SnapshotRefused(Path file, Position at, String what, @Nullable Throwable cause) {
        super(file + ":" + at + " " + what, cause);
    }
}
