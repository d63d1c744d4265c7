package org.crmroute.transfer.rehearsal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** ARI as a rehearsal needs it: HTTP requests, each answered by whoever plays Asterisk, and one WebSocket that tells events. */
final class StandInAri implements AutoCloseable {

    /** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
    private static final String HANDSHAKE = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int TEXT = 0x81;

    private final StandIn port;
    private final Function<String, String> play;
    private volatile @Nullable OutputStream ear;

    /** @param play answers a request, {@code DELETE /ari/channels/x?reason=normal}, with JSON; empty for "204 No Content" */
    StandInAri(Function<String, String> play) throws IOException {
        this.play = play;
        this.port = new StandIn(this::serve);
    }

    int port() {
        return port.number();
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        while (true) {
            String request = StandIn.line(in);
            Map<String, String> headers = headers(in);
            in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            String key = headers.get("sec-websocket-key");
            if (key != null) {
                StandIn.write(
                        out,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n");
                ear = out;
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            String body = play.apply(request.substring(0, Math.max(0, request.lastIndexOf(' '))));
            StandIn.write(
                    out,
                    body.isEmpty()
                            ? "HTTP/1.1 204 No Content\r\n\r\n"
                            : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        }
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = StandIn.line(in); !line.isEmpty(); line = StandIn.line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String accepted(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + HANDSHAKE).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Tells an event to whoever listens. */
    synchronized void tell(String event) {
        OutputStream out = ear;
        if (out == null) {
            return;
        }
        byte[] text = event.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(TEXT);
        // larger than the one-byte form and smaller than the eight-byte form takes
        frame.write(126);
        frame.write(text.length >> 8);
        frame.write(text.length);
        frame.writeBytes(text);
        try {
            out.write(frame.toByteArray());
            out.flush();
        } catch (IOException e) {
            ear = null;
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
