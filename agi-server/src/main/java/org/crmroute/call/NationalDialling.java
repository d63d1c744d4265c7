package org.crmroute.call;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.Set;

/**
 * How numbers are dialled and shown in one country, as E.164: libphonenumber's knowledge of the plans, and before it
 * what it does not know of habits.
 *
 * <p>A number need not be valid, for plans change sooner than metadata: it must only have a possible length. Validity
 * decides only where two readings compete.
 */
final class NationalDialling {

    /** Trunk prefix 8 and international prefix 8~10, now or until lately. */
    private static final Set<String> TRUNK_EIGHT = Set.of("RU", "KZ", "BY", "UZ", "TJ", "TM");

    private static final int NORTH_AMERICA = 1;

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final String region;
    private final boolean trunkEight;
    private final boolean trunkZero;
    private final boolean zeroZeroIsPlus;

    NationalDialling(String region) {
        if (!phones.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException(
                    "no such region: " + region + "; give a country's two letters in capitals, such as RU");
        }
        this.region = region;
        this.trunkEight = TRUNK_EIGHT.contains(region);
        this.trunkZero = "0".equals(phones.getNddPrefixForRegion(region, true));
        // Elsewhere 00 either is the international prefix and libphonenumber knows it, or means something else
        // (0011 in Australia, 00 and a carrier in Brazil or Korea).
        this.zeroZeroIsPlus = trunkEight || phones.getCountryCodeForRegion(region) == NORTH_AMERICA;
    }

    Optional<PhoneNumber> read(WrittenNumber written) {
        // The longest form is an international prefix of three digits before 15.
        if (written.digits().length() < 7 || written.digits().length() > 18) {
            return Optional.empty();
        }
        return e164(written.plus() ? international(written) : dialled(written.digits()));
    }

    private Optional<Phonenumber.PhoneNumber> international(WrittenNumber written) {
        String digits = written.digits().startsWith("00") ? written.digits().substring(2) : written.digits();
        Optional<Phonenumber.PhoneNumber> asWritten = withCountryCode(digits);
        if (trunkEight && digits.startsWith("8")) {
            // "+8 912 …": the plus is a slip, unless the number makes sense abroad (+81 Japan, +84 Vietnam, +86 China).
            Optional<Phonenumber.PhoneNumber> dialled = dialled(digits).filter(phones::isValidNumber);
            boolean slip = written.firstStandsAlone()
                    || asWritten.filter(phones::isValidNumber).isEmpty();
            return slip && dialled.isPresent() ? dialled : asWritten;
        }
        return asWritten;
    }

    private Optional<Phonenumber.PhoneNumber> dialled(String digits) {
        if (zeroZeroIsPlus && digits.startsWith("00")) {
            return withCountryCode(digits.substring(2));
        }
        if (trunkEight && digits.startsWith("810") && digits.length() > 10) {
            return withCountryCode(digits.substring(3));
        }
        Optional<Phonenumber.PhoneNumber> national = parse(digits);
        if (national.filter(phones::isValidNumber).isPresent()) {
            return national;
        }
        if (trunkEight && digits.startsWith("8")) {
            Optional<Phonenumber.PhoneNumber> behindTrunk =
                    parse(digits.substring(1)).filter(phones::isValidNumber);
            if (behindTrunk.isPresent()) {
                return behindTrunk;
            }
        }
        if (digits.length() > 10) {
            // Trunks show callers from abroad without the plus: 998901234567.
            Optional<Phonenumber.PhoneNumber> abroad = withCountryCode(digits).filter(phones::isValidNumber);
            if (abroad.isPresent()) {
                return abroad;
            }
        }
        // Where area codes begin behind a 0, seven digits without one are a subscriber in an unknown town.
        boolean local = trunkZero && digits.length() < 8 && !digits.startsWith("0");
        return local ? Optional.empty() : national;
    }

    private Optional<Phonenumber.PhoneNumber> withCountryCode(String digits) {
        return parse("+" + digits);
    }

    private Optional<Phonenumber.PhoneNumber> parse(String number) {
        try {
            return Optional.of(phones.parse(number, region))
                    .filter(n -> phones.isPossibleNumberWithReason(n) == ValidationResult.IS_POSSIBLE);
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private Optional<PhoneNumber> e164(Optional<Phonenumber.PhoneNumber> number) {
        return number.map(n -> phones.format(n, PhoneNumberFormat.E164)).flatMap(PhoneNumber::ofE164);
    }
}
