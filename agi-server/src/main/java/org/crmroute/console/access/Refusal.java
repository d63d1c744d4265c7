package org.crmroute.console.access;

/** Why a request is not let in. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Each with its answer's status; what people read stands in the words under {@code access.refused.KEY}. */
    enum Reason {
        SIGNED_OUT(401, "signed-out"),
        ROLE(403, "role"),
        /** The change carries no proof that a page of ours asks for it. */
        PROOF(403, "proof"),
        ORIGIN(403, "origin"),
        HOST(403, "host"),
        METHOD(405, "method"),
        LENGTH(411, "length"),
        TOO_LARGE(413, "too-large"),
        /** A page that forgot to say who may see it. */
        UNSAID(403, "unsaid");

        private final int status;
        private final String key;

        Reason(int status, String key) {
            this.status = status;
            this.key = key;
        }

        int status() {
            return status;
        }

        String key() {
            return "access.refused." + key;
        }
    }

    Refusal(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
