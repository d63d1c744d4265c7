package org.crmroute.call;

/** Who stands at one end of a call, as far as the number tells: the caller, or the number called (DID). */
public sealed interface Party {

    /** What the network sent, as text; hostile until shown otherwise. */
    String text();

    /** What two parties are compared by: E.164 where there is one, else the text. */
    default String key() {
        return text();
    }

    /** A telephone number. */
    record Phone(PhoneNumber number, String text) implements Party {
        @Override
        public String key() {
            return number.e164();
        }
    }

    /** An extension of this PBX, or a short service number: {@code 101}, {@code 112}, {@code *43}. */
    record Internal(Extension extension, String text) implements Party {
        @Override
        public String key() {
            return extension.name();
        }
    }

    /** The caller withheld the number, or the network did not send one. */
    record Anonymous(String text) implements Party {
        @Override
        public String key() {
            return "";
        }
    }

    /**
     * Something that is no number of any plan.
     *
     * @param digits the digits in it, for the look-up by national suffix; may be empty
     */
    record Unreadable(String digits, String text) implements Party {}
}
