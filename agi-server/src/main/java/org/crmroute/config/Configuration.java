package org.crmroute.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.settings.Secret;

/** Everything that can be set; {@code README.md} says why each default is what it is. */
public record Configuration(
        Agi agi,
        Http http,
        Database database,
        Bitrix24 bitrix24,
        Lookup lookup,
        Numbers numbers,
        Dialplan dialplan,
        Transfers transfers,
        Decisions decisions,
        Log log) {

    /**
     * The FastAGI server.
     *
     * @param deadline most time a decision may take
     * @param maxCalls sessions at a time; one more is refused, and the dialplan goes on by itself
     * @param allow who may connect
     */
    public record Agi(String host, int port, Duration deadline, int maxCalls, List<Network> allow) {
        public Agi {
            allow = List.copyOf(allow);
        }
    }

    /**
     * Console, API, health and metrics.
     *
     * @param hosts names that browsers may know the console by, besides addresses and localhost
     * @param trustedProxies who may say in {@code X-Forwarded-For} and {@code -Proto} where a request comes from
     * @param adminPasswordHash bcrypt; none: the first admin chooses a password by a link
     * @param apiToken lets a program in as an admin; none: only tokens made in the console do
     */
    public record Http(
            String host,
            int port,
            List<String> hosts,
            List<Network> trustedProxies,
            Secret adminPasswordHash,
            Secret apiToken) {
        public Http {
            hosts = List.copyOf(hosts);
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /** Where mirror, scenarios and decisions are kept. */
    public record Database(String url) {

        static final String PREFIX = "jdbc:sqlite:";

        /** The file behind the address. */
        public Path file() {
            String file = url.substring(PREFIX.length());
            int options = file.indexOf('?');
            return Path.of(options < 0 ? file : file.substring(0, options));
        }
    }

    /**
     * The portal.
     *
     * @param enabled false: every call takes Others, and the portal is left alone
     * @param webhook its inbound webhook's address, which is a password
     * @param oauth the second way in, instead of a webhook
     * @param eventsToken what the portal's event handlers identify themselves with
     * @param poll how often changes are asked for
     * @param plan which limits the portal's tariff has
     */
    public record Bitrix24(boolean enabled, Secret webhook, Oauth oauth, Secret eventsToken, Duration poll, Plan plan) {

        /** Whether it is said how to reach the portal. */
        public boolean reachable() {
            return webhook.isSet() || oauth.clientId().length() > 0;
        }
    }

    /**
     * A local application of the portal.
     *
     * @param portal the portal's address
     * @param clientId empty: there is none
     * @param refreshToken the first; those that follow are kept in the database
     */
    public record Oauth(String portal, String clientId, Secret clientSecret, Secret refreshToken) {}

    /** Tariffs by their limits: {@code standard} 2 requests a second, 50 at once; {@code enterprise} 5 and 250. */
    public enum Plan {
        STANDARD,
        ENTERPRISE
    }

    /**
     * Callers the mirror does not know.
     *
     * @param enabled whether the CRM is asked about them
     * @param patience how long their call waits for the answer; zero: not at all, the next call knows the caller
     */
    public record Lookup(boolean enabled, Duration patience) {}

    /**
     * How numbers are read.
     *
     * @param region ISO 3166 code of the country whose national forms are understood
     * @param nationalSuffix how many last digits identify a number in doubt; 0 = never
     */
    public record Numbers(String region, int nationalSuffix) {}

    /** The contexts that steps lead into. */
    public record Dialplan(String extension, String queue, String external) {}

    /**
     * Where ari-app answers, for the console.
     *
     * @param token its {@code http.token}; none: it lets in programs of this host
     */
    public record Transfers(URI url, Secret token) {}

    /**
     * The decision log.
     *
     * @param keep how long a decision can be looked up
     */
    public record Decisions(Duration keep) {}

    /** Our own log. */
    public record Log(Logging.Verbosity level, Logging.Format format) {}
}
