package org.crmroute.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.settings.Form;
import org.crmroute.runtime.settings.InvalidSettings;
import org.crmroute.runtime.settings.Secret;
import org.crmroute.runtime.settings.Section;
import org.crmroute.runtime.settings.Settings;
import org.crmroute.runtime.settings.SettingsFile;

/** Finds the configuration and reads it. */
public final class ConfigurationReader {

    private static final String PREFIX = "CRMROUTE";
    private static final Path SYSTEM_WIDE = Path.of("/etc/crmroute/crmroute.yaml");

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final Form<String> REGION =
            new Form<>("the two letters of a country (ISO 3166), such as RU, KZ, DE", text -> {
                String code = text.toUpperCase(Locale.ROOT);
                return Set.of(Locale.getISOCountries()).contains(code) ? Optional.of(code) : Optional.empty();
            });
    private static final Form<Integer> SUFFIX = Form.integer(0, 15)
            .which(
                    "0 (never) or a number of digits from 7 to 15; fewer digits would find strangers",
                    digits -> digits == 0 || digits >= 7);
    private static final Form<Network> NETWORK = new Form<>(
            "an address or network such as 192.168.1.10 or 192.168.1.0/24 (no names, no bits behind the prefix)",
            Network::of);
    private static final Form<String> DATABASE = Form.TEXT.which(
            "jdbc:sqlite: and a file, such as jdbc:sqlite:/var/lib/crmroute/crmroute.db (one in memory would be"
                    + " another one for every connection)",
            ConfigurationReader::namesFile);
    private static final Form<String> CONTEXT = Form.TEXT.which(
            "the name of a dialplan context: letters, digits, dots, - and _, at most 79",
            matching("[0-9A-Za-z_.-]{1,79}"));
    private static final Form<String> PORTAL = new Form<>(
            "the portal's address, such as https://example.bitrix24.ru",
            text -> Optional.of(text).filter(matching("|https?://[0-9A-Za-z.:\\[\\]-]{1,253}/?")));
    private static final Form<String> CLIENT_ID = new Form<>(
            "the application's id, such as local.5f1e9a2b3c4d56.78901234",
            text -> Optional.of(text).filter(matching("[0-9A-Za-z._-]{0,100}")));
    private static final Pattern WAIT = Pattern.compile("wait +([0-9]{1,4})ms");
    private static final Form<Configuration.Lookup> ON_MISS = new Form<>(
            "off, background, or wait and a time from 1ms to 2000ms, such as wait 300ms", text -> switch (text) {
                case "off" -> Optional.of(new Configuration.Lookup(false, Duration.ZERO));
                case "background" -> Optional.of(new Configuration.Lookup(true, Duration.ZERO));
                default -> waiting(text);
            });
    private static final Form<String> HOST_NAME = new Form<>(
            "a name such as calls.example.com, without scheme and port",
            text -> Optional.of(text.toLowerCase(Locale.ROOT)).filter(matching("[0-9a-z_.-]{1,253}")));
    // a cost of 15 takes seconds already, and one at 31 would never come to its end
    private static final Predicate<String> BCRYPT = matching("\\$2[aby]?\\$(0[89]|1[0-5])\\$[./0-9A-Za-z]{53}");
    private static final Predicate<String> API_TOKEN = matching("[!-~]{32,200}");
    private static final Predicate<String> HEADER = matching("[!-~]{1,500}");
    private static final Form<String> HOST =
            Form.TEXT.which("an address to listen on, such as 127.0.0.1", matching("[0-9A-Za-z.:_-]{1,253}"));

    private final Map<String, String> environment;
    private final Path folder;
    private final Path systemWide;

    /**
     * For the environment and the current folder of this process.
     *
     * @return the reader Main uses
     */
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
     * Reads the file named; else {@code crmroute.yaml} in the current folder; else the one in {@code /etc/crmroute};
     * else nothing, which leaves the defaults. The environment overrides each of these.
     *
     * @throws InvalidSettings with all that is wrong, and when the file cannot be read
     */
    public Loaded load(Optional<Path> named) throws InvalidSettings {
        SettingsFile file = SettingsFile.of(named, folder.resolve("crmroute.yaml"), systemWide);
        // the start script's own
        Settings settings = Settings.read(file.read(), environment, PREFIX)
                .expectVariable("CRMROUTE_JAVA_OPTS")
                .expectVariable("CRMROUTE_CACHE");
        Configuration configuration = configuration(settings);
        return new Loaded(configuration, file.path(), settings.finish());
    }

