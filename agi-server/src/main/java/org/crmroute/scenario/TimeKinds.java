package org.crmroute.scenario;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crmroute.crm.CrmRecord;
import org.crmroute.runtime.yaml.Saying;

/** Days, moments, times of day and weekdays. */
final class TimeKinds {

    private static final DateTimeFormatter RUSSIAN_DAY =
            DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int LONGEST = 40;

    private TimeKinds() {}

    private interface Reading<T> {
        T read() throws DateTimeException;
    }

    private static <T> Optional<T> tried(Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code 2026-11-22} or {@code 22.11.2026}. */
    static Optional<LocalDate> day(String text) {
        String trimmed = text.strip();
        if (trimmed.length() != 10) {
            return Optional.empty();
        }
        return trimmed.charAt(2) == '.'
                ? tried(() -> LocalDate.parse(trimmed, RUSSIAN_DAY))
                : tried(() -> LocalDate.parse(trimmed));
    }

    private static Optional<OffsetDateTime> moment(String text) {
        return text.length() > LONGEST ? Optional.empty() : tried(() -> OffsetDateTime.parse(text.strip()));
    }

    /**
     * A day. Bitrix24 sends days as midnight in the portal's offset, shifted or not, so the day is the one written,
     * not the one it would be elsewhere.
     */
    static final class Day extends Kind<LocalDate, LocalDate> {
        @Override
        Saying expects() {
            return Saying.of("expects.day", "a day, e.g. 2026-11-22");
        }

        @Override
        Optional<LocalDate> parse(String text) {
            return day(text);
        }

        @Override
        Optional<LocalDate> held(Object scalar, CrmRecord record) {
            String text = textOf(scalar);
            return moment(text).map(OffsetDateTime::toLocalDate).or(() -> day(text));
        }

        @Override
        boolean same(LocalDate held, LocalDate said) {
            return held.equals(said);
        }

        @Override
        boolean ordered() {
            return true;
        }

        @Override
        int compare(LocalDate held, LocalDate said) {
            return held.compareTo(said);
        }
    }

    /** What a scenario says of a moment: a whole day, or an instant. */
    sealed interface When {}

    record WholeDay(LocalDate day) implements When {}

    record Exactly(Instant instant) implements When {}

    /** A moment; compared with a day it is the day written in it that counts. */
    static final class Moment extends Kind<OffsetDateTime, When> {

        private final ZoneId zone;

        Moment(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        Saying expects() {
            return Saying.of("expects.moment", "a day or a moment, e.g. 2026-11-22 or 2026-11-22T15:30");
        }

        @Override
        Optional<When> parse(String text) {
            String iso = text.strip().replace(' ', 'T');
            return day(iso).<When>map(WholeDay::new)
                    .or(() -> moment(iso).map(m -> new Exactly(m.toInstant())))
                    .or(() -> iso.length() > LONGEST
                            ? Optional.empty()
                            : tried(() -> new Exactly(
                                    LocalDateTime.parse(iso).atZone(zone).toInstant())));
        }

        @Override
        Optional<OffsetDateTime> held(Object scalar, CrmRecord record) {
            return moment(textOf(scalar));
        }

        @Override
        boolean same(OffsetDateTime held, When said) {
            return compare(held, said) == 0;
        }

        @Override
        boolean ordered() {
            return true;
        }

        @Override
        int compare(OffsetDateTime held, When said) {
            return switch (said) {
                case WholeDay whole -> held.toLocalDate().compareTo(whole.day);
                case Exactly exactly -> held.toInstant().compareTo(exactly.instant);
            };
        }
    }

    /** A time of day. From is included and to is not; {@code 22:00} to {@code 06:00} goes round midnight. */
    static final class TimeOfDay extends Kind<LocalTime, LocalTime> {
        @Override
        Saying expects() {
            return Saying.of("expects.time", "a time of day, e.g. 09:00");
        }

        @Override
        Optional<LocalTime> parse(String text) {
            String time = text.strip();
            if (time.equals("24:00")) {
                return Optional.of(LocalTime.MAX);
            }
            return time.length() > 8
                    ? Optional.empty()
                    : tried(() -> LocalTime.parse(time.length() == 4 ? "0" + time : time));
        }

        @Override
        Optional<LocalTime> held(Object scalar, CrmRecord record) {
            return parse(textOf(scalar));
        }

        @Override
        boolean same(LocalTime held, LocalTime said) {
            return held.equals(said);
        }

        @Override
        boolean ordered() {
            return true;
        }

        @Override
        int compare(LocalTime held, LocalTime said) {
            return held.compareTo(said);
        }

        @Override
        boolean between(LocalTime held, LocalTime from, LocalTime to) {
            boolean begun = !held.isBefore(from);
            boolean over = !held.isBefore(to);
            return from.isBefore(to) ? begun && !over : begun || !over;
        }
    }

    /** A day of the week. */
    static final class Weekday extends Kind<DayOfWeek, DayOfWeek> {

        private static final List<String> RUSSIAN = List.of("пн", "вт", "ср", "чт", "пт", "сб", "вс");

        @Override
        Saying expects() {
            return Saying.of("expects.weekday", "a weekday: Mon, Tue, Wed, Thu, Fri, Sat or Sun");
        }

        @Override
        Optional<DayOfWeek> parse(String text) {
            String word = text.strip().toUpperCase(Locale.ROOT);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (word.length() >= 3 && day.name().startsWith(word)) {
                    return Optional.of(day);
                }
            }
            int russian = RUSSIAN.indexOf(word.toLowerCase(Locale.ROOT));
            return russian < 0 ? Optional.empty() : Optional.of(DayOfWeek.of(russian + 1));
        }

        @Override
        Optional<DayOfWeek> held(Object scalar, CrmRecord record) {
            return parse(textOf(scalar));
        }

        @Override
        boolean same(DayOfWeek held, DayOfWeek said) {
            return held == said;
        }
    }
}
