package org.crmroute.runtime.yaml;

import java.util.List;

/** A document that cannot be used; the message shows every problem with its place and a caret. */
public final class InvalidDocument extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidDocument(Source source, List<Problem> problems) {
        super(source.show(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
