package org.crmroute.lab.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names and numbers as SIP writes them (RFC 3261, section 20.10). */
class PartyTest {

    @Test
    void aQuotedNameMayHoldAnything() {
        String header = "\"Ivan \\\"the < Great\\\" > 206; tag=no\" <sip:+79123456701@127.0.60.1;user=phone>;tag=a1";

        assertThat(Party.of(header)).isEqualTo(new Party("Ivan \"the < Great\" > 206; tag=no", "+79123456701"));
        assertThat(Party.uriOf(header)).isEqualTo("sip:+79123456701@127.0.60.1;user=phone");
        assertThat(Party.parameterOf(header, "tag")).contains("a1");
    }

    @Test
    void aNameMayBeBareOrMissing() {
        assertThat(Party.of("Sales <sip:201@h>;tag=1")).isEqualTo(new Party("Sales", "201"));
        assertThat(Party.of("<sip:201@h>")).isEqualTo(new Party("", "201"));
        assertThat(Party.of("sip:201@h;tag=1")).isEqualTo(new Party("", "201"));
        assertThat(Party.uriOf("sip:201@h;tag=1")).isEqualTo("sip:201@h");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Party party = new Party("a \"b\" \\ <c>", "7");

        assertThat(Party.of(Party.quoted(party.name()) + "<sip:7@h>")).isEqualTo(party);
    }
}
