package org.crmroute.lab.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What all phones of a JVM hang on: one thread that receives and keeps SIP's timers, and one that sends everybody's audio every 20 ms.
 * The state of all phones is guarded by one lock, which is held for moments only and never while waiting.
 */
public final class Wires implements AutoCloseable {

    static final long PACKET_TIME = Duration.ofMillis(20).toNanos();
    private static final int LARGEST = 65_536;
    private static final int MOST_FAULTS = 20;

    /** More than a test talks: 50 packets a second. */
    private static final int SEQUENCES_APART = 3_000;

    private final Selector selector;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    private final Set<Audio> speaking = ConcurrentHashMap.newKeySet();
    private final List<String> faults = new ArrayList<>();
    private final AtomicInteger sequences = new AtomicInteger(1 << 16);
    private volatile boolean open = true;

    private Wires(Selector selector) {
        this.selector = selector;
    }

    /** Starts both threads. */
    public static Wires open() {
        try {
            Wires wires = new Wires(Selector.open());
            Thread.ofPlatform().daemon().name("phones").start(wires::receive);
            Thread.ofPlatform().daemon().name("phones speak").start(wires::speak);
            return wires;
        } catch (IOException e) {
            throw new UncheckedIOException("The phones get no selector from the system", e);
        }
    }

    /** Takes packets as they come in. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] packet, long moment);
    }

    /** Something that is to happen later, unless it is cancelled; compared by identity. */
    static final class Timer {
        private final long due;
        private final Runnable task;
        private volatile boolean cancelled;

        private Timer(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        private long due() {
            return due;
        }

        void cancel() {
            cancelled = true;
        }
    }

    /**
     * Binds a UDP socket.
     *
     * @param here port 0 takes a free one
     * @throws IOException the address is taken: another phone, or a process that a test left behind
     */
    DatagramChannel bind(InetSocketAddress here, Reader reader) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 19);
            channel.bind(here);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, reader);
            selector.wakeup();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("A phone cannot take " + here + " (UDP): " + e.getMessage(), e);
        }
    }

    Timer after(Duration wait, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + wait.toNanos(), task);
        locked(() -> timers.add(timer));
        selector.wakeup();
        return timer;
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    void run(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    /** Waits until something holds, checked whenever a phone's state changes and every 10 ms; false when patience ended first. */
    boolean await(BooleanSupplier holds, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (!holds.getAsBoolean()) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(Math.min(left, PACKET_TIME / 2));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The number of a new stream's first packet. Each begins below the one before it, which is as random as any and the worst for
     * Asterisk's recorders: they take a new party's packets for late ones until the numbers of the party before are passed.
     */
    int nextSequence() {
        return Math.floorMod(sequences.addAndGet(-SEQUENCES_APART), 1 << 16);
    }

    void speaks(Audio audio) {
        speaking.add(audio);
    }

    void fallsSilent(Audio audio) {
        speaking.remove(audio);
    }

    /** What went wrong within the phones themselves; a test that trusts them checks that it is empty. */
    public List<String> faults() {
        return locked(() -> List.copyOf(faults));
    }

    private void fault(RuntimeException e) {
        locked(() -> faults.size() < MOST_FAULTS && faults.add(e + " at " + e.getStackTrace()[0]));
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
        while (open) {
            try {
                selector.select(key -> read(key, buffer), millisToNextTimer());
            } catch (IOException e) {
                fault(new UncheckedIOException(e));
            }
            locked(() -> {
                for (Timer next = timers.peek();
                        next != null && next.due() - System.nanoTime() <= 0;
                        next = timers.peek()) {
                    timers.remove();
                    if (!next.cancelled) {
                        guarded(next.task);
                    }
                }
                return true;
            });
        }
    }

    private long millisToNextTimer() {
        return locked(() -> {
            Timer next = timers.peek();
            return next == null ? 100L : Math.clamp((next.due() - System.nanoTime()) / 1_000_000, 1L, 100L);
        });
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        if (!(key.channel() instanceof DatagramChannel channel) || !(key.attachment() instanceof Reader reader)) {
            return;
        }
        try {
            while (channel.isOpen() && channel.receive(buffer.clear()) != null) {
                long moment = System.nanoTime();
                byte[] packet = new byte[buffer.flip().remaining()];
                buffer.get(packet);
                guarded(() -> reader.read(packet, moment));
            }
        } catch (IOException e) {
            if (channel.isOpen()) {
                fault(new UncheckedIOException(e));
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    private void speak() {
        long next = System.nanoTime();
        while (open) {
            next += PACKET_TIME;
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else if (wait < -10 * PACKET_TIME) {
                next = System.nanoTime(); // the machine stood still: nobody wants to hear what was missed
            }
            for (Audio audio : speaking) {
                guarded(audio::tick);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
        try {
            for (SelectionKey key : Set.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The phones' sockets do not close", e);
        }
    }
}
