package org.crmroute.lab.phone;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** One call on a phone. Its owner does things to it; what the other side does is answered by itself. Safe for use by many threads. */
public final class Call {

    private static final int TRIES = 5;

    private final Wires wires;
    private final SipLine line;
    private final Dialog dialog;
    private final Audio audio;
    private final List<Party> shown = new ArrayList<>();
    private final List<Referral> referrals = new ArrayList<>();
    private State state = State.CALLING;
    private Optional<SipMessage> invite = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private Sdp.Direction direction = Sdp.Direction.SENDRECV;
    private boolean inviting;

    /** Where it stands. */
    public enum State {
        CALLING,
        RINGING,
        TALKING,
        ENDED
    }

    Call(Wires wires, SipLine line, Dialog dialog, Audio audio) {
        this.wires = wires;
        this.line = line;
        this.dialog = dialog;
        this.audio = audio;
    }

    // --- what its owner does -------------------------------------------------------------------------------------

    void place() {
        SipMessage request = describing(dialog.request("INVITE"), Sdp.offer(audio.here(), direction));
        invite = Optional.of(request);
        line.ask(request, this::placed);
    }

    /** Picks up a call that rings. */
    public void answer() {
        wires.run(() -> invite.filter(i -> state == State.RINGING).ifPresent(request -> {
            state = State.TALKING;
            line.answer(request, described(request));
        }));
    }

    /** Turns down a call that rings. */
    public void turnDown(int status, String reason) {
        wires.run(() -> invite.filter(i -> state == State.RINGING).ifPresent(request -> {
            line.answer(request, dialog.answer(request, status, reason));
            end(Ending.here(status));
        }));
    }

    /** Ends it, however far it is. */
    public void hangUp() {
        wires.run(() -> {
            if (state == State.TALKING) {
                line.ask(dialog.request("BYE"), answer -> {});
                end(Ending.here(200));
            } else if (state != State.ENDED) {
                invite.ifPresent(line::cancel);
            }
        });
    }

    /** Puts the other side on hold: Asterisk plays music to it. */
    public void hold() {
        wires.run(() -> redescribe(Sdp.Direction.SENDONLY, TRIES));
    }

    public void unhold() {
        wires.run(() -> redescribe(Sdp.Direction.SENDRECV, TRIES));
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
        return refer("<sip:" + number + "@" + exchange() + ">");
    }

    /** Hands the other side on to the party of a second call of this phone, by REFER with Replaces. */
    public Referral transferTo(Call consultation) {
        return wires.locked(() -> {
            String replaces = URLEncoder.encode(consultation.dialog.replaces(), StandardCharsets.UTF_8);
            String uri = consultation.dialog.remoteUri();
            return refer("<" + uri + "?Replaces=" + replaces + ">");
        });
    }

    private String exchange() {
        String uri = dialog.remoteUri();
        return uri.substring(uri.indexOf('@') + 1);
    }

    private Referral refer(String to) {
        return wires.locked(() -> {
            Referral referral = new Referral(wires);
            referrals.add(referral);
            SipMessage refer = dialog.request("REFER");
            String self = "<" + refer.contact().orElseThrow() + ">";
            line.ask(
                    refer.with("Refer-To", to).with("Referred-By", self), answer -> referral.answered(answer.status()));
            return referral;
        });
    }

    // --- what can be known of it ---------------------------------------------------------------------------------

    public State state() {
        return wires.locked(() -> state);
    }

    public Optional<Ending> ending() {
        return wires.locked(() -> ending);
    }

    public Ear ear() {
        return audio.ear();
    }

    public String digitsHeard() {
        return audio.digitsHeard();
    }

    /** Whom the display shows now. */
    public Optional<Party> shows() {
        return wires.locked(() -> shown.isEmpty() ? Optional.empty() : Optional.of(shown.getLast()));
    }

    /** Whom it showed since it began, in that order. */
    public List<Party> shown() {
        return wires.locked(() -> List.copyOf(shown));
    }

    /** Who sent the call here, as Diversion says it (RFC 5806). */
    public Optional<Party> divertedBy() {
        return wires.locked(() -> invite.flatMap(i -> i.header("Diversion")).map(Party::of));
    }

    /** A header of the INVITE that began it. */
    public Optional<String> header(String name) {
        return wires.locked(() -> invite.flatMap(i -> i.header(name)));
    }

    /** Waits until it is ringing; or answered already. */
    public Call awaitRinging(Duration patience) throws InterruptedException {
        return awaited(
                "does not ring",
                wires.await(() -> state == State.RINGING || state == State.TALKING, patience),
                patience);
    }

    public Call awaitAnswered(Duration patience) throws InterruptedException {
        return awaited("is not answered", wires.await(() -> state == State.TALKING, patience), patience);
    }

    public Ending awaitEnd(Duration patience) throws InterruptedException {
        awaited("does not end", wires.await(() -> ending.isPresent(), patience), patience);
        return ending().orElseThrow();
    }

