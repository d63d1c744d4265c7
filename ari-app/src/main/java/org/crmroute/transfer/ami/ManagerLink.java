package org.crmroute.transfer.ami;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionFactory;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.response.ManagerResponse;
import org.crmroute.runtime.log.RareLog;
import org.crmroute.transfer.engine.SwitchboardException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to AMI that is kept up. A ping every few seconds keeps it in use and finds one that is only half there: no
 * answer for a while ends it, and the library makes a new one. The first one is our business: the library only repeats
 * what has worked once. Safe for use by many threads.
 */
final class ManagerLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagerLink.class);

    /** How this is paced; tests are in a hurry. */
    record Pace(Duration ping, Duration silence) {
        static final Pace NORMAL = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    private final AmiSettings settings;
    private final ManagerConnection connection;
    private final Pace pace;
    private final RareLog troubles = new RareLog(LOG);
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ami pulse").factory());

    /** Touched by the pulse only. */
    private boolean toldConnected;

    ManagerLink(AmiSettings settings, Pace pace) {
        this.settings = settings;
        this.pace = pace;
        this.connection = new ManagerConnectionFactory(
                        settings.host(),
                        settings.port(),
                        settings.user(),
                        settings.password().value())
                .createManagerConnection();
        connection.setSocketTimeout((int) settings.within().toMillis());
        connection.setSocketReadTimeout((int) pace.silence().toMillis());
    }

    void start() {
        Future<?> unused =
                pulse.scheduleWithFixedDelay(this::beat, 0, pace.ping().toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isConnected() {
        return connection.getState() == ManagerConnectionState.CONNECTED;
    }

    private void beat() {
        try {
            ManagerConnectionState state = connection.getState();
            if (state == ManagerConnectionState.INITIAL || state == ManagerConnectionState.DISCONNECTED) {
                // no events: they would only wait in memory
                connection.login("off");
            } else if (state == ManagerConnectionState.CONNECTED) {
                connection.sendAction(new PingAction(), settings.within().toMillis());
            }
            tell();
        } catch (AuthenticationFailedException e) {
            troubles.warn("No connection to AMI: {} refuses the log-in; check ami.user and ami.password", place());
        } catch (IOException | TimeoutException | RuntimeException e) {
            troubles.warn("No connection to AMI at {}; trying again until there is one", place());
        }
    }

    private void tell() {
        boolean connected = isConnected();
        if (connected && !toldConnected) {
            LOG.info("Connected to Asterisk's AMI");
        } else if (!connected) {
            troubles.warn("No connection to AMI at {}; trying again until there is one", place());
        }
        toldConnected = connected;
    }

    private String place() {
        return settings.host() + ":" + settings.port();
    }

    /**
     * Has one action done.
     *
     * @throws SwitchboardException.Unavailable no connection, or no answer in time
     */
    ManagerResponse send(ManagerAction action) throws SwitchboardException.Unavailable {
        if (!isConnected()) {
            throw new SwitchboardException.Unavailable("no connection to Asterisk's AMI");
        }
        try {
            return connection.sendAction(action, settings.within().toMillis());
        } catch (IOException | IllegalStateException e) {
            throw new SwitchboardException.Unavailable("the connection to Asterisk's AMI broke", e);
        } catch (TimeoutException e) {
            throw new SwitchboardException.Unavailable("Asterisk's AMI did not answer in time", e);
        }
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        try {
            connection.logoff();
        } catch (IllegalStateException e) {
            LOG.debug("There was no connection to AMI to end");
        }
    }
}
