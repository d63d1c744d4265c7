package org.crmroute.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long things took, in milliseconds. */
record Percentiles(double p50, double p95, double p99, double most) {

    /** @param millis of at least one thing; is sorted */
    static Percentiles of(double[] millis) {
        Arrays.sort(millis);
        return new Percentiles(at(millis, 0.50), at(millis, 0.95), at(millis, 0.99), millis[millis.length - 1]);
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, most %.2f ms", p50, p95, p99, most);
    }
}
