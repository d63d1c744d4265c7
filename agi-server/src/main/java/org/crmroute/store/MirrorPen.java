package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.RecordRef;
import org.crmroute.sync.MirrorRecord;
import org.crmroute.sync.MirrorWriter;
import org.crmroute.sync.Notice;

/** Writes records, the catalogue and how far the synchronisation is inside a transaction. */
final class MirrorPen implements MirrorWriter.Pen, AutoCloseable {

    private final Connection connection;
    private final Statements statements;
    private final RecordRows records;

    private MirrorPen(Connection connection, boolean withIndices) {
        this.connection = connection;
        this.statements = new Statements(connection);
        this.records = new RecordRows(statements, withIndices);
    }

    /** Writes records, and what finds them. */
    static MirrorPen ofEverything(Connection connection) {
        return new MirrorPen(connection, true);
    }

    /** Writes records only; what finds them is made from them later. */
    static MirrorPen ofRecordsOnly(Connection connection) {
        return new MirrorPen(connection, false);
    }

    /** Lets the work write; an SQL error of this pen comes out as such. */
    <X extends Exception> void run(MirrorWriter.Work<X> work) throws SQLException, X {
        try {
            work.write(this);
        } catch (SqliteMirrorWriter.PenBroken e) {
            throw e.sqlException();
        }
    }

    @FunctionalInterface
    private interface Stroke<T> {
        T write() throws SQLException;
    }

    @FunctionalInterface
    private interface MuteStroke {
        void write() throws SQLException;
    }

    private static <T> T written(Stroke<T> stroke) {
        try {
            return stroke.write();
        } catch (SQLException e) {
            throw new SqliteMirrorWriter.PenBroken(e);
        }
    }

    private static void write(MuteStroke stroke) {
        try {
            stroke.write();
        } catch (SQLException e) {
            throw new SqliteMirrorWriter.PenBroken(e);
        }
    }

    @Override
    public boolean put(MirrorRecord record) {
        return written(() -> records.put(record));
    }

    @Override
    public void overwrite(MirrorRecord record) {
        write(() -> records.overwrite(record));
    }

    @Override
    public boolean remove(RecordRef record) {
        return written(() -> records.remove(record));
    }

    @Override
    public void leaveOut(RecordRef record) {
        write(() -> records.leaveOut(record));
    }

    @Override
    public void putCatalog(Catalog catalog) {
        write(() -> {
            if (StoredCatalog.same(StoredCatalog.read(statements), catalog)) {
                return;
            }
            try (CatalogRows rows = new CatalogRows(connection)) {
                rows.clear();
                rows.write(catalog);
            }
        });
    }

    @Override
    public void note(String key, String value) {
        write(() -> {
            PreparedStatement note = statements.prepared(
                    "INSERT INTO sync_note (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
            note.setString(1, key);
            note.setString(2, value);
            note.executeUpdate();
        });
    }

    @Override
    public void settle(Collection<Notice> notices) {
        write(() -> SqliteNotices.settle(statements, notices));
    }

    @Override
    public void filled(Instant at, Optional<Instant> serverTime) {
        write(() -> {
            Meta.set(connection, Meta.FILLED_AT, at.toString());
            Meta.set(
                    connection,
                    Meta.SERVER_TIME,
                    serverTime.map(Instant::toString).orElse(""));
        });
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
