package org.crmroute.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmroute.console.live.TransferRefused.Reason;
import org.crmroute.console.live.TransfersAway.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract with ari-app, whose own tests say that it writes these very documents. */
class DocumentsTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] contract(String name) {
        return bytes(ScriptedTransfers.contract(name));
    }

    @Test
    void every_document_of_the_contract_is_read_here() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../ari-app/contract"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("calls.json", "problem.json", "transfer-ended.json", "transfer.json");
        }
    }

    @Test
    void calls() throws Exception {
        assertThat(Documents.calls(contract("calls.json")))
                .containsExactly(new LiveCall(
                        "one-customer",
                        "talking",
                        Instant.EPOCH,
                        new LiveParty("PJSIP/trunk-0000000a", "79161234567", "Customer"),
                        Optional.of(new LiveParty("PJSIP/201-0000000b", "201", "Agent")),
                        Optional.of("sales"),
                        Optional.of("201"),
                        Optional.of("ООО Ромашка"),
                        Optional.of("4711")));
    }

    @Test
    void a_transfer_under_way() throws Exception {
        assertThat(Documents.transfer(contract("transfer.json")))
                .isEqualTo(new LiveTransfer(
                        "018bcfe56800-00000a",
                        "one-customer",
                        "attended",
                        "extension:202",
                        "consulting",
                        List.of("complete", "cancel", "swap"),
                        Optional.empty(),
                        new LiveParty("PJSIP/trunk-0000000a", "79161234567", "Customer"),
                        new LiveParty("PJSIP/201-0000000b", "201", "Agent"),
                        Instant.parse("2023-11-14T22:13:25Z")));
    }

    @Test
    void a_transfer_that_has_ended_in_a_list() throws Exception {
        List<LiveTransfer> transfers =
                Documents.transfers(bytes(ScriptedTransfers.list(ScriptedTransfers.contract("transfer-ended.json"))));

        assertThat(transfers).hasSize(1);
        assertThat(transfers.getFirst().isRunning()).isFalse();
        assertThat(transfers.getFirst().allowed()).isEmpty();
        assertThat(transfers.getFirst().outcome()).contains(new LiveTransfer.Outcome("returned", "no_answer"));
    }

    @Test
    void a_refusal() {
        TransferRefused refused = Documents.refusal(409, contract("problem.json"));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_NOW);
        assertThat(refused.detail()).isEqualTo("there is nobody to swap: the target's phone rings");
    }

    @Test
    void what_a_newer_ari_app_says_besides_is_left_aside() throws Exception {
        String calls =
                ScriptedTransfers.contract("calls.json").replace("\"talking\"", "\"parked\", \"mood\": {\"of\": [1]}");

        assertThat(Documents.calls(bytes(calls)).getFirst().state()).isEqualTo("parked");
        assertThat(Documents.refusal(409, bytes("{\"reason\": \"too_late\", \"detail\": \"x\"}"))
                        .reason())
                .isEqualTo(Reason.OTHER);
    }

    @Test
    void texts_of_calls_are_shortened_and_end_no_line() throws Exception {
        String calls =
                ScriptedTransfers.contract("calls.json").replace("ООО Ромашка", "a\\r\\nb\\u202e" + "x".repeat(5000));

        assertThat(Documents.calls(bytes(calls)).getFirst().crmName().orElseThrow())
                .startsWith("a··b·x")
                .hasSizeLessThan(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"calls\": {}}",
                "{\"calls\": [{}]}",
                "{\"calls\": [7]}",
                "{\"calls\": [{\"id\": \"a\", \"state\": \"talking\", \"since\": \"today\", \"customer\": {}}]}"
            })
    void whatever_else_comes_is_strange(String document) {
        TransfersAway away = catchThrowableOfType(TransfersAway.class, () -> Documents.calls(bytes(document)));

        assertThat(away.why()).isEqualTo(Why.STRANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "7", "[]"})
    void a_refusal_that_is_no_document_still_says_its_status(String document) {
        assertThat(Documents.refusal(502, bytes(document)).detail()).contains("502");
    }
}
