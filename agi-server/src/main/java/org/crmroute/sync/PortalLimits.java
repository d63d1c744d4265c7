package org.crmroute.sync;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.crmroute.bitrix24.Limits;

/**
 * How much of what the portal allows is used, to be shown.
 *
 * @param room requests that may be sent at once
 * @param perSecond requests a second
 * @param methods those that have worked, the busiest first
 */
public record PortalLimits(int room, double perSecond, List<Method> methods) {

    /** What Bitrix24 allows each method to work in ten minutes: 480 s. */
    public static final Duration OPERATING = Duration.ofMinutes(8);

    public PortalLimits {
        methods = List.copyOf(methods);
    }

    /**
     * A method's operating time.
     *
     * @param used of {@link #OPERATING}
     * @param held how long it is left alone altogether; zero when it is not
     * @param heldForBulk how long a full synchronisation leaves it alone
     */
    public record Method(String name, Duration used, Duration held, Duration heldForBulk) {}

    static PortalLimits of(Limits limits) {
        return new PortalLimits(
                limits.room(),
                limits.perSecond(),
                limits.methods().entrySet().stream()
                        .map(e -> new Method(
                                e.getKey(),
                                e.getValue().used(),
                                e.getValue().held(),
                                e.getValue().heldForBulk()))
                        .sorted(Comparator.comparing(Method::used).reversed())
                        .toList());
    }
}
