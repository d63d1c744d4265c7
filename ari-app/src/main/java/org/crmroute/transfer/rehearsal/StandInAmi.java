package org.crmroute.transfer.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** AMI as a rehearsal needs it: every action succeeds, every dialplan function is 1. */
final class StandInAmi implements AutoCloseable {

    private final StandIn port;
    private final Consumer<List<String>> moved;

    /** @param moved is told the names of the channels that a Redirect moves */
    StandInAmi(Consumer<List<String>> moved) throws IOException {
        this.moved = moved;
        this.port = new StandIn(this::serve);
    }

    int port() {
        return port.number();
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        StandIn.write(out, "Asterisk Call Manager/11.0.0\r\n");
        Map<String, String> action = new HashMap<>();
        while (true) {
            String line = StandIn.line(in);
            int colon = line.indexOf(':');
            if (colon > 0) {
                action.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            } else if (!action.isEmpty()) {
                answer(action, out);
                action.clear();
            }
        }
    }

    private void answer(Map<String, String> action, OutputStream out) throws IOException {
        StandIn.write(
                out,
                "Response: Success\r\nActionID: " + action.getOrDefault("actionid", "") + "\r\n"
                        + more(action.getOrDefault("action", "")) + "\r\n");
        if (action.getOrDefault("action", "").equals("Redirect")) {
            moved.accept(List.of(action.getOrDefault("channel", ""), action.getOrDefault("extrachannel", "")));
        }
    }

    private static String more(String action) {
        return switch (action) {
            case "Challenge" -> "Challenge: 123456789\r\n";
            case "Ping" -> "Ping: Pong\r\nTimestamp: 1795647625.000000\r\n";
            case "CoreSettings" -> "AMIversion: 11.0.0\r\nAsteriskVersion: 22.10.1\r\n";
            case "GetVar" -> "Variable: x\r\nValue: 1\r\n";
            default -> "Message: done\r\n";
        };
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
