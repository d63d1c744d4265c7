package org.crmroute.lab.phone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A recording of a call, and whose tones are in it. */
public final class Recording {

    /** Of a WAV file as Asterisk writes it: one chunk of format, one of samples. */
    private static final int HEADER = 44;

    private final List<Frame> frames;

    private Recording(List<Frame> frames) {
        this.frames = List.copyOf(frames);
    }

    /** Listens to a WAV file of 16-bit samples, 8000 a second, one channel. */
    public static Recording of(byte[] wav) {
        if (wav.length < HEADER || wav[0] != 'R' || wav[8] != 'W' || wav[22] != 1 || wav[34] != 16) {
            throw new IllegalArgumentException(
                    "This is no WAV file of one channel and 16 bits: " + wav.length + " bytes");
        }
        ByteBuffer samples = ByteBuffer.wrap(wav, HEADER, wav.length - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        List<Frame> frames = new ArrayList<>();
        byte[] packet = new byte[Tone.FRAME];
        while (samples.remaining() >= 2 * Tone.FRAME) {
            for (int i = 0; i < Tone.FRAME; i++) {
                packet[i] = Codec.PCMU.encode(samples.getShort());
            }
            frames.add(Frame.of(packet, Codec.PCMU));
        }
        return new Recording(frames);
    }

    public Duration length() {
        return Duration.ofMillis(20L * frames.size());
    }

    /** How much of it holds a tone. */
    public Duration heard(Tone tone) {
        return Duration.ofMillis(
                20 * frames.stream().filter(frame -> frame.holds(tone)).count());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(length() + " with");
        Tone.all().stream()
                .filter(tone -> !heard(tone).isZero())
                .forEach(tone ->
                        text.append(' ').append(tone.number()).append(": ").append(heard(tone)));
        return text.toString();
    }
}
