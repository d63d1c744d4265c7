package org.crmroute.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.SipPhone;

/**
 * Asterisk, the router with the small CRM, the transfer app, and phones that hear: where live calls are handed on.
 *
 * <p>Customers of the small CRM: {@link #DIALLED} reaches extension 206 by Dial(), {@link #QUEUED} reaches 203 by the queue legal.
 */
public final class TransferLab implements AutoCloseable {

    /** Reaches their manager, 206, by Dial(). */
    public static final String DIALLED = "79123456701";

    public static final int DIALLED_AGENT = 206;

    /** Reaches Legal, 203, by Queue(). */
    public static final String QUEUED = "79123456703";

    public static final int QUEUED_AGENT = 203;

    /** Answers when nobody else does: the queue reception. */
    public static final int OPERATOR = 210;

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final LabNetwork network;
    private final RouterProcess router;
    private final Asterisk asterisk;
    private final PhoneRoom room;
    private final TransfersProcess transfers;

    private TransferLab(
            LabNetwork network, RouterProcess router, Asterisk asterisk, PhoneRoom room, TransfersProcess transfers) {
        this.network = network;
        this.router = router;
        this.asterisk = asterisk;
        this.room = room;
        this.transfers = transfers;
    }

    /** Starts Asterisk and the router; the transfer app is set up, but nobody has started it yet. */
    public static TransferLab startWithoutApp(LabNetwork network, Path folder)
            throws IOException, InterruptedException {
        return startWithoutApp(network, folder, Asterisk.RING);
    }

    private static TransferLab startWithoutApp(LabNetwork network, Path folder, Duration ring)
            throws IOException, InterruptedException {
        RouterProcess router =
                RouterProcess.in(network, folder.resolve("router"), TransfersProcess.asTheRouterKnowsIt(network));
        router.mustRun("import", Project.crm().toString());
        router.mustRun("scenario", "apply", Project.crm().resolve("main.yaml").toString());
        router.serve();
        try {
            Asterisk asterisk = Asterisk.start(network, Asterisk.Waiting.RINGING);
            return new TransferLab(
                    network,
                    router,
                    asterisk,
                    PhoneRoom.open(network),
                    TransfersProcess.in(network, folder.resolve("transfers"), ring));
        } catch (RuntimeException e) {
            router.close();
            throw e;
        }
    }

    /** Starts everything. */
    public static TransferLab start(LabNetwork network, Path folder) throws IOException, InterruptedException {
        return start(network, folder, Asterisk.RING);
    }

    /** Starts everything; the app lets phones ring for half a minute. */
    public static TransferLab startPatient(LabNetwork network, Path folder) throws IOException, InterruptedException {
        return start(network, folder, Duration.ofSeconds(30));
    }

    private static TransferLab start(LabNetwork network, Path folder, Duration ring)
            throws IOException, InterruptedException {
        TransferLab lab = startWithoutApp(network, folder, ring);
        try {
            lab.transfers.serve();
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
        return lab;
    }

    public LabNetwork network() {
        return network;
    }

    public RouterProcess router() {
        return router;
    }

    public Asterisk asterisk() {
        return asterisk;
    }

    public PhoneRoom room() {
        return room;
    }

    public SipPhone phone(int extension) {
        return room.phone(extension);
    }

    public TransfersProcess transfers() {
        return transfers;
    }

    /** A customer whom 206 answers, out of Dial(). */
    public Conversation dialled() throws InterruptedException {
        return Conversation.begin(room.customer(DIALLED), Lab.DID, phone(DIALLED_AGENT));
    }

    /** A customer whom 203 answers, out of Queue(). */
    public Conversation queued() throws InterruptedException {
        return Conversation.begin(room.customer(QUEUED), Lab.DID, phone(QUEUED_AGENT));
    }

    /** A customer who called an extension past the router. */
    public Conversation direct(SipPhone customer, int agent) throws InterruptedException {
        return Conversation.begin(customer, "direct" + agent, phone(agent));
    }

    /** Everybody hangs up and answers again from now on; afterwards nothing is left in Asterisk, or it is told what is. */
    public void quiet() throws IOException, InterruptedException {
        room.all().forEach(phone -> {
            phone.habit(Habit.answers());
            phone.live().forEach(Call::hangUp);
        });
        long until = System.nanoTime() + QUIET.toNanos();
        String left = channels();
        while (!left.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Channels are left although everybody hung up: "
                        + asterisk.command("core show channels concise"));
            }
            Thread.sleep(100);
            left = channels();
        }
    }

    /** The channels in Asterisk, a line each. */
    public String channels() throws IOException, InterruptedException {
        return asterisk.command("core show channels concise").strip();
    }

    /** How many bridges there are in Asterisk. */
    public long bridges() throws IOException, InterruptedException {
        return asterisk.command("bridge show all")
                .lines()
                .skip(1)
                .filter(l -> !l.isBlank())
                .count();
    }

    @Override
    public void close() {
        room.close();
        transfers.close();
        asterisk.close();
        router.close();
    }
}
