package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the portal, and what it shows then. */
class PortalEditsTest {

    private final ManualClock clock = new ManualClock();
    private final Dataset dataset = new Dataset(new DatasetSize(7, 100, 100, 20, 20, 30, 3, 68));
    private final Portal portal = Portal.of(dataset, new PortalSettings().clock(clock));

    private Map<String, @Nullable Object> item(Entity entity, int id) {
        return portal.item(entity, id).orElseThrow();
    }

    private String updated(Entity entity, int id) {
        return String.valueOf(item(entity, id).get("updatedTime"));
    }

    @Test
    void aDeletedContactLeavesDealsWithoutChangingTheirTime() {
        int contact = portal.edits().add(Entity.CONTACT, Map.of());
        int other = portal.edits().add(Entity.CONTACT, Map.of());
        int deal = portal.edits().add(Entity.DEAL, Map.of("contactIds", List.of(contact, other)));
        String before = updated(Entity.DEAL, deal);
        clock.pass(Duration.ofHours(1));

        portal.edits().delete(Entity.CONTACT, contact);

        assertThat(item(Entity.DEAL, deal))
                .containsEntry("contactIds", List.of(other))
                .containsEntry("contactId", other)
                .containsEntry("updatedTime", before);
    }

    @Test
    void aMergeMovesNumbersAndLinksToTheWinner() {
        int winner = portal.edits().add(Entity.CONTACT, Map.of("fm", List.of(Map.of("value", "+1"))));
        int loser = portal.edits().add(Entity.CONTACT, Map.of("fm", List.of(Map.of("value", "+2"))));
        int deal = portal.edits().add(Entity.DEAL, Map.of("contactIds", List.of(loser)));

        portal.edits().merge(Entity.CONTACT, winner, List.of(loser));

        assertThat(portal.item(Entity.CONTACT, loser)).isEmpty();
        assertThat(item(Entity.DEAL, deal)).containsEntry("contactIds", List.of(winner));
        assertThat(Records.multifields(item(Entity.CONTACT, winner)))
                .extracting(row -> row.get("value"))
                .containsExactly("+1", "+2");
    }

    @Test
    void whatIsRestoredAndImportedHasOldTimes() {
        String before = updated(Entity.DEAL, 5);
        portal.edits().recycle(Entity.DEAL, 5);
        assertThat(portal.item(Entity.DEAL, 5)).isEmpty();
        portal.edits().restore(Entity.DEAL, 5);
        assertThat(updated(Entity.DEAL, 5)).isEqualTo(before);

        int old = portal.edits()
                .importOld(Entity.CONTACT, Map.of("name", "Old"), OffsetDateTime.parse("2021-01-01T00:00:00+03:00"));
        assertThat(updated(Entity.CONTACT, old)).isEqualTo("2021-01-01T00:00:00+03:00");
        assertThat(portal.ids(Entity.CONTACT)).hasSize(101).endsWith(old);
    }

    @Test
    void manyRecordsMayChangeInOneSecond() {
        portal.edits().updateAll(Entity.DEAL, List.of(1, 2, 3), Map.of("title", "Same"));

        assertThat(updated(Entity.DEAL, 1)).isEqualTo(updated(Entity.DEAL, 3)).isEqualTo("2026-08-01T12:00:00+03:00");
    }

    @Test
    void whatIsNotCommittedIsNotSeenAndKeepsItsTime() {
        Edits.Uncommitted edit = portal.edits().updateLater(Entity.DEAL, 1, Map.of("title", "Late"));
        Edits.Uncommitted added = portal.edits().addLater(Entity.DEAL, Map.of("title", "Late too"));
        clock.pass(Duration.ofMinutes(5));
        assertThat(item(Entity.DEAL, 1)).doesNotContainEntry("title", "Late");
        assertThat(portal.count(Entity.DEAL)).isEqualTo(100);

        edit.commit();
        added.commit();

        assertThat(item(Entity.DEAL, 1))
                .containsEntry("title", "Late")
                .containsEntry("updatedTime", "2026-08-01T12:00:00+03:00");
        assertThat(portal.count(Entity.DEAL)).isEqualTo(101);
    }

    @Test
    void aStageTellsWhetherADealIsClosed() {
        portal.edits().update(Entity.DEAL, 1, Map.of("categoryId", 5, "stageId", "C5:WON"));
        assertThat(item(Entity.DEAL, 1)).containsEntry("stageSemanticId", "S").containsEntry("closed", "Y");
        portal.edits().moveDeal(1, 0, "NEW");
        assertThat(item(Entity.DEAL, 1))
                .containsEntry("categoryId", 0)
                .containsEntry("stageSemanticId", "P")
                .containsEntry("closed", "N");
    }

