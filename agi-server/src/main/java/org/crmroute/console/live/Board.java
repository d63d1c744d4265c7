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

    List<LiveTransfer> running() {
        return transfers.stream().filter(LiveTransfer::isRunning).toList();
    }

    /** The calls, without the words that a transferor has with a target meanwhile: those are a part of a transfer. */
    List<LiveCall> customers() {
        return calls.stream()
                .filter(call -> running().stream().noneMatch(transfer -> transfer.isWord(call)))
                .toList();
    }
}
