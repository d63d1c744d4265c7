package org.crmroute.scenario;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crmroute.crm.CrmRecord;
import org.crmroute.runtime.yaml.Saying;
import org.jspecify.annotations.Nullable;

/** Numbers and money. */
final class NumberKinds {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f]");
    private static final int LONGEST = 80;

    private NumberKinds() {}

    /** Reads {@code 15000}, {@code 15 000,50}; no exponents, whose cost could not be bounded. */
    static Optional<BigDecimal> number(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String digits = SPACES.matcher(text).replaceAll("");
        return NUMBER.matcher(digits).matches()
                ? Optional.of(new BigDecimal(digits.replace(',', '.')))
                : Optional.empty();
    }

    static Optional<BigDecimal> number(Object scalar) {
        return switch (scalar) {
            case Integer i -> Optional.of(BigDecimal.valueOf(i));
            case Long l -> Optional.of(BigDecimal.valueOf(l));
            case Double d when !d.isNaN() && !d.isInfinite() -> Optional.of(BigDecimal.valueOf(d));
            case BigInteger big -> Optional.of(new BigDecimal(big));
            case BigDecimal big -> Optional.of(big);
            case String text -> number(text);
            default -> Optional.empty();
        };
    }

    /** Whole and decimal numbers; {@code 15000.00} is {@code 15000}. */
    static final class Amount extends Kind<BigDecimal, BigDecimal> {
        @Override
        Saying expects() {
            return Saying.of("expects.number", "a number, e.g. 15000 or 0.5");
        }

        @Override
        Optional<BigDecimal> parse(String text) {
            return number(text);
        }

        @Override
        Optional<BigDecimal> held(Object scalar, CrmRecord record) {
            return number(scalar);
        }

        @Override
        boolean same(BigDecimal held, BigDecimal said) {
            return held.compareTo(said) == 0;
        }

        @Override
        boolean ordered() {
            return true;
        }

        @Override
        int compare(BigDecimal held, BigDecimal said) {
            return held.compareTo(said);
        }
    }

    /** @param currency ISO code; empty when it was not said, and then any will do */
    record Sum(BigDecimal amount, String currency) {}

    /** Money: an amount, or an amount and its currency ({@code 15000|RUB}). */
    static final class Money extends Kind<Sum, Sum> {
        @Override
        Saying expects() {
            return Saying.of("expects.money", "an amount, or amount and currency, e.g. 15000 or 15000|RUB");
        }

        @Override
        Optional<Sum> parse(String text) {
            Optional<Sum> sum = sum(text);
            return sum.filter(
                    s -> s.currency.isEmpty() || CURRENCY.matcher(s.currency).matches());
        }

        private static Optional<Sum> sum(String text) {
            int bar = text.indexOf('|');
            String currency = bar < 0 ? "" : text.substring(bar + 1).strip().toUpperCase(Locale.ROOT);
            return number(bar < 0 ? text : text.substring(0, bar)).map(amount -> new Sum(amount, currency));
        }

        @Override
        Optional<Sum> held(Object scalar, CrmRecord record) {
            if (scalar instanceof String text && text.indexOf('|') >= 0) {
                return sum(text);
            }
            // OPPORTUNITY is a bare number; its currency stands in a field of its own
            return number(scalar)
                    .map(amount -> new Sum(amount, record.text("CURRENCY_ID").orElse("")));
        }

        /** A currency without an amount is what stays behind when an amount is deleted. */
        @Override
        boolean filled(@Nullable Object raw) {
            boolean currencyOnly = raw instanceof String text && text.strip().startsWith("|");
            return !currencyOnly && super.filled(raw);
        }

        @Override
        boolean same(Sum held, Sum said) {
            return sameCurrency(held, said) && held.amount.compareTo(said.amount) == 0;
        }

        @Override
        boolean ordered() {
            return true;
        }

        @Override
        int compare(Sum held, Sum said) {
            return held.amount.compareTo(said.amount);
        }

        @Override
        boolean comparable(Sum held, Sum said) {
            return sameCurrency(held, said);
        }

        private static boolean sameCurrency(Sum held, Sum said) {
            return said.currency.isEmpty() || said.currency.equals(held.currency);
        }
    }
}
