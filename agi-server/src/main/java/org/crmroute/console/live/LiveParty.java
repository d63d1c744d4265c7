package org.crmroute.console.live;

/**
 * One end of a call, as Asterisk shows it: hostile text.
 *
 * @param channel Asterisk's name of its channel; may be empty
 * @param number may be empty
 * @param name may be empty
 */
public record LiveParty(String channel, String number, String name) {}
