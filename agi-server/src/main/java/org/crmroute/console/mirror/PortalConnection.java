package org.crmroute.console.mirror;

import org.crmroute.sync.Synchroniser;

/**
 * The portal that is configured, and what follows it.
 *
 * @param host its name; never what lets us in
 */
public record PortalConnection(String host, Synchroniser synchroniser) {}
