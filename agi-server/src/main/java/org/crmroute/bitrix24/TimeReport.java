package org.crmroute.bitrix24;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about its time: {@code {"start","finish","duration","processing","date_start","date_finish",
 * "operating_reset_at","operating"}}, each of which may be missing. Moments are seconds since 1970 on the portal's
 * clock.
 *
 * @param operating seconds that the method has worked in 10 minutes, this request included
 * @param resetAt when a part of it is forgiven
 */
record TimeReport(ServerTime time, double finish, OptionalDouble operating, OptionalDouble resetAt) {

    private static final double WINDOW_SECONDS = 600;

    /** @param otherwise for an answer that does not tell: when the portal began, and how long we waited for it */
    static TimeReport read(@Nullable Object time, ServerTime otherwise) {
        Map<?, ?> map = time instanceof Map<?, ?> given ? given : Map.of();
        OptionalDouble start = number(map.get("start"));
        OptionalDouble finish = number(map.get("finish"));
        OptionalDouble duration = number(map.get("duration"));
        Instant begin = moment(map.get("date_start"), start, otherwise.begin());
        Duration took = duration.isPresent() && duration.getAsDouble() >= 0 && duration.getAsDouble() < 1e6
                ? Duration.ofNanos(Math.round(duration.getAsDouble() * 1e9))
                : otherwise.took();
        return new TimeReport(
                new ServerTime(begin, took),
                finish.orElse(begin.getEpochSecond() + took.toNanos() / 1e9),
                number(map.get("operating")),
                number(map.get("operating_reset_at")));
    }

    boolean tells() {
        return operating.isPresent();
    }

    /** Tells a ledger what it says of the sum, or at least of this request's work. */
    void note(OperatingLedger ledger, long now) {
        if (operating.isPresent()) {
            double resetIn = resetAt.isPresent() ? resetAt.getAsDouble() - finish : WINDOW_SECONDS;
            ledger.told(operating.getAsDouble(), finish, Allowance.nanos(resetIn), now);
        } else {
            ledger.worked(time.took().toNanos() / 1e9, now);
        }
    }

    private static Instant moment(@Nullable Object text, OptionalDouble seconds, Instant otherwise) {
        if (text instanceof String date) {
            try {
                return OffsetDateTime.parse(date.strip()).toInstant();
            } catch (DateTimeException e) {
                // the number beside it says the same
            }
        }
        return seconds.isPresent() ? Instant.ofEpochSecond((long) Math.floor(seconds.getAsDouble())) : otherwise;
    }

    private static OptionalDouble number(@Nullable Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return OptionalDouble.of(number.doubleValue());
        }
        if (value instanceof String text && text.strip().matches("[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        }
        return OptionalDouble.empty();
    }
}
