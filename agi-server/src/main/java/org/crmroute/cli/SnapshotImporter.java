package org.crmroute.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Fills the mirror from a folder of files. */
@FunctionalInterface
public interface SnapshotImporter {

    /**
     * Replaces the mirror's content, or leaves it as it is.
     *
     * @param progress told now and then, in a few words, where it is
     */
    Report importFolder(Path folder, Consumer<String> progress) throws Refused;

    /**
     * What was read.
     *
     * @param rows how many of what, in the order to be shown
     * @param remarks what someone would want to know
     */
    record Report(Map<String, Long> rows, List<String> remarks) {}

    /** The folder cannot be used; the message names file and position. Nothing was changed. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }

        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
