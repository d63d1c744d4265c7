package org.crmroute.lab.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/** One call's RTP (RFC 3550): 20 ms of G.711 in a packet, digits as events (RFC 4733). */
final class Audio implements AutoCloseable {

    private static final String DIGITS = "0123456789*#ABCD";
    private static final int HEADER = 12;
    private static final int END = 0x80;
    private static final int VOLUME = 10;
    /** Packets a digit lasts, the end of it repeated, and the pause after it. */
    private static final int DIGIT_LASTS = 6;

    private static final int END_REPEATED = 3;
    private static final int PAUSE = 4;

    private final Wires wires;
    private final DatagramChannel channel;
    private final Ear ear = new Ear();
    private final StringBuilder digitsHeard = new StringBuilder();
    private final Queue<Optional<byte[]>> events = new ArrayDeque<>();
    private final int source = ThreadLocalRandom.current().nextInt();
    private Optional<InetSocketAddress> remote = Optional.empty();
    private Codec codec = Codec.PCMU;
    private Optional<Integer> digits = Optional.empty();
    private Optional<Tone> tone;
    private byte[] packet = {};
    private boolean sends;
    private boolean marked;
    private int sequence;
    private int timestamp = ThreadLocalRandom.current().nextInt(1 << 20);
    private int eventTimestamp;
    private long lastEvent = -1;

    private Audio(Wires wires, DatagramChannel channel, Optional<Tone> tone) {
        this.wires = wires;
        this.channel = channel;
        this.tone = tone;
        this.sequence = wires.nextSequence();
    }

    /** Opens a port; nothing is sent before {@link #follow}. */
    static Audio open(Wires wires, InetAddress here, Tone tone) throws IOException {
        // the reader needs the audio, and the audio its socket: packets before the two are tied are not ours
        Audio[] late = new Audio[1];
        DatagramChannel channel = wires.bind(new InetSocketAddress(here, 0), (packet, moment) -> {
            if (late[0] != null) {
                late[0].receive(packet, moment);
            }
        });
        late[0] = new Audio(wires, channel, Optional.of(tone));
        return late[0];
    }

    InetSocketAddress here() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("The audio of a call that is over has no port", e);
        }
    }

    /**
     * Sends where the other side wants it.
     *
     * @param ours what we said about ourselves: on hold nothing is sent
     */
    synchronized void follow(Sdp theirs, Sdp.Direction ours) {
        remote = Optional.of(theirs.media());
        codec = theirs.codecs().getFirst();
        digits = theirs.digits();
        sends = ours == Sdp.Direction.SENDRECV;
        speak();
    }

    /** Says this tone from now on; nothing when empty. */
    synchronized void say(Optional<Tone> next) {
        tone = next;
        speak();
    }

    private void speak() {
        packet = tone.map(t -> t.packet(codec)).orElse(new byte[0]);
        if (remote.isPresent()) {
            wires.speaks(this);
        }
    }

    /** Presses keys, a tenth of a second each. */
    synchronized void press(String keys) {
        if (digits.isEmpty()) {
            throw new IllegalStateException("The other side takes no digits as RTP events");
        }
        for (int key : keys.chars().toArray()) {
            int event = DIGITS.indexOf(key);
            if (event < 0) {
                throw new IllegalArgumentException("No phone has the key '" + (char) key + "'");
            }
            for (int i = 1; i <= DIGIT_LASTS + END_REPEATED; i++) {
                int lasted = Math.min(i, DIGIT_LASTS) * Tone.FRAME;
                int end = i > DIGIT_LASTS ? END : 0;
                events.add(Optional.of(
                        new byte[] {(byte) event, (byte) (end | VOLUME), (byte) (lasted >> 8), (byte) lasted}));
            }
            for (int i = 0; i < PAUSE; i++) {
                events.add(Optional.empty());
            }
        }
    }

    /** Every 20 ms. */
    synchronized void tick() {
        if (!channel.isOpen() || remote.isEmpty()) {
            return;
        }
        timestamp += Tone.FRAME;
        Optional<byte[]> event = events.isEmpty() ? Optional.empty() : events.remove();
        if (event.isPresent() && digits.isPresent()) {
            boolean first = eventTimestamp == 0;
            if (first) {
                eventTimestamp = timestamp;
            }
            send(digits.get(), first, eventTimestamp, event.get());
            marked = false;
        } else {
            eventTimestamp = 0;
            if (sends && packet.length > 0) {
                send(codec.payload(), !marked, timestamp, packet);
                marked = true;
            } else {
                marked = false;
            }
        }
    }

    private void send(int payload, boolean marker, int moment, byte[] content) {
        ByteBuffer rtp = ByteBuffer.allocate(HEADER + content.length);
        rtp.put((byte) 0x80).put((byte) (payload | (marker ? 0x80 : 0)));
        rtp.putShort((short) sequence)
                .putInt(moment)
                .putInt(source)
                .put(content)
                .flip();
        sequence++;
        try {
            channel.send(rtp, remote.orElseThrow());
        } catch (IOException e) {
            if (channel.isOpen()) {
                throw new UncheckedIOException("Could not send audio to " + remote, e);
            }
        }
    }

    private void receive(byte[] rtp, long moment) {
        if (rtp.length <= HEADER || (rtp[0] & 0xC0) != 0x80) {
            return;
        }
        int payload = rtp[1] & 0x7F;
        int start = HEADER + 4 * (rtp[0] & 0x0F);
        if (start >= rtp.length) {
            return;
        }
        byte[] content = Arrays.copyOfRange(rtp, start, rtp.length);
        Optional<Codec> known = Codec.of(Integer.toString(payload));
        if (known.isPresent()) {
            ear.hear(content, known.get(), moment);
        } else if (content.length >= 4) {
            digit(content[0] & 0xFF, ByteBuffer.wrap(rtp).getInt(4) & 0xFFFFFFFFL);
        }
    }

    private synchronized void digit(int event, long began) {
        if (event < DIGITS.length() && began != lastEvent) {
            lastEvent = began;
            digitsHeard.append(DIGITS.charAt(event));
        }
    }

    synchronized String digitsHeard() {
        return digitsHeard.toString();
    }

    Ear ear() {
        return ear;
    }

    @Override
    public void close() {
        wires.fallsSilent(this);
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A call's audio does not close", e);
        }
    }
}
