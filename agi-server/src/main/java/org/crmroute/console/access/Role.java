package org.crmroute.console.access;

import io.javalin.security.RouteRole;

/** What somebody who is signed in may do. Every page of the console names the one it asks for. */
public enum Role implements RouteRole {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** Changes everything. */
    ADMIN;

    /** Whether this one may do what another is asked for. */
    public boolean includes(Role asked) {
        return compareTo(asked) >= 0;
    }
}
