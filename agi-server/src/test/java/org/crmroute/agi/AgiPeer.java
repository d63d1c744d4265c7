package org.crmroute.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Speaks AGI as Asterisk does: the environment, a blank line, then a reply to each command. */
final class AgiPeer implements AutoCloseable {

    static final String TAKEN = "200 result=1\n";

    private static final Pattern SET = Pattern.compile("SET VARIABLE \"(\\w+)\" \"(.*)\"");

    final Socket socket;
    private final BufferedReader in;

    AgiPeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What a PJSIP call sends; {@code overrides} replaces lines, and a null value leaves one out. */
    static String environment(String script, Map<String, String> overrides) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("agi_network", "yes");
        lines.put("agi_network_script", script);
        lines.put("agi_request", "agi://127.0.0.1/" + script);
        lines.put("agi_channel", "PJSIP/trunk-00000001");
        lines.put("agi_language", "en");
        lines.put("agi_type", "PJSIP");
        lines.put("agi_uniqueid", "1700000000.1");
        lines.put("agi_version", "22.10.1");
        lines.put("agi_callerid", "89121234567");
        lines.put("agi_calleridname", "Иван");
        lines.put("agi_callingpres", "0");
        lines.put("agi_callingani2", "0");
        lines.put("agi_callington", "0");
        lines.put("agi_callingtns", "0");
        lines.put("agi_dnid", "74951234567");
        lines.put("agi_rdnis", "unknown");
        lines.put("agi_context", "from-trunk");
        lines.put("agi_extension", "4950000000");
        lines.put("agi_priority", "3");
        lines.put("agi_enhanced", "0.0");
        lines.put("agi_accountcode", "");
        lines.put("agi_threadid", "140000000000000");
        lines.putAll(overrides);
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.append('\n').toString();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    void ask(String script) throws IOException {
        send(environment(script, Map.of()));
    }

    /** The next command, or null at the end of the stream. */
    @Nullable
    String command() throws IOException {
        return in.readLine();
    }

    /** Takes every command; the variables in the order in which they were set. */
    List<String> takeAll() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String command = command(); command != null; command = command()) {
            commands.add(command);
            send(TAKEN);
        }
        return commands;
    }

    /** The variables as the dialplan has them at the end. */
    static Map<String, String> variables(List<String> commands) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String command : commands) {
            Matcher set = SET.matcher(command);
            if (!set.matches()) {
                throw new AssertionError("not a SET VARIABLE: " + command);
            }
            if (variables.put(set.group(1), set.group(2).replaceAll("\\\\(.)", "$1")) != null) {
                throw new AssertionError("set twice: " + set.group(1));
            }
        }
        return variables;
    }

    static Map<String, String> call(int port, String script) throws IOException {
        try (AgiPeer peer = new AgiPeer(port)) {
            peer.ask(script);
            return variables(peer.takeAll());
        }
    }

    /** Closes by a reset, as a host that crashed does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
