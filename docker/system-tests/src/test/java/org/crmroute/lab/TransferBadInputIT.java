package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Conversation.next;

import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wishes that cannot be fulfilled are answered clearly, and the call does not notice. */
class TransferBadInputIT {

    @RegisterExtension
    static final OpenLab OPEN = OpenLab.on(67, TransferLab::start);

    private static TransferLab lab() {
        return OPEN.lab();
    }

    private static TransfersClient client() {
        return lab().transfers().client();
    }

    /** What is asked, and that nobody hears anything of it. */
    @FunctionalInterface
    private interface Wish {
        TransfersClient.Answer of(String call) throws Exception;
    }

    private static TransfersClient.Answer unheard(Wish wish) throws Exception {
        Conversation conversation = lab().queued();
        String call = client().callOf(TransferLab.QUEUED).path("id").asString();
        Thread.sleep(200);
        long from = System.nanoTime();

        TransfersClient.Answer answer = wish.of(call);

        Thread.sleep(500);
        long to = System.nanoTime();
        assertThat(Silence.between(conversation, from, to)).isLessThan(Silence.UNHEARD);
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "extension:999, 422", // nobody has it
        "queue:nowhere, 422",
        "extension:203, 422", // the transferor
        "'extension:204\\r\\nAction: Originate', 400",
        "'extension:204,1)&Local/x', 400",
        "extension:, 400",
        "extension:20400000000000000000000000000000000000000000, 400",
        "external:84951234567, 400", // no country code
        "external:+7495123456789012345, 400",
        "fax:204, 400",
        "'', 400"
    })
    void targetsThatAreNone(String target, int status) throws Exception {
        String text = target.replace("\\r", "\r").replace("\\n", "\n");

        TransfersClient.Answer answer = unheard(call -> client().ask(call, "blind", text));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.text("detail")).isNotEmpty();
    }

    @Test
    void aCallThatIsNot() throws Exception {
        assertThat(client().ask("1234.5", "blind", "extension:204").status()).isEqualTo(404);
        assertThat(client().ask("1234.5\r\nAction: Ping", "blind", "extension:204")
                        .status())
                .isIn(400, 404);
    }

    @Test
    void aCallThatIsOver() throws Exception {
        lab().queued();
        String call = client().callOf(TransferLab.QUEUED).path("id").asString();
        lab().quiet();

        assertThat(client().ask(call, "blind", "extension:204").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"sideways", "''", "BLIND"})
    void kindsThatAreNone(String kind) throws Exception {
        assertThat(unheard(call -> client().ask(call, kind, "extension:204")).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{", "[]", "{\"call\":1}", "{\"call\":\"x\",\"call\":\"y\"}", "''"})
    void documentsThatAreNone(String body) throws Exception {
        assertThat(client().post("/api/transfers", body).status()).isEqualTo(400);
    }

    @Test
    void aDocumentThatIsTooLong() throws Exception {
        assertThat(client().post("/api/transfers", " ".repeat(1 << 20)).status())
                .isEqualTo(413);
    }

    @Test
    void aTransferOfATransferThatIsUnderWay() throws Exception {
        Conversation conversation = lab().queued();
        lab().phone(204).habit(Habit.rings());
        int before = lab().phone(204).incoming().size();
        String call = client().callOf(TransferLab.QUEUED).path("id").asString();
        String first = client().ask(call, "attended", "extension:204").text("id");
        Call ringing = next(lab().phone(204), before);

        TransfersClient.Answer second = client().ask(call, "blind", "extension:205");

        assertThat(second.status()).isEqualTo(409);
        assertThat(ringing.state()).isEqualTo(Call.State.RINGING);
        client().tell(first, "cancel");
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
    }

    @Test
    void whatItsStateDoesNotAllow() throws Exception {
        Conversation conversation = lab().queued();
        lab().phone(204).habit(Habit.rings());
        String transfer = client().transfer(TransferLab.QUEUED, "attended", "extension:204");
        client().awaitState(transfer, "ringing");

        assertThat(client().post("/api/transfers/" + transfer + "/swap", "").status())
                .isEqualTo(409);

        client().tell(transfer, "cancel");
        conversation.awaitCustomerTalksTo(conversation.agent(), conversation.agentLeg());
        assertThat(client().post("/api/transfers/" + transfer + "/complete", "").status())
                .isEqualTo(409);
    }

    @Test
    void theSameWishTwiceIsOneTransfer() throws Exception {
        Conversation conversation = lab().queued();
        int before = lab().phone(204).incoming().size();
        String call = client().callOf(TransferLab.QUEUED).path("id").asString();

        TransfersClient.Answer first = client().ask(call, "blind", "extension:204", "wish-1");
        TransfersClient.Answer again = client().ask(call, "blind", "extension:204", "wish-1");
        TransfersClient.Answer other = client().ask(call, "blind", "extension:205", "wish-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(other.status()).isEqualTo(422);
        conversation.awaitCustomerTalksTo(lab().phone(204), next(lab().phone(204), before));
        assertThat(lab().phone(204).incoming()).hasSize(before + 1);
    }

    @Test
    void withoutTheTokenNothingIsSaid() throws Exception {
        TransfersClient stranger = lab().transfers().clientWith("guess");

        assertThat(stranger.get("/api/calls").status()).isEqualTo(401);
        assertThat(stranger.ask("1", "blind", "crm").status()).isEqualTo(401);
    }
}
