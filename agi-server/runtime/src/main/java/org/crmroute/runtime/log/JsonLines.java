package org.crmroute.runtime.log;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/**
 * Logback's JSON, one event a line, with the characters escaped that JSON allows but a terminal or a line reader does
 * not take as text.
 */
final class JsonLines extends JsonEncoder {

    JsonLines() {
        setWithFormattedMessage(true);
        setWithMessage(false);
        setWithArguments(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithContext(false);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), StandardCharsets.UTF_8).stripTrailing();
        StringBuilder safe = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Neutral.isHarmful(c)) {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
