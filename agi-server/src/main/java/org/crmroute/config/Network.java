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

    /** Whether an address belongs to it; one of IPv4 written as IPv6 ({@code ::ffff:10.0.0.1}) counts as IPv4. */
    public boolean contains(InetAddress address) {
        int slash = text.indexOf('/');
        try {
            byte[] mine = InetAddress.getByName(text.substring(0, slash)).getAddress();
            byte[] theirs = address.getAddress();
            int prefix = Integer.parseInt(text.substring(slash + 1));
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                if (((mine[bit / 8] ^ theirs[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text + " was an address when it was read", e);
        }
    }

    /** The address a text is, never asking DNS; empty when it is none. */
    public static Optional<InetAddress> address(String text) {
        return text.indexOf('/') >= 0
                ? Optional.empty()
                : of(text).map(network -> {
                    try {
                        return InetAddress.getByName(network.text.substring(0, network.text.indexOf('/')));
                    } catch (UnknownHostException e) {
                        throw new IllegalStateException(text + " was an address when it was read", e);
                    }
                });
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
