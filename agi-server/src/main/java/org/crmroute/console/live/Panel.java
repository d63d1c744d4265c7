package org.crmroute.console.live;

import java.util.Optional;

/**
 * What stands above the calls: the form by which one is handed on, and what became of what was asked.
 *
 * @param form empty when no call was chosen
 */
public record Panel(Optional<Form> form, Optional<Told> told) {

    static final Panel EMPTY = new Panel(Optional.empty(), Optional.empty());

    static Panel of(Told told) {
        return new Panel(Optional.empty(), Optional.of(told));
    }

    /**
     * Handing a call on.
     *
     * @param call its id
     * @param key proves that a wish sent twice is the same one
     * @param target chosen before; may be empty
     * @param shown that target as people know it
     */
    public record Form(
            String call, String key, BoardView.Party customer, BoardView.Party agent, String target, String shown) {}

    /**
     * What became of it.
     *
     * @param tone {@code good}, {@code warning} or {@code error}
     * @param detail ari-app's own sentence, in English; may be empty
     */
    public record Told(String tone, String text, String detail) {}
}
