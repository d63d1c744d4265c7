package org.crmroute.scenario;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.crmroute.call.IncomingCall;
import org.crmroute.call.Party;

/** What a condition on the call is held against. */
final class CallFacts {

    private final IncomingCall call;
    private final ZonedDateTime at;

    CallFacts(IncomingCall call, ZoneId zone) {
        this.call = call;
        this.at = call.at().atZone(zone);
    }

    /** As values of the subject's kind, see {@link Vocabulary}; none when the call does not tell. */
    List<?> values(Subject.OfCall subject) {
        return switch (subject) {
            case DID -> number(call.did());
            case CALLER -> number(call.caller());
            case ANONYMOUS -> List.of(call.caller() instanceof Party.Anonymous);
            case TIME -> List.of(at.toLocalTime());
            case WEEKDAY -> List.of(at.getDayOfWeek());
        };
    }

    String inWords(Subject.OfCall subject) {
        return switch (subject) {
            case DID -> call.did().key();
            case CALLER -> call.caller().key();
            case ANONYMOUS -> call.caller() instanceof Party.Anonymous ? "yes" : "no";
            case TIME -> "%tR".formatted(at);
            case WEEKDAY -> at.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        };
    }

    private static List<String> number(Party party) {
        return party.key().isEmpty() ? List.of() : List.of(party.key());
    }
}
