package org.crmroute.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.crmroute.transfer.transfer.Hangup;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.State;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Killed in each state; somebody hangs up or answers, or nobody does; started again. */
class KilledTest {

    private static final String CUSTOMER = "one-customer";
    private static final String AGENT = "one-agent";

    @TempDir
    Path folder;

    private enum Stage {
        /** Killed after the wish was saved, before anything was done. */
        SAVED,
        TAKEN_OVER,
        RINGING,
        CONSULTING,
        SWAPPED,
        BLIND_RINGING,
        BLIND_RINGING_ALONE,
        COMPLETED,
        /** Killed after the completion was saved, before anybody was moved. */
        COMPLETION_SAVED,
        RETURNED,
        /** Killed after it was saved that the customer goes to Others, before they did. */
        OTHERS_SAVED
    }

    private enum Meanwhile {
        NOTHING,
        CUSTOMER_HANGS_UP,
        AGENT_HANGS_UP,
        TARGET_HANGS_UP,
        TARGET_ANSWERS,
        ALL_HANG_UP
    }

    @TestFactory
    Stream<DynamicTest> in_each_state() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            for (Meanwhile meanwhile : Meanwhile.values()) {
                tests.add(DynamicTest.dynamicTest(stage + ", " + meanwhile, () -> killed(stage, meanwhile)));
            }
        }
        return tests.stream();
    }

    private void killed(Stage stage, Meanwhile meanwhile) throws Exception {
        World world = new World();
        world.talk("one");
        Path own = Files.createTempDirectory(folder, "killed");
        try (Desk desk = new Desk(world, own)) {
            Transfer transfer = reach(stage, desk, world);
            desk.kill();
            happen(meanwhile, transfer, world);
            boolean customerGone = !world.exists(CUSTOMER);

            desk.restart();

            assertThat(world.exists(CUSTOMER)).as("the customer is lost").isNotEqualTo(customerGone);
            nobodyIsAlone(world, desk, transfer);
            String target = transfer.id().targetChannel();
            world.answer(target);
            desk.settle();
            nobodyIsAlone(world, desk, transfer);
            everybodyGoes(world, desk);
            assertThat(desk.transfers().get(transfer.id()).state()).isInstanceOf(State.Ended.class);
        }
    }

    private static Transfer reach(Stage stage, Desk desk, World world) throws Exception {
        // the wish is saved, but nothing is done
        world.deaf(stage == Stage.SAVED);
        // it is done, but nobody hears that
        world.mute(stage == Stage.TAKEN_OVER);
        boolean attended = stage == Stage.RINGING || stage == Stage.CONSULTING || stage == Stage.SWAPPED;
        Transfer transfer = desk.start(CUSTOMER, attended ? Kind.ATTENDED : Kind.BLIND, "extension:202");
        String target = transfer.id().targetChannel();
        switch (stage) {
            case SAVED, TAKEN_OVER, RINGING, BLIND_RINGING -> {}
            case CONSULTING -> world.answer(target);
            case SWAPPED -> {
                world.answer(target);
                desk.settle();
                desk.transfers().swap(transfer.id());
            }
            case BLIND_RINGING_ALONE -> world.hangUp(AGENT, Hangup.HUNG_UP);
            case COMPLETED -> world.answer(target);
            case COMPLETION_SAVED -> {
                world.deaf(true);
                world.answer(target);
            }
            case RETURNED -> world.hangUp(target, Hangup.BUSY);
            case OTHERS_SAVED -> {
                world.hangUp(AGENT, Hangup.HUNG_UP);
                desk.settle();
                world.deaf(true);
                world.hangUp(target, Hangup.BUSY);
            }
        }
        desk.settle();
        world.mute(false);
        world.deaf(false);
        return transfer;
    }

    private static void happen(Meanwhile meanwhile, Transfer transfer, World world) {
        String target = transfer.id().targetChannel();
        switch (meanwhile) {
            case NOTHING -> {}
            case CUSTOMER_HANGS_UP -> world.hangUp(CUSTOMER, Hangup.HUNG_UP);
            case AGENT_HANGS_UP -> world.hangUp(AGENT, Hangup.HUNG_UP);
            case TARGET_HANGS_UP -> world.hangUp(target, Hangup.REFUSED);
            case TARGET_ANSWERS -> world.answer(target);
            case ALL_HANG_UP -> List.of(CUSTOMER, AGENT, target).forEach(id -> world.hangUp(id, Hangup.HUNG_UP));
        }
    }

    /** Whoever is still in our hands talks to somebody, or waits for somebody who is being rung. */
    static void nobodyIsAlone(World world, Desk desk, Transfer transfer) throws Exception {
        boolean undecided = desk.now(transfer).state().isUndecided();
        boolean starting = desk.now(transfer).state() instanceof State.Starting;
        for (String channel : world.channels()) {
            if (world.seat(channel).equals(World.DIALPLAN)) {
                continue;
            }
            boolean waits = undecided && (starting || world.exists(transfer.id().targetChannel()));
            assertThat(waits || !world.partners(channel).isEmpty())
                    .as(
                            "%s sits in %s, transfer %s",
                            channel, world.seat(channel), desk.now(transfer).state())
                    .isTrue();
        }
    }

    static void everybodyGoes(World world, Desk desk) throws Exception {
        for (String channel : Set.copyOf(world.channels())) {
            world.hangUp(channel, Hangup.HUNG_UP);
            desk.settle();
        }
        world.connect();
        desk.settle();
        assertThat(world.channels()).isEmpty();
        assertThat(world.bridges()).isEmpty();
        assertThat(desk.store().live()).isEmpty();
    }

    @Test
    void a_store_that_knows_nothing_cuts_nobody_off() throws Exception {
        World world = new World();
        world.talk("one");
        Path first = Files.createTempDirectory(folder, "first");
        Path other = Files.createTempDirectory(folder, "other");
        Desk lost = new Desk(world, first);
        Transfer transfer = lost.start(CUSTOMER, Kind.BLIND, "extension:202");
        world.answer(transfer.id().targetChannel());
        lost.settle();
        lost.kill();

        try (Desk desk = new Desk(world, other)) {
            world.connect();
            desk.settle();
            Thread.sleep(50);
            assertThat(world.partners(CUSTOMER)).containsExactly(transfer.id().targetChannel());

            // the customer is gone; whoever is left is found at the next look
            world.hangUp(CUSTOMER, Hangup.HUNG_UP);
            world.connect();
            world.connect();
            long until = System.nanoTime() + 5_000_000_000L;
            while (!world.channels().isEmpty() && System.nanoTime() < until) {
                Thread.sleep(5);
                world.connect();
            }
            assertThat(world.channels()).isEmpty();
        }
    }
}
