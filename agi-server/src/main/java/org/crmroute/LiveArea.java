package org.crmroute;

import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.crmroute.config.Configuration;
import org.crmroute.console.access.Audit;
import org.crmroute.console.calls.PhoneText;
import org.crmroute.console.live.LivePages;
import org.crmroute.console.live.TransferApp;
import org.crmroute.console.page.Pages;
import org.crmroute.routing.RoutingTable;
import org.crmroute.runtime.health.Remembered;
import org.crmroute.scenario.Scenario;
import org.crmroute.scenario.Step;

/** The console's page about calls that are going on, with the way to ari-app behind it. */
final class LiveArea implements AutoCloseable {

    private static final Duration CATALOGUE = Duration.ofSeconds(5);

    private final TransferApp app;
    private final List<Consumer<RoutesConfig>> pages;

    LiveArea(Configuration.Transfers settings, Parts parts, Pages frame, Audit audit) {
        this.app = new TransferApp(settings);
        this.pages = List.of(new LivePages(
                frame,
                app,
                new Remembered<>(parts.catalog()::load, CATALOGUE),
                new Remembered<>(() -> queues(parts.tables().get()), CATALOGUE),
                parts.plan(),
                (number, words) -> PhoneText.of(parts.plan().read(number).key(), words),
                audit,
                parts.clock(),
                parts.zone()));
    }

    List<Consumer<RoutesConfig>> pages() {
        return pages;
    }

    /** Those that scenarios in force lead to. */
    private static Set<String> queues(RoutingTable table) {
        Set<String> queues = new TreeSet<>();
        table.scenarios()
                .forEach(compiled -> steps(compiled.source()).forEach(step -> {
                    if (step instanceof Step.ToQueue queue) {
                        queues.add(queue.queue().name());
                    }
                }));
        return queues;
    }

    private static Stream<Step> steps(Scenario scenario) {
        return Stream.concat(
                        scenario.rules().stream().flatMap(rule -> rule.route().stream()), scenario.others().stream())
                .map(Step.Placed::step);
    }

    @Override
    public void close() {
        app.close();
    }
}
