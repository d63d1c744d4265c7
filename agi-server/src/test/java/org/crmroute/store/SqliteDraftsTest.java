package org.crmroute.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.crmroute.routing.Draft;
import org.crmroute.routing.Drafts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDraftsTest {

    private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private SqliteDrafts drafts;

    @BeforeEach
    void open() throws DatabaseRefused {
        database = Database.open(folder.resolve("crmroute.db"), Clock.systemUTC());
        drafts = new SqliteDrafts(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Draft draft(String author, long revision, String text) {
        return new Draft("main", author, 3, revision, MONDAY, text, Optional.of("before"), Optional.empty());
    }

    @Test
    void a_draft_is_kept_under_the_next_revision() {
        Draft first = drafts.save(draft("anna", 0, "one")).orElseThrow();
        Draft second = drafts.save(draft("anna", 1, "two")).orElseThrow();

        assertThat(first.revision()).isEqualTo(1);
        assertThat(second).isEqualTo(draft("anna", 2, "two"));
        assertThat(drafts.find("main", "anna")).contains(second);
        assertThat(drafts.find("main", "boris")).isEmpty();
        assertThat(drafts.find("night", "anna")).isEmpty();
    }

    @Test
    void whoever_looked_at_an_older_one_changes_nothing() {
        drafts.save(draft("anna", 0, "one"));
        drafts.save(draft("anna", 1, "two"));

        assertThat(drafts.save(draft("anna", 1, "late"))).isEmpty();
        assertThat(drafts.save(draft("anna", 0, "again"))).isEmpty();
        assertThat(drafts.save(draft("boris", 4, "never begun"))).isEmpty();
        assertThat(drafts.delete("main", "anna", 1)).isFalse();
        assertThat(drafts.find("main", "anna")).map(Draft::text).contains("two");
    }

    @Test
    void of_many_at_once_one_wins() {
        drafts.save(draft("anna", 0, "one"));

        List<Draft> kept = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> drafts.save(draft("anna", 1, "text " + i)))
                .flatMap(Optional::stream)
                .toList();

        assertThat(kept).hasSize(1);
        assertThat(drafts.find("main", "anna")).contains(kept.getFirst());
    }

    @Test
    void authors_have_drafts_of_their_own_and_are_listed() {
        drafts.save(draft("anna", 0, "one"));
        drafts.save(draft("boris", 0, "other"));

        assertThat(drafts.list())
                .containsExactlyInAnyOrder(
                        new Drafts.Entry("main", "anna", 3, MONDAY), new Drafts.Entry("main", "boris", 3, MONDAY));

        assertThat(drafts.delete("main", "anna", 1)).isTrue();
        assertThat(drafts.find("main", "anna")).isEmpty();
        assertThat(drafts.list()).extracting(Drafts.Entry::author).containsExactly("boris");
    }
}
