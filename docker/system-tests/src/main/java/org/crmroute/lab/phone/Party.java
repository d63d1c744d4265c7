package org.crmroute.lab.phone;

import java.util.Optional;

/**
 * Somebody as a display shows them.
 *
 * @param name may be empty
 * @param number the user part of the SIP address
 */
public record Party(String name, String number) {

    /** Reads {@code "Sales One" <sip:201@host>;tag=…} and its simpler forms. */
    static Party of(String header) {
        int angle = header.indexOf('<');
        String name = angle < 0 ? "" : header.substring(0, angle).strip();
        if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
            name = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        String uri = uriOf(header);
        String address = uri.substring(uri.indexOf(':') + 1);
        int at = address.indexOf('@');
        return new Party(name, at < 0 ? "" : address.substring(0, at));
    }

    /** Who is at the other side: what the network vouches for, else what it says in From (of a request). */
    static Optional<Party> told(SipMessage message) {
        return message.header("P-Asserted-Identity")
                .or(() -> message.header("Remote-Party-ID"))
                .or(() -> message.isRequest() ? message.header("From") : Optional.empty())
                .map(Party::of);
    }

    static String uriOf(String header) {
        int open = header.indexOf('<');
        int close = header.indexOf('>', open + 1);
        if (open >= 0 && close > open) {
            return header.substring(open + 1, close);
        }
        int end = header.indexOf(';');
        return end < 0 ? header : header.substring(0, end);
    }

    /** As it stands in From and Contact. */
    static String quoted(String name) {
        return name.isEmpty() ? "" : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\" ";
    }
}
