package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Phone.Habit.ANSWERS;
import static org.crmroute.lab.Phone.Habit.BUSY;
import static org.crmroute.lab.Phone.Habit.REFUSES;
import static org.crmroute.lab.Phone.Habit.RINGS;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real calls, each to the person the scenario of {@code src/main/crm} names. */
class RoutingIT {

    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        lab = Lab.start(new LabNetwork(30), folder, Asterisk.Waiting.RINGING);
        for (int extension : new int[] {201, 203, 205, 206, 210}) {
            lab.phone(extension, ANSWERS);
        }
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void asteriskStartsWithoutAWarning() {
        assertThat(lab.asterisk().console().lines()).isNotEmpty();
        assertThat(lab.asterisk().console().lines().stream()
                        .filter(l -> l.contains("WARNING[") || l.contains("ERROR[")))
                .filteredOn(l -> !l.contains("crmroute:"))
                .isEmpty();
    }

    @Test
    void aKnownCallerReachesTheirManager() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456701"));

        assertThat(outcome.result()).isEqualTo("ANSWERED");
        assertThat(outcome.by()).isEqualTo("206");
        assertThat(outcome.rule()).isEqualTo("manager");
        assertThat(outcome.record()).isEqualTo("contact:5");
        assertThat(outcome.reason()).isEqualTo("RULE_MATCH");
    }

    @Test
    void aDealInFunnelSalesGoesToTheSalesDepartment() throws Exception {
        Outcome outcome = lab.call(Customer.of("+79123456702"));

        assertThat(outcome.rule()).isEqualTo("sales");
        assertThat(outcome.record()).isEqualTo("deal:76");
        assertThat(outcome.at()).isEqualTo("queue:sales");
        assertThat(outcome.by()).isEqualTo("201");
    }

    @Test
    void aDealInContractNegotiationGoesToLegal() throws Exception {
        Outcome outcome = lab.call(Customer.of("89123456703"));

        assertThat(outcome.rule()).isEqualTo("legal");
        assertThat(outcome.record()).isEqualTo("deal:77");
        assertThat(outcome.by()).isEqualTo("203");
    }

    @Test
    void aDealOfTheCompanyCounts() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456710"));

        assertThat(outcome.record()).isEqualTo("deal:79");
        assertThat(outcome.by()).isEqualTo("203");
    }

    @Test
    void anUnknownCallerTakesOthers() throws Exception {
        Outcome outcome = lab.call(Customer.of("79990000000"));

        assertThat(outcome.status()).isEqualTo("OTHERS");
        assertThat(outcome.reason()).isEqualTo("UNKNOWN_CALLER");
        assertThat(outcome.rule()).isEmpty();
        assertThat(outcome.by()).isEqualTo("210");
    }

    @Test
    void aWithheldNumberTakesOthers() throws Exception {
        Outcome outcome = lab.call(Customer.anonymous("79123456701"));

        assertThat(outcome.reason()).isEqualTo("ANONYMOUS");
        assertThat(outcome.by()).isEqualTo("210");
    }

    @Test
    void whenTheManagerDoesNotAnswerTheHeadIsTried() throws Exception {
        lab.phone(207, RINGS);

        Outcome outcome = lab.call(Customer.of("79123456704"));

        assertThat(outcome.tried()).isEqualTo("NOANSWER");
        assertThat(outcome.at()).isEqualTo("extension:205");
        assertThat(outcome.by()).isEqualTo("205");
    }

    @Test
    void whenTheManagerIsBusyTheHeadIsTried() throws Exception {
        lab.phone(207, BUSY);

        assertThat(lab.call(Customer.of("79123456704")).by()).isEqualTo("205");
    }

    @Test
    void whenTheManagerDeclinesTheHeadIsTried() throws Exception {
        lab.phone(207, REFUSES);

        assertThat(lab.call(Customer.of("79123456720")).by()).isEqualTo("205");
    }

    @Test
    void aPhoneThatIsSwitchedOffIsNotRung() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456707"));

        assertThat(outcome.tried()).isIn("UNAVAILABLE", "NO_CONTACT");
        assertThat(outcome.by()).isEqualTo("205");
    }

    @Test
    void aDismissedManagerIsPassedOver() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456708"));

        assertThat(outcome.tried()).isEmpty();
        assertThat(outcome.by()).isEqualTo("205");
    }

    @Test
    void aQueueThatDoesNotExistIsPassedOverAndPriorityIsKept() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456705"));

        assertThat(outcome.rule()).isEqualTo("vip");
        assertThat(outcome.tried()).isEqualTo("UNKNOWN");
        assertThat(outcome.at()).isEqualTo("queue:sales");
        assertThat(outcome.by()).isEqualTo("201");
    }

    @Test
    void onlyAllTheScenariosOptionsMakeAMatch() throws Exception {
        assertThat(lab.call(Customer.of("79123456706")).rule()).isEqualTo("manager");
    }

    @Test
    void aCallGoesToANumberOutside() throws Exception {
        lab.outside(ANSWERS);

        Outcome outcome = lab.call(Customer.of("79123456712"));

        assertThat(outcome.at()).isEqualTo("external:+74957654321");
        assertThat(outcome.result()).isEqualTo("ANSWERED");
    }

    @Test
    void aCallIsHandedOverToTheSitesOwnDialplan() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456713"));

        assertThat(outcome.result()).isEqualTo("HANDED_OVER");
        assertThat(outcome.at()).isEqualTo("dialplan:ivr/s/1");
    }

    @Test
    void aHostileNameInTheCrmIsOnlyAName() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456709"));

        assertThat(outcome.by()).isEqualTo("206");
        assertThat(lab.asterisk().command("core show channels count")).doesNotContain("Originate");
        assertThat(lab.asterisk().fileExists("/tmp/pwned")).isFalse();
    }

    @Test
    void aHostileNameOfTheNetworkIsOnlyAName() throws Exception {
        Outcome outcome = lab.call(new Customer("79123456701", "${SHELL(touch /tmp/pwned)} , & 1", false));

        assertThat(outcome.by()).isEqualTo("206");
        assertThat(lab.asterisk().fileExists("/tmp/pwned")).isFalse();
    }

    @Test
    void everyCallIsInTheLogWithItsDecision() throws Exception {
        Outcome outcome = lab.call(Customer.of("79123456703"));

        RouterProcess.Ran shown = lab.router().run("decisions", outcome.decision());

        assertThat(shown.exit()).isZero();
        assertThat(shown.output()).contains("legal").contains("deal:77").contains("Contract Negotiation");
    }

    @Test
    void explainTellsWhatTheCallThenDoes() throws Exception {
        RouterProcess.Ran explained = lab.router().run("explain", "+7 912 345-67-03", "--did", Lab.DID, "--json");
        Outcome outcome = lab.call(Customer.of("79123456703"));

        assertThat(explained.output())
                .contains("\"rule\":\"" + outcome.rule() + "\"")
                .contains("\"record\":\"" + outcome.record() + "\"")
                .contains("\"id\":\"" + outcome.at().substring("queue:".length()) + "\"");
    }
}
