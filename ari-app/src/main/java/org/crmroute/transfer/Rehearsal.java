package org.crmroute.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.runtime.log.Logging;
import org.crmroute.runtime.metrics.Exposition;
import org.crmroute.runtime.settings.Secret;
import org.crmroute.transfer.ami.Ami;
import org.crmroute.transfer.ami.AmiSettings;
import org.crmroute.transfer.ari.AriSettings;
import org.crmroute.transfer.ari.AriSwitchboard;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.Patience;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.engine.TransferRefused;
import org.crmroute.transfer.engine.Transfers;
import org.crmroute.transfer.http.Access;
import org.crmroute.transfer.http.TransferMetrics;
import org.crmroute.transfer.http.TransferPages;
import org.crmroute.transfer.rehearsal.StandInAsterisk;
import org.crmroute.transfer.store.SqliteTransferStore;
import org.crmroute.transfer.transfer.Outcome;
import org.crmroute.transfer.transfer.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands some made-up calls on before the first real one: in the first transfers of a process classes are loaded and
 * linked, and the customer hears nothing meanwhile. Everything takes part as it will later, from the page that takes the
 * wish to the sockets of ARI and AMI. Only the other end is a {@link StandInAsterisk}, and the database is in memory:
 * nobody else sees anything of it, and no Asterisk has to be there.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /**
     * It takes some half a second; ten times that on a machine with five times as much to do as it can, where the first
     * transfer would be silent for just as much longer.
     */
    static final Duration BOUND = Duration.ofSeconds(10);

    private static final String HERE = "127.0.0.1";
    private static final String APPLICATION = "rehearsal";
    private static final Secret PASSWORD = new Secret(UUID.randomUUID().toString());
    private static final Duration LOOK = Duration.ofMillis(2);

    private final long until;
    private final StandInAsterisk standIn;
    private final AriSwitchboard asterisk;
    private final Transfers transfers;
    private final HttpClient client;
    private final URI address;

    private Rehearsal(
            long until,
            StandInAsterisk standIn,
            AriSwitchboard asterisk,
            Transfers transfers,
            HttpClient client,
            URI address) {
        this.until = until;
        this.standIn = standIn;
        this.asterisk = asterisk;
        this.transfers = transfers;
        this.client = client;
        this.address = address;
    }

    /** Something went otherwise than in every rehearsal before. */
    static final class Spoilt extends Exception {
        private static final long serialVersionUID = 1L;

        Spoilt(String message) {
            super(message);
        }
    }

    /** Rehearses, and returns when that is over or has taken so long. Whatever comes of it, the program can go on. */
    static void run(Duration bound) {
        Thread rehearsal = Thread.ofPlatform().daemon().name("rehearsal").start(() -> tryTo(bound));
        try {
            rehearsal.join(bound);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void tryTo(Duration bound) {
        long from = System.nanoTime();
        try {
            Logging.unheard(() -> hold(from + bound.toNanos()));
            LOG.debug("Rehearsed in {} ms", (System.nanoTime() - from) / 1_000_000);
        } catch (Exception e) {
            LOG.info("The first transfer may be slow, for its rehearsal went wrong: {}", e.toString());
        }
    }

    /** @throws Spoilt when it did not end as it should, or in time */
    static void hold(long until) throws Exception {
        Clock clock = Clock.systemUTC();
        try (StandInAsterisk standIn = new StandInAsterisk(APPLICATION);
                SqliteTransferStore store = SqliteTransferStore.inMemory(BOUND, clock);
                Ami ami = new Ami(
                        new AmiSettings(HERE, standIn.amiPort(), APPLICATION, PASSWORD, BOUND), Ami.DeviceName.PJSIP);
                AriSwitchboard asterisk = new AriSwitchboard(
                        new AriSettings(http(standIn.ariPort()), APPLICATION, APPLICATION, PASSWORD, BOUND), ami);
                Exposition exposition = new Exposition();
                Transfers transfers = new Transfers(
                        asterisk, asterisk, ami, store, new Patience(BOUND, BOUND, BOUND, BOUND, BOUND), 1, clock);
                HttpServer server =
                        new HttpServer(HERE, 0, List.of(new Access(PASSWORD), new TransferPages(transfers, asterisk)));
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            transfers.listen(new TransferMetrics(exposition.registry(), transfers, asterisk));
            transfers.open();
            ami.start();
            asterisk.start();
            server.start();
            Rehearsal rehearsal = new Rehearsal(until, standIn, asterisk, transfers, client, http(server.port()));
            rehearsal.await("connected", () -> ami.isConnected() && asterisk.connections() > 0);
            rehearsal.play();
        }
    }

    private void play() throws Exception {
        transfer("attended", StandInAsterisk.ANSWERS, Outcome.Result.COMPLETED);
        standIn.call();
        transfer("blind", StandInAsterisk.ANSWERS, Outcome.Result.COMPLETED);
        standIn.call();
        transfer("blind", StandInAsterisk.BUSY, Outcome.Result.RETURNED);
    }

    private void transfer(String kind, String extension, Outcome.Result result) throws Exception {
        await("talking", () -> asterisk.calls().stream().anyMatch(call -> call.phase() == LiveCall.Phase.TALKING));
        ask("GET", "calls", "");
        String id = ask(
                        "POST",
                        "transfers",
                        "{\"call\":\"%s\",\"kind\":\"%s\",\"target\":\"extension:%s\"}"
                                .formatted(StandInAsterisk.CUSTOMER, kind, extension))
                .path("id")
                .asString("");
        if (kind.equals("attended")) {
            await("consulting", () -> state(id) instanceof State.Consulting);
            ask("POST", "transfers/" + id + "/complete", "");
        }
        await("ended", () -> state(id) instanceof State.Ended);
        if (!(state(id) instanceof State.Ended ended && ended.outcome().result() == result)) {
            throw new Spoilt("a transfer to %s came to %s".formatted(extension, state(id)));
        }
        standIn.hangUpCustomer();
        await("over", () -> !transfers.any());
        ask("GET", "transfers/" + id, "");
    }

    private State state(String id) throws TransferRefused {
        return transfers.get(new TransferId(id)).state();
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException, Spoilt {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address.resolve("/api/" + path))
                        .header("Authorization", "Bearer " + PASSWORD.value())
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .timeout(BOUND)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new Spoilt(method + " " + path + " was answered " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Something that shall become so. */
    private interface Becoming {
        boolean isSo() throws Exception;
    }

    private void await(String what, Becoming becoming) throws Exception {
        while (!becoming.isSo()) {
            if (System.nanoTime() > until) {
                throw new Spoilt("not " + what + " in time");
            }
            Thread.sleep(LOOK);
        }
    }

    private static URI http(int port) {
        return URI.create("http://" + HERE + ":" + port);
    }
}
