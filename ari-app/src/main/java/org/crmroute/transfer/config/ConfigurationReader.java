package org.crmroute.transfer.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.settings.Form;
import org.crmroute.runtime.settings.InvalidSettings;
import org.crmroute.runtime.settings.Section;
import org.crmroute.runtime.settings.Settings;
import org.crmroute.runtime.settings.SettingsFile;

/** Finds the configuration and reads it. */
public final class ConfigurationReader {

    private static final String PREFIX = "CRMTRANSFERS";
    private static final String FILE = "crmroute-transfers.yaml";
    private static final Path SYSTEM_WIDE = Path.of("/etc/crmroute", FILE);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final Form<String> HOST =
            Form.TEXT.which("an address or name, such as 127.0.0.1", matching("[0-9A-Za-z.:_-]{1,253}"));
    private static final Form<String> APPLICATION =
            Form.TEXT.which("letters, digits, dots, - and _, at most 40", matching("[0-9A-Za-z_.-]{1,40}"));
    private static final Form<String> USER =
            Form.TEXT.which("a name of ASCII letters, digits and .@_-", matching("[0-9A-Za-z.@_-]{1,80}"));
    private static final Form<String> DATABASE = Form.TEXT.which(
            "jdbc:sqlite: and a file, such as jdbc:sqlite:/var/lib/crmroute/transfers.db", ConfigurationReader::isFile);
    private static final Form<String> DEVICE = new Form<>(
            "a part of a device's name: letters, digits and /@._-, at most 80",
            text -> Optional.of(text).filter(matching("[0-9A-Za-z/@._-]{0,80}")));

    private final Map<String, String> environment;
    private final Path folder;
    private final Path systemWide;

    /** For the environment and the current folder of this process. */
    public static ConfigurationReader ofThisProcess() {
        return new ConfigurationReader(System.getenv(), Path.of(""), SYSTEM_WIDE);
    }

    ConfigurationReader(Map<String, String> environment, Path folder, Path systemWide) {
        this.environment = environment;
        this.folder = folder;
        this.systemWide = systemWide;
    }

    /**
     * The configuration and where it came from.
     *
     * @param file empty: defaults and environment only
     * @param warnings what its author would want to know
     */
    public record Loaded(Configuration configuration, Optional<Path> file, List<String> warnings) {}

    /**
     * Reads the file named; else {@code crmroute-transfers.yaml} in the current folder; else the one in
     * {@code /etc/crmroute}; else nothing, which leaves the defaults. The environment overrides each of these.
     *
     * @throws InvalidSettings with all that is wrong, and when the file cannot be read
     */
    public Loaded load(Optional<Path> named) throws InvalidSettings {
        SettingsFile file = SettingsFile.of(named, folder.resolve(FILE), systemWide);
        Settings settings = Settings.read(file.read(), environment, PREFIX);
        Configuration configuration = configuration(settings);
        return new Loaded(configuration, file.path(), settings.finish());
    }

    private static Configuration configuration(Settings settings) {
        Section ari = settings.section("ari");
        Section ami = settings.section("ami");
        Section http = settings.section("http");
        Section database = settings.section("database");
        Section transfers = settings.section("transfers");
        Section dialplan = settings.section("dialplan");
        Section log = settings.section("log");
        Configuration read = new Configuration(
                new Configuration.Ari(
                        ari.url("url", URI.create("http://127.0.0.1:8088"), "http", "https"),
                        ari.value("app", "crmroute-transfers", APPLICATION),
                        ari.value("user", "crmroute", USER),
                        ari.secret("password")),
                new Configuration.Ami(
                        ami.value("host", "127.0.0.1", HOST),
                        ami.port("port", 5038),
                        ami.value("user", "crmroute", USER),
                        ami.secret("password")),
                new Configuration.Http(
                        http.value("host", "127.0.0.1", HOST), http.port("port", 8090), http.secret("token")),
                new Configuration.Database(database.value("url", "jdbc:sqlite:transfers.db", DATABASE)),
                new Configuration.Transfers(
                        transfers.duration("ring", Duration.ofSeconds(20), SECOND, Duration.ofMinutes(5)),
                        transfers.duration("ring_external", Duration.ofSeconds(40), SECOND, Duration.ofMinutes(5)),
                        transfers.duration("wait", Duration.ofMinutes(2), SECOND, Duration.ofHours(1)),
                        transfers.integer("most", 200, 1, 2000),
                        transfers.duration("keep", Duration.ofDays(30), DAY, Duration.ofDays(3650))),
                new Configuration.Dialplan(
                        dialplan.value("extension_before", "PJSIP/", DEVICE),
                        dialplan.value("extension_after", "", DEVICE)),
                new Configuration.Log(
                        log.oneOf("level", Logging.Verbosity.INFO), log.oneOf("format", Logging.Format.TEXT)));
        refuseTogether(read, ari, ami, http);
        return read;
    }

    /** What is wrong only together. */
    private static void refuseTogether(Configuration read, Section ari, Section ami, Section http) {
        if (!read.ari().password().isSet()) {
            ari.refuse("password", "not set; write that of the user in ari.conf (or ari.password_file)");
        }
        if (!read.ami().password().isSet()) {
            ami.refuse("password", "not set; write that of the user in manager.conf (or ami.password_file)");
        }
        if (!read.http().token().isSet() && !isLoopback(read.http().host())) {
            http.refuse(
                    "host",
                    "without http.token whoever reaches %s could move calls; set a token, or listen on 127.0.0.1"
                            .formatted(read.http().host()));
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isFile(String url) {
        String rest = url.startsWith(Configuration.Database.PREFIX)
                ? url.substring(Configuration.Database.PREFIX.length())
                : "";
        return !rest.isEmpty() && !rest.startsWith(":") && !rest.contains("?") && !rest.startsWith("file:");
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
