package org.crmroute.console.live;

import java.util.List;

/**
 * To whom a call can be handed, the likeliest first.
 *
 * @param more how many more there are
 */
public record FoundTargets(List<Choice> choices, int more) {

    /**
     * Somebody to hand a call to.
     *
     * @param target as ari-app writes it
     * @param group a key of the words: what kind it is
     * @param hint what tells it from others of that name; may be empty
     */
    public record Choice(String target, String group, String name, String hint) {

        /** As it stands in the field once chosen. */
        public String shown() {
            return hint.isEmpty() ? name : name + " · " + hint;
        }
    }
}
