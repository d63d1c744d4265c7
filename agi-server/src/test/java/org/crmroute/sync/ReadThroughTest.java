package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crmroute.call.Party;
import org.crmroute.call.PhoneNumber;
import org.crmroute.crm.EntityType;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking the portal about a caller whom the mirror does not know; against the stand-in portal. */
class ReadThroughTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private SyncWorld world;
    private ReadThrough readThrough;

    @BeforeEach
    void current() throws Exception {
        world = new SyncWorld(folder);
        // only the catalogue and one pass; what comes later is not polled for
        world.with(world.settings.withPoll(Duration.ofHours(1))).start().untilCurrent();
        readThrough = new ReadThrough(world.client(), world.writer, world.synchroniser());
    }

    @AfterEach
    void close() {
        readThrough.close();
        world.close();
    }

    private static Party.Phone phone(String e164) {
        return new Party.Phone(new PhoneNumber(e164), e164);
    }

    private long lookUps() {
        return world.portal.counters().requests().getOrDefault("crm.duplicate.findbycomm", 0L);
    }

    private int contact(String number) {
        return world.portal
                .edits()
                .add(Entity.CONTACT, Map.of("name", "New", "fm", List.of(Map.of("typeId", "PHONE", "value", number))));
    }

    @Test
    void findsTheContactAndItsOpenDeals() {
        int contact = contact("8 (916) 555-00-11");
        int open = world.portal.edits().add(Entity.DEAL, Map.of("title", "open", "contactIds", List.of(contact)));
        int closed = world.portal
                .edits()
                .add(Entity.DEAL, Map.of("title", "closed", "contactIds", List.of(contact), "stageId", "WON"));

        assertThat(readThrough.lookUp(phone("+79165550011"), LONG)).isTrue();

        assertThat(world.holdings.ids(EntityType.CONTACT, contact - 1, contact)).hasSize(1);
        assertThat(world.holdings.ids(EntityType.DEAL, open - 1, open)).hasSize(1);
        assertThat(world.holdings.ids(EntityType.DEAL, closed - 1, closed)).isEmpty();
    }

    @Test
    void asksOnceForANumberThatNobodyHas() {
        assertThat(readThrough.lookUp(phone("+79165550012"), LONG)).isFalse();
        long requests = lookUps();
        assertThat(readThrough.lookUp(phone("+79165550012"), LONG)).isFalse();
        assertThat(lookUps()).isEqualTo(requests);
    }

    @Test
    void returnsAtOnceWithoutPatienceAndHasTheAnswerReadyForTheNextCall() {
        int contact = contact("+79165550013");
        world.portal.faults().next(1, "crm.duplicate.findbycomm", new Fault.Slow(Duration.ofMillis(500)));

        assertThat(readThrough.lookUp(phone("+79165550013"), Duration.ZERO)).isFalse();

        SyncWorld.await(
                () -> world.holdings.ids(EntityType.CONTACT, contact - 1, contact).length == 1, () -> "never came");
    }

    @Test
    void givesUpWhenPatienceEnds() {
        world.portal.faults().next(1, "crm.duplicate.findbycomm", new Fault.Slow(Duration.ofSeconds(4)));
        long begin = System.nanoTime();
        assertThat(readThrough.lookUp(phone("+79165550014"), Duration.ofMillis(100)))
                .isFalse();
        assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void asksOnceForManyCallsOfOneNumberAtATime() throws Exception {
        int contact = contact("+79165550015");
        assertThat(contact).isPositive();
        world.portal.faults().next(1, "crm.duplicate.findbycomm", new Fault.Slow(Duration.ofMillis(500)));
        long before = lookUps();
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(calls.submit(() -> readThrough.lookUp(phone("+79165550015"), LONG)));
            }
        }
        for (Future<Boolean> answer : answers) {
            assertThat(answer.get()).isTrue();
        }
        assertThat(lookUps()).isEqualTo(before + 1);
    }

    @Test
    void leavesAPortalAloneThatDoesNotAnswer() {
        world.portal.webhookValid(false);
        for (int i = 0; i < 5; i++) {
            assertThat(readThrough.lookUp(phone("+7916555010" + i), LONG)).isFalse();
        }
        long requests = lookUps();
        for (int i = 0; i < 9; i++) {
            assertThat(readThrough.lookUp(phone("+7916555020" + i), LONG)).isFalse();
        }
        assertThat(lookUps()).isEqualTo(requests);
    }

    @Test
    void asksForTheWaysANumberIsTyped() {
        assertThat(ReadThrough.forms(new PhoneNumber("+79161234567")))
                .containsExactly("+79161234567", "79161234567", "89161234567", "9161234567");
        assertThat(ReadThrough.forms(new PhoneNumber("+442071234567")))
                .containsExactly("+442071234567", "442071234567");
    }
}
