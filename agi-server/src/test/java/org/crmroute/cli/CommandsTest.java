package org.crmroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.crmroute.crm.MirrorUnavailable;
import org.crmroute.routing.DecisionLog;
import org.crmroute.scenario.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest extends TypedCommands {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bogus",
                "explain",
                "scenario",
                "scenario show",
                "scenario bogus",
                "explain 1 --at noon",
                "decisions --limit many",
                "scenario rollback main",
                "import",
                "explain 1 --bogus",
                "sync everything"
            })
    void wrong_usage_exits_with_2_and_opens_nothing(String line) {
        assertThat(runAsIs(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage: crmroute");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "explain --help", "scenario --help", "scenario show --help", "--version"})
    void help_is_an_answer(String line) {
        assertThat(runAsIs(line.split(" ", -1))).isZero();
        assertThat(out.toString()).containsAnyOf("Usage: crmroute", "crmroute (not packaged)");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_wrong_configuration_exits_with_78_and_says_where() throws IOException {
        write("crmroute.yaml", "agi: {prot: 1}");
        assertThat(run("serve")).isEqualTo(78);
        assertThat(err.toString())
                .contains("crmroute.yaml:1:7 unknown key 'prot' in section 'agi'; did you mean 'port'?");
        assertThat(asked).isEmpty();
        assertThat(runAsIs("--config", "/nowhere.yaml", "scenario", "list")).isEqualTo(78);
    }

    @Test
    void serve_runs_with_the_configuration_and_78_says_the_host_is_in_the_way() throws IOException {
        write("crmroute.yaml", "agi: {port: 4000}");
        assertThat(run("serve")).isZero();
        assertThat(asked).containsExactly("serve on 4000");
        status = Status.FAILED;
        assertThat(run("serve")).isEqualTo(78);
        assertThat(err.toString()).isEqualTo("crmroute: the port is taken\n");
    }

    @Test
    void explain_asks_for_what_was_typed() {
        assertThat(run(
                        "explain",
                        "8 912 345-67-89",
                        "--did=+74951234567",
                        "--scenario",
                        "night",
                        "--at",
                        "2026-03-01T10:15+03:00"))
                .isZero();
        assertThat(asked)
                .containsExactly("explain 8 912 345-67-89 Optional[+74951234567] Optional[night]"
                        + " Optional[2026-03-01T07:15:00Z]");
        assertThat(out.toString()).startsWith("8 912 345-67-89  →  queue reception (60 s)");
        assertThat(run("explain", "1", "--json")).isZero();
        assertThat(out.toString()).endsWith("{\"status\":\"OTHERS\"}\n");
    }

    @Test
    void explain_exits_with_1_when_the_call_could_not_be_decided() {
        status = Status.FAILED;
        assertThat(run("explain", "1")).isEqualTo(1);
        broken = Optional.of(new MirrorUnavailable("x.db is gone; import again"));
        assertThat(run("explain", "1")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("crmroute: x.db is gone; import again\n");
    }

    @Test
    void scenario_check_and_apply() throws IOException {
        String good = write("good.yaml", "scenario: main\nothers: [{queue: reception}]\n");
        String doubtful = write("doubtful.yaml", "scenario: main\nothers: [{assignee: any}]\n");
        String bad = write("bad.yaml", "bad");
        assertThat(run("scenario", "check", good)).isZero();
        assertThat(out.toString()).isEqualTo(good + ": good, 0 rules\n");
        assertThat(run("scenario", "check", doubtful)).isEqualTo(1);
        assertThat(run("scenario", "apply", doubtful, "--author", "olga")).isZero();
        assertThat(out.toString()).endsWith("main v3 is in force\n");
        assertThat(asked).containsExactly("save main by olga");
        assertThat(run("scenario", "check", bad)).isEqualTo(1);
        assertThat(run("scenario", "apply", bad)).isEqualTo(1);
        assertThat(run("scenario", "check", folder.resolve("none.yaml").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        doubtful + ":2:10 warning: 'others' has only steps that depend on the CRM",
                        bad + ":1:1 a scenario begins with 'scenario: NAME'",
                        "none.yaml: cannot be read (NoSuchFileException)");
    }

    @Test
    void scenario_show_list_history_and_rollback() {
        assertThat(run("scenario", "show", "main")).isZero();
        assertThat(run("scenario", "show", "main", "--version", "1", "--source"))
                .isZero();
        assertThat(out.toString()).startsWith("scenario: main\nenabled: true\n").endsWith("\nsource 1\n");
        assertThat(run("scenario", "list")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^main +v2 +2026-03-01 .* olga$");
        assertThat(run("scenario", "history", "main")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^\\*  v2 .* olga$").containsPattern("(?m)^   v1 .* olga$");
        assertThat(run("scenario", "rollback", "main", "1")).isZero();
        assertThat(out.toString()).endsWith("main v1 is in force\n");
    }

    @Test
    void a_scenario_that_is_not_there_is_a_finding() {
        assertThat(run("scenario", "show", "none")).isEqualTo(1);
        assertThat(run("scenario", "show", "main", "--version", "9", "--source"))
                .isEqualTo(1);
        assertThat(run("scenario", "history", "none")).isEqualTo(1);
        assertThat(run("scenario", "rollback", "main", "9")).isEqualTo(1);
        assertThat(err.toString()).endsWith("There is no scenario 'main' with a version 9.\n");
    }

    @Test
    void decisions_as_a_table_and_as_json() {
        assertThat(run("decisions", "--caller", "+79123456789", "--reason", "rule_match", "--rule", "legal"))
                .isZero();
        assertThat(asked)
                .containsExactly("lines "
                        + new DecisionLog.Query(
                                Optional.of("+79123456789"), Optional.of("RULE_MATCH"), Optional.of("legal"), 20));
        assertThat(out.toString())
                .contains("when ", "+79123456789", "queue legal", "RULE_MATCH")
                .doesNotContain("\u001b");
        assertThat(run("decisions", "--json", "--limit", "1")).isZero();
        assertThat(out.toString()).endsWith("[{\"rule\":\"legal\"}]\n");
        assertThat(run("decisions", "01A")).isZero();
        assertThat(out.toString()).contains("\"rule\" : \"legal\"");
        assertThat(run("decisions", "gone")).isEqualTo(1);
    }

    @Test
    void import_reports_or_says_that_nothing_was_changed() {
        assertThat(run("import", folder.toString())).isZero();
        assertThat(out.toString()).isEqualTo("      12 leads\n       7 deals\n");
        assertThat(err.toString()).isEqualTo("reading lead.json\nwarning: 3 phones cannot be read\n");
        assertThat(run("import", "/nowhere")).isEqualTo(1);
        assertThat(err.toString()).endsWith("/nowhere/lead.json:3:1 is no array\nNothing was changed.\n");
    }

    @Test
    void a_link_to_the_console_is_all_that_is_printed() {
        assertThat(run("sign-in-link")).isZero();
        assertThat(out.toString().strip()).isEqualTo("http://127.0.0.1:8080/set-up?token=t-first");
        assertThat(run("sign-in-link", "anna")).isZero();
        assertThat(out.toString()).contains("token=t-anna");
        assertThat(run("sign-in-link", "eve")).isEqualTo(ExitCode.FINDING);
        assertThat(err.toString()).contains("There is no account 'eve'.");
    }

    @Test
    void doctor_says_what_it_sees_and_what_to_do() throws IOException {
        write("crmroute.yaml", "agi: {port: 1}\nhttp: {port: 2}\ndatabase: {url: 'jdbc:sqlite:" + folder + "/x.db'}");
        assertThat(run("doctor")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("(?m)^ok    configuration  .*crmroute.yaml$")
                .containsPattern("(?m)^ok    sqlite         3\\.")
                .containsPattern("(?m)^warn  database file  .*x.db is not there yet$")
                .containsPattern("(?m)^fail  agi port       nobody answers at 127.0.0.1:1")
                .contains("→ start the server: systemctl start crmroute")
                .containsPattern("(?m)^warn  http ")
                .containsPattern("(?m)^warn  mirror         3 days old$");
        write("crmroute.yaml", "agi: {port: x}");
        assertThat(run("doctor")).isEqualTo(78);
        assertThat(out.toString()).contains("fail  configuration  cannot be used");
        assertThat(err.toString()).contains("agi.port: 'x' is not allowed");
    }
}
