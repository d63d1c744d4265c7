package org.crmroute.runtime.yaml;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text and the name it goes by in messages.
 *
 * @param name usually a file name
 * @param text the whole document
 */
public record Source(String name, String text) {

    private static final int WIDTH = 120;

    /** {@code name:line:column message}, the line itself and a caret below the place. */
    public String show(Problem problem) {
        Position at = problem.at();
        String kind = problem.isError() ? "" : "warning: ";
        String head = "%s:%s %s%s".formatted(name, at, kind, problem.message());
        List<String> lines = text.lines().skip(at.line() - 1L).limit(1).toList();
        if (lines.isEmpty()) {
            return head;
        }
        // a window round the column keeps an endless line readable; tabs and control characters would move the caret
        String line = lines.getFirst();
        int from = Math.max(0, at.column() - 1 - WIDTH / 2);
        String shown = line.substring(Math.min(from, line.length()), Math.min(line.length(), from + WIDTH))
                .chars()
                .mapToObj(c -> Character.isISOControl(c) ? " " : String.valueOf((char) c))
                .collect(Collectors.joining());
        return "%s%n    %s%n    %s^".formatted(head, shown, " ".repeat(Math.max(0, at.column() - 1 - from)));
    }

    /** All problems, one below the other, in the order of the text. */
    public String show(List<Problem> problems) {
        return problems.stream()
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .map(this::show)
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
