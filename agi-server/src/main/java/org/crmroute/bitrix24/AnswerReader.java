package org.crmroute.bitrix24;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes answers and errors of what the portal sent, and lets the limiter know what it says about work and limits. */
final class AnswerReader {

    static final String BATCH = "batch";

    private final Limiter limiter;
    private final Supplier<List<String>> secrets;

    AnswerReader(Limiter limiter, Supplier<List<String>> secrets) {
        this.limiter = limiter;
        this.secrets = secrets;
    }

    /** The answer to one method. */
    Answer answer(String method, Exchange.Document document) throws BitrixError {
        Map<String, Object> body = document.body();
        TimeReport report = TimeReport.read(body.get("time"), document.time());
        limiter.worked(method, report);
        check(body, method);
        return new Answer(body.get("result"), report.time(), total(body.get("total")), next(body.get("next")));
    }

    /**
     * The answers to many. Where the portal does not say what it counts as work, both the whole and the parts are
     * counted: its documentation can be read either way.
     */
    Batch batch(Map<String, Command> commands, Exchange.Document document) throws BitrixError {
        Map<String, Object> body = document.body();
        TimeReport report = TimeReport.read(body.get("time"), document.time());
        if (failed(body)) {
            limiter.worked(BATCH, report);
            check(body, BATCH);
        }
        Map<String, Object> parts = keyed(body.get("result"));
        Map<String, Object> results = keyed(parts.get("result"));
        Map<String, Object> failures = keyed(parts.get("result_error"));
        Map<String, Object> totals = keyed(parts.get("result_total"));
        Map<String, Object> nexts = keyed(parts.get("result_next"));
        Map<String, TimeReport> times = times(commands.keySet(), keyed(parts.get("result_time")), report.time());
        note(commands, times, report);

        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, BitrixError> errors = new LinkedHashMap<>();
        commands.forEach((key, command) -> {
            if (failures.containsKey(key)) {
                errors.put(key, innerError(failures.get(key), command.method()));
            } else if (results.containsKey(key)) {
                TimeReport time = times.getOrDefault(key, report);
                answers.put(
                        key, new Answer(results.get(key), time.time(), total(totals.get(key)), next(nexts.get(key))));
            } else {
                errors.put(key, missing(command.method()));
            }
        });
        return new Batch(answers, errors, report.time());
    }

    private void note(Map<String, Command> commands, Map<String, TimeReport> times, TimeReport whole) {
        times.forEach((key, time) -> {
            Command command = commands.get(key);
            if (command != null) {
                limiter.worked(command.method(), time);
            }
        });
        boolean told = times.values().stream().anyMatch(TimeReport::tells);
        if (whole.tells() || !told) {
            limiter.worked(BATCH, whole);
        }
        if (times.isEmpty()) {
            limiter.lost(methods(commands.values()), whole.time().took());
        }
    }

    private static Map<String, TimeReport> times(Set<String> keys, Map<String, Object> told, ServerTime whole) {
        Map<String, TimeReport> times = new LinkedHashMap<>();
        for (String key : keys) {
            if (told.get(key) instanceof Map<?, ?> time) {
                times.put(key, TimeReport.read(time, new ServerTime(whole.begin(), Duration.ZERO)));
            }
        }
        return times;
    }

    static Set<String> methods(Collection<Command> commands) {
        Set<String> methods = new HashSet<>();
        commands.forEach(command -> methods.add(command.method()));
        return methods;
    }

    /** @throws BitrixError the one that the body holds, or that it holds nothing at all */
    private void check(Map<String, Object> body, String method) throws BitrixError {
        if (failed(body)) {
            throw error(body.get("error"), body.get("error_description"), method);
        }
        if (!body.containsKey("result")) {
            throw missing(method);
        }
    }

    private static boolean failed(Map<String, Object> body) {
        Object error = body.get("error");
        return error instanceof String
                || error instanceof Number
                || (!body.containsKey("result") && (body.containsKey("error_description") || error != null));
    }

    private BitrixError innerError(@Nullable Object failure, String method) {
        if (failure instanceof Map<?, ?> map) {
            return error(map.get("error"), map.get("error_description"), method);
        }
        return error(failure, null, method);
    }

    private BitrixError error(@Nullable Object code, @Nullable Object description, String method) {
        List<String> hidden = secrets.get();
        String word = PortalText.clean(code, hidden);
        return ErrorCodes.classify(word, PortalText.clean(description, hidden), pause(word, method));
    }

    private Duration pause(String code, String method) {
        return switch (code) {
            case ErrorCodes.QUERY_LIMIT -> limiter.refused();
            case ErrorCodes.OPERATION_TIME -> limiter.blocked(method);
            default -> Duration.ZERO;
        };
    }

    private static BitrixError missing(String method) {
        return new BitrixError.Recoverable("no-answer", method + " was not answered", Duration.ZERO);
    }

    private static OptionalLong total(@Nullable Object value) {
        return whole(value).filter(number -> number >= 0).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static OptionalInt next(@Nullable Object value) {
        return whole(value)
                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                .map(number -> OptionalInt.of(number.intValue()))
                .orElse(OptionalInt.empty());
    }

    private static Optional<Long> whole(@Nullable Object value) {
        return switch (value) {
            case Integer number -> Optional.of(number.longValue());
            case Long number -> Optional.of(number);
            case String text when text.matches("[0-9]{1,18}") -> Optional.of(Long.parseLong(text));
            case null, default -> Optional.empty();
        };
    }

    /** A map. PHP writes an empty one as {@code []}, and one whose keys are 0, 1, 2, … as a list. */
    private static Map<String, Object> keyed(@Nullable Object value) {
        Map<String, Object> map = new HashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, each) -> map.put(String.valueOf(key), each));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                map.put(Integer.toString(i), list.get(i));
            }
        }
        return map;
    }
}
