package org.crmroute.sync;

import java.time.Instant;

/**
 * Something that went wrong while the mirror was kept; the same in a row stands once.
 *
 * @param first when it first did
 * @param last when it last did
 * @param times in a row
 * @param part of the work, in an administrator's words
 * @param code Bitrix24's error code, or one of ours in lower case
 */
public record PastError(Instant first, Instant last, int times, String part, String code, String sentence) {

    boolean isSame(String otherPart, String otherCode, String otherSentence) {
        return part.equals(otherPart) && code.equals(otherCode) && sentence.equals(otherSentence);
    }

    PastError again(Instant at) {
        return new PastError(first, at, times + 1, part, code, sentence);
    }
}
