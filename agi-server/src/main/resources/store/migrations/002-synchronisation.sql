-- The synchronisation with the CRM.

-- How far it is, by its own keys.
CREATE TABLE sync_note (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Word from the portal that something happened to a record, until it was dealt with. "entity" here and below is
-- Bitrix24's entityTypeId: 1 lead, 2 deal, 3 contact, 4 company. A record of which word comes again gets a new sequence.
CREATE TABLE notice (
    entity   INTEGER NOT NULL,
    id       INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_oldest ON notice (entity, sequence);

-- Records the CRM has and the mirror leaves out; a record is in one of both only.
CREATE TABLE left_out (
    entity INTEGER NOT NULL,
    id     INTEGER NOT NULL,
    PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

-- What an application is let in with; one row at most.
CREATE TABLE token (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    access   TEXT    NOT NULL,
    refresh  TEXT    NOT NULL,
    expires  INTEGER NOT NULL,   -- milliseconds since 1970
    endpoint TEXT    NOT NULL,
    origin   TEXT    NOT NULL    -- which configured token they descend from
) STRICT;

-- Contacts of a company: narrow enough to be read through for those that have several.
CREATE INDEX contact_company ON contact (companies) WHERE companies <> '';
