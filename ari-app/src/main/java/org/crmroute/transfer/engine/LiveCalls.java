package org.crmroute.transfer.engine;

import java.util.List;
import java.util.Optional;
import org.crmroute.transfer.call.LiveCall;

/** The calls that are going on. */
public interface LiveCalls {

    /** All of them, oldest first. Answers at once from what is known. */
    List<LiveCall> calls();

    /** By {@link LiveCall#id()}, or by the unique id of either channel. */
    Optional<LiveCall> find(String id);
}
