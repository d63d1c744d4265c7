package org.crmroute.console.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crmroute.routing.DecisionLog.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LiveCallsTest {

    private static final Duration SOON = Duration.ofMillis(20);

    private final LiveCalls live = new LiveCalls();

    private static Line line(int number) {
        return new Line(
                "d" + number,
                Instant.EPOCH,
                "",
                "",
                "",
                "main",
                1,
                "OTHERS",
                "ANONYMOUS",
                "",
                "",
                "",
                1,
                Optional.empty());
    }

    private static List<Line> lines(int from, int to) {
        List<Line> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            lines.add(line(i));
        }
        return lines;
    }

    private static List<String> ids(LiveCalls.News news) {
        return news.lines().stream().map(Line::id).toList();
    }

    @Test
    void a_watcher_sees_what_comes_after_it_came_each_once() throws Exception {
        live.accept(lines(0, 3));
        try (LiveCalls.Watcher watcher = live.watch().orElseThrow()) {
            assertThat(watcher.next(SOON).orElseThrow().lines()).isEmpty();
            live.accept(lines(3, 5));
            assertThat(ids(watcher.next(SOON).orElseThrow())).containsExactly("d3", "d4");
            assertThat(watcher.next(SOON).orElseThrow().lines()).isEmpty();
        }
    }

    @Test
    void one_that_comes_back_goes_on_where_it_was_if_that_is_still_known() throws Exception {
        live.accept(lines(0, 5));
        try (LiveCalls.Watcher watcher = live.watch().orElseThrow()) {
            watcher.resumeBehind("d2");
            assertThat(ids(watcher.next(SOON).orElseThrow())).containsExactly("d3", "d4");
            watcher.resumeBehind("never was");
            assertThat(watcher.next(SOON).orElseThrow().lines()).isEmpty();
        }
    }

    @Test
    void a_slow_one_holds_nothing_up_and_is_told_what_it_missed() throws Exception {
        try (LiveCalls.Watcher slow = live.watch().orElseThrow()) {
            long begin = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                live.accept(lines(i * 10, i * 10 + 10));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            LiveCalls.News news = slow.next(SOON).orElseThrow();
            assertThat(news.lines()).hasSize(LiveCalls.KEPT);
            assertThat(news.lines().getLast().id()).isEqualTo("d9999");
            assertThat(news.missed()).isEqualTo(10_000 - LiveCalls.KEPT);
        }
    }

    @Test
    void there_is_room_for_so_many_and_for_another_when_one_leaves() {
        List<LiveCalls.Watcher> watchers = new ArrayList<>();
        for (int i = 0; i < LiveCalls.MOST_WATCHERS; i++) {
            watchers.add(live.watch().orElseThrow());
        }
        assertThat(live.watch()).isEmpty();
        watchers.getFirst().close();
        assertThat(live.watch()).isPresent();
    }

    @Test
    void closing_sends_everybody_away_at_once() throws Exception {
        LiveCalls.Watcher watcher = live.watch().orElseThrow();
        CompletableFuture<Optional<LiveCalls.News>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return watcher.next(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        live.close();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(live.watch()).isEmpty();
    }
}
