package org.crmroute.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.crmroute.routing.RoutedCall;
import org.crmroute.scenario.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code crmroute explain NUMBER}. */
@Command(
        name = "explain",
        description = "Shows where a call from this number would go, and why. Nothing is logged, nothing rings.")
final class ExplainCommand implements Callable<Integer> {

    private final CrmRoute root;
    private final Opening<Explainer> explainer;
    private final Function<RoutedCall, String> document;
    private final Terminal terminal;

    @Parameters(paramLabel = "NUMBER", description = "the caller's number in any form, or 'anonymous'")
    private String number = "";

    @Option(names = "--did", paramLabel = "NUMBER", description = "the number called")
    private Optional<String> did = Optional.empty();

    @Option(names = "--scenario", paramLabel = "NAME", description = "instead of the one bound to the DID, else main")
    private Optional<String> scenario = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "instead of now: 14:30, 2026-03-01T14:30 or 2026-03-01T14:30+03:00")
    private Optional<Instant> at = Optional.empty();

    @Option(names = "--json", description = "the decision as one JSON document")
    private boolean json;

    ExplainCommand(
            CrmRoute root, Opening<Explainer> explainer, Function<RoutedCall, String> document, Terminal terminal) {
        this.root = root;
        this.explainer = explainer;
        this.document = document;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (Opening.Opened<Explainer> opened = explainer.open(root.configuration())) {
            RoutedCall call = opened.port().explain(number, did, scenario, at);
            if (json) {
                terminal.raw(document.apply(call));
            } else {
                new Explanation(terminal).lines(call).forEach(terminal::line);
            }
            return call.decision().status() == Status.FAILED ? ExitCode.FINDING : ExitCode.OK;
        }
    }

    /** A time as one types it; without an offset it is this host's, without a day it is today. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                ZoneId zone = ZoneId.systemDefault();
                TemporalAccessor read = DateTimeFormatter.ofPattern("[yyyy-MM-dd['T'][' ']]HH:mm[:ss][XXX]")
                        .parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalTime::from);
                return switch (read) {
                    case OffsetDateTime exact -> exact.toInstant();
                    case LocalDateTime here -> here.atZone(zone).toInstant();
                    case LocalTime today ->
                        ZonedDateTime.of(LocalDate.now(zone), today, zone).toInstant();
                    default -> throw new DateTimeParseException("no time", text, 0);
                };
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time; write 14:30, 2026-03-01T14:30 or 2026-03-01T14:30+03:00");
            }
        }
    }
}
