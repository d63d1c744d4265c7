package org.crmroute.scenario;

import java.util.Locale;
import java.util.Optional;
import org.crmroute.call.Extension;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.EntityType;
import org.crmroute.runtime.yaml.Position;

/** Somewhere to try for a caller, for so many seconds. */
public sealed interface Step {

    /** Seconds to ring, where the scenario does not say. */
    int RING = 20;
    /** Seconds to wait in a queue, where the scenario does not say. */
    int WAIT = 60;
    /** No time limit: the call is handed over to the dialplan and does not come back. */
    int FOR_GOOD = 0;

    /** Seconds to ring or wait. */
    int timeout();

    /** As the scenario says it: {@code assignee: deal}. */
    String inWords();

    record ToExtension(Extension extension, int timeout) implements Step {
        @Override
        public String inWords() {
            return "extension: " + extension;
        }
    }

    record ToQueue(Extension queue, int timeout, int priority) implements Step {
        @Override
        public String inWords() {
            return "queue: " + queue;
        }
    }

    /**
     * A certain employee.
     *
     * @param employee a Bitrix24 user; by id once linked, before that by id or full name
     */
    record ToEmployee(Expression.Value employee, int timeout) implements Step {
        @Override
        public String inWords() {
            return "employee: " + employee.inWords();
        }
    }

    record ToAssignee(Whose whose, int timeout) implements Step {
        @Override
        public String inWords() {
            return "assignee: " + whose.word();
        }
    }

    /** The head of the assignee's department. */
    record ToHead(Whose whose, int timeout) implements Step {
        @Override
        public String inWords() {
            return "head: " + whose.word();
        }
    }

    record ToExternal(PhoneNumber number, int timeout) implements Step {
        @Override
        public String inWords() {
            return "external: " + number;
        }
    }

    /**
     * A place in the dialplan. Without a timeout the call is handed over for good; with one it comes back, unanswered,
     * for the next step.
     *
     * @param target {@code context,exten,priority}
     */
    record ToDialplan(String target, int timeout) implements Step {
        @Override
        public String inWords() {
            return "dialplan: " + target;
        }
    }

    /** Whose assignee. */
    enum Whose {
        LEAD,
        CONTACT,
        COMPANY,
        DEAL,
        /** The rule's record, else the open deal, open lead, contact, company, in that order. */
        ANY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty for {@link #ANY}. */
        Optional<EntityType> entity() {
            return EntityType.ofWord(word());
        }
    }

    /** A step and where it stands in the document. */
    record Placed(Step step, Position at) {}
}
