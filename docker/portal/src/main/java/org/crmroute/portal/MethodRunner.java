package org.crmroute.portal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs methods: asks the operating ledger, takes the time a page takes, and bills it. */
final class MethodRunner {

    /** An answer and its {@code time} block. */
    record Ran(Answer answer, Map<String, @Nullable Object> time) {}

    private final Map<String, Method> methods;
    private final PortalSettings settings;
    private final PortalClock clock;
    private final OperatingLedger ledger;
    private final Counters counters;

    MethodRunner(Map<String, Method> methods, PortalSettings settings, PortalClock clock, Counters counters) {
        this.methods = methods;
        this.settings = settings;
        this.clock = clock;
        this.ledger = new OperatingLedger(settings);
        this.counters = counters;
    }

    /**
     * Runs a method.
     *
     * @throws RestError what the method answered, or the limit, or that there is no such method
     */
    Ran run(String name, Parameters parameters, Caller caller) {
        String method = name.toLowerCase(Locale.ROOT);
        Method found = methods.get(method);
        if (found == null) {
            throw new RestError(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
        }
        boolean batch = method.equals("batch");
        boolean billed = !batch || settings.batchBilled;
        if (billed) {
            ledger.check(method);
        }
        Instant start = clock.now();
        long from = System.nanoTime();
        try {
            if (method.endsWith(".list") && !settings.pageTime.isZero()) {
                sleep(settings.pageTime);
            }
            Answer answer = found.call(parameters, caller);
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            return new Ran(answer, time(method, start, took, billed));
        } catch (RestError e) {
            time(method, start, Duration.ofNanos(System.nanoTime() - from), billed);
            throw e;
        }
    }

    private Map<String, @Nullable Object> time(String method, Instant start, Duration took, boolean billed) {
        Duration bill = settings.pageTime.isZero() || !method.endsWith(".list") || took.compareTo(settings.pageTime) < 0
                ? took
                : settings.pageTime;
        if (billed) {
            ledger.bill(method, bill);
            counters.billed(method, bill);
        }
        Instant finish = start.plus(took);
        Map<String, @Nullable Object> time = new LinkedHashMap<>();
        time.put("start", PortalClock.micros(start));
        time.put("finish", PortalClock.micros(finish));
        time.put("duration", took.toNanos() / 1e9);
        time.put("processing", took.toNanos() / 1e9);
        time.put("date_start", clock.text(start));
        time.put("date_finish", clock.text(finish));
        if (settings.operatingShown) {
            time.put("operating_reset_at", ledger.resetAt(method));
            BigDecimal operating = BigDecimal.valueOf(ledger.seconds(method)).setScale(6, RoundingMode.HALF_UP);
            time.put("operating", operating.doubleValue() < 0.1 ? (Object) 0 : operating);
        }
        return time;
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestError(500, "INTERNAL_SERVER_ERROR", "The portal is closing");
        }
    }
}
