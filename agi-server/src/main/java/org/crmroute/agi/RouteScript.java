package org.crmroute.agi;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.crmroute.agi.ChannelVariables.Assignment;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.routing.RouteRequest;
import org.crmroute.routing.RoutedCall;
import org.crmroute.routing.Router;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code agi://host/route[?scenario=NAME][&caller=NUMBER][&did=NUMBER]}: who calls, and what number, is taken from the
 * query, else from the channel. A caller given in the query is used whatever the channel's presentation says.
 */
public final class RouteScript implements AgiScript {

    private static final Logger log = LoggerFactory.getLogger(RouteScript.class);

    private static final String NAME = "route";

    private final Router router;
    private final NumberPlan numbers;
    private final DecisionWriter writer;
    private final Clock clock;

    public RouteScript(Router router, NumberPlan numbers, DialplanContexts contexts, Clock clock) {
        this.router = router;
        this.numbers = numbers;
        this.writer = new DecisionWriter(contexts);
        this.clock = clock;
    }

    /** Never throws: the library would say so to Asterisk, in a round trip more. */
    @Override
    public void service(AgiRequest request, AgiChannel channel) {
        if (!(channel instanceof RouteChannel asterisk)) {
            throw new IllegalStateException("not a channel of this server: " + channel);
        }
        AgiSession session = asterisk.session();
        if (!session.connection().requestComplete()) {
            return;
        }
        if (!NAME.equals(request.getScript())) {
            log.warn("Asterisk asked for {}; there is only agi://…/{}", request.getRequestURL(), NAME);
            session.end(SessionEnd.UNKNOWN_SCRIPT);
            return;
        }
        session.end(asterisk.set(answer(request, session)));
    }

    private List<Assignment> answer(AgiRequest request, AgiSession session) {
        try {
            RoutedCall call = router.route(question(request.getRequest()));
            session.routed(call);
            return writer.variables(call);
        } catch (Throwable e) {
            // Even an Error: the caller hears music while this thread unwinds, and somebody must let him go on.
            log.error("A call on {} could not be decided", request.getChannel(), e);
            return writer.failure();
        }
    }

    /** @param environment {@code agi_…} without the prefix */
    private RouteRequest question(Map<String, String> environment) {
        RouteQuery query = RouteQuery.of(environment.getOrDefault("network_script", ""));
        Party caller = query.get("caller")
                .map(numbers::read)
                .orElseGet(() -> numbers.caller(
                        environment.getOrDefault("callerid", ""), presentation(environment.get("callingpres"))));
        Party did = numbers.read(query.get("did").orElseGet(() -> dialled(environment)));
        IncomingCall call = new IncomingCall(
                caller,
                did,
                clock.instant(),
                environment.getOrDefault("channel", ""),
                environment.getOrDefault("uniqueid", ""));
        return new RouteRequest(call, query.get("scenario"));
    }

    private static String dialled(Map<String, String> environment) {
        String dnid = environment.getOrDefault("dnid", "unknown");
        return dnid.equals("unknown") ? environment.getOrDefault("extension", "") : dnid;
    }

    private static int presentation(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
