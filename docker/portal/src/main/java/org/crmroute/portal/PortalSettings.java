package org.crmroute.portal;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** How a {@link Portal} behaves. Each method changes this object and returns it. */
public final class PortalSettings {

    String host = "127.0.0.1";
    int port;
    Clock clock = Clock.systemUTC();
    ZoneOffset zone = ZoneOffset.ofHours(3);
    int webhookUser = 1;
    String webhookCode = "standin0webhook0";
    String applicationToken = "standin0application0token0000000";
    String clientId = "local.standin";
    String clientSecret = "standin0secret";
    Duration tokenLifetime = Duration.ofHours(1);
    double requestsPerSecond = 2;
    int burst = 50;
    Duration operatingLimit = Duration.ofMinutes(8);
    Duration operatingWindow = Duration.ofMinutes(10);
    boolean batchBilled;
    boolean operatingShown = true;
    Duration pageTime = Duration.ZERO;
    long seed = 1;

    /** Where it listens; 127.0.0.1 and any free port by default. Port 0 is a free one. */
    public PortalSettings listen(String onHost, int onPort) {
        this.host = onHost;
        this.port = onPort;
        return this;
    }

    /** What times are read from, limits and token lifetimes included; the system's by default. */
    public PortalSettings clock(Clock given) {
        this.clock = given;
        return this;
    }

    /** The inbound webhook: {@code /rest/user/code/}. */
    public PortalSettings webhook(int user, String code) {
        this.webhookUser = user;
        this.webhookCode = code;
        return this;
    }

    /** What the portal puts into {@code auth[application_token]} of its events. */
    public PortalSettings applicationToken(String token) {
        this.applicationToken = token;
        return this;
    }

    /** The OAuth application; and how long an access token lives, an hour by default. */
    public PortalSettings application(String id, String secret, Duration lifetime) {
        this.clientId = id;
        this.clientSecret = secret;
        this.tokenLifetime = lifetime;
        return this;
    }

    /** The leaky bucket: 2 requests a second and a burst of 50 by default, 5 and 250 on the Enterprise plan. */
    public PortalSettings requests(double aSecond, int atOnce) {
        this.requestsPerSecond = aSecond;
        this.burst = atOnce;
        return this;
    }

    /** No limit on requests. */
    public PortalSettings unlimited() {
        return requests(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);
    }

    /** How long a method may work within a sliding window: 480 seconds in 10 minutes by default. */
    public PortalSettings operating(Duration limit, Duration window) {
        this.operatingLimit = limit;
        this.operatingWindow = window;
        return this;
    }

    /** Whether the time of a batch is billed to {@code batch} too, and not to its commands' methods only. */
    public PortalSettings batchBilled(boolean billed) {
        this.batchBilled = billed;
        return this;
    }

    /** Whether {@code time} has {@code operating} and {@code operating_reset_at}; older portals leave them out. */
    public PortalSettings operatingShown(boolean shown) {
        this.operatingShown = shown;
        return this;
    }

    /** What a page of a list takes; it is slept and billed. Zero by default: what it really takes is billed. */
    public PortalSettings pageTime(Duration time) {
        this.pageTime = time;
        return this;
    }

    /** Of the dice that decide which requests and events a fault meets. */
    public PortalSettings seed(long given) {
        this.seed = given;
        return this;
    }
}
