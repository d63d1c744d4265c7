package org.crmroute.lab.phone;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One audio stream of a session description (RFC 8866).
 *
 * @param media where its owner wants to receive
 * @param codecs in the owner's order, only those that we speak
 * @param digits the payload type of telephone events (RFC 4733)
 * @param direction as its owner sees it
 */
record Sdp(InetSocketAddress media, List<Codec> codecs, Optional<Integer> digits, Direction direction) {

    static final String TYPE = "application/sdp";
    private static final int DIGITS = 101;

    /** Which way audio flows. */
    enum Direction {
        SENDRECV,
        SENDONLY,
        RECVONLY,
        INACTIVE;

        boolean sends() {
            return this == SENDRECV || this == SENDONLY;
        }

        /** What the other side says to it. */
        Direction answered() {
            return switch (this) {
                case SENDONLY -> RECVONLY;
                case RECVONLY -> SENDONLY;
                case SENDRECV, INACTIVE -> this;
            };
        }
    }

    static Sdp offer(InetSocketAddress here, Direction direction) {
        return new Sdp(here, List.of(Codec.PCMU, Codec.PCMA), Optional.of(DIGITS), direction);
    }

    /** Our answer to the other side's offer: the first codec that it likes, its number for digits. */
    Sdp answer(InetSocketAddress here) {
        return new Sdp(here, codecs.subList(0, Math.min(1, codecs.size())), digits, direction.answered());
    }

    /** Reads the description in a message; empty when there is none that we can use. */
    static Optional<Sdp> in(SipMessage message) {
        String host = "";
        Optional<Integer> digits = Optional.empty();
        Direction direction = Direction.SENDRECV;
        String[] audio = {};
        for (String line : message.body().lines().toList()) {
            if (line.startsWith("c=IN IP4 ")) {
                host = line.substring(9).strip();
            } else if (line.startsWith("m=audio ")) {
                audio = line.strip().split(" ");
            } else if (line.startsWith("a=rtpmap:") && line.contains("telephone-event/8000")) {
                digits = Optional.of(Integer.valueOf(line.substring(9, line.indexOf(' '))));
            } else if (Arrays.stream(Direction.values())
                    .anyMatch(d -> line.strip().equals("a=" + lower(d)))) {
                direction = Direction.valueOf(line.strip().substring(2).toUpperCase(Locale.ROOT));
            }
        }
        if (audio.length < 4 || host.isEmpty()) {
            return Optional.empty();
        }
        List<Codec> codecs = Arrays.stream(audio, 3, audio.length)
                .flatMap(payload -> Codec.of(payload).stream())
                .toList();
        return codecs.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Sdp(new InetSocketAddress(host, Integer.parseInt(audio[1])), codecs, digits, direction));
    }

    /**
     * As it is sent.
     *
     * @param version grows with every description of one session
     */
    String text(int version) {
        String host = media.getAddress().getHostAddress();
        StringBuilder text = new StringBuilder();
        text.append("v=0\r\no=- 1 ")
                .append(version)
                .append(" IN IP4 ")
                .append(host)
                .append("\r\ns=-\r\n");
        text.append("c=IN IP4 ").append(host).append("\r\nt=0 0\r\nm=audio ").append(media.getPort());
        text.append(" RTP/AVP");
        codecs.forEach(codec -> text.append(' ').append(codec.payload()));
        digits.ifPresent(payload -> text.append(' ').append(payload));
        text.append("\r\n");
        for (Codec codec : codecs) {
            text.append("a=rtpmap:%d %s/8000\r\n".formatted(codec.payload(), codec));
        }
        digits.ifPresent(payload ->
                text.append("a=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-16\r\n".formatted(payload, payload)));
        return text.append("a=ptime:20\r\na=")
                .append(lower(direction))
                .append("\r\n")
                .toString();
    }

    private static String lower(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }
}
