package org.crmroute;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call as the server sees it: a TCP client that speaks AGI as Asterisk does and knows nothing of ours. It holds what
 * it is told to Asterisk's own rules, so a command that Asterisk would misread fails the test.
 */
final class AgiCaller {

    /** What older Asterisks read as one command, with its newline. */
    private static final int LONGEST_COMMAND = 2_047;

    private static final Pattern OURS = Pattern.compile("crmroute-([a-z]+),([^,]+),1,([0-9]+)");

    private final int port;
    private final Map<String, String> environment = new LinkedHashMap<>();

    AgiCaller(int port) {
        this.port = port;
        environment.put("agi_network", "yes");
        environment.put("agi_network_script", "route");
        environment.put("agi_request", "agi://127.0.0.1:" + port + "/route");
        environment.put("agi_channel", "PJSIP/trunk-00000001");
        environment.put("agi_language", "en");
        environment.put("agi_type", "PJSIP");
        environment.put("agi_uniqueid", "1700000000.1");
        environment.put("agi_version", "22.6.0");
        environment.put("agi_callerid", "unknown");
        environment.put("agi_calleridname", "unknown");
        environment.put("agi_callingpres", "0");
        environment.put("agi_callingani2", "0");
        environment.put("agi_callington", "0");
        environment.put("agi_callingtns", "0");
        environment.put("agi_dnid", "unknown");
        environment.put("agi_rdnis", "unknown");
        environment.put("agi_context", "from-trunk");
        environment.put("agi_extension", "s");
        environment.put("agi_priority", "3");
        environment.put("agi_enhanced", "0.0");
        environment.put("agi_accountcode", "");
        environment.put("agi_threadid", "140000000000000");
    }

    AgiCaller from(String callerId) {
        return with("agi_callerid", callerId);
    }

    AgiCaller dialling(String did) {
        return with("agi_dnid", did).with("agi_extension", did);
    }

    /** What stands behind the question mark, as the dialplan would write it. */
    AgiCaller asking(String query) {
        return with("agi_network_script", "route?" + query)
                .with("agi_request", "agi://127.0.0.1:" + port + "/route?" + query);
    }

    AgiCaller with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The channel's variables when the AGI is over, in the order in which they were set. */
    record Answer(Map<String, String> variables) {

        String get(String name) {
            String value = variables.get(name);
            if (value == null) {
                throw new AssertionError(name + " was not set; set were " + variables.keySet());
            }
            return value;
        }

        /** One a line, the id of the decision left out: it is another for every call. */
        String text() {
            return variables.entrySet().stream()
                    .map(v -> v.getKey() + "=" + (v.getKey().equals("CRM_DECISION") ? "" : v.getValue()))
                    .collect(Collectors.joining("\n", "", "\n"));
        }

        /** {@code ROUTED legal deal:77}: what the caller would ask first. */
        String inShort() {
            return "%s %s %s %s"
                    .formatted(get("CRM_STATUS"), get("CRM_REASON"), get("CRM_RULE"), get("CRM_RECORD"))
                    .strip();
        }

        /** {@code extension,201,20 queue,sales,60 ivr,s,1,0}: the kinds are told by the contexts. */
        String steps() {
            List<String> steps = new ArrayList<>();
            for (int i = 1; i <= Integer.parseInt(get("CRM_STEPS")); i++) {
                steps.add(OURS.matcher(get("CRM_STEP_" + i)).replaceFirst("$1,$2,$3"));
            }
            return String.join(" ", steps);
        }
    }

    Answer call() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            StringBuilder request = new StringBuilder();
            environment.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append('\n'));
            OutputStream out = socket.getOutputStream();
            out.write(request.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Map<String, String> variables = new LinkedHashMap<>();
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                set(line, variables);
                out.write("200 result=1\n".getBytes(StandardCharsets.US_ASCII));
            }
            return new Answer(variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line with its newline; nothing at the end of the stream. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static void set(byte[] line, Map<String, String> variables) throws IOException {
        // strict: a cut or foreign character is an exception, not a question mark
        String command = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(line))
                .toString();
        if (!command.endsWith("\n") || line.length > LONGEST_COMMAND || command.contains("\r")) {
            throw new AssertionError("Asterisk would misread: " + command);
        }
        List<String> words = words(command.substring(0, command.length() - 1));
        if (words.size() != 4 || !words.get(0).equals("SET") || !words.get(1).equals("VARIABLE")) {
            throw new AssertionError("not SET VARIABLE name value: " + words);
        }
        if (variables.put(words.get(2), words.get(3)) != null) {
            throw new AssertionError(words.get(2) + " was set twice");
        }
    }

    /** A command's words as {@code parse_args} of Asterisk's res_agi takes them apart. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean escaped = false;
        boolean between = true;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '"' && !escaped) {
                quoted = !quoted;
                between = false;
            } else if ((c == ' ' || c == '\t') && !quoted && !escaped) {
                if (!between) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                between = true;
            } else if (c == '\\' && !escaped) {
                escaped = true;
            } else {
                word.append(c);
                between = false;
                escaped = false;
            }
        }
        if (!between) {
            words.add(word.toString());
        }
        return words;
    }
}
