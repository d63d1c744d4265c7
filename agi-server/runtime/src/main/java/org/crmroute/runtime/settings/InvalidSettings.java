package org.crmroute.runtime.settings;

import java.util.List;

/** Settings that cannot be used; the message shows every problem, each with its place. */
public final class InvalidSettings extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One entry a problem; those of a file with the line and a caret. */
    public List<String> problems() {
        return problems;
    }
}
