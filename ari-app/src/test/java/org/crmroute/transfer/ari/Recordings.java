package org.crmroute.transfer.ari;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Asterisk 22.10.1 sent on its WebSocket, an event a line. */
final class Recordings {

    private Recordings() {}

    static List<String> lines(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("/ari/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no recording " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
