package org.crmroute.transfer.ari;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.call.Line;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.Legs;
import org.crmroute.transfer.engine.LiveCalls;
import org.crmroute.transfer.engine.Redirection;
import org.crmroute.transfer.engine.Referrals;
import org.crmroute.transfer.engine.Switchboard;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Place;
import org.crmroute.transfer.transfer.Target;

/**
 * Asterisk as a {@link Switchboard}: ARI moves what is in our application, a {@link Redirection} brings calls there, and
 * dialplan/crmroute-transfer.conf joins them again when we are not there. Safe for use by many threads.
 */
public final class AriSwitchboard implements Switchboard, LiveCalls, AutoCloseable {

    /** Where the take-over leads, and the way back; dialplan/crmroute-transfer.conf. */
    private static final String WAY_BACK = "back";

    private static final String CONTEXT = "crmroute-transfer";

    /** A channel that was made comes into our application within milliseconds; dialled before that, it may be refused. */
    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    private final AriTransport transport;
    private final AriRequests requests;
    private final Redirection redirection;
    private final String application;
    private final CallBook book = new CallBook();
    private final Bulletin bulletin;
    private final Seating seating;
    private final EventLink link;

    public AriSwitchboard(AriSettings settings, Redirection redirection) {
        this(settings, redirection, EventLink.Pace.NORMAL);
    }

    AriSwitchboard(AriSettings settings, Redirection redirection, EventLink.Pace pace) {
        EventReader reader = new EventReader();
        this.transport = new AriTransport(settings);
        this.requests = new AriRequests(transport, reader, settings.application());
        this.redirection = redirection;
        this.application = settings.application();
        this.bulletin = new Bulletin(requests, reader, book, application);
        this.seating = new Seating(requests, bulletin);
        this.link = new EventLink(transport, pace, bulletin);
    }

    /** Connects, and keeps connected. */
    public void start() {
        link.start();
    }

    /** Whether Asterisk tells us what happens at the moment. */
    public boolean isConnected() {
        return bulletin.isConnected();
    }

    /** How often the connection was made. */
    public long connections() {
        return link.connections();
    }

    @Override
    public void listen(Listener listener) {
        bulletin.listen(listener);
    }

    /** From now on this one decides on transfers that phones ask for by REFER while we have their call. */
    public void refer(Referrals referrals) {
        bulletin.refer(referrals);
    }

    @Override
    public List<LiveCall> calls() {
        return book.calls();
    }

    @Override
    public Optional<LiveCall> find(String id) {
        return book.calls().stream()
                .filter(call -> call.id().equals(id)
                        || call.agent()
                                .filter(agent -> agent.channel().equals(id))
                                .isPresent())
                .findFirst();
    }

    @Override
    public void takeOver(Legs legs) throws SwitchboardException {
        Line customer = there(legs.customer());
        Line transferor = there(legs.transferor());
        List<Redirection.Move> moves = new ArrayList<>();
        List<Redirection.Move> stays = new ArrayList<>();
        sort(customer, "transferee", transferor, legs.transfer(), moves, stays);
        sort(transferor, "transferor", customer, legs.transfer(), moves, stays);
        redirection.mark(stays);
        if (!moves.isEmpty()) {
            redirection.redirect(moves);
        }
        stays.forEach(stay -> bulletin.arrived(stay.channel()));
    }

    private void sort(
            Line line,
            String part,
            Line peer,
            TransferId transfer,
            List<Redirection.Move> moves,
            List<Redirection.Move> stays)
            throws SwitchboardException {
        Map<String, String> variables = Map.of(
                "CRMROUTE_TRANSFER",
                transfer.text(),
                "CRMROUTE_TRANSFER_APP",
                application,
                "CRMROUTE_TRANSFER_PART",
                part,
                "CRMROUTE_TRANSFER_PEER",
                peer.name());
        (bulletin.holdsForCertain(line) ? stays : moves)
                .add(new Redirection.Move(line.id(), line.name(), part, variables));
    }

    @Override
    public void arrange(Legs legs, Map<Leg, Place> places) throws SwitchboardException {
        seating.arrange(legs, places);
    }

    @Override
    public void dial(Legs legs, Target target, Duration ringFor) throws SwitchboardException {
        Line customer = there(legs.customer());
        Optional<Line> transferor = requests.line(legs.transferor());
        String did = target instanceof Target.Crm ? requests.variable(customer.id(), "CRMROUTE_DID") : "";
        String priority = requests.variable(customer.id(), "CRM_PRIORITY");
        Bulletin.Expected arrival = bulletin.expect(legs.target());
        try {
            boolean made = requests.create(
                    TransferLeg.endpoint(target, did),
                    legs.target(),
                    legs.transfer().targetFarChannel(),
                    List.of(legs.transfer().text(), "target"),
                    TransferLeg.variables(customer, transferor, priority, ringFor));
            if (made && !arrival.within(ARRIVAL)) {
                throw new SwitchboardException.Unavailable("the channel for the target did not come about in time");
            }
            requests.dial(legs.target(), ringFor);
        } finally {
            bulletin.expectNoMore(arrival);
        }
    }

    @Override
    public void release(String channel) throws SwitchboardException {
        requests.hangUp(channel);
    }

    @Override
    public void join(String customer, String party) throws SwitchboardException {
        Line other = there(party);
        if (!requests.variable(customer, "CRMROUTE_TRANSFER_PART").equals("transferee")
                || !requests.set(customer, "CRMROUTE_TRANSFER_PEER", other.name())) {
            throw new SwitchboardException.Refused("the call did not come through crmroute-transfer,transferee");
        }
        giveBack(customer);
    }

    @Override
    public void giveBack(String channel) throws SwitchboardException {
        requests.quieten(channel);
        boolean tookIt = !requests.variable(channel, "CRMROUTE_TRANSFER_PART").isEmpty();
        bulletin.letsGo(channel);
        if (tookIt) {
            requests.goOn(channel, CONTEXT, WAY_BACK);
        } else {
            // it came of its own accord, and only its own dialplan knows what was to become of it
            requests.goOn(channel);
        }
    }

    @Override
    public void removeBridge(String bridge) throws SwitchboardException {
        requests.removeBridge(bridge);
    }

    @Override
    public Map<String, Sighting> look(Set<String> channels) throws SwitchboardException {
        Map<String, Sighting> sightings = new HashMap<>();
        for (String channel : channels) {
            Optional<Line> line = requests.line(channel);
            if (line.isPresent()) {
                sightings.put(channel, new Sighting(line.get().up(), bulletin.holdsForCertain(line.get())));
            }
        }
        return sightings;
    }

    @Override
    public Holdings holdings() throws SwitchboardException {
        Map<String, Set<String>> bridges = new HashMap<>();
        for (CallBook.Bridge bridge : requests.bridges()) {
            if (bridge.id().startsWith(TransferId.PREFIX)) {
                bridges.put(bridge.id(), bridge.channels());
            }
        }
        Set<String> channels = new HashSet<>();
        for (Line line : requests.lines()) {
            if (line.id().startsWith(TransferId.PREFIX) || bulletin.holdsForCertain(line)) {
                channels.add(line.id());
            }
        }
        return new Holdings(bridges, channels);
    }

    private Line there(String channel) throws SwitchboardException {
        return requests.line(channel).orElseThrow(() -> new SwitchboardException.NoSuchChannel(channel));
    }

    @Override
    public void close() {
        link.close();
        bulletin.close();
        transport.close();
    }
}
