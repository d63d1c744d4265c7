package org.crmroute.transfer.engine;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a transfer, and everything it makes in Asterisk: from the name of a channel or bridge its transfer is known, even
 * by a process that has forgotten all else.
 *
 * @param text begins with the time, so that ids sort by it: {@code 019a3f2c7b1d-5k2m9x}
 */
public record TransferId(String text) {

    /** What all our channel and bridge ids begin with. */
    public static final String PREFIX = "crmroute-transfer-";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}-[0-9a-v]{6}");
    private static final Pattern THING = Pattern.compile(PREFIX + "(" + FORM + ")-.+");
    private static final SecureRandom RANDOM = new SecureRandom();

    public TransferId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not the id of a transfer");
        }
    }

    static TransferId at(Instant now) {
        StringBuilder tail = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            tail.append(Character.forDigit(RANDOM.nextInt(32), 32));
        }
        return new TransferId("%012x-%s".formatted(now.toEpochMilli(), tail));
    }

    /** The id, if the text is one. */
    public static Optional<TransferId> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TransferId(text)) : Optional.empty();
    }

    /** Whose channel or bridge this is, if it is one of ours. */
    public static Optional<TransferId> ofThing(String channelOrBridge) {
        Matcher matcher = THING.matcher(channelOrBridge);
        return matcher.matches() ? of(matcher.group(1)) : Optional.empty();
    }

    /** Id of the channel the target is rung on. */
    public String targetChannel() {
        return PREFIX + text + "-target";
    }

    /** Id of that channel's other half, when it is a Local channel. */
    public String targetFarChannel() {
        return PREFIX + text + "-target-far";
    }

    /** Id of the bridge they talk in. */
    public String talkBridge() {
        return PREFIX + text + "-talk";
    }

    /** Id of the holding bridge with the music. */
    public String musicBridge() {
        return PREFIX + text + "-music";
    }

    @Override
    public String toString() {
        return text;
    }
}
