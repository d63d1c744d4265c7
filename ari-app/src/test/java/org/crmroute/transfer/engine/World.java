package org.crmroute.transfer.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Place;
import org.crmroute.transfer.transfer.Target;

/**
 * An Asterisk that does what the test wants: people who talk, hang up and answer, a connection that breaks, commands that
 * fail. It keeps the same rules as the real one as far as transfers see them.
 */
public final class World implements Switchboard, LiveCalls, Directory {

    /** Where a channel is when its own dialplan has it. */
    public static final String DIALPLAN = "dialplan";

    private static final String ALONE = "";

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<String, String> peers = new HashMap<>();
    private final Set<String> bridges = new HashSet<>();
    private final List<String> done = new ArrayList<>();
    private Listener listener = new Deaf();
    private boolean connected = true;
    private boolean mute;
    private boolean frozen;
    private boolean deaf;
    private long events;
    private final List<String> wronged = new ArrayList<>();
    private final Set<String> saidGoodbye = new HashSet<>();

    public final Set<String> refuse = new HashSet<>();

    /** Commands at which our own code goes wrong. */
    public final Set<String> stumble = new HashSet<>();

    public final Set<String> unknownTargets = new HashSet<>();

    /** Before anybody has looked whether they ring. */
    public boolean targetsAnswerAtOnce;

    private static final class Channel {
        private boolean up;
        private boolean held;
        private String seat = DIALPLAN;
        private String role = "";
    }

    /** A customer and an agent who talk in Dial(). */
    public synchronized LiveCall talk(String name) {
        String customer = name + "-customer";
        String agent = name + "-agent";
        for (String id : List.of(customer, agent)) {
            Channel channel = new Channel();
            channel.up = true;
            channels.put(id, channel);
        }
        peers.put(customer, agent);
        peers.put(agent, customer);
        return find(customer).orElseThrow();
    }

