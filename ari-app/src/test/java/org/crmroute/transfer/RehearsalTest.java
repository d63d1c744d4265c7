package org.crmroute.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RehearsalTest {

    @Test
    void every_scene_ends_as_it_should() throws Exception {
        Rehearsal.hold(System.nanoTime() + Duration.ofMinutes(1).toNanos());
    }

    @Test
    void one_that_has_no_time_left_says_so() {
        assertThatThrownBy(() -> Rehearsal.hold(System.nanoTime()))
                .isInstanceOf(Rehearsal.Spoilt.class)
                .hasMessageContaining("in time");
    }

    @Test
    void the_log_tells_of_no_transfer_that_was_none_and_why_there_was_no_rehearsal() {
        Logger logger = (Logger) LoggerFactory.getLogger("org.crmroute");
        Level level = logger.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try {
            Rehearsal.tryTo(Duration.ofMinutes(1));
            assertThat(lines.list).isEmpty();

            Rehearsal.tryTo(Duration.ZERO);
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .contains("The first transfer may be slow", "in time");
        } finally {
            logger.setLevel(level);
            logger.detachAppender(lines);
        }
    }
}
