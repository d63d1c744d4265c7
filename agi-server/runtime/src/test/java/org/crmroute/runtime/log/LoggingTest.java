package org.crmroute.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {

    private static final String HOSTILE =
            "Ivan\r\n2026-01-01 ERROR Router: all is lost\u001b[31m\u009b2J\u0000\u2028\u202e\u007fP\tQ";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private String line(Logging.Format format, String message, @Nullable Throwable thrown, Object... arguments) {
        Logger logger = context.getLogger("org.crmroute.Some");
        LoggingEvent event = new LoggingEvent("x", logger, Level.WARN, message, thrown, arguments);
        return new String(Logging.encoder(context, format).encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void a_caller_cannot_write_a_line_of_ours() {
        String line = line(Logging.Format.TEXT, "caller {}", null, HOSTILE);
        assertThat(line).endsWith(" WARN  Some: caller Ivan··2026-01-01 ERROR Router: all is lost·[31m·2J····P Q\n");
        assertThat(line.lines()).hasSize(1);
    }

    @Test
    void nor_can_the_message_of_an_exception() {
        Exception cause = new IllegalStateException("bad " + HOSTILE);
        String lines = line(Logging.Format.TEXT, "failed", new IllegalArgumentException("worse\n" + HOSTILE, cause));
        assertThat(lines.lines().filter(l -> !l.startsWith("    "))).hasSize(1);
        assertThat(lines)
                .contains("\n    java.lang.IllegalArgumentException: worse·Ivan··2026")
                .contains("\n    caused by: java.lang.IllegalStateException: bad Ivan··2026")
                .contains("\n        at org.crmroute.runtime.log.LoggingTest.");
        assertThat(lines.replace("\n", "").chars().noneMatch(c -> Neutral.isHarmful((char) c)))
                .isTrue();
    }

    @Test
    void json_is_one_line_and_holds_the_text_escaped() {
        String line = line(Logging.Format.JSON, "caller {}", new IllegalStateException(HOSTILE), HOSTILE);
        assertThat(line).endsWith("\n");
        assertThat(line.stripTrailing().chars().noneMatch(c -> Neutral.isHarmful((char) c)))
                .isTrue();
        JsonNode event = JsonMapper.shared().readTree(line);
        assertThat(event.get("level").asString()).isEqualTo("WARN");
        assertThat(event.get("formattedMessage").asString()).isEqualTo("caller " + HOSTILE);
    }

    @Test
    void our_own_configuration_is_the_one_in_force() {
        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("org.crmroute").getLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void what_is_done_unheard_leaves_no_line_whichever_thread_does_it() throws Exception {
        Logger logger = context.getLogger("org.crmroute.Some");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try (ExecutorService before = Executors.newSingleThreadExecutor()) {
            before.submit(() -> logger.debug("there already")).get();
            Logging.<Exception>unheard(() -> {
                logger.error("of this thread");
                Thread.ofVirtual()
                        .start(() -> logger.error("of one it started"))
                        .join();
                before.submit(() -> logger.warn("of another")).get();
            });
        }
        logger.warn("afterwards");
        assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("of another", "afterwards");
        logger.detachAppender(lines);
    }

    @Test
    void cyrillic_and_emoji_stay() {
        assertThat(Neutral.text("Иван 🙂")).isEqualTo("Иван 🙂");
    }
}
