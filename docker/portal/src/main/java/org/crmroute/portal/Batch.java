package org.crmroute.portal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code batch}: up to fifty commands in one request, where a command may refer to results of those before it. What a
 * reference does not find is an empty text, and no error: after a short page {@code >id} is 0 and the command answers
 * from the first record on. Bitrix24 does the same.
 */
final class Batch implements Method {

    private static final int MOST = 50;
    private static final Pattern REFERENCE = Pattern.compile("\\$result((?:\\[[^\\]]*\\])+)");
    private static final Pattern KEY = Pattern.compile("\\[([^\\]]*)\\]");

    private final Counters counters;
    private final Faults faults;
    private @Nullable MethodRunner runner;

    Batch(Counters counters, Faults faults) {
        this.counters = counters;
        this.faults = faults;
    }

    /** Runs commands by this runner, which knows this method too. */
    void runBy(MethodRunner given) {
        this.runner = given;
    }

    /** By command. */
    private static final class Results {
        private final Map<String, @Nullable Object> result = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> error = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> total = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> next = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> time = new LinkedHashMap<>();

        Map<String, @Nullable Object> answer() {
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("result", Json.phpArray(result));
            answer.put("result_error", Json.phpArray(error));
            answer.put("result_total", Json.phpArray(total));
            answer.put("result_next", Json.phpArray(next));
            answer.put("result_time", Json.phpArray(time));
            return answer;
        }
    }

    @Override
    public Answer call(Parameters parameters, Caller caller) {
        Map<String, @Nullable Object> commands = parameters.map("cmd");
        if (commands.size() > MOST) {
            throw new RestError(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
        }
        boolean halt = List.of("1", "true", "Y").contains(Json.text(parameters.value("halt")));
        Results results = new Results();
        for (Map.Entry<String, @Nullable Object> each : commands.entrySet()) {
            try {
                run(each.getKey(), Json.text(each.getValue()), caller, results);
            } catch (RestError e) {
                counters.error(e.code());
                results.error.put(each.getKey(), e.body());
                if (halt) {
                    break;
                }
            }
        }
        return Answer.of(results.answer());
    }

    private void run(String key, String command, Caller caller, Results results) {
        int question = command.indexOf('?');
        String method = question < 0 ? command : command.substring(0, question);
        if (method.equalsIgnoreCase("batch")) {
            throw new RestError(405, "ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage");
        }
        counters.command(method);
        Optional<Fault> fault = faults.ofCommand(method);
        if (fault.isPresent() && fault.get() instanceof Fault.Answered error) {
            throw new RestError(error.status(), error.code(), error.description());
        }
        if (fault.isPresent() && fault.get() instanceof Fault.Slow slow) {
            MethodRunner.sleep(slow.by());
        }
        Map<String, @Nullable Object> tree = question < 0 ? Map.of() : PhpQuery.parse(command.substring(question + 1));
        Parameters parameters = new Parameters(Json.object(resolved(tree, results)));
        if (runner == null) {
            throw new IllegalStateException("nothing runs the commands");
        }
        MethodRunner.Ran ran = runner.run(method, parameters, caller);
        results.result.put(key, ran.answer().result());
        results.time.put(key, ran.time());
        if (ran.answer().total() >= 0) {
            results.total.put(key, ran.answer().total());
        }
        if (ran.answer().next() >= 0) {
            results.next.put(key, ran.answer().next());
        }
    }

    private static @Nullable Object resolved(@Nullable Object tree, Results results) {
        if (tree instanceof Map<?, ?>) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>(Json.object(tree));
            map.replaceAll((name, value) -> resolved(value, results));
            return map;
        }
        if (tree instanceof List<?> list) {
            return list.stream().map(each -> resolved(each, results)).toList();
        }
        String text = Json.text(tree);
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            // a whole value may be an array
            return found(reference.group(1), results);
        }
        return reference
                .reset()
                .replaceAll(match -> Matcher.quoteReplacement(Json.text(found(match.group(1), results))));
    }

    private static Object found(String path, Results results) {
        Object at = results.result;
        Matcher key = KEY.matcher(path);
        while (key.find()) {
            Object inner = Json.object(at).get(key.group(1));
            if (inner == null) {
                return "";
            }
            at = inner;
        }
        return at;
    }
}
