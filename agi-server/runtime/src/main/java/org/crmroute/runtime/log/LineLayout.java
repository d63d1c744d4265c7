package org.crmroute.runtime.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** One event, one line; a stack trace follows in lines of its own, indented. */
final class LineLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final int DEEPEST_CAUSE = 10;

    private final ZoneId zone;

    LineLayout(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String logger = event.getLoggerName();
        StringBuilder line = new StringBuilder(160)
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone)))
                .append(String.format(" %-5s ", event.getLevel()))
                .append(logger.substring(logger.lastIndexOf('.') + 1))
                .append(": ")
                .append(Neutral.text(String.valueOf(event.getFormattedMessage())))
                .append('\n');
        append(line, event.getThrowableProxy(), "", 0);
        return line.toString();
    }

    // by hand, because the message of an exception is often hostile text too, and logback's converter prints it as is
    private static void append(StringBuilder out, @Nullable IThrowableProxy thrown, String relation, int depth) {
        if (thrown == null || depth > DEEPEST_CAUSE) {
            return;
        }
        String message = thrown.getMessage();
        out.append("    ").append(relation).append(thrown.getClassName());
        if (message != null) {
            out.append(": ").append(Neutral.text(message));
        }
        out.append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < own; i++) {
            out.append("        ")
                    .append(Neutral.text(frames[i].getSTEAsString()))
                    .append('\n');
        }
        for (IThrowableProxy suppressed : thrown.getSuppressed()) {
            append(out, suppressed, "suppressed: ", depth + 1);
        }
        append(out, thrown.getCause(), "caused by: ", depth + 1);
    }
}
