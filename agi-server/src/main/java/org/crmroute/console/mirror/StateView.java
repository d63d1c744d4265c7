package org.crmroute.console.mirror;

import java.util.List;
import java.util.Optional;

/**
 * How the mirror follows the portal, in the reader's words.
 *
 * @param tone the class that colours it: good, warning, error, or empty
 * @param title in a word or two
 * @param age how old what calls are decided by is
 * @param told what somebody should look at, the gravest first
 * @param full the full synchronisation, while there is one
 * @param counts what the mirror holds
 * @param facts everything else, by the name of each
 * @param limits what the portal allows; empty where none is configured
 * @param errors the last ones, newest first
 */
public record StateView(
        String tone,
        String title,
        String age,
        List<Told> told,
        Optional<Full> full,
        List<Fact> counts,
        List<Fact> facts,
        Optional<Limits> limits,
        List<PastErrorRow> errors) {

    /**
     * Something to look at.
     *
     * @param title what it is
     * @param advice what to do about it
     * @param detail as the portal or the program says it, in English
     * @param when since when, and when it is tried again
     * @param droppable whether an administrator can say that it is meant so
     */
    public record Told(String tone, String title, String advice, String detail, String when, boolean droppable) {}

    /**
     * A full synchronisation.
     *
     * @param percent of all records
     * @param line how many of how many, how quickly, how long still
     */
    public record Full(int percent, String line, List<Bar> entities) {}

    /**
     * Of one entity.
     *
     * @param text done of total
     */
    public record Bar(String what, int percent, String text) {}

    /** Something with a name. */
    public record Fact(String name, String value) {}

    /**
     * What the portal allows.
     *
     * @param pace requests a second, and at once
     */
    public record Limits(String pace, List<Method> methods) {}

    /**
     * A method's operating time.
     *
     * @param percent of what is allowed
     * @param held for how long it is left alone; empty when it is not
     */
    public record Method(String name, int percent, String text, String held) {}

    /**
     * Something that went wrong.
     *
     * @param times how often in a row; empty for once
     */
    public record PastErrorRow(String when, String part, String times, String code, String detail) {}
}
