package org.crmroute.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser as far as signing in goes: keeps cookies, knows the page's proof. On a socket, since it must be able to lie in
 * every header.
 */
final class Browser {

    private static final Pattern PROOF = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"");

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    Browser(int port) {
        this.port = port;
        headers.put("Host", "127.0.0.1:" + port);
        headers.put("Accept", "text/html,application/xhtml+xml");
    }

    /** Sends this header from now on; an empty one not at all. */
    Browser saying(String header, String value) {
        if (value.isEmpty()) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return this;
    }

    /** Another with the same cookies and headers. */
    Browser copy() {
        Browser copy = new Browser(port);
        copy.headers.putAll(headers);
        copy.cookies.putAll(cookies);
        return copy;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    record Answer(int status, Map<String, String> headers, String body) {
        Answer mustBe(int expected) {
            assertThat(status).as("%s %s", headers, body).isEqualTo(expected);
            return this;
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    Answer get(String path) {
        return ask("GET", path, "");
    }

    /** Posts a form without any proof. */
    Answer post(String path, String... fields) {
        saying("Content-Type", "application/x-www-form-urlencoded");
        return ask("POST", path, form(fields));
    }

    /** Posts a form as a page of ours has it: with the proof that stands on a page. */
    Answer submit(String path, String... fields) {
        saying("Content-Type", "application/x-www-form-urlencoded");
        return ask("POST", path, form(fields) + "&csrf=" + encoded(proof()));
    }

    String proof() {
        Matcher proof = PROOF.matcher(get("/account").mustBe(200).body());
        assertThat(proof.find()).isTrue();
        return proof.group(1);
    }

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(fields[i]).append('=').append(encoded(fields[i + 1]));
        }
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Answer ask(String method, String path, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!cookies.isEmpty()) {
            head.append("Cookie: ");
            cookies.forEach(
                    (name, value) -> head.append(name).append('=').append(value).append("; "));
            head.append("\r\n");
        }
        if (!headers.containsKey("Transfer-Encoding") && !headers.containsKey("Content-Length")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).strip();
            found.put(name, value);
            if (name.equals("set-cookie")) {
                keep(value);
            }
        }
        return new Answer(Integer.parseInt(lines[0].split(" ", 3)[1]), found, text.substring(end + 4));
    }

    private void keep(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String value = pair.substring(equals + 1);
        if (value.isEmpty() || value.equals("\"\"")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), value);
        }
    }
}
