package org.crmroute.lab.phone;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody as a display shows them.
 *
 * @param name may be empty
 * @param number the user part of the SIP address
 */
public record Party(String name, String number) {

    private static final Pattern QUOTED = Pattern.compile("\\s*\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Reads {@code "Sales One" <sip:201@host>;tag=…} and its simpler forms. */
    static Party of(String header) {
        int name = afterName(header);
        String uri = uriOf(header);
        String address = uri.substring(uri.indexOf(':') + 1);
        int at = address.indexOf('@');
        return new Party(unquoted(header.substring(0, name).strip()), at < 0 ? "" : address.substring(0, at));
    }

    private static String unquoted(String name) {
        return name.length() >= 2 && name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1")
                : name;
    }

    /** Where the display name ends: a quoted one may hold what else would begin the URI. */
    private static int afterName(String header) {
        Matcher quoted = QUOTED.matcher(header);
        if (quoted.lookingAt()) {
            return quoted.end();
        }
        return Math.max(0, header.indexOf('<'));
    }

    /** Who is at the other side: what the network vouches for, else what it says in From (of a request). */
    static Optional<Party> told(SipMessage message) {
        return message.header("P-Asserted-Identity")
                .or(() -> message.header("Remote-Party-ID"))
                .or(() -> message.isRequest() ? message.header("From") : Optional.empty())
                .map(Party::of);
    }

    static String uriOf(String header) {
        int open = header.indexOf('<', afterName(header));
        int close = header.indexOf('>', open + 1);
        if (open >= 0 && close > open) {
            return header.substring(open + 1, close);
        }
        int end = header.indexOf(';');
        return end < 0 ? header : header.substring(0, end);
    }

    /** A parameter of the header itself, not of the URI in it. */
    static Optional<String> parameterOf(String header, String name) {
        int close = header.indexOf('>', afterName(header));
        return SipMessage.parameter(header.substring(close + 1), name);
    }

    /** As it stands in From and Contact. */
    static String quoted(String name) {
        return name.isEmpty() ? "" : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\" ";
    }
}
