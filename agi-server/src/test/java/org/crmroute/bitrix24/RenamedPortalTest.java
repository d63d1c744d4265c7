package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A portal that has been given another name. */
class RenamedPortalTest {

    private static final Command COMMAND = new Command("crm.item.list", Map.of("entityTypeId", 1));

    private ScriptedPortal before;
    private ScriptedPortal after;
    private RestClient client;

    @BeforeEach
    void open() throws IOException {
        before = new ScriptedPortal();
        after = new ScriptedPortal();
        client = new RestClient(Access.webhook(before.webhook()), RestSettings.STANDARD);
    }

    @AfterEach
    void close() {
        client.close();
        before.close();
        after.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void isAskedAgainAtItsNewAddressFromThenOn(int status) throws Exception {
        before.thenMoved(status, after.webhook() + "crm.item.list");
        after.thenResult("{\"items\":[]}");

        client.call(Budget.LIVE, COMMAND);
        client.call(Budget.LIVE, COMMAND);

        assertThat(before.requests).hasSize(1);
        assertThat(after.requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/rest/1/s3cr3tc0de/crm.item.list");
            assertThat(request.json()).isEqualTo(COMMAND.parameters());
        });
        assertThat(client.movedTo()).contains(after.root());
    }

    @Test
    void isFollowedOnce() {
        before.thenMoved(302, after.webhook() + "crm.item.list");
        after.thenMoved(302, before.webhook() + "crm.item.list");
        BitrixError error = catchThrowableOfType(BitrixError.class, () -> client.call(Budget.LIVE, COMMAND));
        assertThat(error.code()).isEqualTo("redirect");
        assertThat(client.movedTo()).isEmpty();
        assertThat(before.requests).hasSize(1);
    }

    @Test
    void isNotBelievedToHaveMovedToAPage() throws Exception {
        before.thenMoved(302, after.webhook() + "crm.item.list").thenResult("1");
        after.thenPage(200, "<html>Domain for sale</html>");
        BitrixError error = catchThrowableOfType(BitrixError.class, () -> client.call(Budget.LIVE, COMMAND));
        assertThat(error.code()).isEqualTo("html");
        assertThat(client.movedTo()).isEmpty();
        assertThat(client.call(Budget.LIVE, COMMAND).result()).isEqualTo(1);
    }
}