    @Override
    public synchronized List<LiveCall> calls() {
        List<LiveCall> calls = new ArrayList<>();
        channels.forEach((id, channel) -> {
            if (id.endsWith("-customer")) {
                Optional<String> agent = partners(id).stream().findFirst();
                calls.add(new LiveCall(
                        id,
                        new CallParty(id, "PJSIP/trunk-0000000a", "79161234567", "Customer"),
                        agent.map(a -> new CallParty(a, "PJSIP/201-0000000b", "201", "Agent")),
                        agent.isPresent() ? LiveCall.Phase.TALKING : LiveCall.Phase.WAITING,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
        });
        return calls;
    }

    @Override
    public synchronized Optional<LiveCall> find(String id) {
        return calls().stream()
                .filter(call -> call.id().equals(id)
                        || call.agent()
                                .filter(agent -> agent.channel().equals(id))
                                .isPresent())
                .findFirst();
    }

    /** Who hears whom: the others in the same bridge, or the peer in the dialplan. */
    public synchronized Set<String> partners(String id) {
        Channel channel = channels.get(id);
        if (channel == null) {
            return Set.of();
        }
        Set<String> partners = new HashSet<>();
        if (channel.seat.equals(DIALPLAN)) {
            String peer = peers.getOrDefault(id, "");
            Channel other = channels.get(peer);
            if (other != null && other.seat.equals(DIALPLAN) && !channel.role.equals("others")) {
                partners.add(peer);
            }
        } else if (channel.seat.endsWith("-talk")) {
            channels.forEach((other, c) -> {
                if (!other.equals(id) && c.up && c.seat.equals(channel.seat)) {
                    partners.add(other);
                }
            });
        }
        return partners;
    }

    public synchronized boolean exists(String id) {
        return channels.containsKey(id);
    }

    public synchronized String seat(String id) {
        Channel channel = channels.get(id);
        return channel == null ? "gone" : channel.seat;
    }

    /** Customers who were hung up although whoever they talked to had not hung up on them. */
    public synchronized List<String> wronged() {
        return List.copyOf(wronged);
    }

    public synchronized Set<String> channels() {
        return new HashSet<>(channels.keySet());
    }

    public synchronized Set<String> bridges() {
        return new HashSet<>(bridges);
    }

    /** Commands that were done, as {@code arrange}, {@code release t1-customer}. */
    public synchronized List<String> done() {
        return List.copyOf(done);
    }

    // what people do

    public synchronized void hangUp(String half, Hangup why) {
        String id = half.endsWith("-far") ? half.substring(0, half.length() - "-far".length()) : half;
        Set<String> lastPartners = partners(id);
        Channel channel = channels.remove(id);
        if (channel == null) {
            return;
        }
        channels.remove(id + "-far");
        // whoever talks to one who hangs up is done with the call
        saidGoodbye.addAll(lastPartners);
        tell(() -> listener.gone(id, why));
        String peer = peers.getOrDefault(id, "");
        Channel other = channels.get(peer);
        if (channel.seat.equals(DIALPLAN) && other != null && other.seat.equals(DIALPLAN)) {
            hangUp(peer, Hangup.HUNG_UP);
        }
    }

    public synchronized void answer(String id) {
        Channel channel = channels.get(id);
        if (channel != null && !channel.up) {
            channel.up = true;
            tell(() -> listener.answered(id));
        }
    }

    /** Somebody else moves a channel out of our hands. */
    public synchronized void steal(String id) {
        Channel channel = channels.get(id);
        if (channel != null && channel.held) {
            channel.held = false;
            channel.seat = DIALPLAN;
            channel.role = "others";
            tell(() -> listener.gone(id, Hangup.LEFT));
        }
    }

    /** Somebody's own Stasis() under our name. */
    public synchronized void stray(String id) {
        Channel channel = new Channel();
        channel.up = true;
        channel.held = true;
        channel.seat = ALONE;
        channels.put(id, channel);
        tell(() -> listener.arrived(id));
    }

    // what happens to the connection

    public synchronized void disconnect() {
        connected = false;
    }

    public void connect() {
        synchronized (this) {
            connected = true;
        }
        listener.connected();
    }

    /** Events get lost, commands do not. */
    public synchronized void mute(boolean mute) {
        this.mute = mute;
    }

    /** The program is dead: nothing it still says is done, and it is told nothing. */
    public synchronized void kill() {
        listener = new Deaf();
        frozen = true;
    }

    /** What we say to it is lost; what it says is not. */
    public synchronized void deaf(boolean deaf) {
        this.deaf = deaf;
    }

    /** Repeats an event, as a confused connection does. */
    public synchronized void repeat(String id, Hangup why) {
        tell(() -> listener.gone(id, why));
        tell(() -> listener.answered(id));
        tell(() -> listener.arrived(id));
    }

    private void tell(Runnable event) {
        events++;
        if (connected && !mute) {
            event.run();
        }
    }

    /** Waits until nothing happens any more. */
    public void settle(Transfers transfers) {
        for (int quiet = 0; quiet < 3; ) {
            long before = count();
            try {
                transfers.idle().get(20, TimeUnit.SECONDS);
                Thread.sleep(1);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("the transfers do not come to rest", e);
            }
            quiet = count() == before ? quiet + 1 : 0;
        }
    }

    private synchronized long count() {
        return events + done.size();
    }

    // what we are asked to do

    private void begin(String command) throws SwitchboardException {
        if (frozen || deaf || !connected) {
            throw new SwitchboardException.Unavailable("no connection");
        }
        if (stumble.contains(command)) {
            throw new IllegalStateException("stumbled over " + command);
        }
        if (refuse.contains(command)) {
            events++;
            throw new SwitchboardException.Refused("Asterisk said no to " + command);
        }
        done.add(command);
    }

    private Channel there(String id) throws SwitchboardException {
        Channel channel = channels.get(id);
        if (channel == null) {
            throw new SwitchboardException.NoSuchChannel(id);
        }
        return channel;
    }

    @Override
    public synchronized void takeOver(Legs legs) throws SwitchboardException {
        begin("takeOver");
        Channel customer = there(legs.customer());
        Channel transferor = there(legs.transferor());
        customer.role = "customer";
        transferor.role = "transferor";
        for (String id : List.of(legs.customer(), legs.transferor())) {
            Channel channel = there(id);
            if (!channel.held) {
                channel.held = true;
                channel.seat = ALONE;
            }
            tell(() -> listener.arrived(id));
        }
    }

    @Override
    public synchronized void arrange(Legs legs, Map<Leg, Place> places) throws SwitchboardException {
        begin("arrange");
        Optional<String> missing = Optional.empty();
        for (Leg leg : Leg.values()) {
            Place place = places.get(leg);
            if (place == null) {
                continue;
            }
            Channel channel = channels.get(legs.channel(leg));
            if (channel == null) {
                missing = missing.or(() -> Optional.of(legs.channel(leg)));
            } else if (!channel.held) {
                throw new SwitchboardException.Refused("a channel is not in the application");
            } else {
                channel.seat = switch (place) {
                    case TALK -> legs.transfer().talkBridge();
                    case MUSIC -> legs.transfer().musicBridge();
                    case RINGBACK -> ALONE;
                };
                if (place != Place.RINGBACK) {
                    bridges.add(channel.seat);
                }
            }
        }
        if (missing.isPresent()) {
            throw new SwitchboardException.NoSuchChannel(missing.get());
        }
    }

    @Override
    public synchronized void dial(Legs legs, Target target, Duration ringFor) throws SwitchboardException {
        begin("dial");
        if (!channels.containsKey(legs.target())) {
            Channel channel = new Channel();
            channel.held = true;
            channel.seat = ALONE;
            channels.put(legs.target(), channel);
            // the half in the target's dialplan, which has a name of ours as well
            channels.put(legs.transfer().targetFarChannel(), new Channel());
            tell(() -> listener.arrived(legs.target()));
            if (targetsAnswerAtOnce) {
                answer(legs.target());
            }
        }
    }

    @Override
    public synchronized void release(String id) throws SwitchboardException {
        begin("release " + id);
        there(id);
        if (id.endsWith("-customer") && !saidGoodbye.contains(id)) {
            wronged.add(id);
        }
        channels.remove(id);
        channels.remove(id + "-far");
        if (id.endsWith("-far")) {
            hangUp(id.substring(0, id.length() - "-far".length()), Hangup.HUNG_UP);
        }
        tell(() -> listener.gone(id, Hangup.HUNG_UP));
    }

    @Override
    public synchronized void giveBack(String id) throws SwitchboardException {
        begin("giveBack " + id);
        Channel channel = there(id);
        if (!channel.held) {
            return;
        }
        channel.held = false;
        channel.seat = DIALPLAN;
        tell(() -> listener.gone(id, Hangup.LEFT));
    }

    @Override
    public synchronized void join(String customer, String party) throws SwitchboardException {
        there(party);
        giveBack(customer);
    }

    @Override
    public synchronized void removeBridge(String bridge) throws SwitchboardException {
        begin("removeBridge");
        bridges.remove(bridge);
        channels.values().forEach(channel -> {
            if (channel.seat.equals(bridge)) {
                channel.seat = ALONE;
            }
        });
    }

    @Override
    public synchronized Map<String, Sighting> look(Set<String> ids) throws SwitchboardException {
        begin("look");
        Map<String, Sighting> seen = new HashMap<>();
        ids.forEach(id -> {
            Channel channel = channels.get(id);
            if (channel != null) {
                seen.put(id, new Sighting(channel.up, channel.held));
            }
        });
        return seen;
    }

    @Override
    public synchronized Holdings holdings() throws SwitchboardException {
        begin("holdings");
        Map<String, Set<String>> members = new HashMap<>();
        bridges.forEach(bridge -> members.put(bridge, new HashSet<>()));
        Set<String> ours = new HashSet<>();
        channels.forEach((id, channel) -> {
            if (members.containsKey(channel.seat)) {
                members.get(channel.seat).add(id);
            }
            if (channel.held || id.startsWith(TransferId.PREFIX)) {
                ours.add(id);
            }
        });
        return new Holdings(members, ours);
    }

    @Override
    public synchronized void listen(Listener listener) {
        this.listener = listener;
        this.frozen = false;
    }

    @Override
    public Answer find(Target target) throws SwitchboardException {
        if (!connected) {
            throw new SwitchboardException.Unavailable("no connection");
        }
        return unknownTargets.contains(target.text()) ? new Answer.Unknown("is not known here") : new Answer.Exists();
    }

    /** Nobody listens. */
    private static final class Deaf implements Listener {
        @Override
        public void arrived(String channel) {}

        @Override
        public void answered(String channel) {}

        @Override
        public void gone(String channel, Hangup why) {}

        @Override
        public void connected() {}
    }
}
