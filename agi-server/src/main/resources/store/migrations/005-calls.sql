-- What pages ask of the decision log.

ALTER TABLE decision ADD COLUMN name TEXT NOT NULL DEFAULT '';   -- the caller's
ALTER TABLE decision ADD COLUMN mirror INTEGER;                  -- when the mirror last agreed with the CRM, milliseconds since 1970

-- Holds all that can be asked for: the log is searched without reading its documents, which are a page each.
CREATE INDEX decision_sought ON decision (at, caller, did, scenario, status, reason, rule);
DROP INDEX decision_at;

-- Callers of one reason, without reading the rows.
DROP INDEX decision_reason;
CREATE INDEX decision_reason ON decision (reason, at, caller);

-- Calls by quarter of an hour (since 1970; every time zone's hours and days are made of these) and outcome.
CREATE TABLE tally (
    quarter  INTEGER NOT NULL,
    scenario TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    status   TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    rule     TEXT    NOT NULL,
    calls    INTEGER NOT NULL,
    micros   INTEGER NOT NULL,   -- of all of them together
    slowest  INTEGER NOT NULL,
    PRIMARY KEY (quarter, scenario, version, status, reason, rule)
) STRICT, WITHOUT ROWID;

-- What rules ever decided; stays when decisions grow too old to be kept.
CREATE TABLE rule_hits (
    scenario TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    rule     TEXT    NOT NULL,
    calls    INTEGER NOT NULL,
    latest   INTEGER NOT NULL,   -- milliseconds since 1970
    PRIMARY KEY (scenario, version, rule)
) STRICT, WITHOUT ROWID;

INSERT INTO tally
    SELECT at / 900000, scenario, version, status, reason, rule, count(*), sum(micros), max(micros)
    FROM decision GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO rule_hits
    SELECT scenario, version, rule, count(*), max(at) FROM decision WHERE rule <> '' GROUP BY 1, 2, 3;
