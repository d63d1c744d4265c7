package org.crmroute.lab.phone;

import java.util.Arrays;
import java.util.Optional;

/** G.711 (ITU-T), both laws; 8000 samples a second, a byte each. */
enum Codec {
    PCMU(0) {
        @Override
        short sample(byte code) {
            int bits = ~code & 0xFF;
            int magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
            return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
        }
    },
    PCMA(8) {
        @Override
        short sample(byte code) {
            int bits = (code ^ 0x55) & 0xFF;
            int segment = (bits & 0x70) >> 4;
            int magnitude = ((bits & 0x0F) << 4) + 8;
            if (segment > 0) {
                magnitude = (magnitude + 0x100) << (segment - 1);
            }
            return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
        }
    };

    private final int payload;
    private final short[] decoded = new short[256];
    private final byte[] encoded = new byte[1 << 16];

    Codec(int payload) {
        this.payload = payload;
        for (int code = 0; code < 256; code++) {
            decoded[code] = sample((byte) code);
        }
        Integer[] codes = new Integer[256];
        Arrays.setAll(codes, code -> code);
        Arrays.sort(codes, (a, b) -> Short.compare(decoded[a], decoded[b]));
        int nearest = 0;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            while (nearest < 255
                    && Math.abs(decoded[codes[nearest + 1]] - sample) <= Math.abs(decoded[codes[nearest]] - sample)) {
                nearest++;
            }
            encoded[sample & 0xFFFF] = codes[nearest].byteValue();
        }
    }

    abstract short sample(byte code);

    static Optional<Codec> of(String payload) {
        return Arrays.stream(values())
                .filter(codec -> payload.equals(Integer.toString(codec.payload)))
                .findFirst();
    }

    /** Its payload type in RTP (RFC 3551). */
    int payload() {
        return payload;
    }

    short decode(byte code) {
        return decoded[code & 0xFF];
    }

    byte encode(short sample) {
        return encoded[sample & 0xFFFF];
    }
}
