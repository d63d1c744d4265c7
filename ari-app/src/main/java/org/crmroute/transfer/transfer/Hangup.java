package org.crmroute.transfer.transfer;

import java.util.Locale;

/** Why a leg is gone. */
public enum Hangup {
    /** Somebody put the receiver down. */
    HUNG_UP,
    BUSY,
    /** It rang until the time was up. */
    NO_ANSWER,
    REFUSED,
    /** No such number, no phone registered, no way there. */
    UNREACHABLE,
    /** Not hung up: somebody else took the leg out of our hands, and it lives on in the dialplan. */
    LEFT,
    /** Nobody saw it go. */
    LOST;

    /**
     * By the cause code of a hangup, ITU-T Q.850 as Asterisk uses it ({@code include/asterisk/causes.h}); 16 is a normal
     * end, and 0 says nothing.
     */
    public static Hangup ofCause(int q850) {
        return switch (q850) {
            case 16, 31 -> HUNG_UP;
            case 17 -> BUSY;
            case 18, 19, 102 -> NO_ANSWER;
            case 21 -> REFUSED;
            case 0 -> LOST;
            default -> UNREACHABLE;
        };
    }

    /** As the API and the store write it: {@code no_answer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
