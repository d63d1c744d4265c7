package org.crmroute.sync;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** When each part of the work is due, by a clock that only counts nanoseconds. */
final class Timetable {

    private static final long NEVER = Long.MAX_VALUE / 2;

    private final LongSupplier nanos;
    private final long begin;
    private final Map<Part, Long> due = new EnumMap<>(Part.class);
    private final Map<Part, Long> heldUntil = new EnumMap<>(Part.class);

    Timetable(LongSupplier nanos) {
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        for (Part part : Part.values()) {
            due.put(part, NEVER);
            heldUntil.put(part, 0L);
        }
    }

    private long now() {
        return nanos.getAsLong() - begin;
    }

    /** Sets when a part is next due. */
    void in(Part part, Duration time) {
        due.put(part, now() + time.toNanos());
    }

    void never(Part part) {
        due.put(part, NEVER);
    }

    /** Makes a part due by then, if it was due later. */
    void by(Part part, Duration time) {
        due.merge(part, now() + time.toNanos(), Math::min);
    }

    /** Whatever comes, not before. */
    void hold(Part part, Duration time) {
        heldUntil.merge(part, now() + time.toNanos(), Math::max);
    }

    private long dueAt(Part part) {
        return Math.max(due.getOrDefault(part, NEVER), heldUntil.getOrDefault(part, 0L));
    }

    /** The first of those that are due. */
    Optional<Part> next(Predicate<Part> eligible) {
        for (Part part : Part.values()) {
            if (eligible.test(part) && dueAt(part) <= now()) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /** How long until something is due; at most a second, for what is eligible changes. */
    Duration idle(Predicate<Part> eligible) {
        long first = now() + Duration.ofSeconds(1).toNanos();
        for (Part part : Part.values()) {
            if (eligible.test(part)) {
                first = Math.min(first, dueAt(part));
            }
        }
        return Duration.ofNanos(Math.max(0, first - now()));
    }
}
