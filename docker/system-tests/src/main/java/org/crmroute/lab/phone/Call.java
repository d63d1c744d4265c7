package org.crmroute.lab.phone;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One call on a phone. Its owner does things to it; what the other side does is answered by itself. Safe for use by many threads. */
public final class Call {

    private final Wires wires;
    private final Session session;
    private final Audio audio;

    /** Where it stands. */
    public enum State {
        CALLING,
        RINGING,
        TALKING,
        ENDED
    }

    Call(Wires wires, Session session) {
        this.wires = wires;
        this.session = session;
        this.audio = session.audio();
    }

    // --- what its owner does -------------------------------------------------------------------------------------

    /** Picks up a call that rings. */
    public void answer() {
        wires.run(session::answer);
    }

    /** Turns down a call that rings. */
    public void turnDown(int status, String reason) {
        wires.run(() -> session.turnDown(status, reason));
    }

    /** Ends it, however far it is. */
    public void hangUp() {
        wires.run(session::hangUp);
    }

    /** Puts the other side on hold: Asterisk plays music to it. */
    public void hold() {
        wires.run(() -> session.direct(Sdp.Direction.SENDONLY));
    }

    public void unhold() {
        wires.run(() -> session.direct(Sdp.Direction.SENDRECV));
    }

    /** Presses keys; the other side or a feature of Asterisk takes them as RTP events. */
    public void press(String keys) {
        audio.press(keys);
    }

    /** Says nothing until {@link #say}. */
    public void mute() {
        audio.say(Optional.empty());
    }

    public void say(Tone tone) {
        audio.say(Optional.of(tone));
    }

    /** Hands the other side on to a number by REFER. */
    public Referral transferTo(String number) {
        return wires.locked(() -> {
            String uri = session.dialog().remoteUri();
            String exchange = uri.substring(uri.indexOf('@') + 1);
            return session.refer("<sip:" + number + "@" + exchange + ">");
        });
    }

    /** Hands the other side on to the party of a second call of this phone, by REFER with Replaces. */
    public Referral transferTo(Call consultation) {
        return wires.locked(() -> {
            Dialog other = consultation.session.dialog();
            String replaces = URLEncoder.encode(other.replaces(), StandardCharsets.UTF_8);
            return session.refer("<" + other.remoteUri() + "?Replaces=" + replaces + ">");
        });
    }

    // --- what can be known of it ---------------------------------------------------------------------------------

    public State state() {
        return wires.locked(session::state);
    }

    public Optional<Ending> ending() {
        return wires.locked(session::ending);
    }

    public Ear ear() {
        return audio.ear();
    }

    public String digitsHeard() {
        return audio.digitsHeard();
    }

    /** Whom the display shows now. */
    public Optional<Party> shows() {
        List<Party> all = shown();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Whom it showed since it began, in that order. */
    public List<Party> shown() {
        return wires.locked(session::shown);
    }

    /** Who sent the call here, as Diversion says it (RFC 5806). */
    public Optional<Party> divertedBy() {
        return header("Diversion").map(Party::of);
    }

    /** A header of the INVITE that began it. */
    public Optional<String> header(String name) {
        return wires.locked(() -> session.invite().flatMap(invite -> invite.header(name)));
    }

    /** Waits until it is ringing; or answered already. */
    public Call awaitRinging(Duration patience) throws InterruptedException {
        return awaited(
                "does not ring",
                wires.await(() -> state() == State.RINGING || state() == State.TALKING, patience),
                patience);
    }

    public Call awaitAnswered(Duration patience) throws InterruptedException {
        return awaited("is not answered", wires.await(() -> state() == State.TALKING, patience), patience);
    }

    public Ending awaitEnd(Duration patience) throws InterruptedException {
        awaited("does not end", wires.await(() -> ending().isPresent(), patience), patience);
        return ending().orElseThrow();
    }

    /** Waits until it hears a tone. */
    public Call awaitHears(Tone tone, Duration patience) throws InterruptedException {
        return awaited("does not hear " + tone, wires.await(() -> ear().hears(tone), patience), patience);
    }

    /** Waits until it hears this tone and nothing else. */
    public Call awaitHearsOnly(Tone tone, Duration patience) throws InterruptedException {
        return awaited(
                "does not hear only " + tone,
                wires.await(() -> ear().tones().equals(Set.of(tone)) && !ear().hearsMusic(), patience),
                patience);
    }

    /** Waits until it hears music and no tone: it is on hold. */
    public Call awaitHearsOnlyMusic(Duration patience) throws InterruptedException {
        return awaited(
                "does not hear only music",
                wires.await(() -> ear().tones().isEmpty() && ear().hearsMusic(), patience),
                patience);
    }

    /** Waits until it hears music, ringing or a voice: whatever is no phone's tone. */
    public Call awaitHearsMusic(Duration patience) throws InterruptedException {
        return awaited("hears no music", wires.await(() -> ear().hearsMusic(), patience), patience);
    }

    private Call awaited(String failure, boolean came, Duration patience) {
        if (!came) {
            throw new IllegalStateException("%s %s within %s; it hears %s".formatted(this, failure, patience, ear()));
        }
        return this;
    }

    @Override
    public String toString() {
        return wires.locked(() -> "Call with %s (%s%s)"
                .formatted(
                        session.dialog().remoteUri(),
                        session.state(),
                        session.ending().map(e -> ", " + e).orElse("")));
    }
}
