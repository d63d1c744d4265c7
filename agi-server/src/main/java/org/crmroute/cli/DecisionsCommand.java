package org.crmroute.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crmroute.routing.DecisionLog;
import org.crmroute.routing.DecisionLog.Entry;
import org.crmroute.routing.DecisionLog.Line;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code crmroute decisions}. */
@Command(
        name = "decisions",
        description = "Shows how calls were decided, newest first; or one decision with its whole trace.")
final class DecisionsCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int MOST = 10_000;

    private final CrmRoute root;
    private final Opening<DecisionLog> log;
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "of one decision (CRM_DECISION)")
    private Optional<String> id = Optional.empty();

    @Option(names = "--caller", paramLabel = "NUMBER", description = "the number in E.164, such as +79123456789")
    private Optional<String> caller = Optional.empty();

    @Option(names = "--reason", paramLabel = "REASON", description = "such as RULE_MATCH or UNKNOWN_CALLER")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--rule", paramLabel = "ID", description = "the rule that decided")
    private Optional<String> rule = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "at most so many (${DEFAULT-VALUE})",
            defaultValue = "20")
    private int limit;

    @Option(names = "--json", description = "JSON instead of a table: a list of whole decisions")
    private boolean json;

    DecisionsCommand(CrmRoute root, Opening<DecisionLog> log, Terminal terminal) {
        this.root = root;
        this.log = log;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (Opening.Opened<DecisionLog> opened = log.open(root.configuration())) {
            return id.isPresent() ? one(opened.port(), id.get()) : latest(opened.port());
        }
    }

    private int one(DecisionLog decisions, String wanted) {
        Optional<Entry> entry = decisions.find(wanted);
        if (entry.isEmpty()) {
            terminal.error("There is no decision '" + wanted + "' (any more).");
            return ExitCode.FINDING;
        }
        if (json) {
            terminal.raw(entry.get().document());
        } else {
            table(List.of(entry.get().line()));
            terminal.document(indented(entry.get().document()));
        }
        return ExitCode.OK;
    }

    private int latest(DecisionLog decisions) {
        Optional<String> upper = reason.map(r -> r.toUpperCase(Locale.ROOT));
        DecisionLog.Query query = new DecisionLog.Query(caller, upper, rule, Math.clamp(limit, 1, MOST));
        if (json) {
            terminal.raw("["
                    + String.join(
                            ",\n",
                            decisions.latest(query).stream()
                                    .map(Entry::document)
                                    .toList())
                    + "]");
        } else {
            table(decisions.lines(query));
        }
        return ExitCode.OK;
    }

    private void table(List<Line> lines) {
        terminal.line(terminal.strong(row("when", "caller", "did", "target", "reason", "rule", "record", "id")));
        for (Line line : lines) {
            String row = row(
                    TIME.format(line.at()),
                    line.caller(),
                    line.did(),
                    line.target(),
                    line.reason(),
                    line.rule(),
                    line.record(),
                    line.id());
            terminal.line(line.status().equals("FAILED") ? terminal.bad(row) : row);
        }
    }

    private static String row(
            String at, String caller, String did, String target, String reason, String rule, String record, String id) {
        return String.join(
                        " ",
                        cell(at, 14),
                        cell(caller, 16),
                        cell(did, 14),
                        cell(target, 18),
                        cell(reason, 20),
                        cell(rule, 12),
                        cell(record, 12),
                        Terminal.plain(id))
                .stripTrailing();
    }

    private static String cell(String text, int width) {
        return Terminal.column(Terminal.plain(text), width);
    }

    private static String indented(String document) {
        try {
            JsonMapper json = JsonMapper.shared();
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(document));
        } catch (JacksonException e) {
            return document;
        }
    }
}
