-- Scans: one row a file, small enough for eight million of them. The facts
-- of the first page stand in the row; further directories of a file are rows
-- of "image". src/scan.c owns these tables and keeps the sums of "dossier" in
-- the same transaction.

-- Folders that scans were taken in from: absolute, any bytes.
CREATE TABLE folder (
	id INTEGER PRIMARY KEY,
	path TEXT NOT NULL UNIQUE
) STRICT;

-- What scanners and programs call themselves in the files.
CREATE TABLE scanner (
	id INTEGER PRIMARY KEY,
	make TEXT NOT NULL,
	model TEXT NOT NULL,
	software TEXT NOT NULL,
	UNIQUE (make, model, software)
) STRICT;

-- One run of "scan ingest".
CREATE TABLE scan_run (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	uid INTEGER NOT NULL,
	folder TEXT NOT NULL,
	ended_at TEXT NOT NULL DEFAULT '',
	taken INTEGER NOT NULL DEFAULT 0,
	changed INTEGER NOT NULL DEFAULT 0,
	unchanged INTEGER NOT NULL DEFAULT 0,
	deferred INTEGER NOT NULL DEFAULT 0,
	refused INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The table of sizes and A4 equivalents that a count was made with.
CREATE TABLE a4_rule (
	id INTEGER PRIMARY KEY,
	version TEXT NOT NULL,
	text TEXT NOT NULL UNIQUE,
	first_used TEXT NOT NULL
) STRICT;

CREATE TABLE scan (
	id INTEGER PRIMARY KEY,
	dossier_id INTEGER REFERENCES dossier (id),	-- NULL: not linked
	document INTEGER NOT NULL DEFAULT 0,	-- fileCode.N: its N
	page INTEGER NOT NULL DEFAULT 0,	-- fileCode.N.page
	folder_id INTEGER NOT NULL REFERENCES folder (id),
	name TEXT NOT NULL,			-- any bytes
	kind INTEGER NOT NULL DEFAULT 0,	-- 0 master, 1 companion
	format INTEGER NOT NULL DEFAULT 0,	-- see src/scan_words.c
	bytes INTEGER NOT NULL,
	stamp INTEGER NOT NULL,		-- of size, mtime, ctime, inode
	sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
	pages INTEGER NOT NULL DEFAULT 0,
	images INTEGER NOT NULL DEFAULT 0,	-- directories, thumbnails too
	a4 INTEGER NOT NULL DEFAULT 0,
	rule_id INTEGER REFERENCES a4_rule (id),
	-- the first page
	width INTEGER NOT NULL DEFAULT 0,
	height INTEGER NOT NULL DEFAULT 0,
	x_resolution REAL NOT NULL DEFAULT 0,
	y_resolution REAL,		-- NULL: the same as x
	depth INTEGER NOT NULL DEFAULT 0,	-- bits + 65536 * samples
	compression INTEGER NOT NULL DEFAULT 0,
	size_class TEXT NOT NULL DEFAULT '',	-- "A4"; "" unknown
	flags INTEGER NOT NULL DEFAULT 0,	-- see src/scan_words.c
	scanner_id INTEGER REFERENCES scanner (id),
	taken INTEGER,			-- DateTime, seconds
	run_id INTEGER NOT NULL REFERENCES scan_run (id),
	verified INTEGER NOT NULL DEFAULT 0,	-- day of the last re-hash
	decoded INTEGER NOT NULL DEFAULT 0	-- day of the last full decode
) STRICT;
CREATE UNIQUE INDEX scan_place ON scan (folder_id, name);
CREATE INDEX scan_dossier ON scan (dossier_id, document, page, id);
CREATE INDEX scan_sha ON scan (substr(sha256, 1, 4));

-- Directories after the first, and thumbnails, masks.
CREATE TABLE image (
	scan_id INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
	number INTEGER NOT NULL,		-- directory, from 0
	a4 INTEGER NOT NULL,
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	x_resolution REAL NOT NULL,
	y_resolution REAL NOT NULL,
	depth INTEGER NOT NULL,
	compression INTEGER NOT NULL,
	size_class TEXT NOT NULL,
	flags INTEGER NOT NULL,
	PRIMARY KEY (scan_id, number)
) STRICT, WITHOUT ROWID;

-- What is wrong with a file; the code is a row of src/check.c.
CREATE TABLE finding (
	scan_id INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
	code INTEGER NOT NULL,
	image INTEGER NOT NULL,			-- -1: the file as a whole
	severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
	detail TEXT NOT NULL,
	PRIMARY KEY (scan_id, code, image)
) STRICT, WITHOUT ROWID;

-- What is wrong with the scans of a dossier as a set: gaps, numbers.
CREATE TABLE dossier_finding (
	dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
	code INTEGER NOT NULL,
	severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
	detail TEXT NOT NULL,
	PRIMARY KEY (dossier_id, code)
) STRICT, WITHOUT ROWID;

-- Digitising batches: who scanned what on which machine, and who looked.
CREATE TABLE batch (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
	operator TEXT NOT NULL,			-- name as people write it
	operator_uid INTEGER,			-- when it is a user here
	scanner TEXT NOT NULL DEFAULT '',
	scanned_on TEXT NOT NULL,
	folder TEXT NOT NULL DEFAULT '',
	sampling INTEGER NOT NULL DEFAULT 100	-- per cent to inspect
	    CHECK (sampling BETWEEN 1 AND 100),
	state TEXT NOT NULL DEFAULT 'open'
	    CHECK (state IN ('open', 'passed', 'failed')),
	note TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	created_uid INTEGER NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX batch_date ON batch (scanned_on, id);

CREATE TABLE batch_dossier (
	batch_id INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
	dossier_id INTEGER NOT NULL REFERENCES dossier (id),
	PRIMARY KEY (batch_id, dossier_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_dossier_dossier ON batch_dossier (dossier_id);

-- Each look at a page or a whole dossier; the last one counts.
CREATE TABLE inspection (
	id INTEGER PRIMARY KEY,
	batch_id INTEGER NOT NULL REFERENCES batch (id),
	dossier_id INTEGER NOT NULL REFERENCES dossier (id),
	scan_id INTEGER REFERENCES scan (id),	-- NULL: the dossier
	passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
	reason TEXT NOT NULL DEFAULT '',
	inspector TEXT NOT NULL,
	uid INTEGER NOT NULL,
	at TEXT NOT NULL
) STRICT;
CREATE INDEX inspection_batch ON inspection (batch_id, dossier_id, id);
CREATE INDEX inspection_dossier ON inspection (dossier_id, id);
CREATE INDEX inspection_scan ON inspection (scan_id, id)
WHERE scan_id IS NOT NULL;

-- Re-hashing of what is stored: a pass goes over all scans in order of id and
-- goes on where the last run of it stopped, so that the oldest come first.
CREATE TABLE fixity_pass (
	id INTEGER PRIMARY KEY,
	started_at TEXT NOT NULL,
	ended_at TEXT NOT NULL DEFAULT '',
	whole INTEGER NOT NULL,			-- 0: of one dossier only
	last_scan INTEGER NOT NULL DEFAULT 0,
	files INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	bad INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE fixity_finding (
	id INTEGER PRIMARY KEY,
	pass_id INTEGER NOT NULL REFERENCES fixity_pass (id),
	scan_id INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
	at TEXT NOT NULL,
	result TEXT NOT NULL
	    CHECK (result IN ('missing', 'changed', 'replaced', 'unreadable')),
	detail TEXT NOT NULL,
	solved_at TEXT NOT NULL DEFAULT ''	-- found good again
) STRICT;
CREATE INDEX fixity_scan ON fixity_finding (scan_id, id);

-- Links are edits of people; what ingest reads from the disk is not recorded
-- value by value (it can be read again), its sums are.
INSERT INTO recorded VALUES ('batch'), ('batch_dossier'), ('inspection');

-- A scan with everything spelt out, for reports and other people's tools.
CREATE VIEW scan_full AS
SELECT s.id, s.dossier_id, d.code AS dossier, s.document, s.page,
    f.path || '/' || s.name AS path, s.name, s.bytes,
    lower(hex(s.sha256)) AS sha256, s.pages, s.a4, s.width, s.height,
    s.x_resolution, coalesce(s.y_resolution, s.x_resolution) AS y_resolution,
    s.depth & 65535 AS bits,
    s.depth >> 16 AS samples, s.compression, s.kind
FROM scan s JOIN folder f ON f.id = s.folder_id
LEFT JOIN dossier d ON d.id = s.dossier_id;
