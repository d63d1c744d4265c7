package org.crmroute.console.live;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.crmroute.console.page.Words;

/** Puts what is going on into the reader's words. */
final class BoardWriter {

    /** A page of more is no longer looked at, but searched; the newest count. */
    private static final int MOST_CALLS = 200;

    private static final int LAST = 10;

    /** What there is to ask of a transfer, in the order of its buttons. */
    static final List<String> WISHES = List.of("complete", "swap", "cancel");

    private final Targets targets;
    private final NumberText numbers;
    private final Words words;
    private final ZoneId zone;
    private final Instant now;

    BoardWriter(Targets targets, NumberText numbers, Words words, ZoneId zone, Instant now) {
        this.targets = targets;
        this.numbers = numbers;
        this.words = words;
        this.zone = zone;
        this.now = now;
    }

    BoardView view(LiveBoard.Seen seen, String address) {
        Board board = seen.board().orElse(new Board(List.of(), List.of()));
        List<LiveTransfer> running = board.running();
        List<LiveCall> calls = board.customers();
        Set<String> shown = calls.stream()
                .sorted(Comparator.comparing(LiveCall::since).reversed())
                .limit(MOST_CALLS)
                .map(LiveCall::id)
                .collect(Collectors.toSet());
        return new BoardView(
                seen.version(),
                seen.away().map(away -> away(away, address)),
                calls.stream()
                        .filter(call -> shown.contains(call.id()))
                        .sorted(Comparator.comparing(LiveCall::id))
                        .map(call -> row(
                                call,
                                running.stream()
                                        .filter(t -> t.call().equals(call.id()))
                                        .map(this::transfer)
                                        .toList()))
                        .toList(),
                calls.size() - shown.size(),
                running.stream()
                        .filter(t -> !shown.contains(t.call()))
                        .map(this::transfer)
                        .toList(),
                board.transfers().stream()
                        .filter(t -> !t.isRunning())
                        .limit(LAST)
                        .map(this::transfer)
                        .toList());
    }

    private BoardView.Away away(LiveBoard.Away away, String address) {
        String why = away.why().name().toLowerCase(Locale.ROOT);
        return new BoardView.Away(
                words.say("live.away." + why),
                words.say("live.away." + why + ".advice", address),
                words.say("live.away.since", words.moment(away.since(), zone)));
    }

    private BoardView.Row row(LiveCall call, List<BoardView.Transfer> transfers) {
        return new BoardView.Row(
                call.id(),
                customer(call),
                call.agent()
                        .map(this::staff)
                        .or(() -> transfers.stream()
                                .map(BoardView.Transfer::transferor)
                                .findFirst()),
                transfers.isEmpty() ? said("live.state.", call.state()) : words.say("live.transferring"),
                transfers.isEmpty() && call.state().equals("talking") ? "good" : "warning",
                since(call.since()),
                came(call),
                call.decision().map(id -> "/calls/" + encoded(id)).orElse(""),
                call.isAnswered() && transfers.isEmpty() ? LivePages.PATH + "/transfer?call=" + encoded(call.id()) : "",
                transfers);
    }

    BoardView.Party customer(LiveCall call) {
        String name = call.crmName().orElse(call.customer().name());
        return new BoardView.Party(numbers.shown(call.customer().number(), words), name);
    }

    /** Somebody of ours: the CRM knows them better than a phone's display. */
    BoardView.Party staff(LiveParty party) {
        String name = targets.nameOf(party.number()).orElse(party.name());
        return party(party.number(), name);
    }

    private BoardView.Party party(String number, String name) {
        String shown = numbers.shown(number, words);
        return new BoardView.Party(shown, name.equals(number) || name.equals(shown) ? "" : name);
    }

    private String came(LiveCall call) {
        return call.queue()
                .map(queue -> words.say("live.queue", queue))
                .or(() -> call.extension().map(extension -> words.say("live.extension", extension)))
                .orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private BoardView.Transfer transfer(LiveTransfer transfer) {
        return new BoardView.Transfer(
                transfer.id(),
                said("live.kind.", transfer.kind()),
                party(transfer.customer().number(), transfer.customer().name()),
                staff(transfer.transferor()),
                targets.shown(transfer.target(), words),
                transfer.outcome().map(this::ended).orElse(said("live.status.", transfer.status())),
                tone(transfer),
                since(transfer.changed()),
                WISHES.stream()
                        // it becomes a part of an address of ours
                        .filter(wish ->
                                LivePages.TRANSFER.matcher(transfer.id()).matches())
                        .filter(transfer.allowed()::contains)
                        .map(wish -> new BoardView.Wish(wish, words.say("live.wish." + wish)))
                        .toList());
    }

    private String ended(LiveTransfer.Outcome outcome) {
        String result = said("live.result.", outcome.result());
        return outcome.reason().isEmpty() ? result : result + ": " + said("live.why.", outcome.reason());
    }

    private static String tone(LiveTransfer transfer) {
        return transfer.outcome()
                .map(outcome -> switch (outcome.result()) {
                    case "completed" -> "good";
                    case "failed" -> "error";
                    default -> "warning";
                })
                .orElse("warning");
    }

    private BoardView.Lasting since(Instant moment) {
        return new BoardView.Lasting(
                words.moment(moment, zone),
                Math.max(0, Duration.between(moment, now).toSeconds()));
    }

    /** A word of ari-app's in the reader's; one that is newer than this program stays as it is. */
    private String said(String prefix, String word) {
        String said = words.say(prefix + word);
        return said.equals(prefix + word) ? word : said;
    }
}
