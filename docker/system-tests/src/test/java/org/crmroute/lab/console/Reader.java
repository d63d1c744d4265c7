package org.crmroute.lab.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Somebody before a browser, who hears every complaint of the page. */
final class Reader implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "console");
    /** Of tests that share a machine with others, milliseconds; how quick a page is, a benchmark says. */
    private static final int PATIENCE = 30_000;

    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final BrowserContext context;
    private final Looks looks;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Reader(BrowserContext context, Looks looks) {
        this.context = context;
        this.looks = looks;
        context.setDefaultTimeout(PATIENCE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        this.page = context.newPage();
        listen(page);
    }

    private void listen(Page to) {
        to.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        to.onPageError(error -> complaints.add("script: " + error));
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Opens another tab of the same browser. */
    Page tab() {
        Page another = context.newPage();
        listen(another);
        return another;
    }

    /** A complaint that the test provokes on purpose: forgotten when it came, and missed when it did not. */
    void expect(String complaint) {
        Pattern expected = Pattern.compile(complaint);
        assertThat(complaints)
                .as("what the browser complained of")
                .anyMatch(c -> expected.matcher(c).find());
        complaints.removeIf(c -> expected.matcher(c).find());
    }

    /** Takes a picture of the whole page, and has it looked at for those who cannot see or use a mouse. */
    void look(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(name + "-" + looks.inWords() + ".png")));
        List<Rule> findings = new AxeBuilder(page).analyze().getViolations();
        assertThat(findings.stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml())
                                        .limit(5)
                                        .toList()))
                .as("findings of the accessibility check on " + name)
                .isEmpty();
        double wider = ((Number)
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .doubleValue();
        assertThat(wider)
                .as("pixels that " + name + " is wider than the screen")
                .isZero();
    }

    /** Goes, having heard no complaint. */
    @Override
    public void close() {
        try {
            assertThat(complaints).as("what the browser complained of").isEmpty();
        } finally {
            context.close();
        }
    }
}
