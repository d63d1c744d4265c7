package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crmroute.lab.LabNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody quick before a slow line: they go on to what they see without waiting for an answer, which takes anything up to half a
 * second, and what the draft holds in the end is what they did. What they do is drawn from a seed, which a failure names; others are
 * tried with {@code -Dcrmroute.haste.first=100 -Dcrmroute.haste.count=50}.
 */
class EditorHasteIT {

    private static final int DEEDS = 14;

    @TempDir
    static Path folder;

    private static ConsoleLab lab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        lab = ConsoleLab.start(new LabNetwork(47), folder);
        lab.setUp();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    static IntStream seeds() {
        int first = Integer.getInteger("crmroute.haste.first", 1);
        return IntStream.range(first, first + Integer.getInteger("crmroute.haste.count", 4));
    }

    /** Each request of the page sets off late, by as much as a seed says. */
    private static String slowLine(int seed) {
        return """
                (() => {
                    let state = %d;
                    const late = () => {
                        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
                        return state %% 3 === 0 ? 0 : (state >> 8) %% 500;
                    };
                    const send = XMLHttpRequest.prototype.send;
                    XMLHttpRequest.prototype.send = function (...body) {
                        setTimeout(() => send.apply(this, body), late());
                    };
                    const ask = window.fetch;
                    window.fetch = (...what) => new Promise(go => setTimeout(go, late())).then(() => ask(...what));
                })()""".formatted(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoever_does_not_wait_for_answers_gets_what_they_asked_for(int seed) {
        try (Reader admin = lab.admin(Looks.DESKTOP)) {
            admin.context().addInitScript(slowLine(seed));
            Editor editor = Editor.add(admin.page(), "haste-" + seed);
            Hasty hasty = new Hasty(editor, new Random(seed));
            try {
                hasty.plus();
                hasty.plus();
                for (int i = 0; i < DEEDS; i++) {
                    hasty.doSomething();
                }
                hasty.press("Tab");
                assertThat(editor.text()).hasValue(hasty.wanted());
            } catch (AssertionError | PlaywrightException failure) {
                throw new AssertionError(
                        "seed " + seed + ", having done " + hasty.did + ", found\n"
                                + editor.text().inputValue(),
                        failure);
            }
        }
    }

    /** Knows what they have done, and so what the text must say. */
    private static final class Hasty {

        private final Editor editor;
        private final Page page;
        private final Random random;
        private final List<Wish> wishes = new ArrayList<>();
        private final List<String> did = new ArrayList<>();
        private String others = "";
        private int open = -1;
        private int names;

        Hasty(Editor editor, Random random) {
            this.editor = editor;
            this.page = editor.page();
            this.random = random;
        }

        void doSomething() {
            int which = wishes.isEmpty() ? 0 : random.nextInt(9);
            switch (which) {
                case 0 -> plus();
                case 1 -> name();
                case 2 -> queue(open());
                case 3 -> seconds();
                case 4 -> up();
                case 5 -> copy();
                case 6 -> remove();
                case 7 -> others();
                default -> toggle();
            }
        }

        /** Adds a rule, and fills it in as soon as it is there. */
        void plus() {
            did.add("plus");
            click(Editor.button(page, "+ Add a rule"));
            int number = wishes.size() + 1;
            Locator rule = editor.rule(number);
            assertThat(Editor.fields(rule)).isFocused();
            wishes.add(new Wish("", "", ""));
            open = number;
            type("funnel");
            press("Enter");
            Locator value = Editor.value(rule, "Funnel (deal)");
            if (random.nextBoolean()) {
                assertThat(value).isFocused();
            } else {
                click(value);
            }
            type("service");
            press("Enter");
            queue(rule);
        }

        private void queue(Locator rule) {
            String queue = "q" + ++names;
            did.add("queue " + open + " " + queue);
            enter(rule.getByLabel("queue").and(page.locator("input")), queue);
            Wish wish = wishes.get(open - 1);
            wishes.set(open - 1, new Wish(wish.name(), queue, wish.seconds()));
        }

        private void name() {
            Locator rule = open();
            String name = "Name " + ++names;
            did.add("name " + open + " " + name);
            enter(rule.getByLabel("Name of the rule"), name);
            Wish wish = wishes.get(open - 1);
            wishes.set(open - 1, new Wish(name, wish.queue(), wish.seconds()));
        }

        private void seconds() {
            Locator rule = open();
            String seconds = String.valueOf(10 + ++names);
            did.add("wait " + open + " " + seconds);
            enter(rule.getByLabel("wait").first(), seconds);
            Wish wish = wishes.get(open - 1);
            wishes.set(open - 1, new Wish(wish.name(), wish.queue(), seconds));
        }

        /** What changes places they wait for, as everybody does who wants to see where it went. */
        private void up() {
            if (wishes.size() < 2) {
                return;
            }
            int number = 2 + random.nextInt(wishes.size() - 1);
            did.add("up " + number);
            tool(number, "Move the rule up");
            wishes.add(number - 2, wishes.remove(number - 1));
            if (open == number) {
                open--;
            } else if (open == number - 1) {
                open++;
            }
            awaitOrder();
        }

        private void copy() {
            if (wishes.size() > 4) {
                return;
            }
            int number = 1 + random.nextInt(wishes.size());
            did.add("copy " + number);
            tool(number, "Copy the rule");
            wishes.add(number, wishes.get(number - 1));
            open = number + 1;
            awaitOrder();
        }

        private void remove() {
            int number = 1 + random.nextInt(wishes.size());
            did.add("remove " + number);
            tool(number, "Remove the rule");
            wishes.remove(number - 1);
            if (open == number) {
                open = -1;
            } else if (open > number) {
                open--;
            }
            awaitOrder();
        }

        private void awaitOrder() {
            assertThat(editor.text()).hasValue(wanted());
        }

        private void others() {
            String queue = "o" + ++names;
            did.add("others " + queue);
            if (others.isEmpty()) {
                click(Editor.button(editor.others(), "+ Choose where to call"));
            }
            enter(editor.others().getByLabel("queue").and(page.locator("input")), queue);
            others = queue;
        }

        private void toggle() {
            int number = 1 + random.nextInt(wishes.size());
            did.add("toggle " + number);
            boolean opens = open != number;
            click(editor.toggle(number));
            assertThat(editor.toggle(number)).hasAttribute("aria-expanded", String.valueOf(opens));
            if (opens) {
                if (open > 0) {
                    click(editor.toggle(open));
                    assertThat(editor.toggle(open)).hasAttribute("aria-expanded", "false");
                }
                open = number;
            } else {
                open = -1;
            }
        }

        /** The rule that is open; some are opened first. */
        private Locator open() {
            if (open < 0) {
                int number = 1 + random.nextInt(wishes.size());
                did.add("open " + number);
                click(editor.toggle(number));
                open = number;
            }
            return editor.rule(open);
        }

        private void tool(int number, String name) {
            click(editor.rule(number).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)));
        }

        private void click(Locator what) {
            what.click(new Locator.ClickOptions().setDelay(random.nextInt(100)));
        }

        private void enter(Locator field, String text) {
            click(field);
            press("Control+A");
            type(text);
            if (random.nextInt(3) > 0) {
                press("Tab");
            }
        }

        private void type(String text) {
            page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(random.nextInt(60)));
        }

        private void press(String key) {
            page.keyboard().press(key);
        }

        /** Text that has all of it in its order, and no more. */
        Pattern wanted() {
            String rules = wishes.stream()
                    .map(wish -> "- id: [^\\n]*\\n"
                            + (wish.name().isEmpty() ? "" : " *name: " + wish.name() + "\\n")
                            + " *when: [^\\n]*Service[^\\n]*\\n *route:\\n *- [^\\n]*queue: " + wish.queue()
                            + (wish.seconds().isEmpty() ? "[^\\n]*\\n" : ", timeout: " + wish.seconds() + "[^\\n]*\\n"))
                    .collect(Collectors.joining("\\s*"));
            return Pattern.compile(
                    "^scenario:[^\\n]*\\nrules:( \\[\\])?\\s*" + rules + "\\s*others:.*" + others + ".*$",
                    Pattern.DOTALL);
        }
    }

    private record Wish(String name, String queue, String seconds) {}
}