    @Test
    void customFieldsComeChangeAndGo() {
        CatalogEdits catalog = portal.catalog();
        catalog.addField(Entity.DEAL, "ufCrmVip", "enumeration", true, "VIP");
        int gold = catalog.addOption(Entity.DEAL, "ufCrmVip", "Gold");
        assertThat(item(Entity.DEAL, 1)).containsEntry("ufCrmVip", List.of());
        portal.edits().update(Entity.DEAL, 2, Map.of("ufCrmVip", List.of(gold)));
        catalog.renameOption(Entity.DEAL, "ufCrmVip", gold, "Platinum");
        assertThat(portal.fields(Entity.DEAL).get("ufCrmVip")).asString().contains("UF_CRM_VIP", "Platinum");

        catalog.changeType(Entity.DEAL, "ufCrmVip", "string", false);
        assertThat(item(Entity.DEAL, 2)).containsEntry("ufCrmVip", null);
        catalog.deleteField(Entity.DEAL, "ufCrmVip");
        assertThat(item(Entity.DEAL, 2)).doesNotContainKey("ufCrmVip");
        assertThatThrownBy(() -> catalog.deleteField(Entity.DEAL, "ufCrmVip")).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aFieldThatIsMadeAgainIsEmpty() {
        String name = dataset.fields(Entity.DEAL).keySet().stream()
                .filter(field -> field.startsWith("ufCrm_"))
                .findFirst()
                .orElseThrow();
        portal.catalog().deleteField(Entity.DEAL, name);
        portal.catalog().addField(Entity.DEAL, name, "enumeration", false, "Again");

        for (int id : portal.ids(Entity.DEAL)) {
            assertThat(item(Entity.DEAL, id)).containsEntry(name, null);
        }
    }

    @Test
    void funnelsAndStagesComeChangeAndGo() {
        int funnel = portal.catalog().addFunnel("New one");
        portal.catalog().renameStage("DEAL_STAGE_" + funnel, "C" + funnel + ":NEW", "Fresh");
        assertThat(portal.statuses()).anySatisfy(row -> assertThat(row).containsEntry("NAME", "Fresh"));
        portal.catalog().renameFunnel(funnel, "Newest");
        assertThat(portal.categories()).last().satisfies(row -> assertThat(row).containsEntry("name", "Newest"));
        portal.catalog().deleteFunnel(funnel);
        assertThat(portal.categories()).hasSize(3);
        assertThat(portal.statuses()).noneMatch(row -> ("DEAL_STAGE_" + funnel).equals(row.get("ENTITY_ID")));
    }

    @Test
    void staffComesChangesAndGoes() {
        int user = portal.staff().addUser(Map.of("NAME", "Nina", "UF_PHONE_INNER", "777"));
        portal.staff().extension(user, "778");
        portal.staff().moveToDepartment(user, 2);
        portal.staff().dismiss(user);
        assertThat(portal.users())
                .last()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTIVE", false)
                        .containsEntry("UF_PHONE_INNER", "778")
                        .containsEntry("UF_DEPARTMENT", List.of(2)));
        int department = portal.staff().addDepartment(Map.of("NAME", "New", "UF_HEAD", String.valueOf(user)));
        portal.staff().changeDepartment(department, Map.of("NAME", "Newer"));
        assertThat(portal.departments()).last().satisfies(row -> assertThat(row).containsEntry("NAME", "Newer"));
        portal.staff().deleteDepartment(department);
        assertThat(portal.departments()).noneMatch(row -> "Newer".equals(row.get("NAME")));
    }

    @Test
    void aSnapshotFolderIsContentToo(@TempDir Path folder) throws IOException {
        new SnapshotWriter(dataset).write(folder);
        try (Portal same = Portal.of(folder, new PortalSettings())) {
            for (Entity entity : Entity.values()) {
                assertThat(same.ids(entity)).isEqualTo(portal.ids(entity));
            }
            assertThat(same.item(Entity.CONTACT, 17).orElseThrow()).containsEntry("id", 17);
            assertThat(same.item(Entity.CONTACT, 17).orElseThrow().keySet())
                    .isEqualTo(item(Entity.CONTACT, 17).keySet());
            assertThat(same.users()).hasSameSizeAs(portal.users());
        }
        assertThatThrownBy(() -> Portal.of(folder.resolve("none"), new PortalSettings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
    }
}
