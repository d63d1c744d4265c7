package org.crmroute.agi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** The networks whose hosts may ask; names are not resolved, for an answer of DNS is no credential. */
public final class AllowList {

    // Four groups and no fewer: "10.1" would be read as 10.0.0.1.
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=.*:)[0-9A-Fa-f:]+(:[0-9]{1,3}(\\.[0-9]{1,3}){3})?");

    private final List<Network> networks;

    private AllowList(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * The list as it is configured.
     *
     * @param networks such as {@code 127.0.0.0/8}, {@code fd00::/8} or a single {@code 10.0.0.5}
     * @throws IllegalArgumentException naming the entry that is none of these
     */
    public static AllowList of(List<String> networks) {
        return new AllowList(networks.stream().map(Network::parse).toList());
    }

    public boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(bytes));
    }

    @Override
    public String toString() {
        return networks.toString();
    }

    private record Network(InetAddress base, int prefix) {

        static Network parse(String text) {
            String trimmed = text.strip();
            int slash = trimmed.indexOf('/');
            String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
            try {
                if (!ADDRESS.matcher(address).matches()) {
                    throw new UnknownHostException(address);
                }
                InetAddress base = InetAddress.getByName(address);
                int bits = base.getAddress().length * 8;
                int prefix = slash < 0 ? bits : Integer.parseInt(trimmed.substring(slash + 1));
                if (prefix < 0 || prefix > bits) {
                    throw new NumberFormatException(trimmed);
                }
                return new Network(base, prefix);
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "not a network: " + trimmed + "; write 127.0.0.0/8, fd00::/8 or 10.0.0.5", e);
            }
        }

        boolean contains(byte[] address) {
            byte[] own = base.getAddress();
            if (own.length != address.length) {
                return false;
            }
            int whole = prefix / 8;
            for (int i = 0; i < whole; i++) {
                if (own[i] != address[i]) {
                    return false;
                }
            }
            int rest = prefix % 8;
            return rest == 0 || ((own[whole] ^ address[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
        }

        @Override
        public String toString() {
            return base.getHostAddress() + "/" + prefix;
        }
    }
}
