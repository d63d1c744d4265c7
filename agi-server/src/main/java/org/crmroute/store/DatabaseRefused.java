package org.crmroute.store;

import java.nio.file.Path;

/** The database cannot be used; the message is one sentence that says which file, what is wrong and what to do. */
public final class DatabaseRefused extends Exception {

    private static final long serialVersionUID = 1L;

    DatabaseRefused(Path file, String what, String whatToDo) {
        super(sentence(file, what, whatToDo));
    }

    DatabaseRefused(Path file, String what, String whatToDo, Throwable cause) {
        super(sentence(file, what, whatToDo), cause);
    }

    DatabaseRefused(String sentence) {
        super(sentence);
    }

    private static String sentence(Path file, String what, String whatToDo) {
        return "The database " + file + " " + what + "; " + whatToDo + ".";
    }
}
