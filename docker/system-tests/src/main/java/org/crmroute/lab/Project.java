package org.crmroute.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the pieces of this checkout are. */
public final class Project {

    private static final Path ROOT =
            Path.of(System.getProperty("crmroute.root", ".")).toAbsolutePath().normalize();

    private Project() {}

    static Path dialplan() {
        return there(ROOT.resolve("dialplan"));
    }

    /** A SIPp scenario: {@code caller}, {@code phone-answers}, … */
    static Path sipp(String name) {
        return there(ROOT.resolve("docker/sipp/" + name + ".xml"));
    }

    /** The router as it is shipped. */
    static Path program() {
        return there(ROOT.resolve("agi-server/target/crmroute/bin/crmroute"));
    }

    /** The transfer app as it is shipped. */
    static Path transfers() {
        return ROOT.resolve("ari-app/target/crmroute-transfers/bin/crmroute-transfers");
    }

    /** Asterisk's configuration, templates that {@link #asteriskStart} fills in. */
    static Path asteriskConfiguration() {
        return there(ROOT.resolve("docker/asterisk/etc"));
    }

    static Path asteriskStart() {
        return there(ROOT.resolve("docker/asterisk/start"));
    }

    /** The small CRM of the tests and the demo. */
    public static Path crm() {
        return there(ROOT.resolve("docker/system-tests/src/main/crm"));
    }

    /** A folder for files of one run; it need not exist. */
    static Path scratch(String name) {
        return ROOT.resolve("docker/system-tests/target").resolve(name);
    }

    private static Path there(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is not there; run \"mvn package\" in the project's folder first");
        }
        return path;
    }
}
