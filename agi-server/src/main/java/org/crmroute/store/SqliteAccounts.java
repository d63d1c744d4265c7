package org.crmroute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.console.access.Account;
import org.crmroute.console.access.Accounts;
import org.crmroute.console.access.Invitations;
import org.crmroute.console.access.Role;
import org.jspecify.annotations.Nullable;

/** Accounts in SQLite. Safe for use by many threads and processes. */
public final class SqliteAccounts implements Accounts {

    private static final String SELECT =
            "SELECT name, role, password <> '', configured, since, signed_in FROM account ";
    private static final String END_SESSIONS = "DELETE FROM session WHERE account = ?";

    private final Database database;

    public SqliteAccounts(Database database) {
        this.database = database;
    }

    @Override
    public List<Account> all() {
        return database.read(session -> accounts(session.prepared(SELECT + "ORDER BY name")));
    }

    @Override
    public Optional<Account> find(String name) {
        return database.read(session -> {
            PreparedStatement select = session.prepared(SELECT + "WHERE name = ?");
            select.setString(1, name);
            return accounts(select).stream().findFirst();
        });
    }

    private static Optional<Account> find(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "WHERE name = ?")) {
            select.setString(1, name);
            return accounts(select).stream().findFirst();
        }
    }

    private static List<Account> accounts(PreparedStatement select) throws SQLException {
        List<Account> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Account(
                        row.getString(1),
                        Role.valueOf(row.getString(2)),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Moments.read(row, 6)));
            }
        }
        return found;
    }

    @Override
    public Optional<String> password(String name) {
        return database.read(session -> {
            PreparedStatement select =
                    session.prepared("SELECT password FROM account WHERE name = ? AND password <> ''");
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    @Override
    public boolean anyAdmin() {
        return database.read(session -> {
            try (ResultSet row = session.prepared(
                            "SELECT count(*) FROM account WHERE role = 'ADMIN' AND password <> ''")
                    .executeQuery()) {
                return row.getLong(1) > 0;
            }
        });
    }

    @Override
    public Outcome add(String name, Role role, Instant at) {
        return write(connection -> {
            if (find(connection, name).isPresent()) {
                return Outcome.TAKEN;
            }
            if (count(connection, "SELECT count(*) FROM account WHERE name <> ?", "") >= MOST) {
                return Outcome.FULL;
            }
            insert(connection, name, role, at);
            return Outcome.DONE;
        });
    }

    private static void insert(Connection connection, String name, Role role, Instant at) throws SQLException {
        run(
                connection,
                "INSERT INTO account (name, role, password, configured, since) VALUES (?, ?, '', 0, ?)",
                name,
                role.name(),
                at.toEpochMilli());
    }

    @Override
    public Outcome changeRole(String name, Role role) {
        return write(connection -> {
            Outcome allowed = role == Role.ADMIN ? known(connection, name) : losable(connection, name);
            if (allowed == Outcome.DONE) {
                run(connection, "UPDATE account SET role = ? WHERE name = ?", role.name(), name);
            }
            return allowed;
        });
    }

    @Override
    public Outcome remove(String name) {
        return write(connection -> {
            Outcome allowed = losable(connection, name);
            if (allowed == Outcome.DONE) {
                remove(connection, name);
            }
            return allowed;
        });
    }

    private static void remove(Connection connection, String name) throws SQLException {
        run(connection, "DELETE FROM account WHERE name = ?", name);
        run(connection, "DELETE FROM invitation WHERE account = ?", name);
        run(connection, END_SESSIONS, name);
    }

    private static Outcome known(Connection connection, String name) throws SQLException {
        return find(connection, name).isPresent() ? Outcome.DONE : Outcome.GONE;
    }

    /** Whether an account may lose its rights: not the configuration's, and not the last who can change anything. */
    private static Outcome losable(Connection connection, String name) throws SQLException {
        Optional<Account> account = find(connection, name);
        if (account.isEmpty()) {
            return Outcome.GONE;
        }
        if (account.get().configured()) {
            return Outcome.CONFIGURED;
        }
        return count(
                                connection,
                                "SELECT count(*) FROM account WHERE role = 'ADMIN' AND password <> '' AND name <> ?",
                                name)
                        > 0
                ? Outcome.DONE
                : Outcome.LAST_ADMIN;
    }

    @Override
    public Outcome changePassword(String name, String hash) {
        return write(connection -> {
            Optional<Account> account = find(connection, name);
            if (account.isEmpty()) {
                return Outcome.GONE;
            }
            if (account.get().configured()) {
                return Outcome.CONFIGURED;
            }
            setPassword(connection, name, hash);
            return Outcome.DONE;
        });
    }

    private static void setPassword(Connection connection, String name, String hash) throws SQLException {
        run(connection, "UPDATE account SET password = ? WHERE name = ?", hash, name);
        run(connection, END_SESSIONS, name);
    }

    @Override
    public Optional<Account> accept(String token, String name, String hash, Instant at) {
        return write(connection -> {
            Optional<String> invited = invited(connection, token, at);
            if (invited.isEmpty()) {
                return Optional.empty();
            }
            boolean first = invited.get().equals(Invitations.NOBODY);
            String account = first ? name : invited.get();
            Optional<Account> known = find(connection, account);
            if (first ? known.filter(Account::ready).isPresent() : known.isEmpty()) {
                return Optional.empty();
            }
            if (first && known.isEmpty()) {
                insert(connection, account, Role.ADMIN, at);
            } else if (first) {
                run(connection, "UPDATE account SET role = 'ADMIN' WHERE name = ?", account);
            }
            setPassword(connection, account, hash);
            // whoever holds another link for the first admin is too late now
            run(connection, "DELETE FROM invitation WHERE account IN (?, ?)", account, Invitations.NOBODY);
            return find(connection, account);
        });
    }

    private static Optional<String> invited(Connection connection, String token, Instant at) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT account FROM invitation WHERE token = ? AND expires > ?")) {
            select.setString(1, token);
            select.setLong(2, at.toEpochMilli());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    @Override
    public void signedIn(String name, Instant at) {
        write(connection ->
                run(connection, "UPDATE account SET signed_in = ? WHERE name = ?", at.toEpochMilli(), name));
    }

    @Override
    public void configure(Optional<String> hash, Instant at) {
        Optional<String> name =
                all().stream().filter(Account::configured).map(Account::name).findFirst();
        Optional<String> stored = name.flatMap(this::password);
        if (stored.equals(hash)) {
            // as it was; a start must not wait for somebody else's writing for nothing
            return;
        }
        write(connection -> {
            if (hash.isEmpty()) {
                remove(connection, name.orElse(""));
                return true;
            }
            String admin = Account.CONFIGURED_NAME;
            if (find(connection, admin).isEmpty()) {
                insert(connection, admin, Role.ADMIN, at);
            }
            run(connection, "UPDATE account SET role = 'ADMIN', configured = 1 WHERE name = ?", admin);
            run(connection, "DELETE FROM invitation WHERE account IN (?, ?)", admin, Invitations.NOBODY);
            setPassword(connection, admin, hash.get());
            return true;
        });
    }

    private <T> T write(Database.Writing<T, RuntimeException> writing) {
        return database.write(Moments.PATIENCE, writing);
    }

    private static long count(Connection connection, String sql, String argument) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, argument);
            try (ResultSet row = select.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    static int run(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        }
    }
}
