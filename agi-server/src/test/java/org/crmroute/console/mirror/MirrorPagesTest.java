package org.crmroute.console.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crmroute.console.access.Role;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Fault;
import org.crmroute.sync.SyncStatus;
import org.crmroute.sync.SyncWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Mirror page and what can be done on it, beside a synchronisation that follows the stand-in portal. */
class MirrorPagesTest {

    private static final Pattern KEY = Pattern.compile("\\b(?:mirror|warnings|page)\\.[a-z]+(?:\\.[A-Za-z_]+)*\\b");

    @TempDir
    Path folder;

    private SyncWorld world;
    private MirrorConsole console;

    @BeforeEach
    void open() throws Exception {
        world = new SyncWorld(folder);
        world.with(world.settings.withDeleteSweep(Duration.ofHours(1)));
        console = new MirrorConsole(world.database, Optional.of(world), true);
    }

    @AfterEach
    void close() {
        console.close();
        world.close();
    }

    private void current() {
        world.start().untilCurrent();
        world.until(status -> status.sweep().lastCompared().isPresent());
    }

    private void isDone(HttpResponse<String> answer, String location) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith(location));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void shows_how_it_is_in_both_languages(String language) {
        current();
        String page = console.get("/mirror", Role.ADMIN, language).body();

        assertThat(page)
                .contains("portal.example.com", "crm.item.list")
                .contains(language.equals("en") ? "1,199" : "1\u00a0199")
                .contains(language.equals("en") ? ">current<" : ">актуальна<")
                .doesNotContain(world.portal.webhook().getPath());
        // the head names files: mirror.css
        String main = page.substring(page.indexOf("<main"));
        assertThat(KEY.matcher(main).results().map(r -> r.group()).toList())
                .as("keys without words")
                .isEmpty();
    }

    @Test
    void shows_a_full_synchronisation_under_way() {
        world.portal.faults().chance(0.9, "batch", new Fault.Html(502));
        world.start().until(status -> status.counters().requests() > 1);
        assertThat(console.page("/mirror/state")).contains("State", "Not filled yet");
        world.portal.faults().clear();
        world.until(status -> status.phase() == SyncStatus.Phase.CURRENT
                || console.page("/mirror/state").contains("Full synchronisation"));
    }

    @Test
    void who_only_looks_finds_nothing_to_press() {
        current();
        assertThat(console.get("/mirror", Role.VIEWER, "en").body())
                .contains(">current<")
                .doesNotContain("/mirror/integration", "/mirror/full", "/mirror/compare");
        assertThat(console.page("/mirror")).contains("/mirror/integration", "/mirror/full", "/mirror/compare");
    }

    @Test
    void switches_the_integration_off_and_on() {
        current();

        isDone(console.post("/mirror/integration", Map.of("on", "no")), "/mirror?said=off");

        assertThat(console.tables.get().integration()).as("for the next call").isFalse();
        world.until(status -> status.phase() == SyncStatus.Phase.SWITCHED_OFF);
        assertThat(console.page("/mirror?said=off"))
                .contains("every call takes Others.", ">switched off<", "Last switched by anna on ", "Switch on");

        isDone(console.post("/mirror/integration", Map.of("on", "yes")), "/mirror?said=on");
        assertThat(console.tables.get().integration()).isTrue();
        world.untilCurrent();
        assertThat(console.audit)
                .containsExactly("anna mirror.audit.off portal.example.com", "anna mirror.audit.on portal.example.com");
    }

    @Test
    void the_configuration_wins() throws Exception {
        try (MirrorConsole off = new MirrorConsole(world.database, Optional.empty(), false)) {
            assertThat(off.page("/mirror"))
                    .contains("bitrix24.enabled: no, which wins", "empty, follows no portal")
                    .doesNotContain("/mirror/integration");
            assertThat(off.post("/mirror/integration", Map.of("on", "yes")).statusCode())
                    .isEqualTo(409);
            assertThat(off.integration.position().last()).isEmpty();
            assertThat(off.post("/mirror/full", Map.of()).statusCode()).isEqualTo(409);
            assertThat(off.audit).isEmpty();
        }
    }

    @Test
    void has_all_records_read_again_and_compared() {
        current();
        long put = world.synchroniser().status().counters().requests();
        isDone(console.post("/mirror/full", Map.of()), "/mirror?said=full");
        world.until(status -> status.counters().requests() > put
                && !console.page("/mirror/state").contains("Full synchronisation</h3>"));

        var compared = world.synchroniser().status().sweep().lastCompared();
        isDone(console.post("/mirror/compare", Map.of()), "/mirror?said=compare");
        world.until(status -> !status.sweep().lastCompared().equals(compared));
        assertThat(console.audit).hasSize(2);
    }

    @Test
    void asks_before_very_many_records_are_removed() {
        current();
        for (int id = 1; id <= 200; id++) {
            world.portal.edits().delete(Entity.LEAD, id);
        }
        world.synchroniser().sweepNow();
        world.until(status -> !status.alarms().isEmpty());
        assertThat(console.page("/mirror/state"))
                .contains("Very many records are gone at the portal: Leads", "They are meant to be gone");
        assertThat(console.get("/mirror/state", Role.VIEWER, "en").body())
                .contains("Very many records")
                .doesNotContain("/mirror/accept-drop");

        isDone(console.post("/mirror/accept-drop", Map.of()), "/mirror?said=accepted");
        world.until(status -> status.alarms().isEmpty());
        world.untilAlike();
    }

    @Test
    void tells_what_is_wrong_and_what_to_do() {
        current();
        world.portal.webhookValid(false);
        world.until(status -> status.phase() == SyncStatus.Phase.TROUBLE);

        assertThat(console.page("/mirror/state"))
                .contains("does not get on", "The portal does not let us in", "Make a new inbound webhook")
                .contains("<code>INVALID_CREDENTIALS</code>", "attempts in a row");
        assertThat(console.get("/mirror/state", Role.ADMIN, "ru").body())
                .contains("Портал нас не пускает", "Создайте новый входящий вебхук");
        world.portal.webhookValid(true);
        world.untilCurrent();
        assertThat(console.page("/mirror/state"))
                .as("past errors stay to be seen")
                .contains("<code>INVALID_CREDENTIALS</code>")
                .doesNotContain("The portal does not let us in");
    }

    @Test
    void says_so_when_the_database_is_gone() throws Exception {
        current();
        world.stop();
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(folder.resolve("crmroute.db") + end));
        }
        assertThat(console.page("/mirror")).contains("The database cannot be used");
    }

    @Test
    void shows_a_record_and_has_it_fetched() {
        current();
        world.with(world.settings.withPoll(Duration.ofHours(1))).start().untilCurrent();
        console.close();
        console = reopened();
        world.portal.edits().update(Entity.DEAL, 12, Map.of("title", "<b>hostile</b> & new"));
        isDone(console.get("/mirror/records?entity=deal&id=12", Role.VIEWER, "en"), "/mirror/records/deal/12");
        assertThat(console.page("/mirror/records/deal/12"))
                .contains("in the copy", "deal.STAGE_ID", "Fetch it from the portal")
                .doesNotContain("hostile");

        isDone(console.post("/mirror/records/deal/12", Map.of()), "/mirror/records/deal/12");

        SyncWorld.await(
                () -> console.page("/mirror/records/deal/12/held").contains("&lt;b&gt;hostile&lt;/b&gt; &amp; new"),
                () -> console.page("/mirror/records/deal/12/held"));
        assertThat(console.page("/mirror/records/deal/12")).doesNotContain("<b>hostile");
        assertThat(console.audit).containsExactly("anna mirror.audit.fetch deal:12");
    }

    @Test
    void a_record_that_is_gone_at_the_portal_is_gone_here_once_it_is_fetched() {
        current();
        world.portal.edits().delete(Entity.LEAD, 9);
        assertThat(console.page("/mirror/records/lead/9")).contains("in the copy");
        isDone(console.post("/mirror/records/lead/9", Map.of()), "/mirror/records/lead/9");
        SyncWorld.await(
                () -> console.page("/mirror/records/lead/9/held").contains("not in the copy"),
                () -> console.page("/mirror/records/lead/9/held"));
    }

    @Test
    void a_record_waits_while_the_integration_is_off() {
        current();
        console.integration.turn(false, "anna");
        world.until(status -> status.phase() == SyncStatus.Phase.SWITCHED_OFF);
        isDone(console.post("/mirror/records/deal/12", Map.of()), "/mirror/records/deal/12");
        assertThat(console.page("/mirror/records/deal/12"))
                .contains("will be asked once it is on")
                .doesNotContain("hx-trigger=\"load");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entity=deal&id=x",
                "entity=user&id=1",
                "entity=deal",
                "",
                "entity=deal&id=1234567890123456789",
                "entity=deal&id=-1"
            })
    void what_is_no_record_is_said(String query) {
        isDone(console.get("/mirror/records?" + query, Role.VIEWER, "en"), "/mirror?said=no-record");
        assertThat(console.page("/mirror?said=no-record")).contains("1 to 18 digits");
        assertThat(console.get("/mirror/records/deal/x", Role.VIEWER, "en").statusCode())
                .isEqualTo(404);
    }

    @Test
    void says_nothing_that_others_put_into_its_address() {
        assertThat(console.page("/mirror?said=%3Cscript%3E"))
                .doesNotContain("script%3E", "said.<script", "mirror.said");
    }

    private MirrorConsole reopened() {
        try {
            return new MirrorConsole(world.database, Optional.of(world), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
