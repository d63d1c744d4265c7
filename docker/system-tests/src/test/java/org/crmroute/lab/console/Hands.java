package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody who uses the page for the first time, and how long that takes them: each thing they do is done in the browser and
 * counted at the pace of the keystroke-level model (Card, Moran and Newell, <i>The keystroke-level model for user performance
 * time with interactive systems</i>, CACM 23(7), 1980), and what they have not read yet they read first.
 */
final class Hands {

    /** K: a key, typed by an average typist who is no secretary (40 words a minute). */
    static final double KEY = 0.28;

    /** P: to point at something with the mouse. */
    static final double POINT = 1.10;

    /** B, twice: to press the mouse's button and let it go. */
    static final double CLICK = 0.20;

    /** H: the hand goes from keyboard to mouse, or back. */
    static final double HOME = 0.40;

    /** M: to think what to do next; before everything that is pointed at, and before everything that is typed. */
    static final double THINK = 1.35;

    /** R: the page's answer, generously: the server has 50 ms for it. */
    static final double ANSWER = 0.25;

    /** A word read silently, at the 238 words a minute of Brysbaert, Journal of Memory and Language 109, 2019. */
    static final double WORD = 60.0 / 238;

    /**
     * How much of what is new on a page they read: half, where visitors of web pages read 28 % at most (Nielsen, <i>How little do
     * users read?</i>, 2008, from the data of Weinreich and others, ACM Transactions on the Web 2(1)).
     */
    static final double SHARE = 0.5;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Page page;
    private final Set<String> read = new HashSet<>();
    private boolean atMouse = true;
    private int keys;
    private int clicks;
    private int words;
    private double seconds;

    Hands(Page page) {
        this.page = page;
    }

    /** Opens an address that stands somewhere else: copied, and pasted into the browser. */
    Hands open(String address) {
        think();
        mouse();
        seconds += 2 * (POINT + CLICK);
        clicks += 2;
        keyboard();
        stroke(3);
        page.navigate(address);
        return answered();
    }

    /** Points at something and clicks. */
    Hands click(Locator what) {
        think();
        mouse();
        seconds += POINT + CLICK;
        clicks++;
        what.click();
        return answered();
    }

    /** Types where the focus is. */
    Hands type(String text) {
        think();
        keyboard();
        stroke(text.length());
        page.keyboard().type(text);
        return this;
    }

    /** Presses a key. */
    Hands press(String key) {
        keyboard();
        stroke(1);
        page.keyboard().press(key);
        return answered();
    }

    /** Waits until the page put the focus where one goes on: nothing to be done. */
    Hands isAt(Locator what) {
        assertThat(what).isFocused();
        return this;
    }

    /** Looks at what is new in the page's content: texts, labels, buttons, open lists, and what closed lists say is chosen. */
    Hands read() {
        String shown = (String) page.locator("main").evaluate("""
                main => {
                    const closed = new Set([...main.querySelectorAll('option:not(:checked)')].map(option => option.text));
                    return main.innerText.split('\\n').filter(line => !closed.has(line.trim())).join('\\n');
                }""");
        shown.lines().map(String::strip).filter(read::add).forEach(this::readLine);
        return this;
    }

    private void readLine(String line) {
        long its = BLANKS.splitAsStream(line).filter(word -> !word.isEmpty()).count();
        words += (int) its;
        seconds += its * SHARE * WORD;
    }

    double seconds() {
        return seconds;
    }

    /** For whoever wants to know what the sum is made of. */
    String inWords() {
        return "%d clicks, %d keys, %d words seen and half of them read: %.0f s"
                .formatted(clicks, keys, words, seconds);
    }

    private Hands answered() {
        seconds += ANSWER;
        return this;
    }

    private void think() {
        seconds += THINK;
    }

    private void stroke(int count) {
        keys += count;
        seconds += count * KEY;
    }

    private void mouse() {
        if (!atMouse) {
            seconds += HOME;
            atMouse = true;
        }
    }

    private void keyboard() {
        if (atMouse) {
            seconds += HOME;
            atMouse = false;
        }
    }
}
