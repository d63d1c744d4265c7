-- Scenarios that somebody is changing: one for each scenario and author. Calls know nothing of them.

CREATE TABLE draft (
    scenario TEXT    NOT NULL,
    author   TEXT    NOT NULL,
    base     INTEGER NOT NULL,   -- the version it began from; 0 = none
    revision INTEGER NOT NULL,
    at       INTEGER NOT NULL,   -- milliseconds since 1970
    text     TEXT    NOT NULL,
    before   TEXT,               -- the text before the last change
    aside    TEXT,               -- put aside in favour of somebody else's version
    PRIMARY KEY (scenario, author)
) STRICT;