    /** Waits until it hears a tone. */
    public Call awaitHears(Tone tone, Duration patience) throws InterruptedException {
        return awaited("does not hear " + tone, wires.await(() -> ear().hears(tone), patience), patience);
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
                .formatted(dialog.remoteUri(), state, ending.map(e -> ", " + e).orElse("")));
    }

    // --- what the other side does --------------------------------------------------------------------------------

    void taken(SipMessage request, Habit habit) {
        invite = Optional.of(request);
        state = State.RINGING;
        learn(request);
        switch (habit) {
            case Habit.Answers answers -> {
                ring(request);
                wires.after(answers.ringing(), this::answer);
            }
            case Habit.Rings rings -> ring(request);
            case Habit.TurnsDown down -> {
                if (down.ringing().isZero()) {
                    turnDown(down.status(), down.reason());
                } else {
                    ring(request);
                    wires.after(down.ringing(), () -> turnDown(down.status(), down.reason()));
                }
            }
            case Habit.Silent silent -> {}
        }
    }

    private void ring(SipMessage request) {
        line.answer(request, dialog.answer(request, 180, "Ringing"));
    }

    private void placed(SipMessage answer) {
        if (answer.status() < 300) {
            dialog.learn(answer);
            learn(answer);
            Sdp.in(answer).ifPresent(sdp -> audio.follow(sdp, direction));
        }
        if (answer.status() >= 300) {
            end(Ending.there(answer.status(), answer));
        } else if (answer.status() >= 200) {
            line.say(dialog.ack(answer.cseq()));
            if (state == State.ENDED) {
                return; // a repeated answer, or one that crossed our hanging up: then BYE is on its way
            }
            state = State.TALKING;
        } else if (answer.status() >= 180 && state == State.CALLING) {
            state = State.RINGING;
        }
    }

    void request(SipMessage request) {
        switch (request.method()) {
            case "INVITE", "UPDATE" -> described(request.method(), request);
            case "BYE" -> {
                line.answer(request, dialog.answer(request, 200, "OK"));
                end(Ending.there(200, request));
            }
            case "CANCEL" -> {
                line.answer(request, dialog.answer(request, 200, "OK"));
                invite.filter(i -> state == State.RINGING).ifPresent(i -> {
                    line.answer(i, dialog.answer(i, 487, "Request Terminated"));
                    end(Ending.there(487, request));
                });
            }
            case "ACK" -> Sdp.in(request).ifPresent(sdp -> audio.follow(sdp, direction));
            case "NOTIFY" -> {
                line.answer(request, dialog.answer(request, 200, "OK"));
                if (!referrals.isEmpty() && referrals.getLast().told(request)) {
                    hangUp(); // the exchange waits for it: what was ours of the call is handed on
                }
            }
            case "OPTIONS", "INFO", "MESSAGE" -> line.answer(request, dialog.answer(request, 200, "OK"));
            default -> line.answer(request, dialog.answer(request, 501, "Not Implemented"));
        }
    }

    private void described(String method, SipMessage request) {
        if (state == State.ENDED) {
            line.answer(request, dialog.answer(request, 481, "Call/Transaction Does Not Exist"));
        } else if (method.equals("INVITE") && inviting) {
            line.answer(request, dialog.answer(request, 491, "Request Pending"));
        } else {
            dialog.learn(request);
            learn(request);
            boolean offers = Sdp.in(request).isPresent();
            line.answer(
                    request,
                    offers || method.equals("INVITE") ? described(request) : dialog.answer(request, 200, "OK"));
        }
    }

    /** 200 with our session description: the answer to an offer, or an offer of ours where there was none. */
    private SipMessage described(SipMessage request) {
        Optional<Sdp> theirs = Sdp.in(request);
        theirs.ifPresent(sdp -> audio.follow(sdp, direction));
        Sdp ours =
                theirs.map(sdp -> onHold(sdp.answer(audio.here()))).orElseGet(() -> Sdp.offer(audio.here(), direction));
        return describing(dialog.answer(request, 200, "OK"), ours);
    }

    private Sdp onHold(Sdp answer) {
        return direction == Sdp.Direction.SENDRECV
                ? answer
                : new Sdp(answer.media(), answer.codecs(), answer.digits(), Sdp.Direction.SENDONLY);
    }

    private SipMessage describing(SipMessage message, Sdp sdp) {
        return message.carrying(Sdp.TYPE, sdp.text(dialog.nextDescription()));
    }

    private void redescribe(Sdp.Direction next, int tries) {
        if (state != State.TALKING) {
            return;
        }
        direction = next;
        inviting = true;
        line.ask(describing(dialog.request("INVITE"), Sdp.offer(audio.here(), next)), answer -> {
            if (answer.status() < 200) {
                return;
            }
            inviting = false;
            if (answer.status() < 300) {
                dialog.learn(answer);
                learn(answer);
                line.say(dialog.ack(answer.cseq()));
                Sdp.in(answer).ifPresent(sdp -> audio.follow(sdp, direction));
            } else if (answer.status() == 491 && tries > 1) {
                Duration aside = Duration.ofMillis(ThreadLocalRandom.current().nextInt(100, 500));
                wires.after(aside, () -> redescribe(direction, tries - 1));
            } else {
                throw new IllegalStateException(this + ": re-INVITE was answered by " + answer.start());
            }
        });
    }

    private void learn(SipMessage message) {
        Party.told(message)
                .filter(party -> shown.isEmpty() || !shown.getLast().equals(party))
                .ifPresent(shown::add);
    }

    private void end(Ending how) {
        if (state != State.ENDED) {
            state = State.ENDED;
            ending = Optional.of(how);
            audio.close();
        }
    }

    /** The phone is unplugged. */
    void silence() {
        audio.close();
    }
}
