package org.crmroute.portal;

/**
 * How much is made up.
 *
 * @param seed the same seed makes the same data
 * @param customFields of all entities together
 */
public record DatasetSize(
        long seed, int contacts, int deals, int companies, int leads, int employees, int funnels, int customFields) {

    public DatasetSize {
        if (contacts < 0 || deals < 0 || companies < 0 || leads < 0 || customFields < 0) {
            throw new IllegalArgumentException("a number of records cannot be negative");
        }
        if (employees < 1 || funnels < 1) {
            throw new IllegalArgumentException("a portal has at least one employee and one funnel");
        }
    }

    int of(Entity entity) {
        return switch (entity) {
            case LEAD -> leads;
            case DEAL -> deals;
            case CONTACT -> contacts;
            case COMPANY -> companies;
        };
    }
}
