package org.crmroute.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asterisk, the router, the small CRM, and phones as they are needed. */
public final class Lab implements AutoCloseable {

    /** The number customers of the small CRM call. */
    public static final String DID = "74951234567";

    /** What the portal's events carry. */
    public static final String EVENTS_TOKEN = "lab-events";

    private final LabNetwork network;
    private final Asterisk asterisk;
    private final RouterProcess router;
    private final Map<String, Phone> phones = new HashMap<>();

    private Lab(LabNetwork network, Asterisk asterisk, RouterProcess router) {
        this.network = network;
        this.asterisk = asterisk;
        this.router = router;
    }

    /** Starts everything: the CRM imported, its scenario in force, the router and Asterisk taking calls. */
    public static Lab start(LabNetwork network, Path folder, Asterisk.Waiting waiting)
            throws IOException, InterruptedException {
        RouterProcess router = RouterProcess.in(network, folder, "");
        router.mustRun("import", Project.crm().toString());
        applyScenario(router);
        return start(network, router, waiting);
    }

    /** The same on the first day: the CRM is imported, but there is no scenario and nobody who could sign in. */
    public static Lab startBlank(LabNetwork network, Path folder, Asterisk.Waiting waiting)
            throws IOException, InterruptedException {
        RouterProcess router = RouterProcess.in(network, folder, "");
        router.mustRun("import", Project.crm().toString());
        return start(network, router, waiting);
    }

    /** As the first one, with a mirror that follows a portal and is filled from it. */
    public static Lab startFollowing(URI webhook, LabNetwork network, Path folder, Asterisk.Waiting waiting)
            throws IOException, InterruptedException {
        // polls are rare: what these labs show within seconds is due to events and look-ups
        RouterProcess router = RouterProcess.in(network, folder, """
                bitrix24: {webhook: "%s", events_token: "%s", poll: 10m}
                """.formatted(webhook, EVENTS_TOKEN));
        router.mustRun("sync");
        applyScenario(router);
        return start(network, router, waiting);
    }

    private static void applyScenario(RouterProcess router) throws IOException, InterruptedException {
        router.mustRun("scenario", "apply", Project.crm().resolve("main.yaml").toString());
    }

    private static Lab start(LabNetwork network, RouterProcess router, Asterisk.Waiting waiting)
            throws IOException, InterruptedException {
        router.serve();
        try {
            return new Lab(network, Asterisk.start(network, waiting), router);
        } catch (RuntimeException e) {
            router.close();
            throw e;
        }
    }

    public Asterisk asterisk() {
        return asterisk;
    }

    public RouterProcess router() {
        return router;
    }

    public LabNetwork network() {
        return network;
    }

    /** Puts a phone on a desk, in place of the one that may stand there. */
    public void phone(int extension, Phone.Habit habit) throws IOException, InterruptedException {
        plug(network.phone(extension), habit);
    }

    /** Somebody outside, behind the gateway. */
    public void outside(Phone.Habit habit) throws IOException, InterruptedException {
        plug(network.gateway(), habit);
    }

    private void plug(String address, Phone.Habit habit) throws IOException, InterruptedException {
        Phone before = phones.remove(address);
        if (before != null) {
            before.close();
        }
        phones.put(address, Phone.plugIn(address, habit));
    }

    /** Places a call and waits for its end. */
    public Outcome call(Customer customer) throws IOException, InterruptedException {
        return call(customer, DID);
    }

    /** Places a call to a certain number and waits for its end. */
    public Outcome call(Customer customer, String did) throws IOException, InterruptedException {
        return customer.callToTheEnd(network, asterisk.console(), did);
    }

    /** Places many calls, some each second, and tells how they ended; whatever happens in between. */
    public Burst calls(Customer customer, int count, int perSecond, Interference meanwhile)
            throws IOException, InterruptedException {
        int before = asterisk.console().callsEnded();
        try (Sipp calls = customer.call(network, DID, count, perSecond)) {
            meanwhile.happen();
            int exit = calls.await(Duration.ofSeconds(90L + count / perSecond));
            List<Outcome> outcomes = asterisk.console().awaitOutcomes(before + count, Duration.ofSeconds(20));
            return new Burst(
                    new ArrayList<>(outcomes.subList(before, outcomes.size())),
                    exit == 0,
                    calls.answeredLaterThan(5000));
        }
    }

    /**
     * Many calls.
     *
     * @param outcomes how each ended
     * @param allAnswered whether every caller got an answer
     * @param late how many waited longer than five seconds for it
     */
    public record Burst(List<Outcome> outcomes, boolean allAnswered, int late) {}

    /** Something that happens while calls come in. */
    @FunctionalInterface
    public interface Interference {
        void happen() throws IOException, InterruptedException;
    }

    @Override
    public void close() {
        phones.values().forEach(Phone::close);
        asterisk.close();
        router.close();
    }
}
