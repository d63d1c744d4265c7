package org.crmroute.sync;

import java.time.Duration;

/**
 * What an import brought.
 *
 * @param leftOut deals that are templates of recurring ones, and companies of the portal's owner
 * @param phones numbers on the cards
 * @param unreadablePhones those of them that are found by their last digits only, or not at all
 */
public record ImportReport(
        long leads,
        long contacts,
        long companies,
        long deals,
        long leftOut,
        long phones,
        long unreadablePhones,
        int fields,
        int funnels,
        int employees,
        int departments,
        Duration took) {}
