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

    /** Console, API, health and metrics. */
    public record Http(String host, int port) {}

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
     * @param enabled false: every call takes Others
     * @param webhook its inbound webhook's address, which is a password
     * @param eventsToken what the portal's event handlers identify themselves with
     * @param poll how often changes are asked for
     */
    public record Bitrix24(boolean enabled, Secret webhook, Secret eventsToken, Duration poll) {}

    /**
     * How numbers are read.
     *
     * @param region ISO 3166 code of the country whose national forms are understood
     * @param nationalSuffix how many last digits identify a number in doubt; 0 = never
     */
    public record Numbers(String region, int nationalSuffix) {}

    /** The contexts that steps lead into. */
    public record Dialplan(String extension, String queue, String external) {}

    /** Where ari-app answers. */
    public record Transfers(URI url) {}

    /**
     * The decision log.
     *
     * @param keep how long a decision can be looked up
     */
    public record Decisions(Duration keep) {}

    /** Our own log. */
    public record Log(Logging.Verbosity level, Logging.Format format) {}
}
