package org.crmroute.routing;

/** Decides where calls go. */
@FunctionalInterface
public interface Router {

    /** Never throws and never waits longer than the deadline: whatever goes wrong is a {@code FAILED} decision. */
    RoutedCall route(RouteRequest request);
}
