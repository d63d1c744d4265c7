package org.crmroute.console.warnings;

import java.util.List;

/**
 * The warnings of a scenario, in the reader's words.
 *
 * @param name of the scenario
 * @param address where it is edited
 * @param hints whole sentences
 */
public record WarningsView(
        String name, long version, String address, List<RuleOut> rules, List<Idle> steps, List<String> hints) {

    /**
     * A rule out of force.
     *
     * @param address where in the editor it can be mended
     */
    public record RuleOut(String id, String name, String address, List<Condition> conditions) {}

    /**
     * A condition of it.
     *
     * @param field what the CRM calls or called the field
     * @param path as scenarios write it
     * @param gone whether the field itself is
     * @param missing what to fill in; empty when nothing is missing here
     */
    public record Condition(
            String field, String path, boolean gone, String operator, List<Value> values, String missing) {}

    /**
     * A value.
     *
     * @param gone whether the CRM no longer has it
     */
    public record Value(String text, boolean gone) {}

    /**
     * A step that leads nowhere.
     *
     * @param where which rule, or Others
     * @param what the step
     * @param why nobody is reached
     * @param address where in the editor it can be mended
     */
    public record Idle(String where, String what, String why, String address) {}
}
