package org.crmroute.transfer.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls are going on, as it follows from what Asterisk tells of channels and bridges. Being told a thing twice, or
 * a thing that is over, does no harm: what Asterisk tells last holds. Safe for use by many threads.
 */
public final class CallBook {

    /** A channel and what we remember of it. */
    private static final class Entry {
        Line line;
        boolean dialled;
        boolean held;
        Instant since;

        Entry(Line line, Instant since) {
            this.line = line;
            this.since = since;
        }
    }

    private final Map<String, Entry> lines = new HashMap<>();
    private final Map<String, String> idsByName = new HashMap<>();
    private final Map<String, Set<String>> bridges = new HashMap<>();
    private final Set<String> musicBridges = new HashSet<>();

    /**
     * A bridge.
     *
     * @param mixing whether those in it hear one another; they do not in a holding bridge
     * @param channels unique ids of those in it
     */
    public record Bridge(String id, boolean mixing, Set<String> channels) {
        public Bridge {
            channels = Set.copyOf(channels);
        }
    }

    /** Forgets everything and begins with this. */
    public synchronized void begin(Collection<Line> now, Collection<Bridge> connected, Instant at) {
        Map<String, Entry> before = new HashMap<>(lines);
        lines.clear();
        idsByName.clear();
        bridges.clear();
        musicBridges.clear();
        for (Line line : now) {
            Entry known = before.get(line.id());
            if (known != null) {
                // what cannot be read again: whether it was dialled, is on hold, and since when
                lines.put(line.id(), known);
            }
            seen(line, known == null ? line.created() : at);
        }
        for (Bridge bridge : connected) {
            bridge(bridge);
            bridges.put(bridge.id(), new LinkedHashSet<>(bridge.channels()));
        }
    }

    /** A channel is there, or there is news of it. */
    public synchronized void seen(Line line, Instant at) {
        Entry entry = lines.get(line.id());
        if (entry == null) {
            entry = new Entry(line, at);
            lines.put(line.id(), entry);
        } else {
            idsByName.remove(entry.line.name());
        }
        entry.line = line;
        entry.dialled |= line.wasDialled();
        idsByName.put(line.name(), line.id());
    }

    /** A channel is there no more. */
    public synchronized void gone(String channel) {
        Entry entry = lines.remove(channel);
        if (entry != null) {
            idsByName.remove(entry.line.name(), channel);
        }
        bridges.values().forEach(members -> members.remove(channel));
    }

    /** A bridge is there. */
    public synchronized void bridge(Bridge bridge) {
        bridges.computeIfAbsent(bridge.id(), id -> new LinkedHashSet<>());
        if (!bridge.mixing()) {
            musicBridges.add(bridge.id());
        }
    }

    /** A channel came into a bridge. */
    public synchronized void entered(String bridge, String channel, Instant at) {
        bridges.forEach((id, members) -> {
            if (!id.equals(bridge)) {
                members.remove(channel);
            }
        });
        if (lines.containsKey(channel)
                && bridges.computeIfAbsent(bridge, id -> new LinkedHashSet<>()).add(channel)) {
            changed(channel, at);
        }
    }

    /** A channel left a bridge. */
    public synchronized void left(String bridge, String channel, Instant at) {
        Set<String> members = bridges.get(bridge);
        if (members != null && members.remove(channel)) {
            changed(channel, at);
        }
    }

    /** A bridge is there no more. */
    public synchronized void bridgeGone(String bridge) {
        bridges.remove(bridge);
        musicBridges.remove(bridge);
    }

    /** Somebody put the other side on hold, or took it back. */
    public synchronized void hold(String channel, boolean held, Instant at) {
        Entry entry = lines.get(channel);
        if (entry != null && entry.held != held) {
            entry.held = held;
            entry.since = at;
        }
    }

    /** A channel by its unique id. */
    public synchronized Optional<Line> line(String channel) {
        return Optional.ofNullable(lines.get(channel)).map(entry -> entry.line);
    }

