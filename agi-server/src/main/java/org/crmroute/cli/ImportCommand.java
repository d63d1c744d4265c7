package org.crmroute.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code crmroute import FOLDER}. */
@Command(
        name = "import",
        description =
                "Replaces the mirror's content by a snapshot of the CRM, in one step; a bad file is refused whole.")
final class ImportCommand implements Callable<Integer> {

    private final CrmRoute root;
    private final Opening<SnapshotImporter> importer;
    private final Terminal terminal;

    @Parameters(paramLabel = "FOLDER", description = "with lead.json, deal.json, contact.json, company.json, …")
    private Path folder = Path.of("");

    ImportCommand(CrmRoute root, Opening<SnapshotImporter> importer, Terminal terminal) {
        this.root = root;
        this.importer = importer;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (Opening.Opened<SnapshotImporter> opened = importer.open(root.configuration())) {
            SnapshotImporter.Report report = opened.port().importFolder(folder, terminal::error);
            report.rows().forEach((what, count) -> terminal.line("%8d %s".formatted(count, Terminal.plain(what))));
            report.remarks().forEach(remark -> terminal.error("warning: " + remark));
            return ExitCode.OK;
        } catch (SnapshotImporter.Refused e) {
            terminal.error(String.valueOf(e.getMessage()));
            terminal.error("Nothing was changed.");
            return ExitCode.FINDING;
        }
    }
}
