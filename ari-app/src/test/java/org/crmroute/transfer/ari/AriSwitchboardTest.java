package org.crmroute.transfer.ari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.Legs;
import org.crmroute.transfer.engine.Redirection;
import org.crmroute.transfer.engine.Referrals;
import org.crmroute.transfer.engine.Switchboard;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Place;
import org.crmroute.transfer.transfer.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AriSwitchboardTest {

    private static final EventLink.Pace QUICK = new EventLink.Pace(
            Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(10));
    private static final TransferId ID = TransferId.of("0123456789ab-abcdef").orElseThrow();
    private static final Legs LEGS = new Legs(ID, "1.0", "1.1");

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Redirection.Move> moved = new ArrayList<>();
    private final List<Redirection.Move> marked = new ArrayList<>();

    private FakeAri ari;
    private AriSwitchboard switchboard;

    @BeforeEach
    void start() throws Exception {
        ari = new FakeAri();
        switchboard = new AriSwitchboard(ari.settings(), new Redirector(), QUICK);
        switchboard.listen(new Witness());
    }

    @AfterEach
    void stop() throws Exception {
        switchboard.close();
        ari.close();
    }

    private static String channel(String id, String name, String number, String application, String data) {
        return """
                {"id":"%s","name":"%s","state":"Up","caller":{"name":"N%s","number":"%s"},"connected":{},
                 "dialplan":{"context":"c","app_name":"%s","app_data":"%s"},"creationtime":"2026-11-25T23:00:00.000+0000",
                 "channelvars":{"CRMROUTE_AT":"%s"}}""".formatted(id, name, number, number, application, data, id.equals("1.0") ? "queue:sales" : "");
    }

    private static String customer() {
        return channel("1.0", "PJSIP/trunk-00000000", "79161234567", "Queue", "sales,c,,,60");
    }

    private static String agent() {
        return channel("1.1", "PJSIP/201-00000001", "201", "AppQueue", "(Outgoing Line)");
    }

    private static String event(String type, String channel, String more) {
        return "{\"type\":\"%s\",\"timestamp\":\"2026-11-25T23:00:01.000+0000\",\"application\":\"crmroute\",\"channel\":%s%s}"
                .formatted(type, channel, more);
    }

    private void talking() {
        ari.answer("GET /ari/channels", 200, "[" + customer() + "," + agent() + "]");
        ari.answer("GET /ari/channels/1.0", 200, customer());
        ari.answer("GET /ari/channels/1.1", 200, agent());
        ari.answer(
                "GET /ari/bridges", 200, "[{\"id\":\"b\",\"bridge_type\":\"mixing\",\"channels\":[\"1.0\",\"1.1\"]}]");
    }

    private void connect() throws InterruptedException {
        switchboard.start();
        await(() -> told.contains("connected"));
    }

    @Test
    void onlyEventsThatWeUseAreAskedForBeforeTheStateIsRead() throws Exception {
        connect();
        List<String> requests = ari.requests();
        int filter = index(requests, "PUT /ari/applications/crmroute/eventFilter");
        assertThat(filter).isLessThan(index(requests, "GET /ari/channels"));
        assertThat(requests.get(filter)).contains("\"ChannelDestroyed\"").doesNotContain("ChannelVarset");
        assertThat(requests.getFirst()).contains("subscribeAll=true").contains("app=crmroute");
    }

    @Test
    void liveCallsAreReadAtStartAndFollowEvents() throws Exception {
        talking();
        connect();
        assertThat(switchboard.calls()).hasSize(1);
        assertThat(switchboard.calls().getFirst().queue()).contains("sales");
        assertThat(switchboard.find("1.1")).isPresent();

        ari.send(event("ChannelDestroyed", agent(), ",\"cause\":16,\"tech_cause\":200"));
        ari.send(event("ChannelDestroyed", customer(), ",\"cause\":16"));
        await(() -> switchboard.calls().isEmpty());
        assertThat(told).contains("gone 1.1 HUNG_UP", "gone 1.0 HUNG_UP");
    }

    @Test
    void afterAReconnectTheCallsAreThoseThatAreThereAndNotThoseThatWere() throws Exception {
        talking();
        connect();
        String other = channel("7.0", "PJSIP/trunk-00000007", "7", "Dial", "");
        ari.answer("GET /ari/channels", 200, "[" + other + "]");
        ari.answer("GET /ari/bridges", 200, "[]");
        ari.breakOff();
        await(() -> told.stream().filter("connected"::equals).count() == 2);

        assertThat(switchboard.calls()).extracting(LiveCall::id).containsExactly("7.0");
        assertThat(switchboard.isConnected()).isTrue();
    }

    @Test
    void whileTheStateCannotBeReadWeAreNotConnected() throws Exception {
        ari.answer("GET /ari/bridges", 500, "{}");
        switchboard.start();
        await(() -> ari.connected().size() >= 2);
        assertThat(told).isEmpty();
        assertThat(switchboard.isConnected()).isFalse();
        ari.answer("GET /ari/bridges", 200, "[]");
        await(() -> told.contains("connected"));
    }

    @Test
    void aWholeTransferAsAsteriskToldItIsFollowedToItsEnd() throws Exception {
        connect();
        for (String line : Recordings.lines("take-over-and-transfer.jsonl")) {
            ari.send(line);
        }
        await(() -> told.contains("gone 1795647625.0 HUNG_UP"));

        assertThat(told.subList(1, told.size()))
                .startsWith("answered 1795647625.1", "answered 1795647625.0")
                .containsSubsequence(
                        "arrived 1795647625.1",
                        "arrived 1795647625.0",
                        "arrived xfer-t1-target",
                        "answered xfer-t1-target",
                        "gone 1795647625.1 HUNG_UP",
                        "gone 1795647625.0 HUNG_UP");
    }

    @Test
    void theSameEventsTwiceAndUnknownOnesBetweenDoNoHarm() throws Exception {
        connect();
        for (String line : Recordings.lines("take-over-and-transfer.jsonl")) {
            ari.send(line);
            ari.send("{\"type\":\"SomethingOf2030\",\"channel\":7}");
            ari.send("no json at all");
            ari.send(line);
        }
        ari.send(event("ChannelCreated", channel("last", "PJSIP/x-1", "1", "", ""), ""));
        await(() -> told.contains("answered last"));
        assertThat(switchboard.isConnected()).isTrue();
        assertThat(ari.connected()).hasSize(1);
    }

    @Test
    void whoeverLeavesAndLivesOnHasLeftAndWhoeverIsHungUpHasNot() throws Exception {
        connect();
        ari.send(event("StasisStart", customer(), ",\"args\":[\"t\",\"transferee\"]"));
        ari.send(event("StasisStart", agent(), ",\"args\":[\"t\",\"transferor\"]"));
        ari.send(event("StasisEnd", customer(), ""));
        ari.send(event("StasisEnd", agent(), ""));
        ari.send(event("ChannelDestroyed", agent(), ",\"cause\":17"));
        await(() -> told.contains("gone 1.0 LEFT"));

        assertThat(told).contains("gone 1.1 BUSY").doesNotContain("gone 1.1 LEFT");
    }

    @Test
    void bothLegsAreMarkedWithTheOtherAndMovedAtOnce() throws Exception {
        talking();
        connect();
        switchboard.takeOver(LEGS);

        assertThat(moved).extracting(Redirection.Move::extension).containsExactly("transferee", "transferor");
        assertThat(moved.getFirst().variables())
                .containsEntry("CRMROUTE_TRANSFER_PEER", "PJSIP/201-00000001")
                .containsEntry("CRMROUTE_TRANSFER_PART", "transferee")
                .containsEntry("CRMROUTE_TRANSFER_APP", "crmroute")
                .containsEntry("CRMROUTE_TRANSFER", ID.text());
        assertThat(told).doesNotContain("arrived 1.0");
    }

    @Test
    void whoeverIsInOurApplicationAlreadyStaysAndIsToldOf() throws Exception {
        talking();
        String held = channel("1.0", "PJSIP/trunk-00000000", "7", "Stasis", "crmroute,old,transferee");
        ari.answer("GET /ari/channels/1.0", 200, held);
        ari.answer(
                "GET /ari/channels/1.1", 200, channel("1.1", "PJSIP/201-1", "2", "Stasis", "crmroute,old,transferor"));
        connect();
        switchboard.takeOver(LEGS);

        assertThat(moved).isEmpty();
        assertThat(marked).hasSize(2);
        assertThat(told).contains("arrived 1.0", "arrived 1.1");
    }

    @Test
    void whatStandsWrittenOnAChannelIsNotBelieved() throws Exception {
        talking();
        ari.answer("GET /ari/channels/1.0", 200, channel("1.0", "PJSIP/t-0", "7", "Stasis", "crmroute,old,transferee"));
        ari.answer("POST /ari/channels/1.0/variable", 409, "{\"message\":\"Channel not in Stasis application\"}");
        connect();

        assertThat(switchboard.look(Set.of("1.0", "9.9")))
                .isEqualTo(Map.of("1.0", new Switchboard.Sighting(true, false)));
    }

    @Test
    void aDeadChannelKeepsNobodyFromTheirPlaces() throws Exception {
        connect();
        ari.answer("DELETE /ari/channels/1.0/moh", 404, "{\"message\":\"Channel not found\"}");

        assertThatThrownBy(
                        () -> switchboard.arrange(LEGS, Map.of(Leg.CUSTOMER, Place.TALK, Leg.TRANSFEROR, Place.TALK)))
                .isInstanceOf(SwitchboardException.NoSuchChannel.class);
        assertThat(ari.requests()).anyMatch(r -> r.contains("addChannel") && r.contains("1.1"));
    }

    @Test
    void aChannelIsMadeOfPlainSamplesAndDialledWhenItHasCome() throws Exception {
        talking();
        ari.answer("GET /ari/channels/1.0/variable", 200, "{\"value\":\"10\"}");
        ari.answer("POST /ari/channels/create", 200, "{\"id\":\"x\",\"field_of_2030\":{\"a\":[1]}}");
        connect();
        Thread dialling = Thread.ofVirtual().start(() -> {
            try {
                switchboard.dial(LEGS, new Target.Queue("sales"), Duration.ofSeconds(20));
            } catch (SwitchboardException e) {
                told.add("failed " + e.getMessage());
            }
        });
        await(() -> ari.requests().stream().anyMatch(r -> r.startsWith("POST /ari/channels/create")));
        Thread.sleep(100);
        assertThat(ari.requests()).noneMatch(r -> r.contains("/dial"));
        ari.send(event("StasisStart", channel(LEGS.target(), "Local/sales@x-1;1", "", "Stasis", ""), ",\"args\":[]"));
        dialling.join();

        assertThat(told).noneMatch(what -> what.startsWith("failed"));
        String create = ari.requests().get(index(ari.requests(), "POST /ari/channels/create"));
        assertThat(create)
                .contains("formats=slin")
                .contains("endpoint=Local%2Fsales%40crmroute-transfer-queue%2Fn")
                .contains("channelId=" + LEGS.target())
                .contains("\"CRM_PRIORITY\":\"10\"")
                .contains("\"CRMROUTE_TRANSFEROR\":\"201\"");
        assertThat(ari.requests()).contains("POST /ari/channels/" + LEGS.target() + "/dial?timeout=20");
    }

    @Test
    void whatWeTookGoesTheWayBackAndWhatCameByItselfGoesOnInItsOwnDialplan() throws Exception {
        connect();
        ari.answer("GET /ari/channels/1.0/variable", 200, "{\"value\":\"transferee\"}");
        switchboard.giveBack("1.0");
        switchboard.giveBack("9.9");

        assertThat(ari.requests())
                .anyMatch(r -> r.startsWith("POST /ari/channels/1.0/continue?")
                        && r.contains("context=crmroute-transfer")
                        && r.contains("extension=back"));
        assertThat(ari.requests()).contains("POST /ari/channels/9.9/continue");
        assertThat(index(ari.requests(), "DELETE /ari/channels/1.0/moh"))
                .isLessThan(index(ari.requests(), "POST /ari/channels/1.0/continue"));
    }

    @Test
    void aRefusalAndSilenceAreToldApart() throws Exception {
        connect();
        ari.answer("DELETE /ari/channels/1.0", 404, "{}");
        switchboard.release("1.0");
        ari.answer("DELETE /ari/channels/1.1", 400, "{}");
        assertThatThrownBy(() -> switchboard.release("1.1")).isInstanceOf(SwitchboardException.Refused.class);
        ari.answer("DELETE /ari/channels/1.1", 503, "{}");
        assertThatThrownBy(() -> switchboard.release("1.1")).isInstanceOf(SwitchboardException.Unavailable.class);
        ari.silence(true);
        long from = System.nanoTime();
        assertThatThrownBy(() -> switchboard.release("1.1")).isInstanceOf(SwitchboardException.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aPhoneThatRefersIsTurnedDownOrItsTransferBegins() throws Exception {
        talking();
        connect();
        ari.send(event("StasisStart", agent(), ",\"args\":[\"t\",\"transferor\"]"));
        String refer =
                "{\"type\":\"ChannelTransfer\",\"refer_to\":{\"requested_destination\":{\"destination\":\"204\"}},"
                        + "\"referred_by\":{\"source_channel\":{\"id\":\"1.1\"}}}";
        ari.send(refer);
        await(() -> ari.requests().contains("POST /ari/channels/1.1/transfer_progress?states=channel_declined"));

        switchboard.refer(new Decider());
        ari.send(refer);
        await(() -> ari.requests().contains("POST /ari/channels/1.1/transfer_progress?states=channel_answered"));
        assertThat(told).contains("refer 1.1 to 204");
        assertThat(ari.requests())
                .contains("POST /ari/channels/1.0/variable?variable=CRMROUTE_TRANSFER_RECALL&value=201");

        ari.send(
                "{\"type\":\"ChannelTransfer\",\"refer_to\":{\"requested_destination\":{\"protocol_id\":\"a@b\",\"destination\":\"205\"},"
                        + "\"connected_channel\":{\"id\":\"2.1\"}},\"referred_by\":{\"source_channel\":{\"id\":\"1.1\"}}}");
        await(() -> told.contains("join 1.1 with 2.1"));
        await(() -> ari.requests().contains("DELETE /ari/channels/1.1?reason=normal"));

        ari.send(refer.replace("1.1", "6.6"));
        ari.send(event("ChannelCreated", channel("last", "PJSIP/x-1", "1", "", ""), ""));
        await(() -> told.contains("answered last"));
        assertThat(ari.requests()).noneMatch(r -> r.contains("6.6"));
    }

    private static int index(List<String> requests, String prefix) {
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).startsWith(prefix)) {
                return i;
            }
        }
        throw new AssertionError("no " + prefix + " in " + requests);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not come about in time").isLessThan(until);
            Thread.sleep(5);
        }
    }

    /** Lets phones have what they ask for. */
    private final class Decider implements Referrals {
        @Override
        public boolean begin(String transferor, String dialled) {
            return told.add("refer " + transferor + " to " + dialled);
        }

        @Override
        public boolean join(String transferor, String party) {
            return told.add("join " + transferor + " with " + party);
        }
    }

    /** Notes what should be moved. */
    private final class Redirector implements Redirection {
        @Override
        public void redirect(List<Move> moves) {
            moved.addAll(moves);
        }

        @Override
        public void mark(List<Move> marks) {
            marked.addAll(marks);
        }
    }

    /** Notes what is told. */
    private final class Witness implements Switchboard.Listener {
        @Override
        public void arrived(String channel) {
            told.add("arrived " + channel);
        }

        @Override
        public void answered(String channel) {
            told.add("answered " + channel);
        }

        @Override
        public void gone(String channel, Hangup why) {
            told.add("gone " + channel + " " + why);
        }

        @Override
        public void connected() {
            told.add("connected");
        }
    }
}
