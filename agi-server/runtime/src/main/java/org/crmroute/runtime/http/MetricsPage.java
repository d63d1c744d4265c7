package org.crmroute.runtime.http;

import io.javalin.config.RoutesConfig;
import java.util.function.Consumer;
import org.crmroute.runtime.metrics.Exposition;

/** {@code /metrics}, for Prometheus. */
public final class MetricsPage implements Consumer<RoutesConfig> {

    private final Exposition exposition;

    public MetricsPage(Exposition exposition) {
        this.exposition = exposition;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get(
                "/metrics",
                request -> request.contentType(Exposition.CONTENT_TYPE).result(exposition.page()));
    }
}
