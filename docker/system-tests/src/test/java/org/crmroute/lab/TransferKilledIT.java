package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Conversation.next;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.Habit;
import org.crmroute.lab.phone.SipPhone;
import org.crmroute.lab.phone.Tone;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The transfer app is killed (kill -9) with a transfer in each of its states. While it is dead somebody hangs up or answers; then it
 * starts again. No customer may be lost, no leg may be left alone, and the outcome is recorded.
 *
 * <p>All transfers of a test live through one death together: that is how it happens, and it spares a dozen starts.
 */
class TransferKilledIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int AGENT = 206;
    private static final int TARGET = 204;

    @RegisterExtension
    static final OpenLab OPEN = OpenLab.on(64, TransferLab::startPatient);

    private static TransferLab lab() {
        return OPEN.lab();
    }

    private static TransfersClient client() {
        return lab().transfers().client();
    }

    private static SipPhone agent() {
        return lab().phone(AGENT);
    }

    private static SipPhone target() {
        return lab().phone(TARGET);
    }

    /** What somebody does, or what must be true. */
    @FunctionalInterface
    private interface Deed {
        void with(Transfer transfer) throws Exception;
    }

    /** A transfer with everybody's leg. */
    private record Transfer(Conversation conversation, String id, Call targetLeg) {

        void customerHangsUp() {
            conversation.customerLeg().hangUp();
        }

        void transferorHangsUp() {
            conversation.agentLeg().hangUp();
        }

        void targetHangsUp() {
            targetLeg.hangUp();
        }

        void targetAnswers() {
            targetLeg.answer();
        }

        void targetDeclines() {
            targetLeg.turnDown(603, "Decline");
        }

        void tell(String wish) throws Exception {
            client().tell(id, wish);
        }

        void customerTalksToTarget() throws Exception {
            conversation.awaitCustomerTalksTo(target(), targetLeg);
            conversation.agentLeg().awaitEnd(SOON);
        }

        void customerTalksToTransferor() throws Exception {
            conversation.awaitCustomerTalksTo(agent(), conversation.agentLeg());
            targetLeg.awaitEnd(SOON);
        }

        /** Whoever the dialplan's fall-back names. */
        void customerTalksToOperator() throws Exception {
            conversation
                    .customerLeg()
                    .awaitHearsOnly(lab().phone(TransferLab.OPERATOR).tone(), SOON);
        }

        void customerIsOnHold() throws Exception {
            conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        }

        void transferorTalksToTarget() throws Exception {
            conversation.agentLeg().awaitHearsOnly(target().tone(), SOON);
            targetLeg.awaitHearsOnly(agent().tone(), SOON);
        }

        void everybodyIsGone() throws Exception {
            conversation.customerLeg().awaitEnd(SOON);
            conversation.agentLeg().awaitEnd(SOON);
            targetLeg.awaitEnd(SOON);
        }

        void outcomeIs(String result) throws Exception {
            assertThat(client().awaitOutcome(id).result()).isEqualTo(result);
        }
    }

    /**
     * One life.
     *
     * @param before what is done in this state before the app dies
     * @param meanwhile what happens while it is dead
     * @param after what must come of it
     */
    private record Story(String name, String kind, Deed before, Deed meanwhile, Deed after) {}

    private static final List<Story> RINGING = List.of(
            new Story("ringing, the target answers", "attended", t -> {}, Transfer::targetAnswers, t -> {
                t.transferorTalksToTarget();
                t.customerIsOnHold();
                t.tell("complete");
                t.customerTalksToTarget();
                t.outcomeIs("completed");
            }),
            new Story("ringing, the target declines", "attended", t -> {}, Transfer::targetDeclines, t -> {
                t.customerTalksToTransferor();
                t.outcomeIs("returned");
            }),
            new Story("ringing, the customer hangs up", "attended", t -> {}, Transfer::customerHangsUp, t -> {
                t.everybodyIsGone();
                t.outcomeIs("abandoned");
            }),
            new Story("ringing, the transferor hangs up", "attended", t -> {}, Transfer::transferorHangsUp, t -> {
                t.customerIsOnHold();
                t.targetAnswers();
                t.customerTalksToTarget();
                t.outcomeIs("completed");
            }),
            new Story("blind, the target answers", "blind", t -> {}, Transfer::targetAnswers, t -> {
                t.customerTalksToTarget();
                t.outcomeIs("completed");
            }),
            new Story("blind, the target declines", "blind", t -> {}, Transfer::targetDeclines, t -> {
                t.customerTalksToTransferor();
                t.outcomeIs("returned");
            }),
            new Story("blind, the customer hangs up", "blind", t -> {}, Transfer::customerHangsUp, t -> {
                t.everybodyIsGone();
                t.outcomeIs("abandoned");
            }),
            new Story("blind, the transferor hangs up", "blind", t -> {}, Transfer::transferorHangsUp, t -> {
                t.customerIsOnHold();
                t.targetAnswers();
                t.customerTalksToTarget();
                t.outcomeIs("completed");
            }));

    /** The transferor of a blind transfer has hung up already: there is nobody to return to. */
    private static final List<Story> ALONE = List.of(
            new Story(
                    "alone, the target answers",
                    "blind",
                    TransferKilledIT::transferorLeaves,
                    Transfer::targetAnswers,
                    t -> {
                        t.customerTalksToTarget();
                        t.outcomeIs("completed");
                    }),
            new Story(
                    "alone, the target declines",
                    "blind",
                    TransferKilledIT::transferorLeaves,
                    Transfer::targetDeclines,
                    t -> {
                        t.customerTalksToOperator();
                        t.outcomeIs("given_back");
                    }),
            new Story(
                    "alone, the customer hangs up",
                    "blind",
                    TransferKilledIT::transferorLeaves,
                    Transfer::customerHangsUp,
                    t -> {
                        t.everybodyIsGone();
                        t.outcomeIs("abandoned");
                    }),
            new Story("alone, nothing happens", "blind", TransferKilledIT::transferorLeaves, t -> {}, t -> {
                t.customerIsOnHold();
                t.targetAnswers();
                t.customerTalksToTarget();
                t.outcomeIs("completed");
            }));

    private static final List<Story> TALKING = List.of(
            new Story("consulting, nothing happens", "attended", Transfer::targetAnswers, t -> {}, t -> {
                t.transferorTalksToTarget();
                t.tell("cancel");
                t.customerTalksToTransferor();
                t.outcomeIs("cancelled");
            }),
            new Story(
                    "consulting, the customer hangs up",
                    "attended",
                    Transfer::targetAnswers,
                    Transfer::customerHangsUp,
                    t -> {
                        t.outcomeIs("abandoned");
                        t.transferorTalksToTarget();
                    }),
            new Story(
                    "consulting, the transferor hangs up",
                    "attended",
                    Transfer::targetAnswers,
                    Transfer::transferorHangsUp,
                    t -> {
                        t.customerTalksToTarget();
                        t.outcomeIs("completed");
                    }),
            new Story(
                    "consulting, the target hangs up",
                    "attended",
                    Transfer::targetAnswers,
                    Transfer::targetHangsUp,
                    t -> {
                        t.customerTalksToTransferor();
                        t.outcomeIs("returned");
                    }),
            new Story(
                    "swapped, the transferor hangs up",
                    "attended",
                    TransferKilledIT::swap,
                    Transfer::transferorHangsUp,
                    t -> {
                        t.customerTalksToTarget();
                        t.outcomeIs("completed");
                    }),
            new Story(
                    "swapped, the target hangs up", "attended", TransferKilledIT::swap, Transfer::targetHangsUp, t -> {
                        t.customerTalksToTransferor();
                        t.outcomeIs("returned");
                    }),
            new Story(
                    "handed over, the customer hangs up",
                    "blind",
                    TransferKilledIT::handOver,
                    Transfer::customerHangsUp,
                    t -> {
                        t.everybodyIsGone();
                        t.outcomeIs("completed");
                    }),
            // nobody saw the target go: the call may have broken off, so the customer is not hung up on
            new Story(
                    "handed over, the target hangs up",
                    "blind",
                    TransferKilledIT::handOver,
                    Transfer::targetHangsUp,
                    t -> {
                        t.customerTalksToOperator();
                        t.outcomeIs("completed");
                    }),
            new Story("handed over, nothing happens", "blind", TransferKilledIT::handOver, t -> {}, t -> {
                t.customerTalksToTarget();
                t.outcomeIs("completed");
                t.customerHangsUp();
                t.everybodyIsGone();
            }));

    private static void transferorLeaves(Transfer transfer) throws Exception {
        transfer.transferorHangsUp();
        transfer.conversation().agentLeg().awaitEnd(SOON);
        transfer.customerIsOnHold();
    }

    private static void swap(Transfer transfer) throws Exception {
        transfer.targetAnswers();
        client().awaitState(transfer.id(), "consulting");
        transfer.tell("swap");
        transfer.conversation()
                .awaitCustomerTalksTo(agent(), transfer.conversation().agentLeg());
    }

    private static void handOver(Transfer transfer) throws Exception {
        transfer.targetAnswers();
        transfer.customerTalksToTarget();
        transfer.outcomeIs("completed");
    }

    @Test
    void beforeTheCallWasTakenOverItGoesOnAsItWas() throws Exception {
        Conversation conversation = lab().direct(lab().room().customer("79991000020"), AGENT);
        client().callOf("79991000020");
        lab().transfers().ami().forget(); // what asks Asterisk for the call gets lost
        long from = System.nanoTime();
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> transfer("79991000020"));
        Thread.sleep(700);
        lab().transfers().kill();
        Thread.sleep(500);
        lab().transfers().serve();
        asked.handle((id, e) -> id).get(SOON.toSeconds(), TimeUnit.SECONDS);

        // either it was not even saved, or it is known to have failed
        for (JsonNode transfer : client().all()) {
            if (transfer.path("customer").path("number").asString().equals("79991000020")) {
                assertThat(client().awaitOutcome(transfer.path("id").asString()).result())
                        .isEqualTo("failed");
            }
        }
        conversation.awaitCustomerTalksTo(agent(), conversation.agentLeg());
        assertThat(conversation.customerLeg().ear().longestGap(agent().tone(), from, System.nanoTime()))
                .isLessThan(Duration.ofMillis(500));
    }

    private static String transfer(String customer) {
        try {
            return client().transfer(customer, "blind", "extension:" + TARGET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> whileItRings() throws Exception {
        return live(RINGING);
    }

    @TestFactory
    Stream<DynamicTest> whileItRingsForTheCustomerAlone() throws Exception {
        return live(ALONE);
    }

    @TestFactory
    Stream<DynamicTest> whileTheyTalk() throws Exception {
        return live(TALKING);
    }

    private static Stream<DynamicTest> live(List<Story> stories) throws Exception {
        target().habit(Habit.rings());
        List<Transfer> transfers = new ArrayList<>();
        for (Story story : stories) {
            transfers.add(begin(story, transfers.size()));
        }
        for (int i = 0; i < stories.size(); i++) {
            stories.get(i).before().with(transfers.get(i));
        }
        for (Story story : stories) {
            // what was said last must have been heard before it dies
            client().awaitSettled(transfers.get(stories.indexOf(story)).id());
        }
        lab().transfers().kill();
        for (int i = 0; i < stories.size(); i++) {
            stories.get(i).meanwhile().with(transfers.get(i));
        }
        Thread.sleep(500);
        lab().transfers().serve();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < stories.size(); i++) {
            Story story = stories.get(i);
            Transfer transfer = transfers.get(i);
            tests.add(dynamicTest(story.name(), () -> story.after().with(transfer)));
        }
        return tests.stream();
    }

    private static Transfer begin(Story story, int number) throws Exception {
        // tones of extensions that have no part in this
        SipPhone customer = lab().room().customer("7999100000" + number, new Tone(10 + number));
        Conversation conversation = lab().direct(customer, AGENT);
        int before = target().incoming().size();
        String id = client().transfer(customer.number(), story.kind(), "extension:" + TARGET);
        Call targetLeg = next(target(), before);
        conversation.customerLeg().awaitHearsOnlyMusic(SOON);
        return new Transfer(conversation, id, targetLeg);
    }
}
