package org.crmroute;

import java.util.List;
import org.crmroute.cli.Explainer;
import org.crmroute.cli.Opening;
import org.crmroute.cli.Ports;
import org.crmroute.cli.ScenarioDesk;
import org.crmroute.cli.SnapshotImporter;
import org.crmroute.cli.Unusable;
import org.crmroute.config.Configuration;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.RoutedCall;
import org.crmroute.routing.ScenarioStore;
import org.crmroute.runtime.health.HealthCheck;

/** Puts behind each command's port what does the work. With {@link Serve} the only place that sees implementations. */
final class Wiring {

    private Wiring() {}

    static Ports ports() {
        return new Ports(
                configuration -> new Serve(configuration).run(),
                Wiring::explainer,
                Wiring::document,
                Wiring::desk,
                Wiring::scenarios,
                Wiring::decisions,
                Wiring::importer,
                Wiring::checks);
    }

    /** Joint: a {@code RouterExplainer} on a router that logs nothing. */
    private static Opening.Opened<Explainer> explainer(Configuration configuration) throws Unusable {
        throw notJoined("explain");
    }

    /** Joint: {@code DecisionDocument}. */
    private static String document(RoutedCall call) {
        throw new UnsupportedOperationException("a decision as JSON");
    }

    /** Joint: reader, compiler and writer of scenarios with the store's catalogue. */
    private static Opening.Opened<ScenarioDesk> desk(Configuration configuration) throws Unusable {
        throw notJoined("scenario");
    }

    /** Joint: the store's scenarios. */
    private static Opening.Opened<ScenarioStore> scenarios(Configuration configuration) throws Unusable {
        throw notJoined("scenario");
    }

    /** Joint: the store's decision log, read only. */
    private static Opening.Opened<DecisionLog> decisions(Configuration configuration) throws Unusable {
        throw notJoined("decisions");
    }

    /** Joint: {@code SnapshotFolder.importInto(store's MirrorWriter)}. */
    private static Opening.Opened<SnapshotImporter> importer(Configuration configuration) throws Unusable {
        throw notJoined("import");
    }

    /** Joint: schema of the database, {@code MirrorCheck}, {@code ScenarioCheck}. */
    private static Opening.Opened<List<HealthCheck>> checks(Configuration configuration) throws Unusable {
        return Opening.of(List.<HealthCheck>of()).open(configuration);
    }

    private static Unusable notJoined(String command) {
        return new Unusable(command + " is not joined to the store yet");
    }
}
