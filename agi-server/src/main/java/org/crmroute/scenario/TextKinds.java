package org.crmroute.scenario;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.CrmRecord;
import org.crmroute.runtime.yaml.Saying;
import org.jspecify.annotations.Nullable;

/** Values that are text, or stand for something by its id. */
final class TextKinds {

    private TextKinds() {}

    /** A scenario's text, and the same in lower case for "contains". */
    record Said(String exact, String lower) {}

    /** Free text. */
    static class Text extends Kind<String, Said> {
        @Override
        Saying expects() {
            return Saying.of("expects.text", "text");
        }

        @Override
        Optional<Said> parse(String text) {
            String exact = clean(text);
            return exact.isEmpty() ? Optional.empty() : Optional.of(new Said(exact, exact.toLowerCase(Locale.ROOT)));
        }

        @Override
        Optional<String> held(Object scalar, CrmRecord record) {
            // JSON false is how Bitrix24 writes "nothing" for anything that is not a yes/no field
            String text = Boolean.FALSE.equals(scalar) ? "" : clean(textOf(scalar));
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        @Override
        boolean same(String held, Said said) {
            return held.equals(said.exact);
        }

        @Override
        boolean has(String held, Said said) {
            return held.toLowerCase(Locale.ROOT).contains(said.lower);
        }
    }

    /** A telephone number of the call; the scenario may write it in any form the number plan reads. */
    static final class Dialled extends Text {

        private static final Pattern PUNCTUATION = Pattern.compile("[\\s()./-]");

        private final NumberPlan plan;

        Dialled(NumberPlan plan) {
            this.plan = plan;
        }

        @Override
        Saying expects() {
            return Saying.of("expects.phone", "a telephone number or an extension");
        }

        /** A part of a number ("contains 495") is no number, so the characters typed are kept beside the reading. */
        @Override
        Optional<Said> parse(String text) {
            String typed = PUNCTUATION.matcher(clean(text)).replaceAll("").toLowerCase(Locale.ROOT);
            return super.parse(plan.read(text).key()).map(said -> new Said(said.exact, typed));
        }

        @Override
        boolean has(String held, Said said) {
            return same(held, said) || (!said.lower.isEmpty() && super.has(held, said));
        }
    }

    /** The id of an option, a reference book's entry, a funnel, a stage, an employee, another record. */
    static final class Id extends Kind<String, String> {

        private final boolean zeroIsNothing;

        /** @param zeroIsNothing whether 0 means "none", as in {@code companyId: 0}; for funnels it is the default one */
        Id(boolean zeroIsNothing) {
            this.zeroIsNothing = zeroIsNothing;
        }

        @Override
        Saying expects() {
            return Saying.of("expects.name", "a name or an id");
        }

        @Override
        Optional<String> parse(String text) {
            String id = clean(text);
            return id.isEmpty() ? Optional.empty() : Optional.of(id);
        }

        @Override
        Optional<String> held(Object scalar, CrmRecord record) {
            return filled(scalar) ? Optional.of(clean(textOf(scalar))) : Optional.empty();
        }

        @Override
        boolean filled(@Nullable Object raw) {
            boolean zero =
                    zeroIsNothing && ((raw instanceof Number number && number.longValue() == 0) || "0".equals(raw));
            return !zero && super.filled(raw);
        }

        @Override
        boolean same(String held, String said) {
            return held.equals(said);
        }
    }

    /** Yes or no. */
    static final class Flag extends Kind<Boolean, Boolean> {
        @Override
        Saying expects() {
            return Saying.of("expects.yes", "yes or no");
        }

        @Override
        Optional<Boolean> parse(String text) {
            return YesNo.of(text);
        }

        @Override
        Optional<Boolean> held(Object scalar, CrmRecord record) {
            return YesNo.of(textOf(scalar));
        }

        @Override
        boolean same(Boolean held, Boolean said) {
            return held.equals(said);
        }

        @Override
        boolean filled(@Nullable Object raw) {
            return raw instanceof Boolean || super.filled(raw);
        }
    }
}
