package org.crmroute.lab.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What somebody does on the page of one scenario, in English. */
final class Editor {

    private final Page page;

    private Editor(Page page) {
        this.page = page;
    }

    /** Begins a scenario on the list of them. */
    static Editor add(Page page, String name) {
        page.navigate("/scenarios");
        page.getByLabel("Name").fill(name);
        button(page, "Add").click();
        page.waitForURL("**/scenarios/" + name);
        return new Editor(page);
    }

    /** Begins one from its text, and waits until the form shows it. */
    static Editor add(Page page, String name, String text) {
        Editor editor = add(page, name);
        editor.write(text);
        editor.isKept();
        return editor;
    }

    static Editor open(Page page, String name) {
        page.navigate("/scenarios/" + name);
        return new Editor(page);
    }

    /** Whoever came there by themselves. */
    static Editor at(Page page) {
        return new Editor(page);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator button(Locator in, String name) {
        return in.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    Page page() {
        return page;
    }

    /** The side with YAML. */
    Locator text() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("As text (YAML)"));
    }

    /** Writes the text anew and leaves it. */
    void write(String text) {
        text().fill(text);
        text().blur();
    }

    /** Waits until the server has what was entered last, and says so. */
    void isKept() {
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Draft")))
                .isVisible();
        assertThat(page.locator(".htmx-request")).hasCount(0);
    }

    /** What is still to be mended. */
    Locator check() {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName("Check").setExact(true));
    }

    /** Names of the rules, in their order. */
    Locator titles() {
        return page.locator(".rule-title");
    }

    /** A rule by its number on the page, from 1. */
    Locator rule(int number) {
        return page.getByRole(AriaRole.LIST)
                .filter(new Locator.FilterOptions().setHas(page.locator(".rule-head")))
                .locator("> li")
                .nth(number - 1);
    }

    /** The rule's own button, which opens and closes it. */
    Locator toggle(int number) {
        return rule(number).locator("button[aria-expanded]").first();
    }

    Locator others() {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName("Others").setExact(true));
    }

    /** Adds a rule and waits until it can be filled in. */
    Locator addRule() {
        button(page, "+ Add a rule").click();
        Locator rule = page.locator(".rule.open");
        assertThat(fields(rule).first()).isFocused();
        return rule;
    }

    /** The fields of the CRM that a rule asks for, in the order of its conditions. */
    static Locator fields(Locator rule) {
        return rule.getByLabel("Field of the CRM").and(rule.page().locator("input"));
    }

    /** What a condition is compared with. */
    static Locator value(Locator rule, String field) {
        return rule.getByLabel("Value of " + field).and(rule.page().locator("input, select"));
    }

    static Locator comparison(Locator rule, int condition) {
        return rule.getByLabel("How to compare").nth(condition);
    }

    /** Types a part of what is wanted and takes it from the list below. */
    void choose(Locator box, String part, String wanted) {
        box.click();
        box.pressSequentially(part);
        offered().filter(new Locator.FilterOptions().setHasText(wanted)).first().click();
    }

    /** What the open list offers. */
    Locator offered() {
        return page.getByRole(AriaRole.OPTION).and(page.locator(".pick-list:not([hidden]) *"));
    }

    /** Looks at what would change, and puts it in force. */
    void publish(int version) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check and publish"))
                .click();
        page.waitForURL("**/publish");
        button(page, "Publish now").click();
        assertThat(page.getByText("Version " + version + " is in force: the next call follows it."))
                .isVisible();
    }
}
