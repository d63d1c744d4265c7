package org.crmroute.transfer.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.transfer.transfer.Leg;

/** The transfers that live, and which of them a channel belongs to. Safe for use by many threads. */
final class Claims {

    private final Map<TransferId, TransferDesk> desks = new ConcurrentHashMap<>();
    private final Map<String, TransferDesk> byChannel = new ConcurrentHashMap<>();

    /** Adds a transfer. What other transfers hold of its channels is this one's from now on. */
    void add(TransferDesk desk) {
        desks.put(desk.transfer().id(), desk);
        for (Leg leg : Leg.values()) {
            byChannel.put(desk.transfer().legs().channel(leg), desk);
        }
    }

    void remove(TransferDesk desk) {
        desks.remove(desk.transfer().id(), desk);
        for (Leg leg : Leg.values()) {
            byChannel.remove(desk.transfer().legs().channel(leg), desk);
        }
    }

    Optional<TransferDesk> of(TransferId id) {
        return Optional.ofNullable(desks.get(id));
    }

    Optional<TransferDesk> of(String channel) {
        return Optional.ofNullable(byChannel.get(channel));
    }

    /** Those that hold one of these channels. */
    Set<TransferDesk> of(String one, String other) {
        return Stream.of(one, other).flatMap(channel -> of(channel).stream()).collect(Collectors.toUnmodifiableSet());
    }

    List<TransferDesk> all() {
        return List.copyOf(desks.values());
    }

    /** How many are undecided. */
    int undecided() {
        return (int) desks.values().stream()
                .filter(desk -> desk.transfer().state().isUndecided())
                .count();
    }
}
