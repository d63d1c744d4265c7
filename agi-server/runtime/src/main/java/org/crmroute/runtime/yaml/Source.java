package org.crmroute.runtime.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A text and the name it goes by in messages.
 *
 * @param name usually a file name
 * @param text the whole document
 */
public record Source(String name, String text) {

    private static final Saying WARNING = Saying.of("warning", "warning: ");
    private static final int WIDTH = 120;
    private static final int LONGEST_MESSAGE = 500;

    /** {@code name:line:column message}, the line itself and a caret below the place. */
    public String show(Problem problem) {
        return show(problem, text.lines().skip(problem.at().line() - 1L).findFirst(), Saying::toString);
    }

    private String show(Problem problem, Optional<String> line, Function<Saying, String> words) {
        Position at = problem.at();
        String kind = problem.isError() ? "" : words.apply(WARNING);
        String head = "%s:%s %s%s".formatted(name, at, kind, oneLine(words.apply(problem.said())));
        if (line.isEmpty()) {
            return head;
        }
        // columns count characters, of which one may take two chars; a byte order mark takes no column
        int[] characters = line.get().codePoints().filter(c -> c != 0xfeff).toArray();
        // a window round the column keeps an endless line readable
        int from = Math.clamp(at.column() - 1L - WIDTH / 2, 0, characters.length);
        String shown = harmless(Arrays.stream(characters).skip(from).limit(WIDTH));
        return "%s%n    %s%n    %s^".formatted(head, shown, " ".repeat(Math.max(0, at.column() - 1 - from)));
    }

    /** Messages quote what the author wrote, which may be anything. */
    private static String oneLine(String message) {
        String line = harmless(message.codePoints().limit(LONGEST_MESSAGE));
        return message.codePointCount(0, message.length()) > LONGEST_MESSAGE ? line + "…" : line;
    }

    /** Tabs and control characters would move the caret, or steer the reader's terminal. */
    private static String harmless(IntStream characters) {
        return characters
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** All problems, one below the other, in the order of the text. */
    public String show(List<Problem> problems) {
        return show(problems, Saying::toString);
    }

    /**
     * As {@link #show(List)}, in other words.
     *
     * @param words how a saying is put
     */
    public String show(List<Problem> problems, Function<Saying, String> words) {
        List<String> lines = text.lines().toList();
        return problems.stream()
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .map(problem -> show(
                        problem,
                        Optional.of(problem.at().line() - 1)
                                .filter(index -> index < lines.size())
                                .map(lines::get),
                        words))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
