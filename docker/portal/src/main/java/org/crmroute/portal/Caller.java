package org.crmroute.portal;

/**
 * Who called a method.
 *
 * @param user the Bitrix24 user whose rights count
 * @param application whether by OAuth, else by the inbound webhook
 */
record Caller(int user, boolean application) {}
