package org.crmroute.call;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;

/** Reads numbers as people, networks and CRMs write them. */
public final class NumberPlan {

    private final String region;
    private final int nationalSuffix;

    /**
     * @param region ISO 3166 code of the country whose national forms are understood, e.g. {@code RU}
     * @param nationalSuffix how many last digits identify a number when its country code is in doubt; 0 = never
     */
    public NumberPlan(String region, int nationalSuffix) {
        this.region = region;
        this.nationalSuffix = nationalSuffix;
    }

    /** Reads a number from a CRM card, a DID or a command line. Never throws. */
    public Party read(String raw) {
        try {
            PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
            String e164 = phones.format(phones.parse(raw, region), PhoneNumberUtil.PhoneNumberFormat.E164);
            return PhoneNumber.ofE164(e164)
                    .<Party>map(n -> new Party.Phone(n, raw))
                    .orElse(new Party.Unreadable("", raw));
        } catch (NumberParseException e) {
            return new Party.Unreadable("", raw);
        }
    }

    /** Reads a caller ID as Asterisk gives it. */
    public Party caller(String callerId, int presentation) {
        return (presentation & 0x60) == 0x20 ? new Party.Anonymous(callerId) : read(callerId);
    }

    /** The last digits a number is also looked up by; empty when there are too few, or the plan does not use them. */
    public Optional<String> suffix(Party party) {
        String digits = switch (party) {
            case Party.Phone phone -> phone.number().e164().substring(1);
            case Party.Unreadable unreadable -> unreadable.digits();
            case Party.Internal internal -> "";
            case Party.Anonymous anonymous -> "";
        };
        return nationalSuffix > 0 && digits.length() >= nationalSuffix
                ? Optional.of(digits.substring(digits.length() - nationalSuffix))
                : Optional.empty();
    }
}
