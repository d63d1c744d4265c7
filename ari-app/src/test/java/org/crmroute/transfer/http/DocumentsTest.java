package org.crmroute.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.transfer.call.CallParty;
import org.crmroute.transfer.call.LiveCall;
import org.crmroute.transfer.engine.Transfer;
import org.crmroute.transfer.engine.TransferId;
import org.crmroute.transfer.transfer.Fate;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Leg;
import org.crmroute.transfer.transfer.Outcome;
import org.crmroute.transfer.transfer.State;
import org.crmroute.transfer.transfer.Target;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents are those of {@code contract/}, which whoever asks us reads as well. */
class DocumentsTest {

    private static final CallParty CUSTOMER =
            new CallParty("one-customer", "PJSIP/trunk-0000000a", "79161234567", "Customer");
    private static final CallParty AGENT = new CallParty("one-agent", "PJSIP/201-0000000b", "201", "Agent");

    private static JsonNode contract(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(Path.of("contract", name)));
    }

    private static JsonNode read(String document) {
        return JsonMapper.shared().readTree(document);
    }

    private static Transfer transfer(State state) {
        return new Transfer(
                new TransferId("018bcfe56800-00000a"),
                Optional.of("key"),
                "one-customer",
                Kind.ATTENDED,
                new Target.Extension("202"),
                CUSTOMER,
                AGENT,
                state,
                Instant.parse("2023-11-14T22:13:20Z"),
                Instant.parse("2023-11-14T22:13:25Z"));
    }

    @Test
    void calls() throws IOException {
        LiveCall call = new LiveCall(
                "one-customer",
                CUSTOMER,
                Optional.of(AGENT),
                LiveCall.Phase.TALKING,
                Instant.EPOCH,
                Optional.of("sales"),
                Optional.of("201"),
                Optional.of("ООО Ромашка"),
                Optional.of("4711"));

        assertThat(read(Documents.calls(List.of(call)))).isEqualTo(contract("calls.json"));
    }

    @Test
    void a_transfer() throws IOException {
        assertThat(read(Documents.transfer(transfer(new State.Consulting(false)))))
                .isEqualTo(contract("transfer.json"));
    }

    @Test
    void a_transfer_that_has_ended() throws IOException {
        State.Ended ended = new State.Ended(
                new Outcome(Outcome.Result.RETURNED, "no_answer"),
                Map.of(Leg.CUSTOMER, Fate.TALKING, Leg.TRANSFEROR, Fate.TALKING));

        assertThat(read(Documents.transfer(transfer(ended)))).isEqualTo(contract("transfer-ended.json"));
    }
}
