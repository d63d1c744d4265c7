package org.crmroute.agi;

import java.util.List;
import org.asteriskjava.AsteriskVersion;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiReader;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiWriter;
import org.asteriskjava.fastagi.command.SetVariableCommand;
import org.asteriskjava.fastagi.internal.AgiChannelImpl;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.crmroute.agi.ChannelVariables.Assignment;

/** The channel as seen over AGI, and the session it belongs to. */
final class RouteChannel extends AgiChannelImpl {

    private final AgiSession session;

    RouteChannel(AgiRequest request, AgiWriter writer, AgiReader reader, AgiSession session) {
        super(request, writer, reader);
        this.session = session;
    }

    AgiSession session() {
        return session;
    }

    /**
     * Sets the variables one by one, each after the answer to the one before: Asterisk polls the descriptor but reads
     * through a buffer, so a second line sent early lies there unseen. {@code EXEC MSet} would save round trips, but it
     * splits at commas, of which a target is made.
     */
    SessionEnd set(List<Assignment> variables) {
        try {
            for (Assignment variable : variables) {
                AgiReply reply = sendCommand(new SetVariableCommand(variable.name(), variable.value()));
                if (reply.getStatus() != AgiReply.SC_SUCCESS) {
                    return SessionEnd.BAD_REPLY;
                }
            }
            return SessionEnd.ANSWERED;
        } catch (AgiException e) {
            boolean replied = getLastReply() != null && getLastReply().getStatus() != AgiReply.SC_SUCCESS;
            SessionEnd otherwise = replied
                    ? getLastReply().getStatus() == AgiReply.SC_DEAD_CHANNEL ? SessionEnd.HUNG_UP : SessionEnd.BAD_REPLY
                    : SessionEnd.LOST;
            return session.connection().fault().orElse(otherwise);
        }
    }

    /** The library sets {@code AJ_AGISTATUS} after the script: a round trip for a variable that nobody reads. */
    @Override
    public void setVariable(String name, String value) {}

    /** No command here depends on it, and what a peer says of itself is not parsed. */
    @Override
    public AsteriskVersion getAsteriskVersion() {
        return AsteriskVersion.DEFAULT_VERSION;
    }
}
