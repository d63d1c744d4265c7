package org.crmroute.agi;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Asterisk's, with limits on all that comes in and a guard on all that goes out. Everything but
 * {@link #expire} and {@link #close} belongs to the session's thread.
 */
final class AgiConnection implements SocketConnectionFacade {

    /** Asterisk sends about 30 lines before its blank line. */
    static final int MOST_LINES = 200;

    /** Of one line: the buffer of an Asterisk since 22.6. */
    static final int LONGEST_LINE = 8_191;

    /** Of all that a peer sends in a session. */
    static final int MOST_BYTES = 64 * 1024;

    /** With its newline. Asterisk before 20.16 and 22.6 takes what lies beyond for the next command. */
    static final int LONGEST_COMMAND = 2_047;

    private final Socket socket;
    private final byte[] buffer = new byte[2_048];
    private int position;
    private int limit;
    private int lines;
    private int bytes;
    private boolean requestComplete;
    private @Nullable SessionEnd fault;
    private volatile boolean expired;
    private final StringBuilder command = new StringBuilder(128);

    AgiConnection(Socket socket) {
        this.socket = socket;
    }

    /** Whether the request was read to its blank line. */
    boolean requestComplete() {
        return requestComplete;
    }

    /** What went wrong, if something did. */
    Optional<SessionEnd> fault() {
        return expired ? Optional.of(SessionEnd.TIMED_OUT) : Optional.ofNullable(fault);
    }

    /** Ends the session from outside: its time is up. Whatever read or write it waits in fails at once. */
    void expire() {
        expired = true;
        close();
    }

    /**
     * A line without its end; null if the request breaks off. There an exception would be logged as an error with its
     * stack by asterisk-java, and any port scanner could fill the log; whoever gets the request asks
     * {@link #requestComplete()}.
     */
    @Override
    public @Nullable String readLine() throws IOException {
        try {
            String line = nextLine();
            if (!requestComplete) {
                if (++lines > MOST_LINES) {
                    throw new OversizedException("more than " + MOST_LINES + " lines");
                }
                requestComplete = line.isEmpty();
            } else if (line.startsWith("HANGUP")) {
                // Asterisk says so before it answers the next command; nobody is left to route.
                fault = SessionEnd.HUNG_UP;
                throw new IOException("the caller hung up");
            }
            return line;
        } catch (IOException e) {
            if (fault == null) {
                fault = e instanceof OversizedException
                        ? SessionEnd.OVERSIZED
                        : requestComplete ? SessionEnd.LOST : bytes == 0 ? SessionEnd.PROBE : SessionEnd.INCOMPLETE;
            }
            if (!requestComplete) {
                return null;
            }
            throw e;
        }
    }

    private String nextLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (true) {
            if (position == limit) {
                fill();
            }
            byte b = buffer[position++];
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == LONGEST_LINE) {
                throw new OversizedException("a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(b);
        }
    }

    private void fill() throws IOException {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
            throw new EOFException("closed by the peer");
        }
        bytes += read;
        if (bytes > MOST_BYTES) {
            throw new OversizedException("more than " + MOST_BYTES + " bytes");
        }
        position = 0;
        limit = read;
    }

    @Override
    public void write(String text) {
        command.append(text);
    }

    /** Sends the command in one piece: Asterisk spins while a line is unfinished. */
    @Override
    public void flush() throws IOException {
        String whole = command.toString();
        command.setLength(0);
        byte[] line = whole.getBytes(StandardCharsets.UTF_8);
        if (line.length > LONGEST_COMMAND) {
            fault = SessionEnd.FAILED;
            throw new IOException("a command of " + line.length + " bytes; Asterisk takes " + LONGEST_COMMAND);
        }
        if (!whole.endsWith("\n") || whole.chars().limit(whole.length() - 1L).anyMatch(Character::isISOControl)) {
            fault = SessionEnd.FAILED;
            throw new IOException("a command with control characters");
        }
        socket.getOutputStream().write(line);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected() && !socket.isClosed();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }

    private static final class OversizedException extends IOException {
        OversizedException(String message) {
            super(message);
        }
    }
}
