package org.crmroute.console.live;

import java.util.Locale;

/** ari-app says no: a problem document (RFC 9457) with a {@code reason}. The call is as it was. */
final class TransferRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reasons of ari-app's interface. */
    enum Reason {
        MALFORMED,
        UNKNOWN_CALL,
        UNKNOWN_TRANSFER,
        UNKNOWN_TARGET,
        SAME_PARTY,
        KEY_REUSED,
        NOT_TALKING,
        ALREADY_TRANSFERRED,
        NOT_NOW,
        TOO_MANY,
        UNAVAILABLE,
        /** One that is newer than this program; its sentence says more. */
        OTHER;

        static Reason ofWord(String word) {
            for (Reason reason : values()) {
                if (reason.word().equals(word)) {
                    return reason;
                }
            }
            return OTHER;
        }

        /** As the interface writes it, and the console's words are found by. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    /** @param detail ari-app's own sentence, in English */
    TransferRefused(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
