package org.crmroute.transfer.rehearsal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One port of the stand-in: takes connections on the loopback, each on a thread of its own, until it is closed. */
final class StandIn implements AutoCloseable {

    private static final int LONGEST_LINE = 8 * 1024;

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Serves one connection to its end. */
    interface Service {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    StandIn(Service service) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("stand-in").start(() -> accept(service));
    }

    int number() {
        return server.getLocalPort();
    }

    private void accept(Service service) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().name("stand-in").start(() -> serve(socket, service));
            } catch (IOException e) {
                return; // it is closed
            }
        }
    }

    private void serve(Socket socket, Service service) {
        try (socket) {
            socket.setTcpNoDelay(true);
            service.serve(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
        } catch (IOException e) {
            // the other end has gone, or we are closed
        } finally {
            sockets.remove(socket);
        }
    }

    /**
     * The next line, without its end.
     *
     * @throws IOException at the end, too, which is no place to end for those who ask
     */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() == LONGEST_LINE) {
                throw new IOException("no line");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
