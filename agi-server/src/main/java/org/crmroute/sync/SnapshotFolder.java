package org.crmroute.sync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;

/**
 * A folder with a CRM's content as Bitrix24's REST methods answer it: {@code lead.json}, {@code deal.json},
 * {@code contact.json}, {@code company.json} (items of {@code crm.item.list}), {@code lead.fields.json} and so on
 * ({@code crm.item.fields}), {@code categories.json}, {@code statuses.json}, {@code users.json},
 * {@code departments.json}. A file that is missing means none of these.
 */
public final class SnapshotFolder {

    private static final String CATEGORIES = "categories.json";
    private static final String STATUSES = "statuses.json";
    private static final String USERS = "users.json";
    private static final String DEPARTMENTS = "departments.json";

    private final Path folder;
    private final NumberPlan plan;
    private final Clock clock;

    public SnapshotFolder(Path folder, NumberPlan plan, Clock clock) {
        this.folder = folder;
        this.plan = plan;
        this.clock = clock;
    }

    /**
     * Replaces the mirror's content by the folder's, in one step.
     *
     * @throws SnapshotRefused when a file is bad; the mirror is then as it was
     */
    public ImportReport importInto(MirrorWriter writer) throws SnapshotRefused {
        long from = System.nanoTime();
        if (!Files.isDirectory(folder)) {
            throw new SnapshotRefused(folder, "is no folder; name one with lead.json, contact.json and so on");
        }
        if (files().noneMatch(name -> file(name).exists())) {
            throw new SnapshotRefused(
                    folder, "holds no snapshot; one has some of these: " + String.join(", ", files().toList()));
        }
        Import run = new Import();
        writer.replace(run::write);
        return run.report(Duration.ofNanos(System.nanoTime() - from));
    }

    private static Stream<String> files() {
        return Stream.concat(
                Stream.of(EntityType.values()).flatMap(e -> Stream.of(items(e), fields(e))),
                Stream.of(CATEGORIES, STATUSES, USERS, DEPARTMENTS));
    }

    private static String items(EntityType entity) {
        return entity.word() + ".json";
    }

    private static String fields(EntityType entity) {
        return entity.word() + ".fields.json";
    }

    private SnapshotFile file(String name) {
        return new SnapshotFile(folder.resolve(name));
    }

    /** One run through the folder. */
    private final class Import {

        private final FieldNames names = new FieldNames();
        private final CatalogRows catalogRows = new CatalogRows(names);
        private final StaffRows staffRows = new StaffRows();
        private final Items items = new Items(names, catalogRows, plan);
        private final Map<EntityType, Long> records = new EnumMap<>(EntityType.class);
        private Catalog catalog = Catalog.EMPTY;
        private long leftOut;
        private long phones;
        private long unreadablePhones;

        void write(MirrorWriter.Pen pen) throws SnapshotRefused {
            // first what describes the records: their field names and the meaning of their stages
            for (EntityType entity : EntityType.values()) {
                readFields(entity);
            }
            file(CATEGORIES).read("categories", catalogRows::addFunnel);
            file(STATUSES).read("statuses", catalogRows::addStatus);
            file(USERS).read("users", staffRows::addEmployee);
            file(DEPARTMENTS).read("departments", staffRows::addDepartment);
            catalog = catalogRows.catalog(staffRows.staff());
            pen.putCatalog(catalog);
            for (EntityType entity : EntityType.values()) {
                file(items(entity)).read("items", row -> put(pen, entity, row));
            }
            pen.filled(clock.instant(), Optional.empty());
        }

        private void readFields(EntityType entity) throws SnapshotRefused {
            SnapshotFile file = file(fields(entity));
            for (Map.Entry<String, Object> field : file.readObject("fields").entrySet()) {
                Optional<Map<String, Object>> row = Wire.object(field.getValue());
                if (row.isEmpty()) {
                    throw file.refused("the field \"" + field.getKey()
                            + "\" is not described by an object; expected result.fields of crm.item.fields");
                }
                catalogRows.addField(entity, field.getKey(), row.get());
            }
        }

        private void put(MirrorWriter.Pen pen, EntityType entity, Map<String, Object> row) throws BadRow {
            Optional<MirrorRecord> record = items.read(entity, row);
            if (record.isEmpty()) {
                leftOut++;
                return;
            }
            List<Party> numbers = record.get().phones();
            phones += numbers.size();
            unreadablePhones +=
                    numbers.stream().filter(p -> !(p instanceof Party.Phone)).count();
            pen.put(record.get());
            records.merge(entity, 1L, Long::sum);
        }

        ImportReport report(Duration took) {
            return new ImportReport(
                    count(EntityType.LEAD),
                    count(EntityType.CONTACT),
                    count(EntityType.COMPANY),
                    count(EntityType.DEAL),
                    leftOut,
                    phones,
                    unreadablePhones,
                    catalog.fields().size(),
                    catalog.funnels().size(),
                    catalog.staff().employees().size(),
                    catalog.staff().departments().size(),
                    took);
        }

        private long count(EntityType entity) {
            return records.getOrDefault(entity, 0L);
        }
    }
}
