package org.crmroute.cli;

import java.util.List;
import java.util.function.Function;
import org.crmroute.config.Configuration;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.Integration;
import org.crmroute.routing.RoutedCall;
import org.crmroute.routing.ScenarioDesk;
import org.crmroute.runtime.health.HealthCheck;

/**
 * All that the commands work with.
 *
 * @param server runs until it is told to stop
 * @param explainer decides a call that only exists to be explained, and logs nothing
 * @param document a decision as JSON
 * @param desk where scenarios are checked, put in force and shown
 * @param integration whether calls are decided by the CRM's data
 * @param checks what doctor asks beyond the host itself: database, mirror, scenarios
 * @param links lets into the console who cannot sign in
 */
public record Ports(
        Server server,
        Opening<Explainer> explainer,
        Function<RoutedCall, String> document,
        Opening<ScenarioDesk> desk,
        Opening<DecisionLog> decisions,
        Opening<SnapshotImporter> importer,
        Opening<MirrorSync> syncing,
        Opening<Integration> integration,
        Opening<List<HealthCheck>> checks,
        Opening<SignInLinks> links) {

    /** The server. */
    @FunctionalInterface
    public interface Server {
        /** Runs until the process is told to end. */
        void run(Configuration configuration) throws Unusable;
    }
}
