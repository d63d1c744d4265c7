package org.crmroute;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crmroute.cli.Explainer;
import org.crmroute.cli.MirrorSync;
import org.crmroute.cli.Opening;
import org.crmroute.cli.Ports;
import org.crmroute.cli.RouterExplainer;
import org.crmroute.cli.SignInLinks;
import org.crmroute.cli.SnapshotImporter;
import org.crmroute.cli.Unusable;
import org.crmroute.config.Configuration;
import org.crmroute.console.IntegrationCheck;
import org.crmroute.console.MirrorCheck;
import org.crmroute.console.ScenarioCheck;
import org.crmroute.console.access.Links;
import org.crmroute.routing.DecisionDocument;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.Integration;
import org.crmroute.routing.TimedRouter;
import org.crmroute.runtime.health.HealthCheck;
import org.crmroute.store.SqliteDecisionLog;
import org.crmroute.store.SqliteMirrorWriter;
import org.crmroute.sync.ImportReport;
import org.crmroute.sync.SnapshotFolder;
import org.crmroute.sync.SnapshotRefused;
import org.crmroute.sync.SyncStatus;
import org.crmroute.sync.Synchroniser;

/** Puts behind each command's port what does the work. With {@link Serve} the only place that sees implementations. */
final class Wiring {

    /** Without a sync the mirror is as old as its last import; after a day someone should look. */
    static final Duration OLD_MIRROR = Duration.ofDays(1);

    private Wiring() {}

    static Ports ports() {
        return new Ports(
                configuration -> new Serve(configuration).run(),
                Wiring::explainer,
                DecisionDocument::json,
                opening(Parts::desk),
                opening(Wiring::decisions),
                opening(Wiring::importer),
                Wiring::syncing,
                opening(Parts::integration),
                opening(Wiring::checks),
                Wiring::links);
    }

    private static <T> Opening<T> opening(Function<Parts, T> port) {
        return configuration -> {
            Parts parts = Parts.open(configuration);
            return new Opening.Opened<>(port.apply(parts), parts::close);
        };
    }

    /** Explains with the deadline of {@code explain}'s own: a person waits longer than a call. */
    private static Opening.Opened<Explainer> explainer(Configuration configuration) throws Unusable {
        Parts parts = Parts.open(configuration);
        parts.tables().reload();
        TimedRouter router = new TimedRouter(parts.router(), Duration.ofSeconds(10), 1, parts.clock());
        return new Opening.Opened<>(new RouterExplainer(router, parts.plan(), parts.clock()), () -> {
            router.close();
            parts.close();
        });
    }

    /** For reading: nothing is ever added to it, so it is not started. */
    static DecisionLog decisions(Parts parts) {
        return new SqliteDecisionLog(parts.database(), DecisionDocument::json, Duration.ofDays(36_500), parts.clock());
    }

    private static Opening.Opened<MirrorSync> syncing(Configuration configuration) throws Unusable {
        Parts parts = Parts.open(configuration);
        try {
            refuseWhenOff(parts.integration());
            PortalLink portal = PortalLink.of(configuration, parts)
                    .orElseThrow(() -> new Unusable("No portal is configured; set bitrix24.webhook"));
            return new Opening.Opened<>(new PortalSync(portal.synchroniser()), () -> {
                portal.close();
                parts.close();
            });
        } catch (Unusable e) {
            parts.close();
            throw e;
        }
    }

    private static void refuseWhenOff(Integration integration) throws Unusable {
        if (!integration.isOn()) {
            throw new Unusable("The integration is switched off%s: the portal is left alone. Switch it on first:"
                            .formatted(integration
                                    .position()
                                    .last()
                                    .map(turn -> " (by %s at %s)".formatted(turn.who(), turn.at()))
                                    .orElse(""))
                    + " crmroute integration on");
        }
    }

    private record PortalSync(Synchroniser synchroniser) implements MirrorSync {
        @Override
        public SyncStatus run(boolean full, Consumer<SyncStatus> watcher) throws InterruptedException {
            return synchroniser.runUntilCurrent(full, watcher);
        }

        @Override
        public void acceptDrop() {
            synchroniser.acceptDrop();
        }
    }

    private static Opening.Opened<SignInLinks> links(Configuration configuration) throws Unusable {
        Parts parts = Parts.open(configuration);
        String console = Console.address(configuration.http());
        return new Opening.Opened<>(
                name -> {
                    try {
                        return console + Console.links(parts).forTerminal(name);
                    } catch (Links.Impossible e) {
                        throw new SignInLinks.Refused(String.valueOf(e.getMessage()), e);
                    }
                },
                parts::close);
    }

    private static SnapshotImporter importer(Parts parts) {
        return (folder, progress) -> {
            progress.accept("reading " + folder);
            try {
                return report(new SnapshotFolder(folder, parts.plan(), parts.clock())
                        .importInto(new SqliteMirrorWriter(parts.database())));
            } catch (SnapshotRefused e) {
                throw new SnapshotImporter.Refused(String.valueOf(e.getMessage()), e);
            }
        };
    }

    private static SnapshotImporter.Report report(ImportReport report) {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("leads", report.leads());
        rows.put("contacts", report.contacts());
        rows.put("companies", report.companies());
        rows.put("deals", report.deals());
        rows.put("phones", report.phones());
        rows.put("fields", (long) report.fields());
        rows.put("funnels", (long) report.funnels());
        rows.put("employees", (long) report.employees());
        rows.put("departments", (long) report.departments());
        Optional<String> unreadable = Optional.of(report.unreadablePhones())
                .filter(n -> n > 0)
                .map(n -> n + " phones cannot be read as numbers; they are found by their last digits, if at all");
        Optional<String> leftOut = Optional.of(report.leftOut())
                .filter(n -> n > 0)
                .map(n -> n + " records are templates or companies of your own, and were left out");
        return new SnapshotImporter.Report(
                rows,
                List.of(unreadable, leftOut).stream().flatMap(Optional::stream).toList());
    }

    private static List<HealthCheck> checks(Parts parts) {
        parts.tables().reload();
        return List.of(
                new IntegrationCheck(parts.integration()),
                new MirrorCheck(parts::mirrorFigures, OLD_MIRROR, parts.clock()),
                new ScenarioCheck(parts::scenarioFigures));
    }
}
