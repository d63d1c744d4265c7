package org.crmroute.console.live;

import java.util.List;

/**
 * What is going on.
 *
 * @param transfers the newest first, also those that have ended
 */
public record Board(List<LiveCall> calls, List<LiveTransfer> transfers) {
    public Board {
        calls = List.copyOf(calls);
        transfers = List.copyOf(transfers);
    }
}
