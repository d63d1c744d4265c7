package org.crmroute.lab.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A SIP request or response (RFC 3261, section 7).
 *
 * @param start the first line, without its end
 * @param headers in their order
 * @param body text, mostly SDP; may be empty
 */
record SipMessage(String start, List<Header> headers, String body) {

    private static final String VERSION = "SIP/2.0";

    /** One header line. */
    record Header(String name, String value) {}

    SipMessage {
        headers = List.copyOf(headers);
    }

    static SipMessage request(String method, String uri) {
        return new SipMessage(method + " " + uri + " " + VERSION, List.of(), "");
    }

    /** An answer to a request, with the headers that must be the same in both. */
    SipMessage answer(int status, String reason) {
        List<Header> same = headers.stream()
                .filter(h -> List.of("via", "from", "to", "call-id", "cseq")
                        .contains(h.name().toLowerCase(Locale.ROOT)))
                .toList();
        return new SipMessage(VERSION + " " + status + " " + reason, same, "");
    }

    /** Reads a datagram; empty when it is no SIP message. */
    static Optional<SipMessage> read(byte[] datagram, int length) {
        String text = new String(datagram, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        List<String> lines = text.substring(0, end).lines().toList();
        String start = lines.getFirst();
        if (start.split(" ", 3).length < 3 || !(start.startsWith(VERSION + " ") || start.endsWith(" " + VERSION))) {
            return Optional.empty();
        }
        List<Header> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (Character.isWhitespace(line.charAt(0)) && !headers.isEmpty()) {
                Header folded = headers.removeLast();
                headers.add(new Header(folded.name(), folded.value() + " " + line.strip()));
            } else if (colon > 0) {
                headers.add(new Header(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
            }
        }
        return Optional.of(new SipMessage(start, headers, text.substring(end + 4)));
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        for (Header header : headers) {
            text.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        text.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    SipMessage with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new SipMessage(start, more, body);
    }

    /** The same with a header in place of the one of that name. */
    SipMessage replacing(String name, String value) {
        List<Header> others = headers.stream()
                .map(h -> h.name().equalsIgnoreCase(name) ? new Header(name, value) : h)
                .toList();
        return new SipMessage(start, others, body);
    }

    SipMessage carrying(String type, String content) {
        return new SipMessage(start, with("Content-Type", type).headers(), content);
    }

    boolean isRequest() {
        return !start.startsWith(VERSION);
    }

    /** Of a request: {@code INVITE}, {@code BYE}, …; of a response the method that it answers. */
    String method() {
        return isRequest() ? start.substring(0, start.indexOf(' ')) : cseqPart(1);
    }

    /** Of a response: 100 to 699. */
    int status() {
        return Integer.parseInt(start.substring(VERSION.length() + 1, VERSION.length() + 4));
    }

    int cseq() {
        return Integer.parseInt(cseqPart(0));
    }

    private String cseqPart(int part) {
        String[] parts = header("CSeq").orElse("0 NONE").split("\\s+", 2);
        return parts.length > part ? parts[part] : "NONE";
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    String callId() {
        return header("Call-ID").orElse("");
    }

    /** The branch of the topmost Via: what a transaction is known by. */
    String branch() {
        return parameter(header("Via").orElse(""), "branch").orElse("");
    }

    Optional<String> tag(String header) {
        return header(header).flatMap(value -> Party.parameterOf(value, "tag"));
    }

    /** The URI of the sender's Contact, where requests within the dialog go. */
    Optional<String> contact() {
        return header("Contact").map(Party::uriOf);
    }

    static Optional<String> parameter(String value, String name) {
        for (String part : value.split(";", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair[0].equalsIgnoreCase(name) && pair.length == 2) {
                return Optional.of(pair[1].strip());
            }
        }
        return Optional.empty();
    }
}
