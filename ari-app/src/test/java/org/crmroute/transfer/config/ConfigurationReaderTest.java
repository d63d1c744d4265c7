package org.crmroute.transfer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.crmroute.runtime.settings.InvalidSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {

    private static final Map<String, String> PASSWORDS =
            Map.of("CRMTRANSFERS_ARI_PASSWORD", "a", "CRMTRANSFERS_AMI_PASSWORD", "b");

    @TempDir
    Path folder;

    private ConfigurationReader.Loaded load(Map<String, String> environment) throws InvalidSettings {
        Map<String, String> all = new HashMap<>(PASSWORDS);
        all.putAll(environment);
        return new ConfigurationReader(all, folder, folder.resolve("etc.yaml")).load(Optional.empty());
    }

    @Test
    void two_passwords_are_enough() throws Exception {
        Configuration defaults = load(Map.of()).configuration();

        assertThat(defaults.ari().url()).isEqualTo(URI.create("http://127.0.0.1:8088"));
        assertThat(defaults.http().host()).isEqualTo("127.0.0.1");
        assertThat(defaults.http().port()).isEqualTo(8090);
        assertThat(defaults.transfers().ring()).isEqualTo(Duration.ofSeconds(20));
        assertThat(defaults.database().file()).isEqualTo(Path.of("transfers.db"));
    }

    @Test
    void the_shipped_file_says_what_the_defaults_are() throws Exception {
        Files.copy(Path.of("src/main/etc/crmroute-transfers.yaml"), folder.resolve("crmroute-transfers.yaml"));

        ConfigurationReader.Loaded shipped = load(Map.of());

        assertThat(shipped.file()).isPresent();
        Files.delete(folder.resolve("crmroute-transfers.yaml"));
        assertThat(shipped.configuration()).isEqualTo(load(Map.of()).configuration());
    }

    @Test
    void without_passwords_it_does_not_start() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() ->
                        new ConfigurationReader(Map.of(), folder, folder.resolve("etc.yaml")).load(Optional.empty()))
                .withMessageContaining("ari.password: not set")
                .withMessageContaining("ami.password: not set");
    }

    @Test
    void the_environment_wins_and_a_stray_variable_is_warned_of() throws Exception {
        Files.writeString(folder.resolve("crmroute-transfers.yaml"), "transfers: {ring: 10s}");

        ConfigurationReader.Loaded loaded =
                load(Map.of("CRMTRANSFERS_TRANSFERS_RING", "7s", "CRMTRANSFERS_HTTP_PROT", "1"));

        assertThat(loaded.configuration().transfers().ring()).isEqualTo(Duration.ofSeconds(7));
        assertThat(loaded.warnings()).singleElement().asString().contains("did you mean CRMTRANSFERS_HTTP_PORT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {host: 0.0.0.0} | without http.token",
                "http: {host: 192.0.2.1} | without http.token",
                "ari: {app: 'a,b'} | ari.app",
                "ari: {url: 'ftp://x'} | ari.url",
                "ami: {user: \"a\\r\\nAction: x\"} | ami.user",
                "ami: {host: 'a b'} | ami.host",
                "dialplan: {extension_before: 'PJSIP/${X}'} | dialplan.extension_before",
                "database: {url: 'jdbc:sqlite::memory:'} | database.url",
                "transfers: {most: 0} | transfers.most",
                "transfers: {rings: 5s} | did you mean 'ring'"
            })
    void what_cannot_work_is_refused_and_shown(String document, String says) throws IOException {
        Files.writeString(folder.resolve("crmroute-transfers.yaml"), document);

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> load(Map.of()))
                .withMessageContaining(says)
                .withMessageContaining(":1:");
    }

    @Test
    void with_a_token_it_may_listen_anywhere() throws Exception {
        Files.writeString(folder.resolve("crmroute-transfers.yaml"), "http: {host: 0.0.0.0, token: s3cret}");

        Configuration configuration = load(Map.of()).configuration();

        assertThat(configuration.http().token().value()).isEqualTo("s3cret");
        assertThat(configuration.toString()).doesNotContain("s3cret");
    }
}
