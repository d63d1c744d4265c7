package org.crmroute.console.calls;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.crmroute.call.PhoneNumber;
import org.crmroute.console.page.Words;

/** Numbers as people write them. */
public final class PhoneText {

    private PhoneText() {}

    /** {@code +7 912 345-67-89}; what is no E.164 number stays as it is, none at all is said in words. */
    public static String of(String key, Words words) {
        if (key.isEmpty()) {
            return words.say("calls.anonymous");
        }
        if (PhoneNumber.ofE164(key).isEmpty()) {
            return key;
        }
        try {
            PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
            return phones.format(phones.parse(key, ""), PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return key;
        }
    }
}