    private static Configuration configuration(Settings settings) {
        Section agi = settings.section("agi");
        Section http = settings.section("http");
        Section database = settings.section("database");
        Section bitrix24 = settings.section("bitrix24");
        Section lookup = settings.section("lookup");
        Section numbers = settings.section("numbers");
        Section dialplan = settings.section("dialplan");
        Section transfers = settings.section("transfers");
        Section decisions = settings.section("decisions");
        Section log = settings.section("log");
        Configuration read = new Configuration(
                new Configuration.Agi(
                        agi.value("host", "127.0.0.1", HOST),
                        agi.port("port", 4573),
                        agi.duration("deadline", Duration.ofMillis(250), MILLISECOND, Duration.ofSeconds(10)),
                        agi.integer("max_calls", 500, 1, 10_000),
                        agi.list("allow", List.of(new Network("127.0.0.0/8")), NETWORK)),
                new Configuration.Http(
                        http.value("host", "127.0.0.1", HOST),
                        http.port("port", 8080),
                        http.list("hosts", List.of(), HOST_NAME),
                        http.list("trusted_proxies", List.of(), NETWORK),
                        http.secret("admin_password_hash"),
                        http.secret("api_token")),
                new Configuration.Database(database.value("url", "jdbc:sqlite:crmroute.db", DATABASE)),
                new Configuration.Bitrix24(
                        bitrix24.yesNo("enabled", true),
                        bitrix24.secret("webhook"),
                        new Configuration.Oauth(
                                bitrix24.value("portal", "", PORTAL),
                                bitrix24.value("client_id", "", CLIENT_ID),
                                bitrix24.secret("client_secret"),
                                bitrix24.secret("refresh_token")),
                        bitrix24.secret("events_token"),
                        bitrix24.duration("poll", Duration.ofSeconds(5), SECOND, DAY),
                        bitrix24.oneOf("plan", Configuration.Plan.STANDARD)),
                lookup.value("on_miss", new Configuration.Lookup(true, Duration.ZERO), ON_MISS),
                new Configuration.Numbers(
                        numbers.value("region", "RU", REGION), numbers.value("national_suffix", 10, SUFFIX)),
                new Configuration.Dialplan(
                        dialplan.value("extension", "crmroute-extension", CONTEXT),
                        dialplan.value("queue", "crmroute-queue", CONTEXT),
                        dialplan.value("external", "crmroute-external", CONTEXT)),
                new Configuration.Transfers(
                        transfers.url("url", URI.create("http://127.0.0.1:8090"), "http", "https"),
                        transfers.secret("token")),
                new Configuration.Decisions(
                        decisions.duration("keep", Duration.ofDays(90), DAY, Duration.ofDays(3650))),
                new Configuration.Log(
                        log.oneOf("level", Logging.Verbosity.INFO), log.oneOf("format", Logging.Format.TEXT)));
        refuseTogether(read, agi, http, bitrix24, transfers);
        return read;
    }

    /** What is wrong only together. */
    private static void refuseTogether(
            Configuration read, Section agi, Section http, Section bitrix24, Section transfers) {
        if (read.agi().allow().isEmpty()) {
            agi.refuse("allow", "nobody could connect; name at least Asterisk's own address");
        }
        if (read.agi().port() == read.http().port()) {
            http.refuse("port", "agi.port is " + read.agi().port() + " too; give them two");
        }
        Secret hash = read.http().adminPasswordHash();
        if (hash.isSet() && !BCRYPT.test(hash.value())) {
            http.refuse(
                    "admin_password_hash",
                    "not a bcrypt hash of a cost from 8 to 15; make one with: htpasswd -nBC 12 admin (without 'admin:')");
        }
        Secret token = read.http().apiToken();
        if (token.isSet() && !API_TOKEN.test(token.value())) {
            http.refuse(
                    "api_token", "write 32 to 200 characters, none of them a space; openssl rand -hex 32 makes one");
        }
        Secret ofTransfers = read.transfers().token();
        if (ofTransfers.isSet() && !HEADER.test(ofTransfers.value())) {
            transfers.refuse(
                    "token", "no token has blanks, line ends or letters beyond ASCII; copy ari-app's http.token");
        }
        Configuration.Oauth oauth = read.bitrix24().oauth();
        if (oauth.clientId().isEmpty()) {
            return;
        }
        if (read.bitrix24().webhook().isSet()) {
            bitrix24.refuse("client_id", "bitrix24.webhook is set too; keep one of the two ways in");
        }
        if (oauth.portal().isEmpty()
                || !oauth.clientSecret().isSet()
                || !oauth.refreshToken().isSet()) {
            bitrix24.refuse("client_id", "an application needs portal, client_secret and refresh_token as well");
        }
    }

    private static Optional<Configuration.Lookup> waiting(String text) {
        Matcher matcher = WAIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int millis = Integer.parseInt(matcher.group(1));
        return millis >= 1 && millis <= 2000
                ? Optional.of(new Configuration.Lookup(true, Duration.ofMillis(millis)))
                : Optional.empty();
    }

    private static boolean namesFile(String url) {
        String rest = url.startsWith(Configuration.Database.PREFIX)
                ? url.substring(Configuration.Database.PREFIX.length())
                : "";
        return !rest.isEmpty() && !rest.startsWith(":") && !rest.startsWith("?") && !rest.startsWith("file:");
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}
