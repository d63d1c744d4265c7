package org.crmroute.runtime.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go. A command logs warnings to standard error, so that standard output is its answer and nothing
 * else; {@link #serve} turns a server's log to standard output, which is where systemd and Docker read.
 *
 * <p>Found by logback through {@code META-INF/services}, before it looks for any XML.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    /** How a line looks. */
    public enum Format {
        TEXT,
        JSON
    }

    /** How much is said. */
    public enum Verbosity {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, "System.err", Format.TEXT, Verbosity.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs to standard output from now on. */
    public static void serve(Format format, Verbosity verbosity) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            set(context, "System.out", format, verbosity);
        }
    }

    /** Something to be done. */
    public interface Deed<X extends Exception> {
        void act() throws X;
    }

    /** Has something done without a word in the log, neither of this thread nor of those that it starts meanwhile. */
    public static <X extends Exception> void unheard(Deed<X> deed) throws X {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            deed.act();
            return;
        }
        Unheard filter = new Unheard();
        context.addTurboFilter(filter);
        Unheard.mark();
        try {
            deed.act();
        } finally {
            Unheard.unmark();
            context.getTurboFilterList().remove(filter);
        }
    }

    private static void set(LoggerContext context, String target, Format format, Verbosity verbosity) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget(target);
        appender.setEncoder(encoder(context, format));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        Level level = Level.toLevel(verbosity.name().toUpperCase(Locale.ROOT));
        context.getLogger("org.crmroute").setLevel(level);
        silenceWhatIsThrownToo(context);
        // what libraries say at INFO is about themselves; asked for more, they may speak as well
        root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : level == Level.INFO ? Level.WARN : Level.INFO);
    }

    private static void silenceWhatIsThrownToo(LoggerContext context) {
        context.getLogger("io.javalin.Javalin").setLevel(Level.OFF);
        // a broken connection is an exception for whoever asked, and an ERROR with a stack trace here
        context.getLogger("org.asteriskjava.manager").setLevel(Level.OFF);
        context.getLogger("org.asteriskjava.lock").setLevel(Level.OFF);
        // the library's accept loop logs in the name of ours, and names an address that it does not listen on
        context.getLogger("org.crmroute.agi.AcceptLoop").setLevel(Level.WARN);
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case JSON -> new JsonLines();
            case TEXT -> {
                LineLayout layout = new LineLayout(ZoneId.systemDefault());
                layout.setContext(context);
                layout.start();
                LayoutWrappingEncoder<ILoggingEvent> lines = new LayoutWrappingEncoder<>();
                lines.setCharset(StandardCharsets.UTF_8);
                lines.setLayout(layout);
                yield lines;
            }
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
