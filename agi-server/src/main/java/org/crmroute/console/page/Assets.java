package org.crmroute.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The files a browser loads: {@code /assets/HASH/NAME}. The hash is of all contents, so browsers may keep them for good.
 * They tell nothing of the CRM and are open to anyone.
 */
public final class Assets implements Consumer<RoutesConfig> {

    /** Style sheets in the order in which they are loaded; later ones win. */
    private static final List<String> STYLES =
            List.of("pico.min.css", "console.css", "access.css", "editor.css", "calls.css", "live.css", "mirror.css");

    private static final List<String> SCRIPTS = List.of("htmx.min.js", "sse.js", "console.js", "calls.js", "live.js");

    /** Scripts that import one another, and set to work once all of the page is there. */
    private static final List<String> MODULES =
            List.of("press.js", "entered.js", "leave.js", "pick.js", "swap.js", "places.js", "editor.js");

    private static final String FOLDER = "/console/assets/";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String hash;

    /** Reads them all; they are part of the program. */
    public Assets() {
        MessageDigest digest = sha256();
        for (List<String> names : List.of(STYLES, SCRIPTS, MODULES)) {
            for (String name : names) {
                byte[] content = read(name);
                files.put(name, content);
                digest.update(content);
            }
        }
        this.hash = HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    public List<String> styles() {
        return STYLES;
    }

    public List<String> scripts() {
        return SCRIPTS;
    }

    public List<String> modules() {
        return MODULES;
    }

    /** Where a browser finds a file. */
    public String path(String name) {
        return "/assets/" + hash + "/" + name;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/assets/{hash}/{name}", this::serve);
    }

    private void serve(Context request) {
        String name = request.pathParam("name");
        byte[] content = files.get(name);
        if (content == null || !request.pathParam("hash").equals(hash)) {
            throw new NotFoundResponse();
        }
        request.header("Cache-Control", "public, max-age=31536000, immutable")
                .contentType(name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8")
                .result(content);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + name + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
