package org.crmroute.lab.phone;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * What one call let its phone hear, packet by packet, with the moment each arrived ({@link System#nanoTime()}). It remembers the last
 * five minutes. Safe for use by many threads.
 *
 * <p>Gaps are those of a phone with a jitter buffer of 100 ms: a packet that came late, with the next ones right behind it, was only
 * delayed (a busy machine does that to the phones, too), and counts from when it must have been on its way: 20 ms before the next
 * one, 40 ms before the one after that. Audio that is missing is not behind, so a true gap stays as long as it was.
 */
public final class Ear {

    private static final int REMEMBERED = 5 * 60 * 50;
    private static final long NOW = Duration.ofMillis(120).toNanos();
    private static final int MUSIC = 1 << 31;
    private static final long PACKET = Wires.PACKET_TIME;

    /** Packets. */
    private static final int JITTER = 5;

    private final long[] moments = new long[REMEMBERED];
    private final int[] sounds = new int[REMEMBERED];
    private long heard;
    private byte[] lastPacket = {};
    private Frame lastFrame = Frame.SILENCE;

    synchronized void hear(byte[] packet, Codec codec, long moment) {
        // phones repeat one packet for ever, and Asterisk hands it on as it is: most need no arithmetic
        if (!Arrays.equals(packet, lastPacket)) {
            lastPacket = packet;
            lastFrame = Frame.of(packet, codec);
        }
        int slot = (int) (heard % REMEMBERED);
        moments[slot] = moment;
        sounds[slot] = lastFrame.tones() | (lastFrame.music() ? MUSIC : 0);
        heard++;
    }

    /** Whether the tone was in one of the packets of the last 120 ms. */
    public boolean hears(Tone tone) {
        return lately(sound -> (sound & 1 << tone.number()) != 0);
    }

    /** Whether there is something loud that is none of the tones: the lab's music, ringing, a voice prompt. */
    public boolean hearsMusic() {
        return lately(sound -> (sound & MUSIC) != 0);
    }

    /** All tones of the last 120 ms. */
    public Set<Tone> tones() {
        return Tone.all().stream().filter(this::hears).collect(Collectors.toSet());
    }

    private synchronized boolean lately(IntPredicate sound) {
        long since = System.nanoTime() - NOW;
        for (long at = heard - 1; at >= oldest() && moment(at) - since >= 0; at--) {
            if (sound.test(sounds[(int) (at % REMEMBERED)])) {
                return true;
            }
        }
        return false;
    }

    /** How long the tone was heard within an interval: packets of 20 ms that held it. */
    public synchronized Duration heard(Tone tone, long from, long to) {
        long packets = 0;
        for (long at = oldest(); at < heard; at++) {
            if (within(at, from, to) && (sounds[(int) (at % REMEMBERED)] & 1 << tone.number()) != 0) {
                packets++;
            }
        }
        return Duration.ofMillis(20 * packets);
    }

    /**
     * The longest time without a tone. Two packets that follow one another leave none; the interval's ends count as if the tone was
     * heard just outside, so that an interval without it is one long gap.
     *
     * @param from {@link System#nanoTime()}
     * @param to the same, later
     */
    public Duration longestGap(Tone tone, long from, long to) {
        return longestGap(sound -> (sound & 1 << tone.number()) != 0, from, to);
    }

    /** The longest time in which nothing was heard at all: no tone and no music. */
    public Duration longestSilence(long from, long to) {
        return longestGap(sound -> sound != 0, from, to);
    }

    private synchronized Duration longestGap(IntPredicate sound, long from, long to) {
        long longest = 0;
        long last = from - PACKET;
        for (long at = oldest(); at < heard; at++) {
            if (within(at, from, to) && sound.test(sounds[(int) (at % REMEMBERED)])) {
                longest = Math.max(longest, due(at) - last - PACKET);
                last = due(at);
            }
        }
        return Duration.ofNanos(Math.max(0, Math.max(longest, to - last - PACKET)));
    }

    private boolean within(long at, long from, long to) {
        return moment(at) - from >= 0 && to - moment(at) >= 0;
    }

    /** When a packet would have come had it not been delayed by up to 100 ms. */
    private long due(long at) {
        long earlier = 0;
        for (long next = at + 1; next < heard && next <= at + 2 * JITTER; next++) {
            earlier = Math.max(earlier, (next - at) * PACKET - (moment(next) - moment(at)));
        }
        return moment(at) - Math.min(earlier, JITTER * PACKET);
    }

    private long moment(long at) {
        return moments[(int) (at % REMEMBERED)];
    }

    private long oldest() {
        return Math.max(0, heard - REMEMBERED);
    }

    @Override
    public String toString() {
        return tones() + (hearsMusic() ? " and music" : "");
    }
}
