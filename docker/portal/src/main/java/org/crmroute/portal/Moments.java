package org.crmroute.portal;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as Bitrix24 writes them: ISO 8601, whole seconds, the portal's offset. */
final class Moments {

    private static final OffsetDateTime FIRST = OffsetDateTime.of(2023, 1, 1, 0, 0, 0, 0, ZoneOffset.ofHours(3));
    private static final int SECONDS = 3 * 365 * 24 * 3600;

    private Moments() {}

    static String moment(Dice dice) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(FIRST.plusSeconds(dice.below(SECONDS)));
    }

    /** The moment that {@link #moment} would write, in seconds since 1970. */
    static int seconds(Dice dice) {
        return (int) (FIRST.toEpochSecond() + dice.below(SECONDS));
    }

    static LocalDate day(Dice dice) {
        return FIRST.toLocalDate().plusDays(dice.below(SECONDS / 86_400));
    }
}
