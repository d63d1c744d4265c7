package org.crmroute.transfer.ami;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crmroute.runtime.settings.Secret;

/** The other end of AMI, line by line: keeps every action as it was sent, and can fall silent. */
final class FakeAmi implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> actions = new CopyOnWriteArrayList<>();
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    FakeAmi() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fake ami").start(this::accept);
    }

    AmiSettings settings() {
        return new AmiSettings("127.0.0.1", server.getLocalPort(), "u", new Secret("p"), Duration.ofMillis(500));
    }

    /** What a dialplan function evaluates to. */
    void value(String function, String value) {
        values.put(function, value);
    }

    /** Answers this action with an error. */
    void refuse(String action) {
        refused.add(action);
    }

    void silence(boolean silent) {
        this.silent = silent;
    }

    /** Every action but log-in and pings, as fields. */
    List<Map<String, String>> actions() {
        return List.copyOf(actions);
    }

    int connections() {
        return sockets.size();
    }

    void breakOff() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            out.write("Asterisk Call Manager/11.0.0\r\n".getBytes(StandardCharsets.US_ASCII));
            Map<String, String> action = new LinkedHashMap<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    int colon = line.indexOf(':');
                    action.put(
                            line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                            line.substring(colon + 1).strip());
                } else if (!action.isEmpty()) {
                    answer(out, action);
                    action = new LinkedHashMap<>();
                }
            }
        } catch (IOException e) {
            // it is over
        }
    }

    private void answer(OutputStream out, Map<String, String> action) throws IOException {
        String name = action.getOrDefault("action", "");
        if (!List.of("Challenge", "Login", "Ping", "Logoff", "CoreSettings", "Command")
                .contains(name)) {
            actions.add(Map.copyOf(action));
        }
        if (silent) {
            return;
        }
        StringBuilder answer = new StringBuilder();
        if (refused.contains(name)) {
            answer.append("Response: Error\r\nMessage: No such channel\r\n");
        } else {
            answer.append("Response: Success\r\n");
        }
        answer.append("ActionID: ").append(action.getOrDefault("actionid", "")).append("\r\n");
        switch (name) {
            case "Challenge" -> answer.append("Challenge: 123456789\r\n");
            case "Ping" -> answer.append("Ping: Pong\r\nTimestamp: 1795647625.000000\r\n");
            case "CoreSettings" -> answer.append("AMIversion: 11.0.0\r\nAsteriskVersion: 22.10.1\r\n");
            case "GetVar" ->
                answer.append("Variable: x\r\nValue: ")
                        .append(values.getOrDefault(action.getOrDefault("variable", ""), ""))
                        .append("\r\n");
            default -> answer.append("Message: done\r\n");
        }
        answer.append("\r\n");
        out.write(answer.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        breakOff();
    }
}
