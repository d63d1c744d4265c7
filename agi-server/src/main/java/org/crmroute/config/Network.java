package org.crmroute.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network, as CIDR writes it: {@code 127.0.0.0/8}, {@code fd00::/8}; a single address is a network of its own.
 *
 * @param text the canonical form
 */
public record Network(String text) {

    // only literals: a name would be looked up in the DNS, now and never again
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern FOUR_PARTS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /**
     * The network, if the text is one. One with bits set behind the prefix ({@code 10.0.0.7/8}) is refused, since it is
     * either a slip in the address or in the prefix.
     */
    public static Optional<Network> of(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(literal).matches()
                || (literal.indexOf(':') < 0 && !FOUR_PARTS.matcher(literal).matches())) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            int bits = address.length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits || hasBitsBehind(address, prefix)) {
                return Optional.empty();
            }
            return Optional.of(new Network(InetAddress.getByAddress(address).getHostAddress() + "/" + prefix));
        } catch (UnknownHostException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean hasBitsBehind(byte[] address, int prefix) {
        for (int bit = prefix; bit < address.length * 8; bit++) {
            if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
