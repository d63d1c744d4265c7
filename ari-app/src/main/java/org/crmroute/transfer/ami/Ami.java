package org.crmroute.transfer.ami;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.crmroute.transfer.engine.Directory;
import org.crmroute.transfer.engine.Redirection;
import org.crmroute.transfer.engine.SwitchboardException;
import org.crmroute.transfer.transfer.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves calls by AMI {@code Redirect}, and looks up in the dialplan whether a target exists. Every value is checked by
 * {@link Field} before it is written. Safe for use by many threads.
 */
public final class Ami implements Redirection, Directory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ami.class);

    private static final String CONTEXT = "crmroute-transfer";

    private final ManagerLink link;
    private final DeviceName device;

    /**
     * How the dialplan makes a device of an extension ({@code CRMROUTE_EXTENSION_BEFORE} and {@code _AFTER} of
     * crmroute-site.conf), so that we ask for the same one: {@code PJSIP/} and nothing, {@code Local/} and
     * {@code @from-internal}.
     */
    public record DeviceName(String before, String after) {
        public static final DeviceName PJSIP = new DeviceName("PJSIP/", "");

        public DeviceName {
            Field.DEVICE.checked(before);
            Field.DEVICE.checked(after);
        }
    }

    public Ami(AmiSettings settings, DeviceName device) {
        this(settings, device, ManagerLink.Pace.NORMAL);
    }

    Ami(AmiSettings settings, DeviceName device, ManagerLink.Pace pace) {
        this.link = new ManagerLink(settings, pace);
        this.device = device;
    }

    /** Connects, and keeps connected. */
    public void start() {
        link.start();
    }

    /** Whether there is a connection that works. */
    public boolean isConnected() {
        return link.isConnected();
    }

    @Override
    public void mark(List<Move> marks) throws SwitchboardException {
        for (Move mark : marks) {
            check(mark);
            for (Map.Entry<String, String> variable : mark.variables().entrySet()) {
                ManagerResponse answer =
                        link.send(new SetVarAction(mark.name(), variable.getKey(), variable.getValue()));
                if (answer instanceof ManagerError) {
                    throw new SwitchboardException.NoSuchChannel(mark.channel());
                }
            }
        }
    }

    @Override
    public void redirect(List<Move> moves) throws SwitchboardException {
        if (moves.isEmpty() || moves.size() > 2) {
            throw new IllegalArgumentException("one or two channels are moved at once, not " + moves.size());
        }
        for (Move move : moves) {
            check(move);
            // a Redirect to a place that is not there answers "Success", and drops the call
            if (!exists(CONTEXT, move.extension())) {
                throw new SwitchboardException.Refused("Asterisk's dialplan has no " + CONTEXT + "," + move.extension()
                        + ": #include crmroute-transfer.conf in extensions.conf, then \"dialplan reload\"");
            }
        }
        mark(moves);
        ManagerResponse answer = link.send(redirection(moves));
        if (answer instanceof ManagerError) {
            LOG.debug("Redirect refused: {}", answer.getMessage());
            throw new SwitchboardException.Refused("Asterisk could not move the call: a party has just gone");
        }
    }

    private static RedirectAction redirection(List<Move> moves) {
        Move one = moves.getFirst();
        RedirectAction action = new RedirectAction(one.name(), CONTEXT, one.extension(), 1);
        if (moves.size() == 2) {
            Move two = moves.get(1);
            if (one.name().equalsIgnoreCase(two.name())) {
                throw new IllegalArgumentException("a channel cannot be moved together with itself");
            }
            action.setExtraChannel(two.name());
            action.setExtraContext(CONTEXT);
            action.setExtraExten(two.extension());
            action.setExtraPriority(1);
        }
        return action;
    }

    private static void check(Move move) throws SwitchboardException.Refused {
        boolean allowed = Field.CHANNEL.allows(move.name()) && Field.EXTENSION.allows(move.extension());
        for (Map.Entry<String, String> variable : move.variables().entrySet()) {
            allowed &= Field.VARIABLE.allows(variable.getKey()) && Field.VALUE.allows(variable.getValue());
        }
        if (!allowed) {
            throw new SwitchboardException.Refused(
                    "the call has a channel whose name holds characters that AMI cannot be trusted with");
        }
    }

    @Override
    public Answer find(Target target) throws SwitchboardException {
        return switch (target) {
            case Target.Extension extension -> extension(extension.name());
            case Target.Queue queue ->
                !exists("crmroute-transfer-queue", queue.name()) || !isTrue("QUEUE_EXISTS(" + queue.name() + ")")
                        ? new Answer.Unknown("is no queue of this Asterisk")
                        : new Answer.Exists();
            case Target.External external ->
                exists("crmroute-transfer-external", external.e164())
                        ? new Answer.Exists()
                        : new Answer.Unknown("cannot be dialled: the dialplan has no crmroute-transfer-external");
            case Target.Crm crm ->
                exists("crmroute-transfer-crm", "s") && exists("crmroute", "s")
                        ? new Answer.Exists()
                        : new Answer.Unknown("cannot be asked for: the dialplan has no crmroute-transfer-crm");
        };
    }

    private Answer extension(String name) throws SwitchboardException {
        if (!exists("crmroute-transfer-extension", name)) {
            return new Answer.Unknown("is no extension of this Asterisk");
        }
        String state = evaluate("DEVICE_STATE(" + device.before() + Field.NAME.checked(name) + device.after() + ")");
        return state.isEmpty() || state.toUpperCase(Locale.ROOT).equals("INVALID")
                ? new Answer.Unknown("is no extension of this Asterisk")
                : new Answer.Exists();
    }

    private boolean exists(String context, String extension) throws SwitchboardException {
        return isTrue(
                "DIALPLAN_EXISTS(" + Field.CONTEXT.checked(context) + "," + Field.EXTENSION.checked(extension) + ",1)");
    }

    private boolean isTrue(String function) throws SwitchboardException {
        return evaluate(function).equals("1");
    }

    /** A dialplan function's value; its arguments are checked by whoever puts them there. */
    private String evaluate(String function) throws SwitchboardException {
        ManagerResponse answer = link.send(new GetVarAction(function));
        if (answer instanceof ManagerError) {
            throw new SwitchboardException.Refused("Asterisk's AMI does not let us look into the dialplan: the user of"
                    + " manager.conf needs write = call,system");
        }
        String value = answer.getAttribute("Value");
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        link.close();
    }
}
