package org.crmroute.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TCP from one address to another that can be cut or go dead: a connection that is broken, and one that is half-open, where nothing
 * arrives any more and neither side is told.
 */
final class Cable implements AutoCloseable {

    private static final int PACKET = 16 * 1024;

    private final ServerSocket server;
    private final InetSocketAddress end;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object dead = new Object();
    private boolean isDead;

    private Cable(ServerSocket server, InetSocketAddress end) {
        this.server = server;
        this.end = end;
    }

    /** Listens, and connects to the other end for each who comes. */
    static Cable lay(InetSocketAddress here, InetSocketAddress end) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(here);
        Cable cable = new Cable(server, end);
        Thread.ofVirtual().name("cable to " + end).start(cable::accept);
        return cable;
    }

    /** Breaks every connection that there is; new ones work. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
        sockets.clear();
    }

    /** From now on nothing gets through, old connections and new ones, and nobody is told. */
    void goDead() {
        synchronized (dead) {
            isDead = true;
        }
    }

    /** What was sent meanwhile arrives, and what is sent. */
    void revive() {
        synchronized (dead) {
            isDead = false;
            dead.notifyAll();
        }
    }

    int connections() {
        return sockets.size() / 2;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket();
                sockets.add(near);
                sockets.add(far);
                far.connect(end, 2_000);
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException e) {
                // whoever wanted to connect sees it as what it is: nobody there
                closeLoose();
            }
        }
    }

    private void closeLoose() {
        sockets.stream().filter(socket -> !socket.isConnected()).forEach(this::close);
    }

    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] packet = new byte[PACKET];
            for (int read = in.read(packet); read >= 0; read = in.read(packet)) {
                awaitLife();
                out.write(packet, 0, read);
            }
        } catch (IOException e) {
            // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitLife() throws InterruptedException {
        synchronized (dead) {
            while (isDead) {
                dead.wait();
            }
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        revive();
    }
}
