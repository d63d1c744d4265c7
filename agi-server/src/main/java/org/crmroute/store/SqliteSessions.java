package org.crmroute.store;

import static org.crmroute.store.SqliteAccounts.run;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.console.access.Person;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Sessions;

/** Sessions in SQLite. Safe for use by many threads and processes. */
public final class SqliteSessions implements Sessions {

    /** What a page may wait to note that it was asked for; noted with the next one otherwise. */
    private static final Duration HARDLY = Duration.ofMillis(25);

    private static final String SELECT = "SELECT s.id, a.name, a.role, s.csrf, s.began, s.rotated, s.confirmed, s.seen,"
            + " s.address, s.agent FROM session s JOIN account a ON a.name = s.account ";

    private final Database database;

    public SqliteSessions(Database database) {
        this.database = database;
    }

    @Override
    public void open(NewSession session, Instant idleSince, Instant begunSince) {
        database.<Integer, RuntimeException>write(Moments.PATIENCE, connection -> {
            run(
                    connection,
                    "DELETE FROM session WHERE seen < ? OR began < ?",
                    idleSince.toEpochMilli(),
                    begunSince.toEpochMilli());
            run(
                    connection,
                    "DELETE FROM session WHERE account = ?1 AND id NOT IN"
                            + " (SELECT id FROM session WHERE account = ?1 ORDER BY id DESC LIMIT " + (MOST - 1) + ")",
                    session.account());
            long at = session.at().toEpochMilli();
            return run(
                    connection,
                    "INSERT INTO session (token, account, csrf, began, rotated, confirmed, seen, address, agent)"
                            + " VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?4, ?5, ?6)",
                    session.token(),
                    session.account(),
                    session.csrf(),
                    at,
                    session.address(),
                    session.agent());
        });
    }

    @Override
    public Optional<Session> find(String token) {
        return database.read(session -> {
            Optional<Session> current =
                    sessions(bound(session.prepared(SELECT + "WHERE s.token = ?"), token), true).stream()
                            .findFirst();
            return current.isPresent()
                    ? current
                    : sessions(bound(session.prepared(SELECT + "WHERE s.previous = ?"), token), false).stream()
                            .findFirst();
        });
    }

    private static PreparedStatement bound(PreparedStatement select, String argument) throws SQLException {
        select.setString(1, argument);
        return select;
    }

    private static List<Session> sessions(PreparedStatement select, boolean current) throws SQLException {
        List<Session> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Session(
                        row.getLong(1),
                        current,
                        new Person(row.getString(2), Role.valueOf(row.getString(3))),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6)),
                        Moments.read(row, 7),
                        Instant.ofEpochMilli(row.getLong(8)),
                        row.getString(9),
                        row.getString(10)));
            }
        }
        return found;
    }

    @Override
    public boolean rotate(Session session, String from, String to, Instant at) {
        return database.<Integer, RuntimeException>write(
                        HARDLY,
                        connection -> run(
                                connection,
                                "UPDATE session SET token = ?1, previous = ?2, rotated = ?3, confirmed = NULL, seen = ?3"
                                        + " WHERE id = ?4 AND rotated = ?5",
                                to,
                                from,
                                at.toEpochMilli(),
                                session.id(),
                                session.rotated().toEpochMilli()))
                > 0;
    }

    @Override
    public void confirm(long id, Instant at) {
        database.<Integer, RuntimeException>write(
                HARDLY,
                connection -> run(
                        connection,
                        "UPDATE session SET confirmed = ? WHERE id = ? AND confirmed IS NULL",
                        at.toEpochMilli(),
                        id));
    }

    @Override
    public void seen(long id, Instant at) {
        database.<Integer, RuntimeException>write(
                HARDLY,
                connection -> run(connection, "UPDATE session SET seen = ? WHERE id = ?", at.toEpochMilli(), id));
    }

    @Override
    public List<Session> of(String account) {
        return database.read(session ->
                sessions(bound(session.prepared(SELECT + "WHERE s.account = ? ORDER BY s.id DESC"), account), true));
    }

    @Override
    public boolean end(String account, long id) {
        return database.<Integer, RuntimeException>write(
                        Moments.PATIENCE,
                        connection -> run(connection, "DELETE FROM session WHERE account = ? AND id = ?", account, id))
                > 0;
    }

    @Override
    public void endOthers(String account, long but) {
        database.<Integer, RuntimeException>write(
                Moments.PATIENCE,
                connection -> run(connection, "DELETE FROM session WHERE account = ? AND id <> ?", account, but));
    }
}
