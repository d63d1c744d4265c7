package org.crmroute.runtime.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Lets nothing into the log of what a thread says that is marked, or was started by one that is. */
final class Unheard extends TurboFilter {

    private static final InheritableThreadLocal<Boolean> MARK = new InheritableThreadLocal<>();

    static void mark() {
        MARK.set(true);
    }

    static void unmark() {
        MARK.remove();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        return MARK.get() == null ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
