package org.crmroute.bitrix24;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a portal allows at the moment, to be shown.
 *
 * @param room requests that may be sent at once
 * @param perSecond requests a second; less than configured for a while after the portal refused one
 * @param methods by name, those that have worked
 */
public record Limits(int room, double perSecond, Map<String, Method> methods) {

    /**
     * A method's operating time; a portal allows 480 s in 10 minutes.
     *
     * @param used of it
     * @param held how long the method is left alone altogether; zero when it is not
     * @param heldForBulk how long a full synchronisation leaves it alone
     */
    public record Method(Duration used, Duration held, Duration heldForBulk) {}

    public Limits {
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    static Duration nanos(long nanos) {
        return Duration.ofMillis((nanos + 999_999) / 1_000_000);
    }
}
