package org.crmroute.portal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Posts events to one handler, one after the other; what fails is lost. Thread-safe. */
final class EventSender implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long an event that is to be sent behind the next one waits for it. */
    private static final Duration ALONE = Duration.ofMillis(300);

    private final URI url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService queue = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("events-", 0).factory());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allSent = lock.newCondition();
    private long open;
    private String held = "";

    EventSender(URI url) {
        this.url = url;
    }

    void send(String body, EventFaults.Fate fate) {
        for (int i = 0; i < fate.copies(); i++) {
            if (fate.delay().isZero()) {
                enqueue(body, fate.behindNext());
            } else {
                later(() -> post(body), fate.delay());
            }
        }
    }

    /** What is still to come when the portal closes is lost, as are all failures. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void later(Runnable task, Duration delay) {
        queue.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void enqueue(String body, boolean behindNext) {
        lock.lock();
        try {
            open++;
            if (behindNext && held.isEmpty()) {
                held = body;
                later(() -> release(body), ALONE);
                return;
            }
            String before = held;
            held = "";
            queue.execute(() -> sent(body));
            if (!before.isEmpty()) {
                queue.execute(() -> sent(before));
            }
        } finally {
            lock.unlock();
        }
    }

    private void release(String body) {
        lock.lock();
        try {
            // compared as the same object: an equal event may have come since
            if (!sameObject(held, body)) {
                return;
            }
            held = "";
        } finally {
            lock.unlock();
        }
        sent(body);
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean sameObject(String a, String b) {
        return a == b;
    }

    private void sent(String body) {
        post(body);
        lock.lock();
        try {
            open--;
            allSent.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void post(String body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // Bitrix24 does not try again either
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (open > 0) {
                allSent.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        queue.shutdownNow();
        http.shutdownNow();
    }
}
