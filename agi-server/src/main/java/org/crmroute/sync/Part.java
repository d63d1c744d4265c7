package org.crmroute.sync;

/** The parts of the work; of those that are due the first here comes first. */
enum Part {
    CATALOGUE("catalogue"),
    NOTICED("records that events told of"),
    CHANGES("changes"),
    FULL("full synchronisation"),
    COMPARING("comparing"),
    REREADING("reading again");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    /** For administrators. */
    String words() {
        return words;
    }
}
