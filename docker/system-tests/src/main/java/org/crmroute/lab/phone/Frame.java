package org.crmroute.lab.phone;

/**
 * What 20 ms of received audio hold.
 *
 * @param tones a bit for each {@link Tone}
 * @param music whether there is something loud that is none of the tones
 */
record Frame(int tones, boolean music) {

    static final Frame SILENCE = new Frame(0, false);

    /** Half the level that phones speak with, as the square of an amplitude. */
    private static final double HEARD = 3000.0 * 3000.0;

    private static final double LOUD = 300.0 * 300.0;

    /** Listens by Goertzel's algorithm, a tone at a time. */
    static Frame of(byte[] packet, Codec codec) {
        int length = packet.length;
        if (length == 0) {
            return SILENCE;
        }
        double[] samples = new double[length];
        double power = 0;
        for (int i = 0; i < length; i++) {
            samples[i] = codec.decode(packet[i]);
            power += samples[i] * samples[i] / length;
        }
        if (power < LOUD) {
            return SILENCE;
        }
        int tones = 0;
        double rest = power;
        for (int number = 0; number < Tone.COUNT; number++) {
            double squared = squaredAmplitude(samples, COEFFICIENTS[number]);
            rest -= squared / 2;
            if (squared > HEARD) {
                tones |= 1 << number;
            }
        }
        // G.711 adds noise 38 dB under the signal; a tone that begins within the packet leaves more beside it
        return new Frame(tones, rest > LOUD && rest > power / 4);
    }

    private static final double[] COEFFICIENTS = Tone.all().stream()
            .mapToDouble(tone -> 2 * Math.cos(2 * Math.PI * tone.hertz() / Tone.RATE))
            .toArray();

    private static double squaredAmplitude(double[] samples, double coefficient) {
        double last = 0;
        double beforeLast = 0;
        for (double sample : samples) {
            double next = sample + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        double power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
        return power * 4 / ((double) samples.length * samples.length);
    }

    boolean holds(Tone tone) {
        return (tones & 1 << tone.number()) != 0;
    }
}
