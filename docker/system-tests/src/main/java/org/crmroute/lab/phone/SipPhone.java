package org.crmroute.lab.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A SIP phone with as many lines as calls come: an extension's, a customer's, or somebody's outside. Safe for use by many threads. */
public final class SipPhone implements AutoCloseable {

    private final Wires wires;
    private final Party owner;
    private final Tone tone;
    private final InetAddress here;
    private final InetSocketAddress exchange;
    private final SipLine line;
    private final Map<String, Session> sessions = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Call> incoming = new ArrayList<>();
    private Habit habit = Habit.answers();

    private SipPhone(Wires wires, Party owner, Tone tone, InetSocketAddress here, InetSocketAddress exchange)
            throws IOException {
        this.wires = wires;
        this.owner = owner;
        this.tone = tone;
        this.here = here.getAddress();
        this.exchange = exchange;
        this.line = new SipLine(wires, here, exchange, this::request);
    }

    /**
     * Plugs a phone in. It answers after 100 ms until it is told another habit.
     *
     * @param owner what it says in From
     * @param tone what it says into its calls
     * @param here its address; port 0 takes a free one, which does for a caller
     * @param exchange Asterisk's address and port
     */
    public static SipPhone plugIn(
            Wires wires, Party owner, Tone tone, InetSocketAddress here, InetSocketAddress exchange) {
        try {
            return new SipPhone(wires, owner, tone, here, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException("The phone of " + owner.number() + " cannot be plugged in", e);
        }
    }

    public Tone tone() {
        return tone;
    }

    public String number() {
        return owner.number();
    }

    /** Changes what its owner does with the calls to come; a silent phone also stops to answer in calls that it has. */
    public void habit(Habit next) {
        wires.run(() -> {
            habit = next;
            line.deaf(next instanceof Habit.Silent);
        });
    }

    /** Places a call and does not wait for anything. */
    public Call call(String number) {
        return call(number, tone);
    }

    /** As the other one, with another tone in this call. */
    public Call call(String number, Tone saying) {
        return wires.locked(() -> {
            Dialog dialog = Dialog.placed(
                    Party.quoted(owner.name()) + "<sip:" + owner.number() + "@" + line.host() + ">",
                    contact(),
                    uri(number));
            Session session = new Session(wires, line, dialog, audio(saying));
            sessions.put(dialog.callId(), session);
            session.place();
            Call call = new Call(wires, session);
            calls.add(call);
            return call;
        });
    }

    /**
     * Waits for a call.
     *
     * @param before how many have come in before it, {@code incoming().size()}
     */
    public Call awaitIncoming(int before, Duration patience) throws InterruptedException {
        if (!wires.await(() -> incoming.size() > before, patience)) {
            throw new IllegalStateException("Nobody called %s within %s".formatted(owner.number(), patience));
        }
        return wires.locked(() -> incoming.get(before));
    }

    /** Every call that came in so far, in that order. */
    public List<Call> incoming() {
        return wires.locked(() -> List.copyOf(incoming));
    }

    /** The calls that are ringing or talking. */
    public List<Call> live() {
        return wires.locked(
                () -> calls.stream().filter(call -> call.ending().isEmpty()).toList());
    }

    /** A transfer target at the exchange. */
    String uri(String number) {
        return "sip:%s@%s:%d".formatted(number, exchange.getAddress().getHostAddress(), exchange.getPort());
    }

    private String contact() {
        return "<sip:" + owner.number() + "@" + line.host() + ">";
    }

    private Audio audio(Tone saying) {
        try {
            return Audio.open(wires, here, saying);
        } catch (IOException e) {
            throw new UncheckedIOException("The phone of " + owner.number() + " gets no port for audio", e);
        }
    }

    private void request(SipMessage request) {
        Session session = sessions.get(request.callId());
        if (session != null) {
            session.request(request);
            return;
        }
        switch (request.method()) {
            case "INVITE" -> invited(request);
            case "OPTIONS" -> line.answer(request, request.answer(200, "OK").with("Allow", Dialog.ALLOW));
            case "ACK" -> {}
            default -> line.answer(request, request.answer(481, "Call/Transaction Does Not Exist"));
        }
    }

    private void invited(SipMessage invite) {
        Session session = new Session(wires, line, Dialog.taken(invite, contact()), audio(tone));
        Call call = new Call(wires, session);
        sessions.put(invite.callId(), session);
        calls.add(call);
        incoming.add(call);
        session.taken(invite, habit);
    }

    /** Unplugs it: whoever talks to it hears nothing any more and is not told. */
    @Override
    public void close() {
        wires.run(() -> {
            line.close();
            sessions.values().forEach(session -> session.audio().close());
        });
    }
}
