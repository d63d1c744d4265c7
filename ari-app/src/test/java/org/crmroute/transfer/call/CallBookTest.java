package org.crmroute.transfer.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallBookTest {

    private static final Instant T0 = Instant.parse("2026-11-25T23:00:00Z");

    private final CallBook book = new CallBook();

    private static Line line(String id, String name, String number, String application, Map<String, String> variables) {
        return new Line(id, name, true, number, "Name of " + number, application, "", T0, variables);
    }

    private static Line customer() {
        return line(
                "1.0",
                "PJSIP/trunk-00000000",
                "79161234567",
                "Dial",
                Map.of("CRMROUTE_AT", "extension:206", "CRM_DECISION", "4711", "CRM_CALLER_NAME", "Иван"));
    }

    private static Line agent() {
        return line("1.1", "PJSIP/206-00000001", "206", "AppDial", Map.of());
    }

    private static Instant at(int second) {
        return T0.plusSeconds(second);
    }

    private void talk() {
        book.seen(customer(), at(0));
        book.seen(agent(), at(1));
        book.bridge(new CallBook.Bridge("b", true, Set.of()));
        book.entered("b", "1.1", at(2));
        book.entered("b", "1.0", at(3));
    }

    @Test
    void whoeverNobodyAnsweredWaits() {
        book.seen(customer(), at(0));
        book.seen(agent(), at(1));

        LiveCall call = only();
        assertThat(call.phase()).isEqualTo(LiveCall.Phase.WAITING);
        assertThat(call.agent()).isEmpty();
        assertThat(call.extension()).contains("206");
        assertThat(call.since()).isEqualTo(at(0));
    }

    @Test
    void twoInABridgeTalk() {
        talk();

        LiveCall call = only();
        assertThat(call.id()).isEqualTo("1.0");
        assertThat(call.customer().number()).isEqualTo("79161234567");
        assertThat(call.agent().orElseThrow().channelName()).isEqualTo("PJSIP/206-00000001");
        assertThat(call.phase()).isEqualTo(LiveCall.Phase.TALKING);
        assertThat(call.since()).isEqualTo(at(3));
        assertThat(call.decision()).contains("4711");
        assertThat(call.crmName()).contains("Иван");
    }

    @Test
    void holdIsAPhaseOfItsOwn() {
        talk();
        book.hold("1.1", true, at(9));
        assertThat(only().phase()).isEqualTo(LiveCall.Phase.HELD);
        assertThat(only().since()).isEqualTo(at(9));
        book.hold("1.1", false, at(11));
        assertThat(only().phase()).isEqualTo(LiveCall.Phase.TALKING);
    }

    @Test
    void aQueueIsNamedEvenWithoutOurVariables() {
        book.seen(new Line("1.0", "PJSIP/trunk-1", true, "7", "", "Queue", "sales,crt,,,60", T0, Map.of()), at(0));
        assertThat(only().queue()).contains("sales");
    }

    @Test
    void aPhoneThatRangSomebodyOutsideIsTheAgent() {
        book.seen(line("2.0", "PJSIP/201-00000004", "201", "Dial", Map.of()), at(0));
        book.seen(line("2.1", "PJSIP/gateway-00000005", "+79990000000", "AppDial", Map.of()), at(1));
        book.entered("b", "2.0", at(2));
        book.entered("b", "2.1", at(2));

        assertThat(only().agent().orElseThrow().number()).isEqualTo("201");
        assertThat(only().id()).isEqualTo("2.1");
    }

    @Test
    void whoIsBehindALocalChannelIsShownAndTheChannelInTheBridgeIsNamed() {
        book.seen(customer(), at(0));
        book.seen(line("x-target", "Local/204@ctx-00000002;1", "", "Stasis", Map.of()), at(1));
        book.seen(line("x-target-far", "Local/204@ctx-00000002;2", "79161234567", "Dial", Map.of()), at(1));
        book.seen(line("1.4", "PJSIP/204-00000004", "204", "AppDial", Map.of()), at(1));
        book.entered("far", "x-target-far", at(2));
        book.entered("far", "1.4", at(2));
        book.entered("talk", "1.0", at(3));
        book.entered("talk", "x-target", at(3));

        LiveCall call = only();
        assertThat(call.id()).isEqualTo("1.0");
        assertThat(call.agent().orElseThrow().channel()).isEqualTo("x-target");
        assertThat(call.agent().orElseThrow().number()).isEqualTo("204");
    }

    @Test
    void thoseWhoHearMusicTogetherDoNotTalk() {
        book.seen(customer(), at(0));
        book.seen(line("3.0", "PJSIP/trunk-00000009", "79", "Dial", Map.of("CRMROUTE_AT", "queue:q")), at(0));
        book.bridge(new CallBook.Bridge("music", false, Set.of()));
        book.entered("music", "1.0", at(1));
        book.entered("music", "3.0", at(1));

        assertThat(book.calls()).hasSize(2).allMatch(call -> call.phase() == LiveCall.Phase.WAITING);
    }

    @Test
    void aCallThatEndedIsGone() {
        talk();
        book.left("b", "1.1", at(5));
        book.gone("1.1");
        book.left("b", "1.0", at(5));
        book.bridgeGone("b");
        book.gone("1.0");

        assertThat(book.calls()).isEmpty();
        assertThat(book.channels()).isZero();
    }

    @Test
    void toldTwiceOrTooLateChangesNothing() {
        talk();
        List<LiveCall> calls = book.calls();
        book.entered("b", "1.0", at(3));
        book.seen(agent(), at(8));
        book.bridge(new CallBook.Bridge("b", true, Set.of()));
        book.left("another", "1.0", at(8));
        book.gone("unknown");
        book.hold("unknown", true, at(8));
        book.bridgeGone("unknown");

        assertThat(book.calls()).isEqualTo(calls);
    }

    @Test
    void whatIsReadAnewReplacesEverythingAndKeepsWhatCannotBeRead() {
        talk();
        book.seen(line("9.9", "PJSIP/trunk-00000077", "7", "Dial", Map.of()), at(4));
        book.hold("1.1", true, at(5));
        // after the reconnect the agent's leg runs Stasis and no longer shows that it was dialled
        Line agentNow = line("1.1", "PJSIP/206-00000001", "206", "Stasis", Map.of());

        book.begin(
                List.of(customer(), agentNow), List.of(new CallBook.Bridge("b", true, Set.of("1.0", "1.1"))), at(60));

        assertThat(only().agent().orElseThrow().number()).isEqualTo("206");
        assertThat(only().phase()).isEqualTo(LiveCall.Phase.HELD);
        assertThat(only().since()).isEqualTo(at(5));
    }

    @Test
    void aChannelIsInOneBridgeOnly() {
        talk();
        book.entered("talk", "1.0", at(7));

        assertThat(book.bridgeOf("1.0")).contains("talk");
        assertThat(only().phase()).isEqualTo(LiveCall.Phase.WAITING);
    }

    private LiveCall only() {
        assertThat(book.calls()).hasSize(1);
        return book.calls().getFirst();
    }
}
