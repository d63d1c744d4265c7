package org.crmroute.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A FastAGI server that knows the answer already: it sets as many variables as the router does and looks nothing up.
 * What a call costs through it is the floor that Asterisk and AGI set.
 */
final class NullRouter implements AutoCloseable {

    private static final List<String> ANSWER = List.of(
            "CRM_TARGET=crmroute-queue,reception,1",
            "CRM_TARGET_TYPE=queue",
            "CRM_TARGET_ID=reception",
            "CRM_TARGET_TIMEOUT=15",
            "CRM_STEPS=1",
            "CRM_STEP_1=crmroute-queue,reception,1,15",
            "CRM_PRIORITY=0",
            "CRM_CALLER_NAME=Nobody",
            "CRM_RECORD=",
            "CRM_RULE=",
            "CRM_REASON=UNKNOWN_CALLER",
            "CRM_DECISION=0",
            "CRM_STATUS=OTHERS");

    private final ServerSocket server;

    private NullRouter(ServerSocket server) {
        this.server = server;
    }

    static NullRouter listen(String address, int port) throws IOException {
        NullRouter router = new NullRouter(new ServerSocket(port, 200, InetAddress.getByName(address)));
        Thread.ofPlatform().daemon().name("null-agi").start(router::accept);
        return router;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> answer(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                // the environment is of no interest
            }
            OutputStream out = socket.getOutputStream();
            for (String variable : ANSWER) {
                int equals = variable.indexOf('=');
                String command = "SET VARIABLE %s \"%s\"\n"
                        .formatted(variable.substring(0, equals), variable.substring(equals + 1));
                out.write(command.getBytes(StandardCharsets.UTF_8));
                if (in.readLine() == null) {
                    return;
                }
            }
        } catch (IOException e) {
            // the caller hung up
        }
    }

    @Override
    public String toString() {
        return "a FastAGI server that looks nothing up, at " + server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
