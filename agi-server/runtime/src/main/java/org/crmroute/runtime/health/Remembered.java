package org.crmroute.runtime.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A value that costs something to find out, found out again when it is asked for and older than it may be. While one
 * thread does that, the others get the value from before. When it fails, the value from before stays.
 */
public final class Remembered<T> implements Supplier<T> {

    private final Supplier<T> source;
    private final long nanos;
    private final ReentrantLock finding = new ReentrantLock();
    private volatile Optional<Known<T>> known = Optional.empty();

    private record Known<T>(T value, long since) {}

    public Remembered(Supplier<T> source, Duration every) {
        this.source = source;
        this.nanos = every.toNanos();
    }

    /**
     * The value, as old as it may be.
     *
     * @throws RuntimeException what the source threw, when there is no value from before
     */
    @Override
    public T get() {
        Optional<Known<T>> before = known;
        if (before.isPresent() && fresh(before.get())) {
            return before.get().value();
        }
        if (before.isPresent() && !finding.tryLock()) {
            return before.get().value();
        }
        if (before.isEmpty()) {
            finding.lock();
        }
        try {
            if (known.isPresent() && fresh(known.get())) {
                return known.get().value();
            }
            T value = source.get();
            known = Optional.of(new Known<>(value, System.nanoTime()));
            return value;
        } catch (RuntimeException e) {
            if (before.isEmpty()) {
                throw e;
            }
            // asked again after the same pause, not at once by everyone: what fails is often slow as well
            known = Optional.of(new Known<>(before.get().value(), System.nanoTime()));
            return before.get().value();
        } finally {
            finding.unlock();
        }
    }

    private boolean fresh(Known<T> value) {
        return System.nanoTime() - value.since() < nanos;
    }
}
