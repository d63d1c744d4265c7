package org.crmroute.agi;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import org.asteriskjava.util.ServerSocketFacade;
import org.crmroute.agi.AgiObserver.Refusal;
import org.crmroute.runtime.log.RareLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections come in: those of strangers, and those beyond the capacity, are closed here unheard. Who is let in
 * holds one of the places and must give it back.
 */
final class AgiDoor implements ServerSocketFacade {

    private static final Logger log = LoggerFactory.getLogger(AgiDoor.class);

    private final ServerSocket server;
    private final AllowList allow;
    private final Semaphore places;
    private final AgiObserver observer;
    private final RareLog strangers = new RareLog(log);
    private final RareLog crowds = new RareLog(log);
    private @Nullable AgiConnection admitted;

    AgiDoor(ServerSocket server, AllowList allow, Semaphore places, AgiObserver observer) {
        this.server = server;
        this.allow = allow;
        this.places = places;
        this.observer = observer;
    }

    /** The next connection that is let in. Fails only if the server's own socket does. */
    @Override
    public AgiConnection accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            if (!allow.allows(socket.getInetAddress())) {
                refuse(socket, Refusal.ADDRESS);
                strangers.warn("AGI connection from {} refused: not in agi.allow", socket.getInetAddress());
            } else if (!places.tryAcquire()) {
                refuse(socket, Refusal.CAPACITY);
                crowds.warn("AGI connection from {} refused: agi.max_calls are in progress", socket.getInetAddress());
            } else {
                AgiConnection connection = new AgiConnection(socket);
                admitted = connection;
                prepare(socket);
                return connection;
            }
        }
    }

    /** The connection let in last; asked by the accepting thread, for the library does not pass it on. */
    AgiConnection takeAdmitted() {
        AgiConnection connection = admitted;
        admitted = null;
        if (connection == null) {
            throw new IllegalStateException("no connection was let in");
        }
        return connection;
    }

    private static void prepare(Socket socket) {
        try {
            // A command is one small packet, and Asterisk answers nothing before it has it.
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            // The peer has reset it already; the session will find out.
        }
    }

    private void refuse(Socket socket, Refusal why) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        Guarded.run(() -> observer.refused(why));
    }

    boolean isClosed() {
        return server.isClosed();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    @Override
    public void setSocketReadTimeout(int millis) {
        // The whole session has one deadline; see AgiServer.
    }
}
