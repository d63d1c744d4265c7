package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Waiting for room, and not waiting. The clock stands still. */
class LimiterTest {

    private static final List<String> LIST = List.of("crm.item.list");
    private static final ServerTime TIME = new ServerTime(Instant.EPOCH, Duration.ZERO);

    private final AtomicLong clock = new AtomicLong();
    private final Limiter limiter = new Limiter(new Pace(0.001, 1), clock::get);

    @Test
    void doesNotBeginToWaitForWhatComesTooLate() throws Exception {
        limiter.enter(Budget.LIVE, LIST, Deadline.NONE);
        BitrixError.Recoverable late = catchThrowableOfType(
                BitrixError.Recoverable.class,
                () -> limiter.enter(Budget.LIVE, LIST, new Deadline(true, 999_000_000_000L)));
        assertThat(late.code()).isEqualTo("no-room");
        assertThat(late.pause()).isEqualTo(Duration.ofSeconds(1000));
    }

    @Test
    void letsNobodyWaitForALookUp() throws Exception {
        limiter.enter(Budget.LIVE, LIST, Deadline.NONE);
        assertThat(catchThrowableOfType(
                        BitrixError.Recoverable.class, () -> limiter.enter(Budget.LOOKUP, LIST, Deadline.NONE)))
                .hasMessage("no-room: the portal's limits leave no room for 1000000 ms");
    }

    @Test
    void waitsUntilInterrupted() throws Exception {
        limiter.enter(Budget.LIVE, LIST, Deadline.NONE);
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                limiter.enter(Budget.LIVE, LIST, Deadline.NONE);
                waiting.complete(null);
            } catch (BitrixError | InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        thread.interrupt();
        assertThat(catchThrowableOfType(ExecutionException.class, waiting::get))
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void looksAgainWhenThePortalTellsAnew() throws Exception {
        limiter.worked("crm.item.list", report(1, 480));
        CompletableFuture<String> entered = CompletableFuture.supplyAsync(() -> {
            try {
                limiter.enter(Budget.LIVE, LIST, Deadline.NONE);
                return "entered";
            } catch (BitrixError | InterruptedException e) {
                return e.toString();
            }
        });
        assertThat(entered).isNotDone();
        limiter.worked("crm.item.list", report(2, 10));
        assertThat(entered.get()).isEqualTo("entered");
    }

    private static TimeReport report(int finish, int operating) {
        return TimeReport.read(
                Map.of("finish", finish, "operating", operating, "operating_reset_at", finish + 500), TIME);
    }
}
