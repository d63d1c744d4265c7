package org.crmroute.console.access;

/**
 * Where a request comes from.
 *
 * @param address of the browser or program, not of the proxies between
 * @param https whether its way to the last proxy was encrypted
 */
record Peer(String address, boolean https) {}
