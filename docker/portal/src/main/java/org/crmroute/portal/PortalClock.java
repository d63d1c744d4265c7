package org.crmroute.portal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The portal's own clock, which may be wrong: a mirror must go by it and not by its own. Thread-safe. */
final class PortalClock {

    private final Clock clock;
    private final ZoneOffset zone;
    private volatile Duration offset = Duration.ZERO;

    PortalClock(Clock clock, ZoneOffset zone) {
        this.clock = clock;
        this.zone = zone;
    }

    void offset(Duration by) {
        this.offset = by;
    }

    Instant now() {
        return clock.instant().plus(offset);
    }

    long second() {
        return now().getEpochSecond();
    }

    /** {@code 2026-08-01T12:00:00+03:00}. */
    String text(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(ChronoUnit.SECONDS).atOffset(zone));
    }

    String text(long second) {
        return text(Instant.ofEpochSecond(second));
    }

    /** Seconds since 1970 with six decimals, as PHP's microtime. */
    static BigDecimal micros(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(BigDecimal.valueOf(instant.getNano() / 1000, 6))
                .setScale(6, RoundingMode.HALF_UP);
    }
}
