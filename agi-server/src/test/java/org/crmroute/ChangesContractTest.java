package org.crmroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios change while people call: the next call follows the new one, and none is lost. */
class ChangesContractTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int CALLERS = 3;

    @TempDir
    Path folder;

    /** A call, and when it began and ended. */
    private record Made(long began, long ended, AgiCaller.Answer answer) {
        String queue() {
            return answer.get("CRM_TARGET_ID");
        }
    }

    /** Something was changed: from when on calls may follow it, and by what they are known. */
    private record Change(long begun, long done, String queue) {}

    private final ConcurrentLinkedQueue<Made> made = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    private String scenario(String queue) throws IOException {
        return Files.writeString(folder.resolve(queue + ".yaml"), """
                scenario: main
                rules:
                  - {id: known, when: {field: deal.ID, is: not_empty}, route: [{queue: %s}]}
                others: [{queue: reception}]
                """.formatted(queue))
                .toString();
    }

    private void callOnAndOn(ContractServer crmroute) {
        while (!over.get()) {
            long began = System.nanoTime();
            AgiCaller.Answer answer = crmroute.call().from("+79123456701").call();
            made.add(new Made(began, System.nanoTime(), answer));
            ContractServer.pause();
        }
    }

    private static Change change(ContractServer crmroute, String queue, String... command) {
        long begun = System.nanoTime();
        crmroute.run(command).mustBe(0);
        long done = System.nanoTime();
        // long enough that calls are made which must follow it
        ContractServer.await(
                Duration.ofSeconds(4), "time passes", () -> System.nanoTime() - done > SOON.toNanos() * 5 / 4);
        return new Change(begun, done, queue);
    }

    @Test
    void a_new_version_and_a_roll_back_reach_the_next_call_and_lose_none() throws Exception {
        Snapshot crm = Snapshot.ofPortal().contact("{id: 5}", "+79123456701").deal("{id: 77, contactIds: [5]}");
        try (ContractServer crmroute = ContractServer.in(folder).put(crm);
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Change> changes = new ArrayList<>();
            crmroute.run("scenario", "apply", scenario("one")).mustBe(0);
            changes.add(new Change(System.nanoTime(), System.nanoTime(), "one"));
            crmroute.start();
            List<Future<?>> calling = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calling.add(callers.submit(() -> callOnAndOn(crmroute)));
            }
            try {
                changes.add(change(crmroute, "two", "scenario", "apply", scenario("two")));
                changes.add(change(crmroute, "one", "scenario", "rollback", "main", "1"));
                changes.add(change(crmroute, "three", "scenario", "apply", scenario("three")));
                // the CRM changes too, and that is no reason to lose a call either
                crmroute.put(crm.withoutRow("categories", "id", "7"));
            } finally {
                over.set(true);
            }
            for (Future<?> caller : calling) {
                caller.get(30, TimeUnit.SECONDS);
            }
            assertThat(made).hasSizeGreaterThan(CALLERS * 50).allSatisfy(call -> {
                assertThat(call.answer().inShort()).isEqualTo("ROUTED RULE_MATCH known deal:77");
                assertThat(call.queue()).isIn(allowed(changes, call));
            });
            for (Change change : changes) {
                assertThat(made).anyMatch(call -> call.queue().equals(change.queue()));
            }
            assertLogged(crmroute);
        }
    }

    @Test
    void what_the_crm_does_not_know_or_knows_twice_is_refused_with_its_place() throws Exception {
        try (ContractServer crmroute = ContractServer.in(folder).put(Snapshot.ofPortal())) {
            String file = Files.writeString(folder.resolve("wrong.yaml"), """
                    scenario: main
                    rules:
                      - {id: a, when: {field: deal.stage, is: equals, value: Nowhere}, route: [{queue: q}]}
                      - {id: b, when: {field: deal.stage, is: equals, value: New}, route: [{queue: q}]}
                      - {id: c, when: {field: deal.UF_CRM_NONE, is: empty}, route: [{queue: q}]}
                      - {id: d, when: {field: deal.ID, is: empty}, route: [{employee: Nobody}, {queue: "a b"}]}
                    others: [{queue: reception}]
                    """).toString();
            ContractServer.Ran refused = crmroute.run("scenario", "apply", file).mustBe(1);
            assertThat(refused.err()).contains(file + ":6:", "'a b'");
            String readable = Files.readString(Path.of(file)).replace(", {queue: \"a b\"}", "");
            Files.writeString(Path.of(file), readable);
            assertThat(crmroute.run("scenario", "apply", file).mustBe(1).err())
                    .contains(file + ":3:", "Nowhere", file + ":4:", "C5:NEW", "C7:NEW")
                    .contains(file + ":5:", "UF_CRM_NONE", file + ":6:", "Nobody");
            crmroute.run("scenario", "show", "main").mustBe(1);
        }
    }

    /** What a call may follow: the last change that was done two seconds before it began, and all that came later. */
    private static Set<String> allowed(List<Change> changes, Made call) {
        Set<String> allowed = new HashSet<>();
        for (Change change : changes) {
            if (call.began() - change.done() > SOON.toNanos()) {
                allowed.clear();
            }
            if (call.ended() > change.begun()) {
                allowed.add(change.queue());
            }
        }
        return allowed;
    }

    private void assertLogged(ContractServer crmroute) {
        Set<String> decisions = new HashSet<>();
        made.forEach(call -> decisions.add(call.answer().get("CRM_DECISION")));
        assertThat(decisions).hasSameSizeAs(made);
        ContractServer.await(Duration.ofSeconds(10), "every call is in the log", () -> {
            String log = crmroute.run("decisions", "--limit", "10000", "--json")
                    .mustBe(0)
                    .out();
            Set<String> logged = new HashSet<>();
            Snapshot.json(log)
                    .forEach(entry -> logged.add(entry.path("decision").asString()));
            return logged.equals(decisions);
        });
    }
}
