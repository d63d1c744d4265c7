package org.crmroute.transfer.ari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.crmroute.transfer.transfer.Hangup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what Asterisk 22.10.1 really sent: {@code src/test/resources/ari}. */
class EventReaderTest {

    private final EventReader reader = new EventReader();

    private List<AriEvent> all(String recording) {
        return Recordings.lines(recording).stream().map(this::read).toList();
    }

    private AriEvent read(String json) {
        try {
            return reader.event(json);
        } catch (EventReader.Unreadable e) {
            throw new AssertionError(json, e);
        }
    }

    private <T extends AriEvent> List<T> those(String recording, Class<T> kind) {
        return all(recording).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void aChannelThatEndsWithATechnicalCauseIsNotLost() {
        // "tech_cause" came with 22.7: the very events that send a transfer back carry it
        assertThat(those("one-of-each.jsonl", AriEvent.Gone.class).stream().map(gone -> Hangup.ofCause(gone.cause())))
                .contains(Hangup.BUSY, Hangup.REFUSED);
        assertThat(Recordings.lines("one-of-each.jsonl"))
                .filteredOn(json -> json.contains("\"tech_cause\"") && json.contains("\"ChannelDestroyed\""))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aReferThatIsLeftToUsIsRead() {
        AriEvent.Referred referred =
                those("one-of-each.jsonl", AriEvent.Referred.class).getFirst();

        assertThat(referred.transferor()).matches("\\d+\\.\\d+");
        assertThat(referred.state()).isEmpty();
        assertThat(referred.dialled()).isEqualTo("204");
    }

    @Test
    void typesThatMeanNothingToUsAreOther() {
        assertThat(those("one-of-each.jsonl", AriEvent.Other.class))
                .extracting(AriEvent.Other::type)
                .containsExactlyInAnyOrder("ChannelDialplan", "ChannelVarset", "DeviceStateChanged");
    }

    @Test
    void everyTypeThatWeAskForIsUnderstood() {
        for (String type : EventReader.types()) {
            assertThat(read("{\"type\":\"%s\"}".formatted(type))).as(type).isNotInstanceOf(AriEvent.Other.class);
        }
    }

    @Test
    void whoeverCameIsReadWithAllWeNeed() {
        AriEvent.Arrived arrived =
                those("take-over-and-transfer.jsonl", AriEvent.Arrived.class).getFirst();

        assertThat(arrived.application()).isEqualTo("crmroute");
        assertThat(arrived.arguments()).containsExactly("t1", "transferor");
        assertThat(arrived.line().name()).isEqualTo("PJSIP/210-00000001");
        assertThat(arrived.line().number()).isEqualTo("210");
        assertThat(arrived.line().display()).isEqualTo("Operator");
        assertThat(arrived.line().up()).isTrue();
        assertThat(arrived.at()).isAfter(Instant.parse("2026-11-25T00:00:00Z"));
    }

    @Test
    void aBlindAndAnAttendedTransferByPhoneAreToldApart() {
        AriEvent.Referred blind =
                those("one-of-each.jsonl", AriEvent.Referred.class).getFirst();
        assertThat(blind.dialled()).isEqualTo("204");
        assertThat(blind.party()).isEmpty();

        AriEvent.Referred attended =
                those("attended-refer.jsonl", AriEvent.Referred.class).getFirst();
        assertThat(attended.dialled()).isEmpty();
        assertThat(attended.party()).matches("\\d+\\.\\d+");

        // of a call that another Asterisk has
        assertThat(((AriEvent.Referred) read("""
                {"type":"ChannelTransfer","refer_to":{"requested_destination":{"protocol_id":"a@b","destination":"205"}},
                 "referred_by":{"source_channel":{"id":"1.1"}}}""")))
                .returns("", AriEvent.Referred::dialled)
                .returns("", AriEvent.Referred::party);
    }

    @Test
    void fieldsOfANewerAsteriskDoNoHarm() {
        AriEvent event = read("""
                {"type":"ChannelDestroyed","timestamp":"2027-01-01T00:00:00.000+0300","cause":17,"new":{"deep":[1,{"x":null}]},
                 "channel":{"id":"1.5","name":"PJSIP/a-1","state":"Up","caller":{"name":"n","number":"7","plan":3},"newer":true}}""");

        assertThat(event).isEqualTo(new AriEvent.Gone(Instant.parse("2026-12-31T21:00:00Z"), "1.5", 17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":null}",
                "{\"type\":{}}",
                "{\"type\":\"StasisStart\"}",
                "{\"type\":\"StasisStart\",\"channel\":[],\"args\":{\"a\":1}}",
                "{\"type\":\"ChannelDestroyed\",\"cause\":\"seventeen\",\"channel\":7}",
                "{\"type\":\"ChannelDestroyed\",\"cause\":1e400,\"channel\":{\"id\":[]}}",
                "{\"type\":\"ChannelEnteredBridge\",\"bridge\":null,\"channel\":null}",
                "{\"type\":\"ChannelHold\",\"timestamp\":\"yesterday\"}",
                "{\"type\":\"Dial\",\"peer\":\"x\"}"
            })
    void whatIsMissingOrOfAnotherTypeIsEmpty(String json) {
        assertThat(read(json)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"type\":", "\u0000", "<html>"})
    void whatIsNoObjectIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> reader.event(text))
                .isInstanceOf(EventReader.Unreadable.class)
                .hasMessageMatching("Asterisk sent .*");
    }

    @Test
    void deepNestingIsRefusedAndDoesNotBreakUs() {
        String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
        assertThatThrownBy(() -> reader.event(deep)).isInstanceOf(EventReader.Unreadable.class);
    }

    @Test
    void listsAreRead() throws Exception {
        assertThat(
                        reader.bridges(
                                "[{\"id\":\"b\",\"bridge_type\":\"holding\",\"channels\":[\"1.0\"]},{\"id\":\"c\",\"bridge_type\":\"mixing\"}]"))
                .extracting(bridge -> bridge.id() + bridge.mixing() + bridge.channels())
                .isEqualTo(Arrays.asList("bfalse[1.0]", "ctrue[]"));
        assertThatThrownBy(() -> reader.lines("{}")).isInstanceOf(EventReader.Unreadable.class);
    }
}
