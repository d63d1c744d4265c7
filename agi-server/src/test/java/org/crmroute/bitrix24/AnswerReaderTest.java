package org.crmroute.bitrix24;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an answer lets the limiter know: the work of the parts, of the whole, and refusals. The clock stands still. */
class AnswerReaderTest {

    private static final String LIST = "crm.item.list";
    private static final ServerTime UNTOLD = new ServerTime(Instant.EPOCH, Duration.ofMillis(40));
    private static final Map<String, Object> NO_ERRORS = Map.of();

    private final Limiter limiter = new Limiter(Pace.STANDARD, () -> 0);
    private final AnswerReader reader = new AnswerReader(limiter, List::of);

    @Test
    void countsPartsAndWholeWhereNeitherIsTold() throws Exception {
        batch(NO_ERRORS, Map.of("a", Map.of("duration", 0.5), "b", Map.of("duration", 0.25)), Map.of("duration", 1));
        assertThat(used(LIST)).isEqualTo(Duration.ofMillis(750));
        assertThat(used("batch")).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void countsTheWholeForThePartsWhenTheirTimesAreMissing() throws Exception {
        batch(NO_ERRORS, List.of(), Map.of("duration", 1));
        assertThat(used(LIST)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void believesWhatIsTold() throws Exception {
        Map<String, Object> first = Map.of("duration", 0.5, "finish", 10, "operating", 7, "operating_reset_at", 500);
        Map<String, Object> second = Map.of("duration", 0.5, "finish", 11, "operating", 8, "operating_reset_at", 500);
        batch(NO_ERRORS, Map.of("a", first, "b", second), Map.of("duration", 1));
        assertThat(used(LIST)).isEqualTo(Duration.ofSeconds(8));
        assertThat(limiter.limits().methods()).doesNotContainKey("batch");

        batch(NO_ERRORS, Map.of(), Map.of("duration", 1, "finish", 12, "operating", 30));
        assertThat(used("batch")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void holdsAMethodThatIsRefusedWithinABatch() throws Exception {
        Map<String, Object> error = Map.of("error", "OPERATION_TIME_LIMIT", "error_description", "Blocked");
        Map<String, Object> time = Map.of("finish", 1000, "operating", 481, "operating_reset_at", 1100);
        Batch batch = batch(Map.of("b", error), Map.of("a", time), Map.of("duration", 1));
        assertThat(batch.errors().get("b"))
                .isInstanceOfSatisfying(
                        BitrixError.Recoverable.class,
                        refused -> assertThat(refused.pause()).isEqualTo(Duration.ofSeconds(101)));
        assertThat(limiter.limits().methods().get(LIST))
                .isEqualTo(
                        new Limits.Method(Duration.ofSeconds(481), Duration.ofSeconds(101), Duration.ofSeconds(101)));
        BitrixError held = catchThrowableOfType(
                BitrixError.class, () -> limiter.enter(Budget.LIVE, List.of(LIST), new Deadline(true, 0)));
        assertThat(held.code()).isEqualTo("no-room");
    }

    @Test
    void slowsDownWhenThereWereTooManyRequests() {
        Exchange.Document document =
                new Exchange.Document(Map.of("error", "QUERY_LIMIT_EXCEEDED", "error_description", "Too many"), UNTOLD);
        BitrixError.Recoverable error =
                catchThrowableOfType(BitrixError.Recoverable.class, () -> reader.answer(LIST, document));
        assertThat(error.pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(limiter.limits().room()).isZero();
        assertThat(limiter.limits().perSecond()).isEqualTo(1);
    }

    @Test
    void countsTheTimeOfAnErrorToo() {
        Exchange.Document document = new Exchange.Document(Map.of("error", "ERROR_CORE"), UNTOLD);
        assertThat(catchThrowableOfType(BitrixError.class, () -> reader.answer(LIST, document)))
                .isNotNull();
        assertThat(used(LIST)).isEqualTo(Duration.ofMillis(40));
    }

    /** Two commands of one method. */
    private Batch batch(Map<String, Object> errors, Object times, Map<String, Object> time) throws BitrixError {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("a", new Command(LIST, Map.of("entityTypeId", 1)));
        commands.put("b", new Command(LIST, Map.of("entityTypeId", 2)));
        Map<String, Object> result = new HashMap<>();
        result.put("result", Map.of("a", List.of(), "b", List.of()));
        result.put("result_error", errors);
        result.put("result_time", times);
        return reader.batch(commands, new Exchange.Document(Map.of("result", result, "time", time), UNTOLD));
    }

    private Duration used(String method) {
        Limits.Method found = limiter.limits().methods().get(method);
        return found == null ? Duration.ZERO : found.used();
    }
}
