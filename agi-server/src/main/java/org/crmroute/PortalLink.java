package org.crmroute;

import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.crmroute.bitrix24.Access;
import org.crmroute.bitrix24.Pace;
import org.crmroute.bitrix24.RestClient;
import org.crmroute.bitrix24.RestSettings;
import org.crmroute.cli.Unusable;
import org.crmroute.config.Configuration;
import org.crmroute.console.EventsPage;
import org.crmroute.console.mirror.PortalConnection;
import org.crmroute.crm.CallerLookup;
import org.crmroute.store.FileSyncLock;
import org.crmroute.store.SqliteHoldings;
import org.crmroute.store.SqliteMirrorWriter;
import org.crmroute.store.SqliteNotices;
import org.crmroute.store.SqliteTokens;
import org.crmroute.sync.EventInbox;
import org.crmroute.sync.ReadThrough;
import org.crmroute.sync.SyncSettings;
import org.crmroute.sync.SyncStatus;
import org.crmroute.sync.Synchroniser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that talks with the portal. Nothing of it stands in a call's way but what {@code lookup.on_miss} allows. */
final class PortalLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PortalLink.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Synchroniser synchroniser;
    private final String host;
    private final EventInbox inbox;
    private final CallerLookup lookup;

    private PortalLink(Configuration configuration, Parts parts) throws Unusable {
        SqliteMirrorWriter writer = new SqliteMirrorWriter(parts.database());
        SqliteNotices notices = new SqliteNotices(parts.database());
        RestClient client = opened(client(configuration.bitrix24(), parts));
        this.host = host(configuration.bitrix24());
        this.synchroniser = opened(new Synchroniser(
                client,
                writer,
                new SqliteHoldings(parts.database()),
                notices,
                new FileSyncLock(parts.database().path()),
                parts.plan(),
                SyncSettings.DEFAULT.withPoll(configuration.bitrix24().poll()),
                parts.integration()::isOn,
                parts.clock()));
        parts.integration().whenTurned(synchroniser::integrationTurned);
        String token = configuration.bitrix24().eventsToken().value();
        this.inbox = opened(new EventInbox(notices, token.isEmpty() ? List.of() : List.of(token), synchroniser));
        this.lookup = configuration.lookup().enabled()
                ? opened(new ReadThrough(client, writer, synchroniser))
                : CallerLookup.OFF;
    }

    /** Where a portal is configured; nothing is asked of it yet. */
    static Optional<PortalLink> of(Configuration configuration, Parts parts) throws Unusable {
        return configuration.bitrix24().enabled() && configuration.bitrix24().reachable()
                ? Optional.of(new PortalLink(configuration, parts))
                : Optional.empty();
    }

    private static RestClient client(Configuration.Bitrix24 settings, Parts parts) throws Unusable {
        try {
            return new RestClient(access(settings, parts), RestSettings.STANDARD.with(pace(settings.plan())));
        } catch (IllegalArgumentException e) {
            throw new Unusable("bitrix24: " + e.getMessage(), e);
        }
    }

    private static Access access(Configuration.Bitrix24 settings, Parts parts) {
        Configuration.Oauth oauth = settings.oauth();
        return settings.webhook().isSet()
                ? Access.webhook(settings.webhook().value())
                : Access.application(
                        oauth.clientId(),
                        oauth.clientSecret().value(),
                        oauth.refreshToken().value(),
                        URI.create(oauth.portal()),
                        new SqliteTokens(parts.database()));
    }

    /** Its name, to be shown; the rest of a webhook's address is a password. */
    private static String host(Configuration.Bitrix24 settings) {
        String address = settings.webhook().isSet()
                ? settings.webhook().value().strip()
                : settings.oauth().portal();
        return Optional.ofNullable(URI.create(address).getHost()).orElse("");
    }

    private static Pace pace(Configuration.Plan plan) {
        return switch (plan) {
            case STANDARD -> Pace.STANDARD;
            case ENTERPRISE -> Pace.ENTERPRISE;
        };
    }

    /** Begins to follow the portal. */
    void start() {
        inbox.start();
        synchroniser.start();
    }

    PortalConnection connection() {
        return new PortalConnection(host, synchroniser);
    }

    Synchroniser synchroniser() {
        return synchroniser;
    }

    SyncStatus status() {
        return synchroniser.status();
    }

    CallerLookup lookup() {
        return lookup;
    }

    List<Consumer<RoutesConfig>> pages() {
        return List.of(new EventsPage(inbox::accept));
    }

    /** From what age on a mirror that should be current is told of. */
    static Duration late(Configuration configuration) {
        Duration polls = configuration.bitrix24().poll().multipliedBy(10);
        Duration least = Duration.ofMinutes(2);
        return polls.compareTo(least) > 0 ? polls : least;
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("A part that talks with the portal did not close cleanly", e);
            }
        }
    }
}
