package org.crmroute.lab;

import java.time.Duration;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.SipPhone;

/**
 * A customer and an agent who talk.
 *
 * @param customer whose call it is
 * @param agent who answered
 * @param customerLeg the call on the customer's phone
 * @param agentLeg the call on the agent's
 */
public record Conversation(SipPhone customer, SipPhone agent, Call customerLeg, Call agentLeg) {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** Calls, and waits until both hear one another. */
    static Conversation begin(SipPhone customer, String number, SipPhone agent) throws InterruptedException {
        int before = agent.incoming().size();
        Call customerLeg = customer.call(number);
        Call agentLeg = next(agent, before);
        customerLeg.awaitAnswered(PATIENCE);
        Conversation conversation = new Conversation(customer, agent, customerLeg, agentLeg);
        conversation.awaitTalk();
        return conversation;
    }

    /** Waits until both hear one another again. */
    public void awaitTalk() throws InterruptedException {
        agentLeg.awaitHears(customer.tone(), PATIENCE);
        customerLeg.awaitHears(agent.tone(), PATIENCE);
    }

    /** The next call to a phone after so many. */
    public static Call next(SipPhone phone, int before) throws InterruptedException {
        return phone.awaitIncoming(before, PATIENCE);
    }

    /** Waits until the customer and somebody on a phone hear one another, and nobody else. */
    public void awaitCustomerTalksTo(SipPhone phone, Call leg) throws InterruptedException {
        customerLeg.awaitHearsOnly(phone.tone(), PATIENCE);
        leg.awaitHearsOnly(customer.tone(), PATIENCE);
    }

    /** Whether the customer is still there. */
    public boolean customerIsThere() {
        return customerLeg.ending().isEmpty();
    }
}
