package org.crmroute.transfer.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.crmroute.transfer.engine.Directory;
import org.crmroute.transfer.engine.Redirection;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.transfer.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmiTest {

    private static final ManagerLink.Pace QUICK = new ManagerLink.Pace(Duration.ofMillis(100), Duration.ofMillis(600));

    private FakeAmi asterisk;
    private Ami ami;

    @BeforeEach
    void start() throws Exception {
        asterisk = new FakeAmi();
        asterisk.value("DIALPLAN_EXISTS(crmroute-transfer,transferee,1)", "1");
        asterisk.value("DIALPLAN_EXISTS(crmroute-transfer,transferor,1)", "1");
        ami = new Ami(asterisk.settings(), Ami.DeviceName.PJSIP, QUICK);
        ami.start();
        await(ami::isConnected);
    }

    @AfterEach
    void stop() throws Exception {
        ami.close();
        asterisk.close();
    }

    private static Redirection.Move move(String name, String extension) {
        return new Redirection.Move("1.0", name, extension, Map.of("CRMROUTE_TRANSFER", "t"));
    }

    private static List<Redirection.Move> both() {
        return List.of(move("PJSIP/trunk-00000000", "transferee"), move("PJSIP/201-00000001", "transferor"));
    }

    @Test
    void bothLegsAreMarkedThenMovedByOneAction() throws Exception {
        ami.redirect(both());

        List<String> names = asterisk.actions().stream()
                .map(a -> a.getOrDefault("action", ""))
                .toList();
        assertThat(names).containsExactly("GetVar", "GetVar", "SetVar", "SetVar", "Redirect");
        assertThat(asterisk.actions().getLast())
                .containsEntry("channel", "PJSIP/trunk-00000000")
                .containsEntry("exten", "transferee")
                .containsEntry("context", "crmroute-transfer")
                .containsEntry("priority", "1")
                .containsEntry("extrachannel", "PJSIP/201-00000001")
                .containsEntry("extraexten", "transferor")
                .containsEntry("extracontext", "crmroute-transfer")
                .containsEntry("extrapriority", "1");
    }

    @Test
    void nothingIsMovedToAPlaceThatIsNotThere() {
        asterisk.value("DIALPLAN_EXISTS(crmroute-transfer,transferor,1)", "0");

        assertThatThrownBy(() -> ami.redirect(both()))
                .isInstanceOf(SwitchboardException.Refused.class)
                .hasMessageContaining("crmroute-transfer.conf");
        assertThat(asterisk.actions()).noneMatch(a -> "Redirect".equals(a.get("action")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PJSIP/201-1\r\n\r\nAction: Originate\r\nChannel: PJSIP/evil",
                "PJSIP/201-1\nVariable: x",
                "PJSIP/201-1\rx",
                "PJSIP/201-1,PJSIP/202",
                "PJSIP/201-1&PJSIP/202",
                "PJSIP/${EVAL}",
                "PJSIP/ \u0000",
                ""
            })
    void aNameThatCouldBecomeAnActionIsRefusedAndNotAByteOfItIsSent(String name) {
        assertThatThrownBy(() -> ami.redirect(List.of(move("PJSIP/trunk-0", "transferee"), move(name, "transferor"))))
                .isInstanceOf(SwitchboardException.Refused.class);
        assertThatThrownBy(() -> ami.mark(List.of(move(name, "transferor"))))
                .isInstanceOf(SwitchboardException.Refused.class);

        assertThat(asterisk.actions())
                .noneMatch(a -> "Redirect".equals(a.get("action")) || "Originate".equals(a.get("action")));
        assertThat(asterisk.actions()).noneMatch(a -> "SetVar".equals(a.get("action")));
    }

    @Test
    void variablesAndExtensionsAreCheckedAsChannelsAre() {
        Redirection.Move value =
                new Redirection.Move("1.0", "PJSIP/a-1", "transferee", Map.of("CRMROUTE_TRANSFER", "a\r\nAction: x"));
        Redirection.Move variable = new Redirection.Move("1.0", "PJSIP/a-1", "transferee", Map.of("SHELL(rm)", "x"));
        Redirection.Move extension = move("PJSIP/a-1", "transferee\r\nPriority: 2");
        for (Redirection.Move bad : List.of(value, variable, extension)) {
            assertThatThrownBy(() -> ami.redirect(List.of(bad))).isInstanceOf(SwitchboardException.Refused.class);
        }
        assertThat(asterisk.actions()).isEmpty();
    }

    @Test
    void aPartyThatHasJustGoneIsNoReasonToMoveTheOther() {
        asterisk.refuse("SetVar");

        assertThatThrownBy(() -> ami.redirect(both())).isInstanceOf(SwitchboardException.NoSuchChannel.class);
        assertThat(asterisk.actions()).noneMatch(a -> "Redirect".equals(a.get("action")));
    }

    @Test
    void targetsAreFoundInTheDialplanAndByDevice() throws Exception {
        asterisk.value("DIALPLAN_EXISTS(crmroute-transfer-extension,201,1)", "1");
        asterisk.value("DEVICE_STATE(PJSIP/201)", "NOT_INUSE");
        asterisk.value("DIALPLAN_EXISTS(crmroute-transfer-extension,299,1)", "1");
        asterisk.value("DEVICE_STATE(PJSIP/299)", "INVALID");
        asterisk.value("DIALPLAN_EXISTS(crmroute-transfer-queue,sales,1)", "1");
        asterisk.value("QUEUE_EXISTS(sales)", "1");
        asterisk.value("DIALPLAN_EXISTS(crmroute-transfer-queue,nosuch,1)", "1");

        assertThat(ami.find(new Target.Extension("201"))).isInstanceOf(Directory.Answer.Exists.class);
        assertThat(ami.find(new Target.Extension("299"))).isInstanceOf(Directory.Answer.Unknown.class);
        assertThat(ami.find(new Target.Queue("sales"))).isInstanceOf(Directory.Answer.Exists.class);
        assertThat(ami.find(new Target.Queue("nosuch"))).isInstanceOf(Directory.Answer.Unknown.class);
        assertThat(ami.find(new Target.Crm())).isInstanceOf(Directory.Answer.Unknown.class);
    }

    @Test
    void silenceIsUnavailableWithinItsTimeAndAHalfOpenConnectionIsReplaced() throws Exception {
        asterisk.silence(true);
        long from = System.nanoTime();
        assertThatThrownBy(() -> ami.redirect(both())).isInstanceOf(SwitchboardException.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(4));
        await(() -> asterisk.connections() >= 2);

        asterisk.silence(false);
        await(ami::isConnected);
        redirectsAgain();
    }

    @Test
    void aConnectionThatBreaksIsMadeAnew() throws Exception {
        asterisk.breakOff();
        await(() -> asterisk.connections() >= 2);
        redirectsAgain();
    }

    private void redirectsAgain() throws InterruptedException {
        await(() -> {
            try {
                ami.redirect(both());
                return true;
            } catch (SwitchboardException e) {
                return false;
            }
        });
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not come about in time").isLessThan(until);
            Thread.sleep(10);
        }
    }
}
