package org.crmroute.call;

/**
 * A run of digits as it stood in a text, all punctuation gone.
 *
 * @param plus whether a plus sign stood before it
 * @param digits ASCII digits, at least one
 * @param firstStandsAlone whether the first digit was set off from the rest, as in {@code 8 912} or {@code 8(912)}
 */
record WrittenNumber(boolean plus, String digits, boolean firstStandsAlone) {}
