package org.crmroute.lab;

/**
 * The addresses of one lab; several can run side by side.
 *
 * @param third the third number of 127.0.x.0/24
 */
public record LabNetwork(int third) {

    /** {@code 127.0.30}, what Asterisk's image calls {@code CRMROUTE_LAB_NET}. */
    public String prefix() {
        return "127.0." + third;
    }

    public String asterisk() {
        return prefix() + ".1";
    }

    /** Where the router listens, for Asterisk and for people. */
    public String router() {
        return prefix() + ".2";
    }

    /** Where the stand-in portal answers. */
    public String portal() {
        return prefix() + ".3";
    }

    /** Where customers call from; Asterisk takes it for the trunk. */
    public String trunk() {
        return prefix() + ".50";
    }

    /** Where calls to the outside arrive. */
    public String gateway() {
        return prefix() + ".60";
    }

    public String phone(int extension) {
        return prefix() + "." + extension;
    }

    String agiUrl() {
        return "agi://%s:4573/route".formatted(router());
    }

    /** Where a server listens that knows the answer already, see {@link Bench}. */
    String floorUrl() {
        return "agi://%s:%d/route".formatted(router(), Bench.FLOOR_PORT);
    }

    /** Two hundred pairs of RTP ports of its own. */
    String rtpPorts() {
        int first = 20_000 + (third % 50) * 400;
        return first + "-" + (first + 399);
    }
}
