package org.crmroute.console.api;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.crmroute.console.access.Role;

/** {@code GET /api/openapi.json}: the API's description, for people's tools. */
public final class OpenApiPage implements Consumer<RoutesConfig> {

    static final String RESOURCE = "/console/openapi.json";

    private final byte[] document;

    /** Reads it; it is part of the program. */
    public OpenApiPage() {
        try (InputStream in = OpenApiPage.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            this.document = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get(
                "/api/openapi.json",
                request -> request.contentType("application/json").result(document),
                Role.VIEWER);
    }
}
