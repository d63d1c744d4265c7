package org.crmroute.lab.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is heard in a packet, and how gaps are counted. */
class EarTest {

    private static final Duration PACKET = Duration.ofMillis(20);

    private static byte[] packet(Codec codec, IntToDoubleFunction samples) {
        byte[] packet = new byte[Tone.FRAME];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = codec.encode((short) samples.applyAsDouble(i));
        }
        return packet;
    }

    private static double sine(double hertz, double level, int sample) {
        return level * Math.sin(2 * Math.PI * hertz * sample / Tone.RATE);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyToneIsHeardAloneAndAtAnyPhase(Codec codec) {
        for (Tone tone : Tone.all()) {
            byte[] packet = tone.packet(codec);
            for (int shift = 0; shift < Tone.FRAME; shift += 37) {
                byte[] shifted = new byte[packet.length];
                for (int i = 0; i < packet.length; i++) {
                    shifted[i] = packet[(i + shift) % packet.length];
                }
                assertThat(Frame.of(shifted, codec)).isEqualTo(new Frame(1 << tone.number(), false));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void twoTonesAreBothHeard(Codec codec) {
        byte[] both = packet(codec, i -> sine(1200, 6000, i) + sine(2500, 6000, i));

        assertThat(Frame.of(both, codec)).isEqualTo(new Frame(1 | 1 << 13, false));
    }

    @Test
    void theLabsMusicIsMusicAndNoTone() {
        for (double note : new double[] {196, 247, 262, 294, 330, 392, 494, 523}) {
            for (double level : new double[] {6000, 3000, 1200}) {
                byte[] music = packet(Codec.PCMU, i -> sine(note, level, i) + sine(2 * note, 0.3 * level, i));
                assertThat(Frame.of(music, Codec.PCMU))
                        .as("%s Hz at %s", note, level)
                        .isEqualTo(new Frame(0, true));
            }
        }
    }

    @Test
    void silenceAndNoiseOfTheLineAreNothing() {
        assertThat(Frame.of(packet(Codec.PCMU, i -> 0), Codec.PCMU)).isEqualTo(Frame.SILENCE);
        assertThat(Frame.of(packet(Codec.PCMA, i -> i % 2 == 0 ? 100 : -100), Codec.PCMA))
                .isEqualTo(Frame.SILENCE);
    }

    @Test
    void theCodecsAreG711() {
        // ITU-T G.711: silence, and the ends of the scale
        assertThat(Codec.PCMU.encode((short) 0)).isIn((byte) 0xFF, (byte) 0x7F);
        assertThat(Codec.PCMU.decode((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(Codec.PCMU.decode((byte) 0x00)).isEqualTo((short) -32124);
        assertThat(Codec.PCMA.encode((short) 8)).isEqualTo((byte) 0xD5);
        assertThat(Codec.PCMA.decode((byte) 0xAA)).isEqualTo((short) 32256);
        assertThat(Codec.PCMA.decode((byte) 0x2A)).isEqualTo((short) -32256);
        for (Codec codec : Codec.values()) {
            IntStream.range(0, 256)
                    .forEach(code -> assertThat(codec.decode(codec.encode(codec.decode((byte) code))))
                            .isEqualTo(codec.decode((byte) code)));
        }
    }

    @Test
    void aGapIsTheTimeBetweenTwoPacketsOfATone() {
        Ear ear = new Ear();
        Tone tone = new Tone(3);
        byte[] said = tone.packet(Codec.PCMU);
        byte[] silence = new byte[Tone.FRAME];
        Arrays.fill(silence, Codec.PCMU.encode((short) 0));
        // ten packets, five of silence, then three that never came, then ten
        long moment = 0;
        for (int i = 0; i < 28; i++) {
            if (i < 15 || i >= 18) {
                ear.hear(i < 10 || i >= 18 ? said : silence, Codec.PCMU, moment);
            }
            moment += PACKET.toNanos();
        }
        long end = moment - PACKET.toNanos();

        assertThat(ear.longestGap(tone, 0, end)).isEqualTo(PACKET.multipliedBy(8));
        assertThat(ear.longestGap(tone, 0, PACKET.multipliedBy(9).toNanos())).isEqualTo(Duration.ZERO);
        assertThat(ear.longestGap(new Tone(4), 0, end)).isEqualTo(PACKET.multipliedBy(27));
        assertThat(ear.heard(tone, 0, end)).isEqualTo(PACKET.multipliedBy(20));
    }

    @Test
    void packetsThatComeLateAndAllAtOnceLeaveNoGap() {
        Ear ear = new Ear();
        Tone tone = new Tone(3);
        // the sixth comes 80 ms late, with those due meanwhile right behind it
        for (int i = 0; i < 20; i++) {
            int came = i >= 5 && i < 9 ? 9 : i;
            ear.hear(tone.packet(Codec.PCMU), Codec.PCMU, came * PACKET.toNanos());
        }

        assertThat(ear.longestGap(tone, 0, 19 * PACKET.toNanos())).isEqualTo(Duration.ZERO);
    }

    @Test
    void packetsThatAllComeLaterFromNowOnLeaveAGap() {
        Ear ear = new Ear();
        Tone tone = new Tone(3);
        for (int i = 0; i < 20; i++) {
            ear.hear(tone.packet(Codec.PCMU), Codec.PCMU, (i < 5 ? i : i + 4) * PACKET.toNanos());
        }

        assertThat(ear.longestGap(tone, 0, 23 * PACKET.toNanos())).isEqualTo(PACKET.multipliedBy(4));
    }
}
