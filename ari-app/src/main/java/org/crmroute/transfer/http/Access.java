package org.crmroute.transfer.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.crmroute.runtime.settings.Secret;

/**
 * Who may ask for what is under {@code /api}. With a token: whoever has it. Without one: programs of this host alone, and
 * none that a web page sends here; a page could reach us through a name of its own that leads to 127.0.0.1, so the name
 * we are asked under counts as well.
 */
public final class Access implements Consumer<RoutesConfig> {

    private static final String BEARER = "Bearer ";
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]+(%.*)?");

    private final Secret token;

    public Access(Secret token) {
        this.token = token;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.before("/api/*", this::check);
    }

    private void check(Context request) {
        if (token.isSet()) {
            if (!given(request).filter(this::isRight).isPresent()) {
                request.header("WWW-Authenticate", "Bearer");
                throw new UnauthorizedResponse("send the token of http.token: Authorization: Bearer …");
            }
            return;
        }
        if (!isLoopback(request.req().getRemoteAddr())) {
            throw new ForbiddenResponse("without http.token only programs of this host are served");
        }
        String host = Optional.ofNullable(request.header("Host")).orElse("");
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        if (!THIS_HOST.contains(name) || request.header("Origin") != null) {
            throw new ForbiddenResponse(
                    "without http.token this is for programs that ask for http://127.0.0.1, not for web pages");
        }
    }

    private static Optional<String> given(Context request) {
        return Optional.ofNullable(request.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    /** Takes the same time for every wrong one. */
    private boolean isRight(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.value().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLoopback(String address) {
        String bare = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
        if (!ADDRESS.matcher(bare).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(bare).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
