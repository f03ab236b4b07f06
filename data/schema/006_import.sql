-- Inventories taken in: each import, what its columns were taken for, every
-- row as it came, and the mappings that people have chosen.

CREATE TABLE import_batch (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	uid INTEGER NOT NULL,
	user TEXT NOT NULL,
	file TEXT NOT NULL,			-- name, without its folder
	bytes INTEGER NOT NULL,
	reader TEXT NOT NULL,			-- csv, xlsx ...
	rows INTEGER NOT NULL,
	fonds INTEGER NOT NULL,			-- made by this import
	groups INTEGER NOT NULL,
	dossiers INTEGER NOT NULL,
	updated INTEGER NOT NULL,		-- were there and were changed
	warnings INTEGER NOT NULL,
	undone_at TEXT,
	undone_by TEXT
) STRICT;

CREATE TABLE import_column (
	batch_id INTEGER NOT NULL REFERENCES import_batch (id),
	sheet INTEGER NOT NULL,			-- from 1
	number INTEGER NOT NULL,		-- from 1
	sheet_name TEXT NOT NULL,
	head TEXT NOT NULL,
	field TEXT NOT NULL,			-- '' not read
	encoding TEXT NOT NULL,
	PRIMARY KEY (batch_id, sheet, number)
) STRICT, WITHOUT ROWID;

-- The cells of a row as they came, in the encoding of their columns, with the
-- byte 1F between them.
CREATE TABLE import_row (
	batch_id INTEGER NOT NULL REFERENCES import_batch (id),
	sheet INTEGER NOT NULL,
	number INTEGER NOT NULL,
	dossier_id INTEGER NOT NULL,
	raw BLOB NOT NULL,
	PRIMARY KEY (batch_id, sheet, number)
) STRICT, WITHOUT ROWID;

-- Imports that changed dossiers are taken back like any edit (undo, redo): the
-- audit chain knows.
CREATE VIEW import_taken_back AS SELECT CAST(a.subject AS INTEGER) AS batch_id,
    b.at AS at
FROM audit a JOIN audit b ON b.undoes = a.seq
WHERE a.action = 'import' AND NOT EXISTS
    (SELECT 1 FROM audit c WHERE c.undoes = b.seq);

-- What --map said for a table with these heads: offered the next time.
CREATE TABLE import_mapping (
	heads TEXT PRIMARY KEY,			-- folded, 1F between
	maps TEXT NOT NULL,			-- FIELD=COLUMN, 1F between
	used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
