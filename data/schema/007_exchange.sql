-- Sites without a network between them: what has been taken in from each, and
-- which of their numbers are which of ours. src/exchange.c owns these tables.
CREATE TABLE exchange_site (
	site TEXT PRIMARY KEY CHECK (length(site) BETWEEN 1 AND 60),
	last_seq INTEGER NOT NULL,	-- of their audit chain
	last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),
	at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE exchange_number (
	site TEXT NOT NULL REFERENCES exchange_site (site) ON DELETE CASCADE,
	name TEXT NOT NULL,		-- of the table
	theirs INTEGER NOT NULL,
	ours INTEGER NOT NULL,
	PRIMARY KEY (site, name, theirs)
) STRICT, WITHOUT ROWID;

INSERT INTO recorded VALUES ('exchange_site'), ('exchange_number');
