package org.crmroute.store;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.jspecify.annotations.Nullable;

/** Loads the catalogue, and tells cheaply whether it or the scenarios changed, whichever process changed them. */
public final class SqliteCatalog {

    private final Database database;
    private Optional<Loaded> current = Optional.empty();

    public SqliteCatalog(Database database) {
        this.database = database;
    }

    /**
     * Where the database stands. What was loaded under an equal generation is still so.
     *
     * @param opening grows each time a file is opened
     * @param catalog grows with each change of fields, funnels, stages or staff
     * @param scenarios grows with each scenario saved or activated
     * @param integration whether calls are to be decided by the CRM's data
     * @param filledAt when the mirror was last filled; empty when it never was
     * @param portalTime what the portal's clock said then, if it told
     */
    public record Generation(
            long opening,
            long catalog,
            long scenarios,
            boolean integration,
            Optional<Instant> filledAt,
            Optional<Instant> portalTime) {}

    /** One look-up of a few small rows: may be asked each second. */
    public Generation generation() {
        long opening = database.openings();
        Map<String, String> meta = database.read(session -> {
            Map<String, String> found = new HashMap<>();
            try (ResultSet row = session.prepared(Meta.ALL).executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), row.getString(2));
                }
            }
            return found;
        });
        return new Generation(
                opening,
                Long.parseLong(meta.getOrDefault(Meta.CATALOG_GENERATION, "0")),
                Long.parseLong(meta.getOrDefault(Meta.SCENARIO_GENERATION, "0")),
                SqliteIntegrationSwitch.isOn(meta),
                time(meta.get(Meta.FILLED_AT)),
                time(meta.get(Meta.SERVER_TIME)));
    }

    private static Optional<Instant> time(@Nullable String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    /** How many records of each entity there are; a look at one narrow index each. */
    public Map<EntityType, Long> counts() {
        return database.read(session -> {
            Map<EntityType, Long> counts = new EnumMap<>(EntityType.class);
            for (EntityType entity : EntityType.values()) {
                try (ResultSet row = session.prepared("SELECT count(*) FROM " + entity.word())
                        .executeQuery()) {
                    counts.put(entity, row.next() ? row.getLong(1) : 0L);
                }
            }
            return counts;
        });
    }

    /** The catalogue as it is now; read only when it changed since the last time. */
    public synchronized Catalog current() {
        Generation now = generation();
        if (current.isEmpty() || current.get().opening != now.opening || current.get().generation != now.catalog) {
            current = Optional.of(new Loaded(now.opening, now.catalog, load()));
        }
        return current.get().catalog;
    }

    private record Loaded(long opening, long generation, Catalog catalog) {}

    public Catalog load() {
        return database.read(session -> StoredCatalog.read(session.statements()));
    }
}
