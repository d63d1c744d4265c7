package org.crmroute.bitrix24;

import java.time.Duration;

/**
 * Why a request failed. Told apart by Bitrix24's error code, never by the HTTP status. Messages hold no secret.
 */
public abstract sealed class BitrixError extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    private BitrixError(String code, String description) {
        super(code.isEmpty() ? description : code + ": " + description);
        this.code = code;
    }

    /** Bitrix24's code, or one of ours in lower case where there was none: {@code timeout}, {@code not-json}, …. */
    public String code() {
        return code;
    }

    /** Goes away by itself: ask again later. */
    public static final class Recoverable extends BitrixError {
        private static final long serialVersionUID = 1L;
        private final Duration pause;

        /** @param pause not to be asked again before; zero when the asker may choose */
        public Recoverable(String code, String description, Duration pause) {
            super(code, description);
            this.pause = pause;
        }

        public Duration pause() {
            return pause;
        }
    }

    /** Stays until somebody does something at the portal or to our configuration: say so, and ask rarely. */
    public static final class Terminal extends BitrixError {
        private static final long serialVersionUID = 1L;
        private final String advice;

        /** @param advice what to do about it, one sentence */
        public Terminal(String code, String description, String advice) {
            super(code, description);
            this.advice = advice;
        }

        public String advice() {
            return advice;
        }
    }

    /** The record or thing asked for is not there ({@code NOT_FOUND}). */
    public static final class NotFound extends BitrixError {
        private static final long serialVersionUID = 1L;

        public NotFound(String code, String description) {
            super(code, description);
        }
    }

    /** We asked wrongly; asking again would not help. */
    public static final class Defect extends BitrixError {
        private static final long serialVersionUID = 1L;

        public Defect(String code, String description) {
            super(code, description);
        }
    }
}
