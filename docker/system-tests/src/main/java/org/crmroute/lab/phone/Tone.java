package org.crmroute.lab.phone;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A pure tone that somebody says into a call, to be known by.
 *
 * <p>All are multiples of 50 Hz: a packet of 20 ms holds whole periods, so every packet of a tone is the same and no tone is mistaken
 * for another one. All lie above 1100 Hz, out of the way of the lab's music and of ringing.
 *
 * @param number 0 to 21
 */
public record Tone(int number) {

    /** How many there are. */
    public static final int COUNT = 22;

    /** Samples in a packet of 20 ms. */
    static final int FRAME = 160;

    static final int RATE = 8000;
    private static final int LOWEST = 1200;
    private static final int STEP = 100;
    private static final double LEVEL = 6000;

    public Tone {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("There are tones 0 to %d, not %d".formatted(COUNT - 1, number));
        }
    }

    private static final List<Tone> ALL =
            IntStream.range(0, COUNT).mapToObj(Tone::new).toList();

    static List<Tone> all() {
        return ALL;
    }

    int hertz() {
        return LOWEST + STEP * number;
    }

    /** 20 ms of it. */
    byte[] packet(Codec codec) {
        byte[] packet = new byte[FRAME];
        for (int i = 0; i < FRAME; i++) {
            packet[i] = codec.encode((short) Math.round(LEVEL * Math.sin(2 * Math.PI * hertz() * i / RATE)));
        }
        return packet;
    }
}
