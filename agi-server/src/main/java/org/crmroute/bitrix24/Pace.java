package org.crmroute.bitrix24;

/**
 * How often a portal may be asked: a bucket that holds {@code burst} requests and is filled again by
 * {@code perSecond}. The portal counts all programs at one address together. The numbers are Bitrix24's, from "Limits
 * and restrictions of the REST API".
 *
 * @param perSecond requests a second in the long run, greater than 0
 * @param burst requests at once after a rest, at least 1
 */
public record Pace(double perSecond, int burst) {

    /** Every plan but Enterprise. */
    public static final Pace STANDARD = new Pace(2, 50);

    public static final Pace ENTERPRISE = new Pace(5, 250);

    public Pace {
        if (!(perSecond > 0) || Double.isInfinite(perSecond) || burst < 1) {
            throw new IllegalArgumentException("a pace is more than 0 requests a second and a burst of at least 1");
        }
    }
}
