package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody without a mouse: everything is reached by Tab, and known by its accessible name. */
final class Keys {

    private static final int FARTHEST = 120;

    /** The name of what has the focus, as a screen reader would say it. */
    private static final String NAME = """
            (() => {
                const at = document.activeElement;
                const labels = [...(at.labels || [])].map(label => label.innerText).join(' ');
                return (at.getAttribute('aria-label') || labels || at.innerText || '').replace(/\\s+/g, ' ').trim();
            })()""";

    private final Page page;

    Keys(Page page) {
        this.page = page;
    }

    Keys tabTo(String name) {
        return go("Tab", Pattern.compile("^" + Pattern.quote(name) + "( .*)?$"));
    }

    Keys backTo(String name) {
        return backTo(Pattern.compile("^" + Pattern.quote(name) + "( .*)?$"));
    }

    Keys backTo(Pattern name) {
        return go("Shift+Tab", name);
    }

    private Keys go(String key, Pattern name) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < FARTHEST; i++) {
            page.keyboard().press(key);
            String here = (String) page.evaluate(NAME);
            if (name.matcher(here).matches()) {
                return this;
            }
            passed.add(here);
        }
        throw new AssertionError("The keyboard does not reach " + name + ", only " + passed);
    }

    /** Waits until the page has put the focus there by itself. */
    Keys awaitAt(String name) {
        assertThat(page.locator(":focus")).hasAccessibleName(name);
        return this;
    }

    Keys type(String text) {
        page.keyboard().type(text);
        return this;
    }

    Keys press(String key) {
        page.keyboard().press(key);
        return this;
    }
}
