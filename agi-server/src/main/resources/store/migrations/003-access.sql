-- Who may use the console, and who changed what. Of tokens only their hashes are kept: nobody who reads this file can
-- sign in with what stands in it.

CREATE TABLE account (
    name       TEXT    PRIMARY KEY,   -- in lower case
    role       TEXT    NOT NULL,      -- VIEWER, ADMIN
    password   TEXT    NOT NULL,      -- bcrypt; empty until its owner has chosen one
    configured INTEGER NOT NULL,      -- 1: the configuration gives its password
    since      INTEGER NOT NULL,      -- milliseconds since 1970, as all times here
    signed_in  INTEGER
) STRICT, WITHOUT ROWID;

-- A browser that is signed in. Its token is changed now and then; the one of before stays good until the browser has
-- shown that it got the new one.
CREATE TABLE session (
    id        INTEGER PRIMARY KEY,
    token     TEXT    NOT NULL UNIQUE,
    previous  TEXT    UNIQUE,
    account   TEXT    NOT NULL,
    csrf      TEXT    NOT NULL,
    began     INTEGER NOT NULL,
    rotated   INTEGER NOT NULL,
    confirmed INTEGER,               -- when the new token was first seen
    seen      INTEGER NOT NULL,
    address   TEXT    NOT NULL,
    agent     TEXT    NOT NULL
) STRICT;

CREATE INDEX session_account ON session (account, id);

-- A link, good once, with which somebody chooses their password. Without an account: its user becomes the first admin.
CREATE TABLE invitation (
    account TEXT    PRIMARY KEY,
    token   TEXT    NOT NULL UNIQUE,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What programs sign in with.
CREATE TABLE api_token (
    id      INTEGER PRIMARY KEY,
    name    TEXT    NOT NULL UNIQUE,
    token   TEXT    NOT NULL UNIQUE,
    role    TEXT    NOT NULL,
    author  TEXT    NOT NULL,
    made    INTEGER NOT NULL,
    expires INTEGER,
    used    INTEGER
) STRICT;

CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    who     TEXT    NOT NULL,
    what    TEXT    NOT NULL,        -- a key of the console's words
    subject TEXT    NOT NULL,
    detail  TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_who ON audit (who, id);
