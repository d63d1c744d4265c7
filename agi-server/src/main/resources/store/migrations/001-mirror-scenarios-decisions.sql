-- The mirror: what the CRM holds. Times are seconds since 1970. "open" is 1 while a lead or deal is being worked on.
-- A body is the record's JSON with upper-case field names; what is null in the CRM is absent.

CREATE TABLE lead (
    id      INTEGER PRIMARY KEY,
    open    INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    phones  TEXT    NOT NULL,   -- its keys in "phone", one blank between two
    body    TEXT    NOT NULL
) STRICT;

CREATE TABLE contact (
    id        INTEGER PRIMARY KEY,
    open      INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    companies TEXT    NOT NULL,  -- ids of its companies, one blank between two
    phones    TEXT    NOT NULL,
    body      TEXT    NOT NULL
) STRICT;

CREATE TABLE company (
    id      INTEGER PRIMARY KEY,
    open    INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    phones  TEXT    NOT NULL,
    body    TEXT    NOT NULL
) STRICT;

CREATE TABLE deal (
    id       INTEGER PRIMARY KEY,
    open     INTEGER NOT NULL,
    updated  INTEGER NOT NULL,
    company  INTEGER,
    contacts TEXT    NOT NULL,   -- ids of its contacts, one blank between two
    body     TEXT    NOT NULL
) STRICT;

-- Narrow, for counting: without them a count reads every body there is.
CREATE INDEX lead_count ON lead (open);
CREATE INDEX contact_count ON contact (open);
CREATE INDEX company_count ON company (open);
CREATE INDEX deal_count ON deal (open);

-- Newest deals of a company, however many it has.
CREATE INDEX deal_company ON deal (company, open, updated, id) WHERE company IS NOT NULL;

-- Newest deals of a contact.
CREATE TABLE deal_contact (
    contact INTEGER NOT NULL,
    open    INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deal    INTEGER NOT NULL,
    PRIMARY KEY (contact, open, updated, deal)
) STRICT, WITHOUT ROWID;

-- Numbers to records; newest records of a number, however many share it. A number is written from its last digit to
-- its first, then "+" if it is E.164: one index then finds whole numbers and numbers by their last digits.
CREATE TABLE phone (
    reversed TEXT    NOT NULL,
    entity   INTEGER NOT NULL,   -- Bitrix24's entityTypeId: 1 lead, 3 contact, 4 company
    open     INTEGER NOT NULL,
    updated  INTEGER NOT NULL,
    record   INTEGER NOT NULL,
    PRIMARY KEY (reversed, entity, open, updated, record)
) STRICT, WITHOUT ROWID;

-- The catalogue: what the CRM can hold, and who works there.

CREATE TABLE field (
    entity   TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    title    TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    multiple INTEGER NOT NULL,
    PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE choice (
    entity TEXT    NOT NULL,
    field  TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    id     TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    PRIMARY KEY (entity, field, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE funnel (
    place INTEGER PRIMARY KEY,
    id    INTEGER NOT NULL,
    name  TEXT    NOT NULL
) STRICT;

CREATE TABLE stage (
    funnel  INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    id      TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    sort    INTEGER NOT NULL,
    meaning TEXT    NOT NULL,
    PRIMARY KEY (funnel, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE lead_stage (
    place   INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    sort    INTEGER NOT NULL,
    meaning TEXT    NOT NULL
) STRICT;

CREATE TABLE employee (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    active      INTEGER NOT NULL,
    inner       TEXT,             -- inner number, when it is one that can be dialled
    departments TEXT    NOT NULL  -- ids in the CRM's order, one blank between two
) STRICT;

CREATE TABLE department (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    parent INTEGER,
    head   INTEGER
) STRICT;

-- Scenarios: versions are never changed or deleted; "active" says which one calls follow.

CREATE TABLE scenario (
    name   TEXT    PRIMARY KEY,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scenario_version (
    scenario TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    author   TEXT    NOT NULL,
    at       INTEGER NOT NULL,   -- milliseconds since 1970
    document TEXT    NOT NULL,
    source   TEXT    NOT NULL,
    PRIMARY KEY (scenario, version)
) STRICT;

CREATE TRIGGER scenario_version_is_never_changed BEFORE UPDATE ON scenario_version
BEGIN
    SELECT RAISE(ABORT, 'a scenario version is never changed; save a new one');
END;

CREATE TRIGGER scenario_version_is_never_deleted BEFORE DELETE ON scenario_version
BEGIN
    SELECT RAISE(ABORT, 'a scenario version is never deleted');
END;

-- Who made which version the active one, and when; "previous" is the one it took over from.
CREATE TABLE activation (
    id       INTEGER PRIMARY KEY,
    scenario TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    previous INTEGER,
    author   TEXT    NOT NULL,
    at       INTEGER NOT NULL    -- milliseconds since 1970
) STRICT;

CREATE INDEX activation_scenario ON activation (scenario, id);

-- The decision log.

CREATE TABLE decision (
    seq      INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    at       INTEGER NOT NULL,   -- milliseconds since 1970
    caller   TEXT    NOT NULL,
    did      TEXT    NOT NULL,
    scenario TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    status   TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    rule     TEXT    NOT NULL,
    record   TEXT    NOT NULL,
    target   TEXT    NOT NULL,
    micros   INTEGER NOT NULL,
    document TEXT    NOT NULL
) STRICT;

CREATE INDEX decision_at ON decision (at);
CREATE INDEX decision_caller ON decision (caller, at);
CREATE INDEX decision_reason ON decision (reason, at);
CREATE INDEX decision_rule ON decision (rule, at) WHERE rule <> '';

-- Counters that grow when something changes, and when the mirror was filled.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
