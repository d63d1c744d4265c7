package org.crmroute.transfer.engine;

import java.util.Optional;
import org.crmroute.transfer.transfer.Leg;

/**
 * The channels of a transfer, by Asterisk's unique ids.
 *
 * @param customer as it was before the transfer
 * @param transferor as it was before the transfer
 */
public record Legs(TransferId transfer, String customer, String transferor) {

    /** Made by us, under a name we know before it is there. */
    public String target() {
        return transfer.targetChannel();
    }

    public String channel(Leg leg) {
        return switch (leg) {
            case CUSTOMER -> customer;
            case TRANSFEROR -> transferor;
            case TARGET -> target();
        };
    }

    public Optional<Leg> leg(String channel) {
        for (Leg leg : Leg.values()) {
            if (channel(leg).equals(channel)) {
                return Optional.of(leg);
            }
        }
        return Optional.empty();
    }
}
