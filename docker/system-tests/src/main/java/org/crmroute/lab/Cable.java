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
 * TCP from one address to another that can be unplugged, or lose what its connections carry without telling anybody, as a firewall
 * does that forgot them: half-open connections.
 */
public final class Cable implements AutoCloseable {

    private static final int PACKET = 16 * 1024;

    private final ServerSocket server;
    private final InetSocketAddress end;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean plugged = true;

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
        Thread.ofPlatform().daemon().name("cable to " + end).start(cable::accept);
        return cable;
    }

    /** Breaks every connection that there is, and those who come until it is plugged in again. */
    public void unplug() {
        plugged = false;
        links.forEach(Link::close);
    }

    public void plug() {
        plugged = true;
    }

    /** Breaks every connection that there is; new ones work. */
    public void cut() {
        links.forEach(Link::close);
    }

    /** The connections that there are carry nothing any more, and neither side is told; new ones work. */
    public void forget() {
        links.forEach(link -> link.forgotten = true);
    }

    /** How many connections there are that carry something. */
    public long connections() {
        return links.stream().filter(link -> !link.forgotten).count();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Link link = new Link(server.accept(), new Socket());
                links.add(link);
                if (plugged) {
                    Thread.ofPlatform().daemon().start(link::connect);
                } else {
                    link.close();
                }
            } catch (IOException e) {
                // the end of the lab
            }
        }
    }

    /** One connection. */
    private final class Link {
        private final Socket near;
        private final Socket far;
        private volatile boolean forgotten;

        Link(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void connect() {
            try {
                far.connect(end, 2_000);
                Thread.ofPlatform().daemon().start(() -> carry(far, near));
                carry(near, far);
            } catch (IOException e) {
                close(); // whoever wanted to connect sees it as what it is: nobody there
            }
        }

        private void carry(Socket from, Socket to) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] packet = new byte[PACKET];
                for (int read = in.read(packet); read >= 0; read = in.read(packet)) {
                    if (!forgotten) {
                        out.write(packet, 0, read);
                    }
                }
            } catch (IOException e) {
                // one side is gone: so is the other
            } finally {
                close();
            }
        }

        void close() {
            links.remove(this);
            for (Socket socket : new Socket[] {near, far}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // closed is closed
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
