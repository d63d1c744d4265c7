package org.crmroute.transfer.ari;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.crmroute.transfer.engine.Redirection;
import org.crmroute.transfer.engine.TransferId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldMusicTest {

    private static final String OURS =
            TransferId.of("0123456789ab-abcdef").orElseThrow().talkBridge();
    private static final String BEGIN = "POST /ari/channels/1.0/moh";
    private static final String END = "DELETE /ari/channels/1.0/moh";

    private FakeAri ari;
    private AriSwitchboard switchboard;

    @BeforeEach
    void start() throws Exception {
        ari = new FakeAri();
        switchboard = new AriSwitchboard(ari.settings(), new NobodyMoves());
    }

    @AfterEach
    void stop() throws Exception {
        switchboard.close();
        ari.close();
    }

    /** Customer 1.0 and agent 1.1 are in this bridge, 2.0 and 2.1 in one of ours. */
    private void talking(String bridge) throws InterruptedException {
        ari.answer(
                "GET /ari/channels",
                200,
                "[%s,%s,%s,%s]".formatted(channel("1.0"), channel("1.1"), channel("2.0"), channel("2.1")));
        ari.answer(
                "GET /ari/bridges",
                200,
                "[%s,%s]".formatted(bridge(bridge, "1"), bridge(TransferId.PREFIX + "2", "2")));
        switchboard.start();
        await(switchboard::isConnected);
    }

    private static String bridge(String id, String call) {
        return "{\"id\":\"%1$s\",\"bridge_type\":\"mixing\",\"channels\":[\"%2$s.0\",\"%2$s.1\"]}".formatted(id, call);
    }

    private static String channel(String id) {
        return "{\"id\":\"%s\",\"name\":\"PJSIP/%s\",\"state\":\"Up\",\"creationtime\":\"2026-11-25T23:00:00.000+0000\"}"
                .formatted(id, id);
    }

    private void send(String type, String channel, String more) throws IOException {
        ari.send("{\"type\":\"%s\",\"timestamp\":\"2026-11-25T23:00:01.000+0000\",\"channel\":%s%s}"
                .formatted(type, channel(channel), more));
    }

    private void awaitRequests(String... expected) throws InterruptedException {
        await(() -> music().size() >= expected.length);
        assertThat(music()).containsExactly(expected);
    }

    private List<String> music() {
        return ari.requests().stream().filter(r -> r.contains("/moh")).toList();
    }

    @Test
    void whoeverIsHeldHearsMusicUntilTheyAreTakenBack() throws Exception {
        talking(OURS);
        send("ChannelHold", "1.1", "");
        send("ChannelUnhold", "1.1", "");
        awaitRequests(BEGIN, END);
    }

    @Test
    void orUntilTheHolderIsNotThereAnyMore() throws Exception {
        talking(OURS);
        send("ChannelHold", "1.1", "");
        send(
                "ChannelLeftBridge",
                "1.1",
                ",\"bridge\":{\"id\":\"%s\",\"bridge_type\":\"mixing\",\"channels\":[\"1.0\"]}".formatted(OURS));
        awaitRequests(BEGIN, END);
    }

    @Test
    void alsoWhenTheHoldBeganBeforeWeWereThere() throws Exception {
        talking(OURS);
        send("ChannelUnhold", "1.1", "");
        awaitRequests(END);
    }

    @Test
    void whoeverTalksElsewhereIsLeftAlone() throws Exception {
        talking("somebody-elses");
        send("ChannelHold", "1.1", "");
        send("ChannelUnhold", "1.1", "");
        // done in order: were there music for the others, it would come before this
        send("ChannelHold", "2.1", "");
        awaitRequests("POST /ari/channels/2.0/moh");
    }

    /** Something that shall become so. */
    private interface Becoming {
        boolean isSo();
    }

    private static void await(Becoming becoming) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!becoming.isSo()) {
            assertThat(System.nanoTime()).as("it did not come about in time").isLessThan(until);
            Thread.sleep(5);
        }
    }

    /** Nobody is brought into our application here. */
    private static final class NobodyMoves implements Redirection {
        @Override
        public void redirect(List<Move> moves) {
            throw new IllegalStateException("nobody is to be moved");
        }

        @Override
        public void mark(List<Move> marks) {
            throw new IllegalStateException("nobody is to be marked");
        }
    }
}
