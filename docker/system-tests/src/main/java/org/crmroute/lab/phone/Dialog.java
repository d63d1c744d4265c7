package org.crmroute.lab.phone;

import java.util.UUID;

/** What the messages of one call have in common (RFC 3261, section 12). */
final class Dialog {

    static final String ALLOW = "INVITE, ACK, CANCEL, OPTIONS, BYE, UPDATE, NOTIFY, INFO";

    private final String callId;
    private final String localTag;
    private final String local;
    private final String contact;
    private String remote;
    private String target;
    private int cseq;
    private int descriptions;

    private Dialog(String callId, String localTag, String local, String contact, String remote, String target) {
        this.callId = callId;
        this.localTag = localTag;
        this.local = local;
        this.contact = contact;
        this.remote = remote;
        this.target = target;
    }

    /**
     * Of a call that we place.
     *
     * @param self name-addr of the caller
     */
    static Dialog placed(String self, String contact, String uri) {
        String tag = tag();
        return new Dialog(UUID.randomUUID().toString(), tag, self + ";tag=" + tag, contact, "<" + uri + ">", uri);
    }

    /** Of a call that comes in. */
    static Dialog taken(SipMessage invite, String contact) {
        String tag = tag();
        return new Dialog(
                invite.callId(),
                tag,
                invite.header("To").orElse("") + ";tag=" + tag,
                contact,
                invite.header("From").orElse(""),
                invite.contact().orElse(""));
    }

    private static String tag() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    String callId() {
        return callId;
    }

    /** A request of ours within the call. */
    SipMessage request(String method) {
        cseq++;
        return bare(method, cseq);
    }

    SipMessage ack(int invite) {
        return bare("ACK", invite);
    }

    private SipMessage bare(String method, int number) {
        SipMessage request = SipMessage.request(method, target)
                .with("From", local)
                .with("To", remote)
                .with("Call-ID", callId)
                .with("CSeq", number + " " + method);
        return method.equals("BYE") || method.equals("CANCEL") || method.equals("ACK")
                ? request
                : request.with("Contact", contact).with("Allow", ALLOW);
    }

    /** Our answer to a request of this call, with our tag. */
    SipMessage answer(SipMessage request, int status, String reason) {
        SipMessage answer = request.answer(status, reason);
        SipMessage tagged = answer.tag("To").isPresent() ? answer : answer.replacing("To", local);
        return tagged.with("Contact", contact).with("Allow", ALLOW);
    }

    /** Learns the other side's tag and where it wants requests. */
    void learn(SipMessage message) {
        if (!message.isRequest() && message.tag("To").isPresent()) {
            remote = message.header("To").orElse(remote);
        }
        target = message.contact().orElse(target);
    }

    /** The next version of our session description. */
    int nextDescription() {
        descriptions++;
        return descriptions;
    }

    /** What Replaces says of this call (RFC 3891): its names as the other side, which receives it, sees them. */
    String replaces() {
        String remoteTag = Party.parameterOf(remote, "tag")
                .orElseThrow(() -> new IllegalStateException("The call to hand over to has no answer yet: " + remote));
        return "%s;to-tag=%s;from-tag=%s".formatted(callId, remoteTag, localTag);
    }

    /** Where a transfer to the party of this call points: its number at the exchange. */
    String remoteUri() {
        return Party.uriOf(remote);
    }
}
