package org.crmroute.lab.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * One phone's SIP over UDP: repeats what is not answered, answers what is repeated (RFC 3261, section 17). All methods are called with
 * the lock of {@link Wires} held.
 */
final class SipLine implements AutoCloseable {

    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);
    private static final Duration LONGEST = T1.multipliedBy(64);

    private final Wires wires;
    private final InetSocketAddress exchange;
    private final DatagramChannel channel;
    private final String host;
    private final Map<String, Asked> asked = new HashMap<>();
    private final Map<String, Answered> answered = new HashMap<>();
    private boolean deaf;

    /** A request of ours that may still be answered. */
    private static final class Asked {
        private final SipMessage request;
        private final Consumer<SipMessage> answers;
        private Optional<Wires.Timer> repeat = Optional.empty();
        private boolean provisional;
        private boolean done;

        Asked(SipMessage request, Consumer<SipMessage> answers) {
            this.request = request;
            this.answers = answers;
        }
    }

    /** A request of the other side that may be repeated. */
    private static final class Answered {
        private Optional<SipMessage> last = Optional.empty();
        private Optional<Wires.Timer> repeat = Optional.empty();
    }

    /** Plugs in. */
    SipLine(Wires wires, InetSocketAddress here, InetSocketAddress exchange, Consumer<SipMessage> requests)
            throws IOException {
        this.wires = wires;
        this.exchange = exchange;
        this.channel = wires.bind(here, (packet, moment) -> wires.run(() -> read(packet, requests)));
        this.host =
                here.getAddress().getHostAddress() + ":" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** {@code 127.0.30.201:5060}. */
    String host() {
        return host;
    }

    /** From now on nothing is heard, and nothing said but what is asked for; or the end of that. */
    void deaf(boolean isDeaf) {
        deaf = isDeaf;
    }

    /** Sends a request and hands on its answers; 408 when there is none in time. */
    void ask(SipMessage request, Consumer<SipMessage> answers) {
        SipMessage sent = withVia(request);
        Asked transaction = new Asked(sent, answers);
        asked.put(key(sent), transaction);
        repeat(transaction, T1);
        wires.after(LONGEST, () -> {
            if (!transaction.done && !transaction.provisional) {
                transaction.done = true;
                answers.accept(sent.answer(408, "Request Timeout"));
            }
            stop(transaction.repeat);
        });
    }

    /** Gives up an INVITE that was not answered finally yet. */
    void cancel(SipMessage invite) {
        asked.values().stream()
                .filter(a -> a.request.callId().equals(invite.callId()) && a.request.cseq() == invite.cseq())
                .filter(a -> a.request.method().equals("INVITE"))
                .findFirst()
                .ifPresent(a -> {
                    SipMessage cancel =
                            SipMessage.request("CANCEL", a.request.start().split(" ", 3)[1]);
                    for (String same : new String[] {"Via", "From", "To", "Call-ID"}) {
                        cancel = cancel.with(same, a.request.header(same).orElseThrow());
                    }
                    SipMessage whole =
                            cancel.with("CSeq", a.request.cseq() + " CANCEL").with("Max-Forwards", "70");
                    Asked transaction = new Asked(whole, answer -> {});
                    asked.put(key(whole), transaction);
                    repeat(transaction, T1);
                });
    }

    /** Sends a request that has no answer: ACK to a 2xx. */
    void say(SipMessage ack) {
        send(withVia(ack));
    }

    /** Answers a request; a final answer to INVITE is repeated until it is acknowledged. */
    void answer(SipMessage request, SipMessage answer) {
        Answered transaction = answered.computeIfAbsent(key(request), key -> new Answered());
        transaction.last = Optional.of(answer);
        send(answer);
        if (request.method().equals("INVITE") && answer.status() >= 200) {
            repeat(transaction, answer, T1, System.nanoTime());
        }
    }

    private void repeat(Asked transaction, Duration wait) {
        send(transaction.request);
        boolean invite = transaction.request.method().equals("INVITE");
        Duration next = wait.multipliedBy(2);
        transaction.repeat = Optional.of(wires.after(wait, () -> {
            if (!transaction.done && !(invite && transaction.provisional)) {
                repeat(transaction, !invite && next.compareTo(T2) > 0 ? T2 : next);
            }
        }));
        if (wait.compareTo(LONGEST) > 0) {
            stop(transaction.repeat);
        }
    }

    private void repeat(Answered transaction, SipMessage answer, Duration wait, long since) {
        transaction.repeat = Optional.of(wires.after(wait, () -> {
            if (System.nanoTime() - since < LONGEST.toNanos()) {
                send(answer);
                Duration next = wait.multipliedBy(2);
                repeat(transaction, answer, next.compareTo(T2) > 0 ? T2 : next, since);
            }
        }));
    }

    private void read(byte[] packet, Consumer<SipMessage> requests) {
        Optional<SipMessage> message = SipMessage.read(packet, packet.length);
        if (deaf || message.isEmpty()) {
            return;
        }
        if (message.get().isRequest()) {
            request(message.get(), requests);
        } else {
            response(message.get());
        }
    }

    private void request(SipMessage request, Consumer<SipMessage> requests) {
        if (request.method().equals("ACK")) {
            answered.forEach((key, transaction) -> {
                if (transaction.last.filter(a -> acknowledges(request, a)).isPresent()) {
                    stop(transaction.repeat);
                }
            });
            requests.accept(request);
            return;
        }
        Answered before = answered.get(key(request));
        if (before != null) {
            before.last.ifPresent(this::send);
            return;
        }
        answered.put(key(request), new Answered());
        wires.after(LONGEST.multipliedBy(2), () -> answered.remove(key(request)));
        requests.accept(request);
    }

    private static boolean acknowledges(SipMessage ack, SipMessage answer) {
        return answer.method().equals("INVITE") && answer.callId().equals(ack.callId()) && answer.cseq() == ack.cseq();
    }

    private void response(SipMessage response) {
        Asked transaction = asked.get(key(response));
        if (transaction == null) {
            return;
        }
        if (response.status() < 200) {
            transaction.provisional = true;
        } else {
            stop(transaction.repeat);
            boolean repeated = transaction.done;
            transaction.done = true;
            if (response.method().equals("INVITE") && response.status() >= 300) {
                acknowledge(transaction.request, response);
            }
            if (!repeated) {
                wires.after(LONGEST, () -> asked.remove(key(response)));
            } else if (response.status() >= 300) {
                return;
            }
        }
        transaction.answers.accept(response);
    }

    /** The ACK to a refusal belongs to the INVITE's own transaction. */
    private void acknowledge(SipMessage invite, SipMessage response) {
        SipMessage ack = SipMessage.request("ACK", invite.start().split(" ", 3)[1]);
        for (String same : new String[] {"Via", "From", "Call-ID"}) {
            ack = ack.with(same, invite.header(same).orElseThrow());
        }
        send(ack.with("To", response.header("To").orElseThrow())
                .with("CSeq", invite.cseq() + " ACK")
                .with("Max-Forwards", "70"));
    }

    private SipMessage withVia(SipMessage request) {
        String branch = "z9hG4bK" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        return request.with("Via", "SIP/2.0/UDP " + host + ";branch=" + branch).with("Max-Forwards", "70");
    }

    private static String key(SipMessage message) {
        return message.branch() + " " + message.method();
    }

    private static void stop(Optional<Wires.Timer> timer) {
        timer.ifPresent(Wires.Timer::cancel);
    }

    private void send(SipMessage message) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.send(ByteBuffer.wrap(message.bytes()), exchange);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not send " + message.start() + " from " + host, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The phone at " + host + " does not unplug", e);
        }
    }
}
