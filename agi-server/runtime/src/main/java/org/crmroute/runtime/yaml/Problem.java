package org.crmroute.runtime.yaml;

/**
 * Something wrong, or doubtful, at a place of a document.
 *
 * @param severity whether the document must be refused
 * @param at where
 * @param said what is wrong and what to do
 */
public record Problem(Severity severity, Position at, Saying said) {

    /** How bad it is. */
    public enum Severity {
        /** The document cannot be used. */
        ERROR,
        /** The document can be used; its author would want to know. */
        WARNING
    }

    public static Problem error(Position at, Saying said) {
        return new Problem(Severity.ERROR, at, said);
    }

    /** One that is only said in English. */
    public static Problem error(Position at, String message) {
        return error(at, Saying.only(message));
    }

    public static Problem warning(Position at, Saying said) {
        return new Problem(Severity.WARNING, at, said);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** In English, one line. */
    public String message() {
        return said.toString();
    }
}
