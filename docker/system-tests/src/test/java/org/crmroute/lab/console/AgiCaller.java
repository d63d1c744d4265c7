package org.crmroute.lab.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.lab.Lab;
import org.crmroute.lab.LabNetwork;

/** Asks where a call goes, as Asterisk does; nothing rings. */
final class AgiCaller {

    private static final int PORT = 4573;
    private static final Pattern SET = Pattern.compile("SET VARIABLE \"(\\w+)\" \"(.*)\"");

    private final LabNetwork network;

    AgiCaller(LabNetwork network) {
        this.network = network;
    }

    /**
     * Has a call decided.
     *
     * @param caller a number as the trunk sends it; empty where it is withheld
     * @return the variables that the dialplan has at the end
     */
    Map<String, String> call(String caller) throws IOException {
        try (Socket socket = new Socket(network.router(), PORT);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            send(socket, """
                    agi_network: yes
                    agi_network_script: route
                    agi_request: agi://%s:%d/route
                    agi_channel: PJSIP/trunk-00000001
                    agi_uniqueid: 1700000000.1
                    agi_callerid: %s
                    agi_calleridname: unknown
                    agi_callingpres: %d
                    agi_dnid: %s
                    agi_context: from-trunk
                    agi_extension: %s
                    agi_priority: 3

                    """.formatted(
                            network.router(),
                            PORT,
                            caller.isEmpty() ? "unknown" : caller,
                            caller.isEmpty() ? 32 : 0,
                            Lab.DID,
                            Lab.DID));
            Map<String, String> variables = new HashMap<>();
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                Matcher set = SET.matcher(command);
                if (set.matches()) {
                    variables.put(set.group(1), set.group(2));
                }
                send(socket, "200 result=1\n");
            }
            return variables;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
