package org.crmroute.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.config.Configuration.Agi;
import org.crmroute.config.Configuration.Bitrix24;
import org.crmroute.config.Configuration.Database;
import org.crmroute.config.Configuration.Decisions;
import org.crmroute.config.Configuration.Dialplan;
import org.crmroute.config.Configuration.Http;
import org.crmroute.config.Configuration.Log;
import org.crmroute.config.Configuration.Numbers;
import org.crmroute.config.Configuration.Transfers;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.settings.InvalidSettings;
import org.crmroute.runtime.settings.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

    private static final Configuration DEFAULTS = new Configuration(
            new Agi("127.0.0.1", 4573, Duration.ofMillis(250), 500, List.of(new Network("127.0.0.0/8"))),
            new Http("127.0.0.1", 8080, List.of(), List.of(), Secret.NONE, Secret.NONE),
            new Database("jdbc:sqlite:crmroute.db"),
            new Bitrix24(
                    true,
                    Secret.NONE,
                    new Configuration.Oauth("", "", Secret.NONE, Secret.NONE),
                    Secret.NONE,
                    Duration.ofSeconds(5),
                    Configuration.Plan.STANDARD),
            new Configuration.Lookup(true, Duration.ZERO),
            new Numbers("RU", 10),
            new Dialplan("crmroute-extension", "crmroute-queue", "crmroute-external"),
            new Transfers(URI.create("http://127.0.0.1:8090"), Secret.NONE),
            new Decisions(Duration.ofDays(90)),
            new Log(Logging.Verbosity.INFO, Logging.Format.TEXT));

    /** What the design document shows: every key, each at its default. */
    private static final String WRITTEN_OUT = """
            agi:       {host: 127.0.0.1, port: 4573, deadline: 250ms, max_calls: 500, allow: [127.0.0.0/8]}
            http:      {host: 127.0.0.1, port: 8080, hosts: [], trusted_proxies: [], admin_password_hash: "", api_token: ""}
            database:  {url: "jdbc:sqlite:crmroute.db"}
            bitrix24:  {enabled: true, webhook: "", webhook_file: "", events_token: "", poll: 5s}
            lookup:    {on_miss: background}
            numbers:   {region: RU, national_suffix: 10}
            dialplan:  {extension: crmroute-extension, queue: crmroute-queue, external: crmroute-external}
            transfers: {url: "http://127.0.0.1:8090", token: ""}
            decisions: {keep: 90d}
            log:       {level: info, format: text}
            """;

    @TempDir
    Path folder;

    private ConfigurationReader reader(Map<String, String> environment) {
        return new ConfigurationReader(environment, folder, folder.resolve("etc.yaml"));
    }

    private Configuration read(String yaml) throws IOException, InvalidSettings {
        Path file = Files.writeString(folder.resolve("some.yaml"), yaml);
        return reader(Map.of()).load(Optional.of(file)).configuration();
    }

    private InvalidSettings refused(String yaml) {
        return catchThrowableOfType(InvalidSettings.class, () -> read(yaml));
    }

    @Test
    void nothing_written_is_the_same_as_the_design_written_out() throws Exception {
        assertThat(reader(Map.of()).load(Optional.empty()).configuration()).isEqualTo(DEFAULTS);
        assertThat(read(WRITTEN_OUT)).isEqualTo(DEFAULTS);
    }

    @Test
    void the_example_that_is_shipped_is_the_defaults_too() throws Exception {
        assertThat(read(Files.readString(Path.of("src/main/etc/crmroute.yaml"))))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void the_file_named_comes_first_then_the_folders_then_the_hosts() throws Exception {
        Path etc = Files.writeString(folder.resolve("etc.yaml"), "agi: {port: 1}");
        ConfigurationReader reader = reader(Map.of());
        assertThat(reader.load(Optional.empty()).file()).contains(etc);
        assertThat(reader.load(Optional.empty()).configuration().agi().port()).isEqualTo(1);
        Files.writeString(folder.resolve("crmroute.yaml"), "agi: {port: 2}");
        assertThat(reader.load(Optional.empty()).configuration().agi().port()).isEqualTo(2);
        Path named = Files.writeString(folder.resolve("named.yaml"), "agi: {port: 3}");
        assertThat(reader.load(Optional.of(named)).configuration().agi().port()).isEqualTo(3);
    }

    @Test
    void the_environment_overrides_every_key() throws Exception {
        Files.writeString(folder.resolve("crmroute.yaml"), WRITTEN_OUT);
        Map<String, String> environment = Map.ofEntries(
                Map.entry("CRMROUTE_AGI_HOST", "0.0.0.0"),
                Map.entry("CRMROUTE_AGI_PORT", "4574"),
                Map.entry("CRMROUTE_AGI_DEADLINE", "100ms"),
                Map.entry("CRMROUTE_AGI_MAX_CALLS", "5"),
                Map.entry("CRMROUTE_AGI_ALLOW", "10.0.0.0/8, 192.168.1.1"),
                Map.entry("CRMROUTE_HTTP_HOST", "::1"),
                Map.entry("CRMROUTE_HTTP_PORT", "8081"),
                Map.entry("CRMROUTE_HTTP_HOSTS", "A.example, b.example"),
                Map.entry("CRMROUTE_HTTP_TRUSTED_PROXIES", "10.1.0.0/16"),
                Map.entry(
                        "CRMROUTE_HTTP_ADMIN_PASSWORD_HASH",
                        "$2y$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"),
                Map.entry("CRMROUTE_HTTP_API_TOKEN", "0123456789abcdef0123456789abcdef"),
                Map.entry("CRMROUTE_DATABASE_URL", "jdbc:sqlite:/tmp/x.db?cache=1"),
                Map.entry("CRMROUTE_BITRIX24_ENABLED", "no"),
                Map.entry("CRMROUTE_BITRIX24_WEBHOOK", "https://p/rest/1/k/"),
                Map.entry("CRMROUTE_BITRIX24_EVENTS_TOKEN", "t"),
                Map.entry("CRMROUTE_BITRIX24_POLL", "1m"),
                Map.entry("CRMROUTE_NUMBERS_REGION", "kz"),
                Map.entry("CRMROUTE_NUMBERS_NATIONAL_SUFFIX", "0"),
                Map.entry("CRMROUTE_BITRIX24_PLAN", "enterprise"),
                Map.entry("CRMROUTE_LOOKUP_ON_MISS", "wait 200ms"),
                Map.entry("CRMROUTE_DIALPLAN_EXTENSION", "from-internal"),
                Map.entry("CRMROUTE_DIALPLAN_QUEUE", "ext-queues"),
                Map.entry("CRMROUTE_DIALPLAN_EXTERNAL", "out"),
                Map.entry("CRMROUTE_TRANSFERS_URL", "https://t"),
                Map.entry("CRMROUTE_TRANSFERS_TOKEN", "lab-token"),
                Map.entry("CRMROUTE_DECISIONS_KEEP", "7d"),
                Map.entry("CRMROUTE_LOG_LEVEL", "debug"),
                Map.entry("CRMROUTE_LOG_FORMAT", "json"),
                Map.entry("CRMROUTE_JAVA_OPTS", "-Xmx1g"),
                Map.entry("PATH", "/bin"));
        ConfigurationReader.Loaded loaded = reader(environment).load(Optional.empty());
        assertThat(loaded.configuration())
                .isEqualTo(new Configuration(
                        new Agi(
                                "0.0.0.0",
                                4574,
                                Duration.ofMillis(100),
                                5,
                                List.of(new Network("10.0.0.0/8"), new Network("192.168.1.1/32"))),
                        new Http(
                                "::1",
                                8081,
                                List.of("a.example", "b.example"),
                                List.of(new Network("10.1.0.0/16")),
                                new Secret("$2y$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"),
                                new Secret("0123456789abcdef0123456789abcdef")),
                        new Database("jdbc:sqlite:/tmp/x.db?cache=1"),
                        new Bitrix24(
                                false,
                                new Secret("https://p/rest/1/k/"),
                                new Configuration.Oauth("", "", Secret.NONE, Secret.NONE),
                                new Secret("t"),
                                Duration.ofMinutes(1),
                                Configuration.Plan.ENTERPRISE),
                        new Configuration.Lookup(true, Duration.ofMillis(200)),
                        new Numbers("KZ", 0),
                        new Dialplan("from-internal", "ext-queues", "out"),
                        new Transfers(URI.create("https://t"), new Secret("lab-token")),
                        new Decisions(Duration.ofDays(7)),
                        new Log(Logging.Verbosity.DEBUG, Logging.Format.JSON)));
        assertThat(loaded.configuration().database().file()).isEqualTo(Path.of("/tmp/x.db"));
        assertThat(loaded.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agi: {allow: [localhost]}            | some.yaml:1:15 agi.allow: 'localhost' is not allowed;",
                "agi: {allow: [10.0.0.7/8]}           | some.yaml:1:15 agi.allow: '10.0.0.7/8' is not allowed;",
                "agi: {allow: []}                     | some.yaml:1:14 agi.allow: nobody could connect;",
                "agi: {port: 8080}                    | some.yaml:1:1 http.port: agi.port is 8080 too;",
                "agi: {deadline: 0ms}                 | some.yaml:1:17 agi.deadline: '0ms' is not allowed;",
                "numbers: {region: XX}                | some.yaml:1:19 numbers.region: 'XX' is not allowed;",
                "numbers: {national_suffix: 4}        | some.yaml:1:28 numbers.national_suffix: '4' is not allowed;",
                "database: {url: 'jdbc:mysql://x/y'}  | some.yaml:1:17 database.url: 'jdbc:mysql://x/y' is not allowed;",
                "database: {url: 'jdbc:sqlite::memory:'} | some.yaml:1:17 database.url: 'jdbc:sqlite::memory:' is not",
                "dialplan: {queue: 'a,b'}             | some.yaml:1:19 dialplan.queue: 'a,b' is not allowed;",
                "lookup: {on_miss: wait}              | some.yaml:1:19 lookup.on_miss: 'wait' is not allowed; write off, back",
                "lookup: {on_miss: wait 9000ms}       | some.yaml:1:19 lookup.on_miss: 'wait 9000ms' is not allowed; write",
                "bitrix24: {portal: ftp://x}          | some.yaml:1:20 bitrix24.portal: 'ftp://x' is not allowed; write",
                "bitrix24: {client_id: local.1}       | some.yaml:1:23 bitrix24.client_id: an application needs portal,",
                "bitrix24: {plan: big}                | some.yaml:1:18 bitrix24.plan: 'big' is not allowed; write one of",
                "log: {level: loud}                   | some.yaml:1:14 log.level: 'loud' is not allowed; write one of",
                "http: {hosts: 'https://a'}           | some.yaml:1:15 http.hosts: 'https://a' is not allowed; write a list of which each is a name such as calls.example.com, without scheme and port",
                "http: {admin_password_hash: hunter2} | some.yaml:1:29 http.admin_password_hash: not a bcrypt hash of a cost from 8 to 15",
                "http: {api_token: short}             | some.yaml:1:19 http.api_token: write 32 to 200 characters",
                "bitrix: {enabled: no}                | some.yaml:1:1 unknown section 'bitrix'; did you mean 'bitrix24'?",
            })
    void what_cannot_be_meant_is_refused(String yaml, String message) {
        assertThat(refused(yaml).getMessage()).startsWith(folder + "/" + message);
    }

    @ParameterizedTest
    @CsvSource({"off,false,0", "background,true,0", "wait 300ms,true,300"})
    void what_happens_to_unknown_callers_can_be_chosen(String written, boolean enabled, long millis) throws Exception {
        assertThat(read("lookup: {on_miss: " + written + "}").lookup())
                .isEqualTo(new Configuration.Lookup(enabled, Duration.ofMillis(millis)));
    }

    @Test
    void an_application_is_the_other_way_in() throws Exception {
        Configuration.Bitrix24 read =
                read("bitrix24: {portal: 'https://a.example', client_id: local.1, client_secret: s, refresh_token: r}")
                        .bitrix24();

        assertThat(read.reachable()).isTrue();
        assertThat(read.oauth().clientSecret().value()).isEqualTo("s");
        assertThat(read.toString()).doesNotContain("=s").contains("***");
        assertThat(read("").bitrix24().reachable()).isFalse();
        assertThat(refused(
                                "bitrix24: {webhook: 'https://a/rest/1/x', portal: 'https://a.example', client_id: local.1, client_secret: s, refresh_token: r}")
                        .getMessage())
                .contains("keep one of the two ways in");
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error_and_never_the_defaults() throws Exception {
        Path missing = folder.resolve("missing.yaml");
        assertThat(catchThrowableOfType(
                        InvalidSettings.class, () -> reader(Map.of()).load(Optional.of(missing))))
                .hasMessage(
                        missing + ": cannot be read (NoSuchFileException); it must exist and be readable by this user");
        Path latin = Files.write(folder.resolve("latin.yaml"), "log: {level: é}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(
                        InvalidSettings.class, () -> reader(Map.of()).load(Optional.of(latin))))
                .hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0/8", "10.1.2.3/32", "0.0.0.0/0", "0:0:0:0:0:0:0:1/128"})
    void networks(String cidr) {
        assertThat(Network.of(cidr).map(Network::text)).contains(cidr);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.1/24", "example.org/8", "256.1.1.1"
            })
    void no_networks(String text) {
        assertThat(Network.of(text)).isEmpty();
    }
}
