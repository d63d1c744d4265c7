package org.crmroute.console.live;

/**
 * One end of a call, as Asterisk shows it: hostile text.
 *
 * @param number may be empty
 * @param name may be empty
 */
public record LiveParty(String number, String name) {}
