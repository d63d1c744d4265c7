package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are taken, and that no secret is shown. */
class AccessTest {

    private static final TokenStore STORE = new TokenStore() {
        @Override
        public Optional<Tokens> load() {
            return Optional.empty();
        }

        @Override
        public void save(Tokens tokens) {}
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://portal.bitrix24.ru/rest/1/abcDEF123/",
                "https://portal.bitrix24.ru/rest/1/abcDEF123",
                " HTTPS://Portal.Bitrix24.ru:443/rest/17/abcDEF123/ ",
                "http://127.0.0.1:8081/rest/1/abcDEF123/",
                "http://localhost/rest/1/abcDEF123/",
                "http://[::1]:80/rest/1/abcDEF123/"
            })
    void takesAWebhooksAddress(String address) {
        assertThat(Access.webhook(address).toString()).startsWith("webhook of ").doesNotContain("abcDEF123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "portal.bitrix24.ru/rest/1/abcDEF123/",
                "http://portal.bitrix24.ru/rest/1/abcDEF123/",
                "http://127.0.0.1.example/rest/1/abcDEF123/",
                "ftp://portal.bitrix24.ru/rest/1/abcDEF123/",
                "https://user:abcDEF123@portal.bitrix24.ru/rest/1/abcDEF123/",
                "https://portal.bitrix24.ru/rest/abcDEF123/",
                "https://portal.bitrix24.ru/rest/x/abcDEF123/",
                "https://portal.bitrix24.ru/rest/1/abcDEF123/profile.json",
                "https://portal.bitrix24.ru/rest/1/abcDEF123/?a=b",
                "https://portal.bitrix24.ru/rest/1/abcDEF123/#a",
                "https://portal.bitrix24.ru/rest/1/abcDEF123 x/"
            })
    void refusesOtherAddressesWithoutRepeatingThem(String address) {
        assertThatThrownBy(() -> Access.webhook(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the webhook's address")
                .hasMessageNotContaining("abcDEF123")
                .hasNoCause();
    }

    @Test
    void hidesAnApplicationsSecrets() {
        Access access = Access.application("app.1", "s3cr3t", "r3fr3sh", URI.create("https://p.bitrix24.ru"), STORE);
        assertThat(access).hasToString("application at p.bitrix24.ru");
        assertThat(new Tokens("acc3ss", "r3fr3sh", Instant.EPOCH, URI.create("https://p.bitrix24.ru/rest/")))
                .hasToString("Tokens[of p.bitrix24.ru, expire 1970-01-01T00:00:00Z]");
        assertThat(new Credentials.Pass(URI.create("https://p.bitrix24.ru/rest/1/c0de/"), Optional.of("acc3ss")))
                .hasToString("Pass[p.bitrix24.ru]");
    }

    @Test
    void refusesAnApplicationWithoutSecretsOrWithAnOpenAddress() {
        URI portal = URI.create("https://p.bitrix24.ru");
        assertThatThrownBy(() -> Access.application("app.1", " ", "r", portal, STORE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Access.application("app.1", "s", "r", URI.create("http://p.bitrix24.ru"), STORE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        Access.application("app.1", "s", "r", portal, STORE, URI.create("http://oauth.example/token/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://old.example/rest/1/c/m, https://new.example/rest/1/c/m, https://new.example/rest/1/c/m",
        "https://old.example/rest/1/c/m, https://new.example/rest/1/c/m?x=1, https://new.example/rest/1/c/m",
        "https://old.example/rest/1/c/m, //new.example/rest/1/c/m, https://new.example/rest/1/c/m",
        "https://old.example/rest/1/c/m, https://old.example:444/rest/1/c/m, https://old.example:444/rest/1/c/m",
        "https://old.example/rest/1/c/m, http://new.example/rest/1/c/m,",
        "https://old.example/rest/1/c/m, http://127.0.0.1/rest/1/c/m,",
        "https://old.example/rest/1/c/m, https://new.example/auth/,",
        "https://old.example/rest/1/c/m, https://new.example/,",
        "https://old.example/rest/1/c/m, /rest/1/c/m,",
        "https://old.example/rest/1/c/m, https://u@new.example/rest/1/c/m,",
        "http://127.0.0.1:1/rest/1/c/m, http://127.0.0.1:2/rest/1/c/m, http://127.0.0.1:2/rest/1/c/m",
        "http://127.0.0.1:1/rest/1/c/m, http://new.example/rest/1/c/m,"
    })
    void followsARenamedPortalOnly(String asked, String location, String target) {
        assertThat(PortalAddress.moved(URI.create(asked), location))
                .isEqualTo(Optional.ofNullable(target).map(URI::create));
    }
}
