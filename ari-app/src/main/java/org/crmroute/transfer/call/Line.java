package org.crmroute.transfer.call;

import java.time.Instant;
import java.util.Map;

/**
 * A channel, as Asterisk last told of it.
 *
 * @param id unique id
 * @param name {@code PJSIP/201-0000002a}, {@code Local/201@context-00000003;1}
 * @param up answered
 * @param number of the one at its end, hostile text; may be empty
 * @param display name of the one at its end, hostile text; may be empty
 * @param application what the dialplan runs on it: {@code Dial}, {@code AppDial} on a leg that Dial() made
 * @param data that application's arguments
 * @param variables those that {@code channelvars} of {@code ari.conf} names
 */
public record Line(
        String id,
        String name,
        boolean up,
        String number,
        String display,
        String application,
        String data,
        Instant created,
        Map<String, String> variables) {

    public Line {
        variables = Map.copyOf(variables);
    }

    /** One half of a Local channel, behind which somebody else is. */
    boolean isLocal() {
        return name.startsWith("Local/") && (name.endsWith(";1") || name.endsWith(";2"));
    }

    /** The name of a Local channel's other half. */
    String otherHalf() {
        return name.substring(0, name.length() - 1) + (name.endsWith(";1") ? "2" : "1");
    }

    /** A leg that Dial() or Queue() made to ring somebody. */
    boolean wasDialled() {
        return application.equals("AppDial") || application.equals("AppQueue") || application.equals("AppDial2");
    }

    /** Named after its own number, as phones of the PBX are: {@code PJSIP/201-…} with number 201. */
    boolean isPhone() {
        int slash = name.indexOf('/');
        int dash = name.lastIndexOf('-');
        return slash >= 0
                && dash > slash
                && !number.isEmpty()
                && name.substring(slash + 1, dash).equals(number);
    }

    /** A variable's value, empty when it is not set. */
    String variable(String variable) {
        return variables.getOrDefault(variable, "");
    }
}
