package org.crmroute.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmroute.call.IncomingCall;
import org.crmroute.crm.Caller;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Mirror;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.scenario.CompiledScenario;
import org.crmroute.scenario.Crm;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;
import org.junit.jupiter.api.Test;

class CallRouterTest {

    static final Mirror KNOWN = (caller, deals, leads) -> Crm.caller(Crm.record(EntityType.DEAL, 77));

    static CompiledScenario scenario(String name, String more) throws Exception {
        return Crm.compile("""
                scenario: %s
                %s
                rules: [{id: %s-rule, when: {field: deal.ID, is: not_empty}, route: [{queue: %s-deals}]}]
                others: [{queue: %s-others}]
                """.formatted(name, more, name, name, name));
    }

    static RouteRequest request(String did, String... scenario) {
        IncomingCall call = IncomingCall.simulated(Crm.IVAN, Crm.PLAN.read(did), Instant.parse("2026-11-23T10:30:00Z"));
        return new RouteRequest(call, Arrays.stream(scenario).findFirst());
    }

    private static CallRouter router(Mirror mirror, boolean integration, CompiledScenario... scenarios) {
        RoutingTable table = new RoutingTable(integration, List.of(scenarios));
        return new CallRouter(mirror, () -> table);
    }

    private static String target(Decision decision) {
        return decision.target().map(Target::id).orElse("");
    }

    @Test
    void findsTheScenarioByNameByDidOrTakesMain() throws Exception {
        CallRouter router = router(
                KNOWN,
                true,
                scenario("main", ""),
                scenario("shop", "dids: [8 (800) 555-35-35]"),
                scenario("spare", ""));

        assertThat(target(router.decide(request("+74950000000")))).isEqualTo("main-deals");
        assertThat(target(router.decide(request("88005553535")))).isEqualTo("shop-deals");
        assertThat(target(router.decide(request("88005553535", "spare")))).isEqualTo("spare-deals");
        assertThat(router.decide(request("88005553535", "main")).scenario()).isEqualTo("main");
    }

    @Test
    void anUnknownNameFailsWithTheOthersOfMain() throws Exception {
        Decision decision = router(KNOWN, true, scenario("main", "")).decide(request("+74950000000", "mian"));

        assertThat(decision.status()).isEqualTo(Status.FAILED);
        assertThat(decision.reason()).isEqualTo(Reason.ERROR);
        assertThat(target(decision)).isEqualTo("main-others");

        Decision nothing = router(KNOWN, true, scenario("shop", "")).decide(request("+74950000000"));
        assertThat(nothing.status()).isEqualTo(Status.FAILED);
        assertThat(nothing.steps()).isEmpty();
    }

    @Test
    void switchedOffItDoesNotTouchTheMirror() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Mirror counting = (caller, deals, leads) -> {
            asked.incrementAndGet();
            return Caller.unknown(caller);
        };

        Decision off = router(counting, false, scenario("main", "")).decide(request("1"));
        Decision disabled =
                router(counting, true, scenario("main", "enabled: no")).decide(request("1"));

        assertThat(off.reason()).isEqualTo(Reason.INTEGRATION_DISABLED);
        assertThat(disabled.reason()).isEqualTo(Reason.SCENARIO_DISABLED);
        assertThat(List.of(target(off), target(disabled))).containsOnly("main-others");
        assertThat(asked).hasValue(0);
    }

    @Test
    void leavesTheMirrorsFailureToItsCaller() throws Exception {
        Mirror gone = (caller, deals, leads) -> {
            throw new MirrorUnavailable("gone");
        };
        CallRouter router = router(gone, true, scenario("main", ""));

        assertThatThrownBy(() -> router.decide(request("1"))).isInstanceOf(MirrorUnavailable.class);
        assertThat(target(router.failed(request("1"), Reason.ERROR))).isEqualTo("main-others");
    }

    @Test
    void whereTwoClaimADidTheFirstByNameHasIt() throws Exception {
        CallRouter router = router(KNOWN, true, scenario("b", "dids: [100]"), scenario("a", "dids: [100]"));

        assertThat(router.decide(request("100")).scenario()).isEqualTo("a");
        assertThat(router.decide(request("100")).record().map(Object::toString)).isEqualTo(Optional.of("deal:77"));
    }
}
