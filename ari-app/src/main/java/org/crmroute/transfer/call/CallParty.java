package org.crmroute.transfer.call;

/**
 * One end of a call.
 *
 * @param channel Asterisk's unique id of the channel, which survives transfers
 * @param channelName Asterisk's name of the channel: {@code PJSIP/201-0000002a}
 * @param number as Asterisk shows it, hostile text; may be empty
 * @param name as Asterisk shows it, hostile text; may be empty
 */
public record CallParty(String channel, String channelName, String number, String name) {}
