package org.crmroute.store;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** SQLite's primary result codes that we tell apart; https://www.sqlite.org/rescode.html */
final class SqliteCode {

    static final int BUSY = 5;
    static final int LOCKED = 6;
    static final int READ_ONLY = 8;
    static final int IO_ERROR = 10;
    static final int CORRUPT = 11;
    static final int FULL = 13;
    static final int CANNOT_OPEN = 14;
    static final int NOT_A_DATABASE = 26;

    private SqliteCode() {}

    static int of(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 0;
    }
}
