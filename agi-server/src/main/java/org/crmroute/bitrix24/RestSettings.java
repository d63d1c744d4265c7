package org.crmroute.bitrix24;

import java.time.Duration;

/**
 * How the portal is talked to.
 *
 * @param connect how long to try to reach it
 * @param request how long a request may take from the first byte sent to the last one read, when its caller says
 *     nothing else; a chain of pages is long work
 * @param answerBytes how large an answer may be, packed or unpacked
 */
public record RestSettings(Pace pace, Duration connect, Duration request, int answerBytes) {

    public static final RestSettings STANDARD =
            new RestSettings(Pace.STANDARD, Duration.ofSeconds(5), Duration.ofSeconds(60), 32 << 20);

    public RestSettings {
        if (!connect.isPositive() || !request.isPositive() || answerBytes < 1) {
            throw new IllegalArgumentException("time-outs and the size of an answer are greater than 0");
        }
    }

    public RestSettings with(Pace other) {
        return new RestSettings(other, connect, request, answerBytes);
    }

    public RestSettings withRequestTimeout(Duration other) {
        return new RestSettings(pace, connect, other, answerBytes);
    }

    public RestSettings withAnswerBytes(int other) {
        return new RestSettings(pace, connect, request, other);
    }
}