    /** The bridge a channel is in. */
    public synchronized Optional<String> bridgeOf(String channel) {
        return bridges.entrySet().stream()
                .filter(bridge -> bridge.getValue().contains(channel))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Unique ids of those in a bridge. */
    public synchronized Set<String> members(String bridge) {
        return Set.copyOf(bridges.getOrDefault(bridge, Set.of()));
    }

    /** How many channels there are. */
    public synchronized int channels() {
        return lines.size();
    }

    /** The calls, oldest first. */
    public synchronized List<LiveCall> calls() {
        List<LiveCall> calls = new ArrayList<>();
        Set<String> talking = new HashSet<>();
        bridges.forEach((id, members) -> {
            List<Entry> inside = members.stream()
                    .map(lines::get)
                    .filter(entry -> entry != null && !isFarHalf(entry.line))
                    .toList();
            // the far side of a Local channel is told of where its near side is
            if (inside.size() == 2 && !musicBridges.contains(id)) {
                calls.add(talking(inside.get(0), inside.get(1)));
                inside.forEach(entry -> talking.add(entry.line.id()));
            }
        });
        for (Entry entry : lines.values()) {
            if (!talking.contains(entry.line.id()) && isWaiting(entry)) {
                calls.add(call(entry, Optional.empty(), LiveCall.Phase.WAITING, entry.since));
            }
        }
        calls.sort(Comparator.comparing(LiveCall::since).thenComparing(LiveCall::id));
        return calls;
    }

    private void changed(String channel, Instant at) {
        Entry entry = lines.get(channel);
        if (entry != null) {
            entry.since = at;
        }
    }

    private boolean isFarHalf(Line line) {
        return line.isLocal() && line.name().endsWith(";2");
    }

    /** Called in, and nobody has taken the call. */
    private boolean isWaiting(Entry entry) {
        return !entry.line.isLocal() && !entry.dialled && alone(entry.line.id());
    }

    private boolean alone(String channel) {
        return bridgeOf(channel)
                .filter(bridge -> !musicBridges.contains(bridge))
                .map(bridge -> bridges.getOrDefault(bridge, Set.of()).size() < 2)
                .orElse(true);
    }

    private LiveCall talking(Entry one, Entry two) {
        boolean oneIsAgent = isAgent(one, two);
        Entry customer = oneIsAgent ? two : one;
        Entry agent = oneIsAgent ? one : two;
        Instant since = customer.since.isAfter(agent.since) ? customer.since : agent.since;
        LiveCall.Phase phase = customer.held || agent.held ? LiveCall.Phase.HELD : LiveCall.Phase.TALKING;
        return call(customer, Optional.of(agent), phase, since);
    }

    /** Which of two serves the other: the one that was rung, unless a phone of ours rang somebody outside. */
    private static boolean isAgent(Entry one, Entry two) {
        if (came(one) != came(two)) {
            return came(two);
        }
        if (one.dialled != two.dialled) {
            Entry rung = one.dialled ? one : two;
            Entry ringer = one.dialled ? two : one;
            boolean outward = ringer.line.isPhone() && !rung.line.isPhone() && !rung.line.isLocal();
            return outward == (ringer == one);
        }
        if (one.line.isLocal() != two.line.isLocal()) {
            return one.line.isLocal();
        }
        return one.line.created().isAfter(two.line.created());
    }

    /** Came in through crmroute's dialplan. */
    private static boolean came(Entry entry) {
        return !entry.dialled && !entry.line.variable("CRMROUTE_AT").isEmpty();
    }

    private LiveCall call(Entry customer, Optional<Entry> agent, LiveCall.Phase phase, Instant since) {
        Line line = customer.line;
        Optional<CallParty> served = agent.map(entry -> party(entry.line));
        String at = line.variable("CRMROUTE_AT");
        return new LiveCall(
                line.id(),
                party(line),
                served,
                phase,
                since,
                filled(after(at, "queue:")).or(() -> queueOf(line)),
                filled(after(at, "extension:")).or(() -> served.flatMap(party -> filled(party.number()))),
                filled(line.variable("CRM_CALLER_NAME")),
                filled(line.variable("CRM_DECISION")));
    }

    /** Shows who is at the end, also behind a Local channel; the channel is the one in the bridge all the same. */
    private CallParty party(Line line) {
        Line end = line.isLocal() ? behind(line).orElse(line) : line;
        return new CallParty(line.id(), line.name(), end.number(), end.display());
    }

    private Optional<Line> behind(Line local) {
        return Optional.ofNullable(idsByName.get(local.otherHalf()))
                .flatMap(far -> bridgeOf(far)
                        .map(bridges::get)
                        .flatMap(members -> members.stream()
                                .filter(member -> !member.equals(far))
                                .findFirst()))
                .map(lines::get)
                .map(entry -> entry.line);
    }

    private static Optional<String> queueOf(Line line) {
        return line.application().equals("Queue")
                ? filled(line.data().substring(0, Math.max(line.data().indexOf(','), 0)))
                : Optional.empty();
    }

    private static String after(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
