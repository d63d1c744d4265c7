package org.crmroute.lab.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The signalling of one call: what its owner wants is said to the other side, what the other side wants is answered. All methods are
 * called with the lock of {@link Wires} held.
 */
final class Session {

    private static final int TRIES = 5;

    private final Wires wires;
    private final SipLine line;
    private final Dialog dialog;
    private final Audio audio;
    private final List<Party> shown = new ArrayList<>();
    private final List<Referral> referrals = new ArrayList<>();
    private Call.State state = Call.State.CALLING;
    private Optional<SipMessage> invite = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private Sdp.Direction direction = Sdp.Direction.SENDRECV;
    private boolean inviting;

    Session(Wires wires, SipLine line, Dialog dialog, Audio audio) {
        this.wires = wires;
        this.line = line;
        this.dialog = dialog;
        this.audio = audio;
    }

    Call.State state() {
        return state;
    }

    Optional<Ending> ending() {
        return ending;
    }

    /** Whom the display showed, the last one now. */
    List<Party> shown() {
        return List.copyOf(shown);
    }

    /** The INVITE that began it. */
    Optional<SipMessage> invite() {
        return invite;
    }

    Dialog dialog() {
        return dialog;
    }

    Audio audio() {
        return audio;
    }

    // --- what its owner wants ------------------------------------------------------------------------------------

    void place() {
        SipMessage request = describing(dialog.request("INVITE"), Sdp.offer(audio.here(), direction));
        invite = Optional.of(request);
        line.ask(request, this::placed);
    }

    void answer() {
        invite.filter(i -> state == Call.State.RINGING).ifPresent(request -> {
            state = Call.State.TALKING;
            line.answer(request, described(request));
        });
    }

    void turnDown(int status, String reason) {
        invite.filter(i -> state == Call.State.RINGING).ifPresent(request -> {
            line.answer(request, dialog.answer(request, status, reason));
            end(Ending.here(status));
        });
    }

    void hangUp() {
        if (state == Call.State.TALKING) {
            line.ask(dialog.request("BYE"), answer -> {});
            end(Ending.here(200));
        } else if (state != Call.State.ENDED) {
            invite.ifPresent(line::cancel);
        }
    }

    /** Offers a new direction; when the other side offers something at the same moment, again a little later. */
    void direct(Sdp.Direction next) {
        direct(next, TRIES);
    }

    private void direct(Sdp.Direction next, int tries) {
        if (state != Call.State.TALKING) {
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
                wires.after(aside, () -> direct(direction, tries - 1));
            } else {
                throw new IllegalStateException(dialog.callId() + ": re-INVITE was answered by " + answer.start());
            }
        });
    }

    Referral refer(String to) {
        Referral referral = new Referral(wires);
        referrals.add(referral);
        SipMessage refer = dialog.request("REFER");
        String self = "<" + refer.contact().orElseThrow() + ">";
        line.ask(refer.with("Refer-To", to).with("Referred-By", self), answer -> referral.answered(answer.status()));
        return referral;
    }

    // --- what the other side does --------------------------------------------------------------------------------

    void taken(SipMessage request, Habit habit) {
        invite = Optional.of(request);
        state = Call.State.RINGING;
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
            if (state == Call.State.ENDED) {
                return; // a repeated answer, or one that crossed our hanging up: then BYE is on its way
            }
            state = Call.State.TALKING;
        } else if (answer.status() >= 180 && state == Call.State.CALLING) {
            state = Call.State.RINGING;
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
                invite.filter(i -> state == Call.State.RINGING).ifPresent(i -> {
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
        if (state == Call.State.ENDED) {
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

    private void learn(SipMessage message) {
        Party.told(message)
                .filter(party -> shown.isEmpty() || !shown.getLast().equals(party))
                .ifPresent(shown::add);
    }

    private void end(Ending how) {
        if (state != Call.State.ENDED) {
            state = Call.State.ENDED;
            ending = Optional.of(how);
            audio.close();
        }
    }
}
