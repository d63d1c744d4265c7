package org.crmroute.transfer.ari;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crmroute.runtime.log.Neutral;
import org.crmroute.runtime.log.RareLog;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.call.Line;
import org.crmroute.transfer.engine.Referrals;
import org.crmroute.transfer.engine.Switchboard;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.transfer.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what Asterisk tells: keeps the book of calls and who is in our application, and passes on what a transfer has
 * to know. On every new connection both are read anew, since nothing of what happened meanwhile is told.
 */
final class Bulletin implements EventLink.Ear, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);

    /** A channel that was hung up is told of as destroyed this soon after it left us. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private final AriRequests requests;
    private final EventReader reader;
    private final CallBook book;
    private final String application;
    private final HoldMusic holdMusic;
    private final PhoneTransfers phoneTransfers;
    private final RareLog unreadable = new RareLog(LOG);
    private final RareLog troubles = new RareLog(LOG);

    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ari departures").factory());

    private volatile boolean connected;
    private volatile Switchboard.Listener listener = new NobodyListens();

    Bulletin(AriRequests requests, EventReader reader, CallBook book, String application) {
        this.requests = requests;
        this.reader = reader;
        this.book = book;
        this.application = application;
        this.holdMusic = new HoldMusic(requests, book);
        this.phoneTransfers = new PhoneTransfers(requests, book, held::contains);
    }

    void listen(Switchboard.Listener listener) {
        this.listener = listener;
    }

    void refer(Referrals referrals) {
        phoneTransfers.decidedBy(referrals);
    }

    boolean isConnected() {
        return connected;
    }

    /** Whether a channel is in our application, as far as we were told. */
    boolean holds(String channel) {
        return held.contains(channel);
    }

    /** A channel was in our application already when it should come. */
    void arrived(String channel) {
        listener.arrived(channel);
    }

    /** We send this channel out of our application ourselves. */
    void letsGo(String channel) {
        leaving.add(channel);
    }

    /** A channel that shall come. */
    static final class Expected {
        private final String channel;
        private final CountDownLatch come = new CountDownLatch(1);

        private Expected(String channel) {
            this.channel = channel;
        }

        /** Waits for it; whether it came. */
        boolean within(Duration patience) {
            try {
                return come.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    Expected expect(String channel) {
        return expected.computeIfAbsent(channel, Expected::new);
    }

    void expectNoMore(Expected done) {
        expected.remove(done.channel, done);
    }

    /** {@inheritDoc} The first message waits meanwhile: what it tells may be known by then, and knowing it twice is harmless. */
    @Override
    public void opened() throws SwitchboardException {
        requests.wantOnly(EventReader.types());
        List<Line> lines = requests.lines();
        book.begin(lines, requests.bridges(), Instant.now());
        Set<String> ours = ConcurrentHashMap.newKeySet();
        for (Line line : lines) {
            if (holdsForCertain(line)) {
                ours.add(line.id());
            }
        }
        held.retainAll(ours);
        held.addAll(ours);
        ending.clear();
        leaving.retainAll(ours);
        connected = true;
        listener.connected();
    }

    /**
     * Asks Asterisk. What a channel "runs" stays written on it after it left, and what we were told may be some
     * milliseconds old; that a variable may be set by ARI tells that a channel is in an application.
     */
    boolean holdsForCertain(Line line) throws SwitchboardException {
        if (!mayBeOurs(line)) {
            return false;
        }
        try {
            return requests.set(line.id(), "CRMROUTE_TRANSFER_HELD", "1");
        } catch (SwitchboardException.NoSuchChannel e) {
            return false;
        }
    }

    private boolean mayBeOurs(Line line) {
        return line.application().equals("Stasis")
                && (line.data().equals(application)
                        || line.data().startsWith(application + ",")
                        || line.id().startsWith(TransferId.PREFIX));
    }

    @Override
    public void closed() {
        connected = false;
    }

    @Override
    public void heard(String message) {
        try {
            tell(reader.event(message));
        } catch (EventReader.Unreadable e) {
            unreadable.warn("Left out an event: {}", e.getMessage());
        } catch (RuntimeException e) {
            // the next event must be heard all the same
            troubles.error("An event could not be followed", e);
        }
    }

    @Override
    public void beat() throws SwitchboardException {
        requests.say("crmroute-heartbeat");
    }

    private void tell(AriEvent event) {
        switch (event) {
            case AriEvent.Arrived arrived -> {
                seen(arrived.line(), arrived.at());
                if (arrived.application().equals(application)) {
                    came(arrived.line().id());
                }
            }
            case AriEvent.Left left -> {
                if (left.application().equals(application)) {
                    left(left.line().id());
                }
            }
            case AriEvent.Created created -> seen(created.line(), created.at());
            case AriEvent.News news -> news(news.line(), news.at());
            case AriEvent.Ending end -> ending.add(end.channel());
            case AriEvent.Gone gone -> gone(gone.channel(), gone.cause());
            case AriEvent.Held hold -> held(hold);
            case AriEvent.BridgeNews news -> book.bridge(news.bridge());
            case AriEvent.BridgeGone gone -> book.bridgeGone(gone.bridge());
            case AriEvent.Entered entered -> {
                book.bridge(entered.bridge());
                news(entered.line(), entered.at());
                book.entered(entered.bridge().id(), entered.line().id(), entered.at());
            }
            case AriEvent.LeftBridge left -> {
                book.left(left.bridge().id(), left.line().id(), left.at());
                holdMusic.left(left.bridge().id(), left.line().id());
            }
            case AriEvent.Referred referred -> phoneTransfers.referred(referred);
            case AriEvent.Replaced replaced ->
                troubles.warn(
                        "Another program connected to Asterisk as {} and gets the events of our calls: end it, or give"
                                + " one of the two another name",
                        Neutral.text(replaced.application()));
            case AriEvent.Said said -> LOG.trace("Said: {}", said.what());
            case AriEvent.Other other -> LOG.trace("Nothing to us: {}", other.type());
        }
    }

    private void seen(Line line, Instant at) {
        if (line.id().isEmpty()) {
            return;
        }
        boolean wasUp = book.line(line.id()).map(Line::up).orElse(false);
        book.seen(line, at);
        if (line.up() && !wasUp) {
            listener.answered(line.id());
        }
    }

    private void held(AriEvent.Held hold) {
        book.hold(hold.channel(), hold.held(), hold.at());
        if (hold.held()) {
            holdMusic.begins(hold.channel());
        } else {
            holdMusic.ends(hold.channel());
        }
    }

    private void news(Line line, Instant at) {
        if (book.line(line.id()).isPresent()) {
            seen(line, at);
        }
    }

    private void came(String channel) {
        held.add(channel);
        leaving.remove(channel);
        Expected waited = expected.get(channel);
        if (waited != null) {
            waited.come.countDown();
        }
        listener.arrived(channel);
    }

    private void left(String channel) {
        held.remove(channel);
        if (leaving.remove(channel)) {
            listener.gone(channel, Hangup.LEFT);
        } else if (!ending.contains(channel)) {
            // somebody took it, or it is hung up and that is told next
            Future<?> unused = later.schedule(() -> leftForGood(channel), GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void leftForGood(String channel) {
        if (book.line(channel).isPresent() && !held.contains(channel) && !ending.contains(channel)) {
            listener.gone(channel, Hangup.LEFT);
        }
    }

    private void gone(String channel, int cause) {
        held.remove(channel);
        ending.remove(channel);
        leaving.remove(channel);
        book.gone(channel);
        listener.gone(channel, Hangup.ofCause(cause));
    }

    @Override
    public void close() {
        later.shutdownNow();
        holdMusic.close();
    }

    /** The channels of a transfer that is nobody's yet: at start, before {@link #listen}. */
    private static final class NobodyListens implements Switchboard.Listener {
        @Override
        public void arrived(String channel) {
            LOG.debug("Nobody listens");
        }

        @Override
        public void answered(String channel) {
            LOG.debug("Nobody listens");
        }

        @Override
        public void gone(String channel, Hangup why) {
            LOG.debug("Nobody listens");
        }

        @Override
        public void connected() {
            LOG.debug("Nobody listens");
        }
    }
}
