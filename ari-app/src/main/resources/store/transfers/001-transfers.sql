-- A transfer and where it stands. Times are milliseconds since 1970.
CREATE TABLE transfer (
    id                 TEXT PRIMARY KEY,
    idempotency_key    TEXT UNIQUE,
    call               TEXT NOT NULL,
    kind               TEXT NOT NULL,
    target             TEXT NOT NULL,
    customer_channel   TEXT NOT NULL,
    customer_name      TEXT NOT NULL,
    customer_number    TEXT NOT NULL,
    customer_display   TEXT NOT NULL,
    transferor_channel TEXT NOT NULL,
    transferor_name    TEXT NOT NULL,
    transferor_number  TEXT NOT NULL,
    transferor_display TEXT NOT NULL,
    started            INTEGER NOT NULL,
    changed            INTEGER NOT NULL,
    -- 1 while anything may still happen to it
    live               INTEGER NOT NULL,
    -- the state: its name, then what only some states have (a list of words; a word; the outcome)
    state              TEXT NOT NULL,
    legs               TEXT NOT NULL,
    mark               TEXT NOT NULL,
    result             TEXT NOT NULL,
    reason             TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX transfer_live ON transfer (id) WHERE live = 1;
CREATE INDEX transfer_changed ON transfer (changed);
