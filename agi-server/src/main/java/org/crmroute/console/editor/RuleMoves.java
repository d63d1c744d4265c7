package org.crmroute.console.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchRule;

/** Adds, moves, copies and removes rules, and knows which of them are open afterwards. */
final class RuleMoves {

    private final Sketch sketch;
    private final List<Boolean> open = new ArrayList<>();
    private Optional<String> focus = Optional.empty();

    RuleMoves(Sketch sketch, Set<Integer> open) {
        this.sketch = sketch;
        for (int i = 0; i < sketch.rules().size(); i++) {
            this.open.add(open.contains(i));
        }
    }

    /** Does what a button asks for: {@code add}, {@code remove 2}, {@code copy 2}, {@code move 2 0}. */
    Sketch does(List<String> command) {
        int index = number(command, 1);
        boolean known = index >= 0 && index < sketch.rules().size();
        return switch (command.isEmpty() ? "" : command.getFirst()) {
            case "add" -> {
                int last = sketch.rules().size();
                opened(last);
                focus = Optional.of("r" + last + ".w.0.field");
                yield sketch.plusRule(last, SketchRule.blank(sketch.freeId("rule")));
            }
            case "copy" -> {
                if (!known) {
                    yield sketch;
                }
                opened(index + 1);
                focus = Optional.of("r" + (index + 1) + ".name");
                yield sketch.copiedRule(index);
            }
            case "remove" -> {
                if (!known) {
                    yield sketch;
                }
                open.remove(index);
                focus = Optional.of("add-rule");
                yield sketch.withoutRule(index);
            }
            case "move" -> {
                int to = number(command, 2);
                if (!known || to < 0) {
                    yield sketch;
                }
                int last = Math.min(to, sketch.rules().size() - 1);
                open.add(last, open.remove(index));
                focus = Optional.of("r" + last + "." + (to > index ? "down" : "up"));
                yield sketch.movedRule(index, to);
            }
            default -> sketch;
        };
    }

    /** A new rule is what its author wants to see; the others need not stay in the way. */
    private void opened(int index) {
        open.replaceAll(was -> false);
        open.add(index, true);
    }

    List<Integer> open() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i)) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    /** The element to go on at. */
    Optional<String> focus() {
        return focus;
    }

    private static int number(List<String> command, int place) {
        String text = command.size() > place ? command.get(place) : "";
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
}
