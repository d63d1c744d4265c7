package org.crmroute.transfer.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.settings.Secret;

/** Everything that can be set; {@code README.md} says why each default is what it is. */
public record Configuration(
        Ari ari, Ami ami, Http http, Database database, Transfers transfers, Dialplan dialplan, Log log) {

    /**
     * Asterisk's REST interface, which moves what is in our application.
     *
     * @param url of Asterisk's HTTP server, without {@code /ari}
     * @param app the name that Stasis() is called with
     */
    public record Ari(URI url, String app, String user, Secret password) {}

    /** Asterisk's manager interface, which brings calls there. */
    public record Ami(String host, int port, String user, Secret password) {}

    /**
     * API, health and metrics.
     *
     * @param token what the API's clients show; not set: only programs of this host are served
     */
    public record Http(String host, int port, Secret token) {}

    /** Where transfers are kept. */
    public record Database(String url) {

        static final String PREFIX = "jdbc:sqlite:";

        /** The file behind the address. */
        public Path file() {
            return Path.of(url.substring(PREFIX.length()));
        }
    }

    /**
     * How calls are handed on.
     *
     * @param ring how long an extension rings
     * @param ringExternal how long a number outside rings
     * @param waiting how long a queue, or whom the CRM names, is waited for
     * @param most transfers that may be undecided at the same time
     * @param keep how long a transfer can be looked up
     */
    public record Transfers(Duration ring, Duration ringExternal, Duration waiting, int most, Duration keep) {}

    /**
     * How the dialplan makes a device of an extension.
     *
     * @param extensionBefore {@code CRMROUTE_EXTENSION_BEFORE} of crmroute-site.conf
     * @param extensionAfter {@code CRMROUTE_EXTENSION_AFTER}
     */
    public record Dialplan(String extensionBefore, String extensionAfter) {}

    /** Our own log. */
    public record Log(Logging.Verbosity level, Logging.Format format) {}
}
