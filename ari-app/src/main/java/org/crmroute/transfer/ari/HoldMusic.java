package org.crmroute.transfer.ari;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.crmroute.runtime.log.RareLog;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.engine.TransferId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever is put on hold in one of our bridges hears music. Asterisk's mixing bridge plays none: it is made for conferences,
 * where the others go on talking. In the order of events, and never on their thread.
 */
final class HoldMusic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HoldMusic.class);

    private final AriRequests requests;
    private final CallBook book;
    private final RareLog troubles = new RareLog(LOG);

    /** Who holds, and in which bridge. */
    private final Map<String, String> holders = new ConcurrentHashMap<>();

    private final ExecutorService turns = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("ari hold music").factory());

    HoldMusic(AriRequests requests, CallBook book) {
        this.requests = requests;
        this.book = book;
    }

    /** A phone puts the others on hold. */
    void begins(String channel) {
        bridge(channel).ifPresent(bridge -> {
            holders.put(channel, bridge);
            others(bridge, channel, requests::playMusic);
        });
    }

    /** A phone takes the others back; also one that held them before we were started. */
    void ends(String channel) {
        holders.remove(channel);
        bridge(channel).ifPresent(bridge -> others(bridge, channel, requests::stopMusic));
    }

    /** Whoever was held in a bridge is held by nobody when the holder is not there any more. */
    void left(String bridge, String channel) {
        if (holders.remove(channel, bridge)) {
            others(bridge, channel, requests::stopMusic);
        }
    }

    private Optional<String> bridge(String channel) {
        return book.bridgeOf(channel).filter(bridge -> bridge.startsWith(TransferId.PREFIX));
    }

    /** Something to be done to a channel. */
    private interface Deed {
        void act(String channel) throws SwitchboardException;
    }

    private void others(String bridge, String but, Deed deed) {
        try {
            turns.execute(() -> {
                for (String channel : book.members(bridge)) {
                    if (!channel.equals(but)) {
                        act(channel, deed);
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed already");
        }
    }

    private void act(String channel, Deed deed) {
        try {
            deed.act(channel);
        } catch (SwitchboardException e) {
            troubles.warn("Music on hold could not be begun or ended: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }
}
