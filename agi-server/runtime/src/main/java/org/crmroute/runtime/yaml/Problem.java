package org.crmroute.runtime.yaml;

/**
 * Something wrong, or doubtful, at a place of a document.
 *
 * @param severity whether the document must be refused
 * @param at where
 * @param message what is wrong and what to do, one line
 */
public record Problem(Severity severity, Position at, String message) {

    /** How bad it is. */
    public enum Severity {
        /** The document cannot be used. */
        ERROR,
        /** The document can be used; its author would want to know. */
        WARNING
    }

    public static Problem error(Position at, String message) {
        return new Problem(Severity.ERROR, at, message);
    }

    public static Problem warning(Position at, String message) {
        return new Problem(Severity.WARNING, at, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
