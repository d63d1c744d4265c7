package org.crmroute.transfer.ari;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmroute.runtime.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The other end of ARI, byte by byte, so that it can do what a real one does on its worst days: fall silent, break off,
 * refuse, and send in pieces. It answers requests with what it was given.
 */
final class FakeAri implements AutoCloseable {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final List<Long> connected = new CopyOnWriteArrayList<>();
    private volatile @Nullable Socket events;
    private volatile boolean silent;
    private volatile boolean deaf;
    private volatile int refusing;

    FakeAri() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        answers.put("GET /ari/channels", "[]");
        answers.put("GET /ari/bridges", "[]");
        Thread.ofPlatform().daemon().name("fake ari").start(this::accept);
    }

    AriSettings settings() {
        return new AriSettings(
                URI.create("http://127.0.0.1:" + server.getLocalPort()),
                "crmroute",
                "u",
                new Secret("p"),
                Duration.ofMillis(700));
    }

    /** @param request method and path without the query: {@code GET /ari/channels} */
    void answer(String request, int status, String body) {
        statuses.put(request, status);
        answers.put(request, body);
    }

    /** Every request so far: method, path and query, and the body after a blank. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** When each connection for events was made ({@link System#nanoTime()}). */
    List<Long> connected() {
        return List.copyOf(connected);
    }

    /** No answer to anything from now on, not even to a ping, although the connection stands. */
    void silence(boolean silent) {
        this.silent = silent;
    }

    /** Answers everything, but tells nothing any more by itself: our application is not registered. */
    void forget(boolean forgotten) {
        deaf = forgotten;
    }

    /** Refuses connections for events with this status; 0 for none. */
    void refuse(int status) {
        refusing = status;
    }

    void send(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A message in two frames, with no other message between them. */
    synchronized void sendInPieces(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        frame(0x01, java.util.Arrays.copyOfRange(bytes, 0, half));
        frame(0x80, java.util.Arrays.copyOfRange(bytes, half, bytes.length));
    }

    /** Breaks the connection for events off. */
    void breakOff() throws IOException {
        Socket socket = events;
        if (socket != null) {
            socket.close();
        }
    }

    private synchronized void frame(int first, byte[] payload) throws IOException {
        Socket socket = events;
        if (socket == null) {
            throw new IOException("nobody is connected");
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 65_536) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
        socket.getOutputStream().flush();
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
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Matcher length = CONTENT_LENGTH.matcher(head);
                String body = length.find()
                        ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
                        : "";
                String request = head.substring(0, head.indexOf(" HTTP/"));
                requests.add(body.isEmpty() ? request : request + " " + body);
                if (silent) {
                    continue;
                }
                if (request.startsWith("GET /ari/events")) {
                    if (open(socket, head)) {
                        drain(socket, in);
                        return;
                    }
                } else if (request.startsWith("POST /ari/events/user/")) {
                    respond(socket.getOutputStream(), request);
                    if (!deaf) {
                        send("{\"type\":\"ChannelUserevent\",\"eventname\":\"crmroute-heartbeat\"}");
                    }
                } else {
                    respond(socket.getOutputStream(), request);
                }
            }
        } catch (IOException e) {
            // it is over
        }
    }

    private boolean open(Socket socket, String head) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (refusing != 0) {
            out.write(
                    ("HTTP/1.1 " + refusing + " No\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return false;
        }
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            throw new IOException("no key");
        }
        out.write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                + accept(key.group(1)) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        events = socket;
        connected.add(System.nanoTime());
        return true;
    }

    /** Reads what a client sends and answers its pings. */
    private void drain(Socket socket, InputStream in) throws IOException {
        while (true) {
            int first = in.read();
            int second = in.read();
            if (first < 0 || second < 0) {
                return;
            }
            int length = second & 0x7f;
            in.readNBytes(4 + length);
            if ((first & 0x0f) == 9 && !silent && socket.equals(events)) {
                frame(0x8a, new byte[0]);
            }
        }
    }

    private void respond(OutputStream out, String request) throws IOException {
        String name = request.contains("?") ? request.substring(0, request.indexOf('?')) : request;
        boolean known = answers.containsKey(name);
        int status = statuses.getOrDefault(name, known ? 200 : request.startsWith("GET") ? 404 : 204);
        byte[] body = answers.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\n"
                        + (status == 204 ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(status == 204 ? new byte[0] : body);
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
