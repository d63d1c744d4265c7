package org.crmroute.transfer.ari;

import java.time.Instant;
import java.util.List;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.call.Line;

/** What Asterisk tells, as far as we listen. */
sealed interface AriEvent {

    /** When it happened, by Asterisk's clock. */
    Instant at();

    /**
     * A channel came into an application.
     *
     * @param arguments of Stasis(), or {@code appArgs} of a channel that was made by request
     */
    record Arrived(Instant at, String application, Line line, List<String> arguments) implements AriEvent {}

    /** A channel left an application; whether it lives on is told separately. */
    record Left(Instant at, String application, Line line) implements AriEvent {}

    /** A channel is new. */
    record Created(Instant at, Line line) implements AriEvent {}

    /** There is news of a channel. It may come after the channel's end. */
    record News(Instant at, Line line) implements AriEvent {}

    /** Somebody asked for a channel's end; it comes as {@link Gone}. */
    record Ending(Instant at, String channel) implements AriEvent {}

    /**
     * A channel was hung up.
     *
     * @param cause Q.850
     */
    record Gone(Instant at, String channel, int cause) implements AriEvent {}

    record Held(Instant at, String channel, boolean held) implements AriEvent {}

    record BridgeNews(Instant at, CallBook.Bridge bridge) implements AriEvent {}

    record BridgeGone(Instant at, String bridge) implements AriEvent {}

    record Entered(Instant at, CallBook.Bridge bridge, Line line) implements AriEvent {}

    record LeftBridge(Instant at, CallBook.Bridge bridge, Line line) implements AriEvent {}

    /**
     * A phone asked by REFER for a transfer, and Asterisk leaves it to us (PJSIP_TRANSFER_HANDLING, 22.3).
     *
     * @param state empty when it is asked for, else how it goes on
     * @param transferor unique id of that phone's channel
     * @param dialled for a blind transfer, else empty; hostile text
     * @param party for an attended one unique id of whom the phone talks to on its other line, as far as Asterisk knows;
     *     else empty
     */
    record Referred(Instant at, String state, String transferor, String dialled, String party) implements AriEvent {}

    /** Somebody had Asterisk say this; our own heartbeat is one of these. */
    record Said(Instant at, String what) implements AriEvent {}

    /** Another program has connected under our application's name and gets our events now. */
    record Replaced(Instant at, String application) implements AriEvent {}

    /** Something that means nothing to us. */
    record Other(Instant at, String type) implements AriEvent {}
}
