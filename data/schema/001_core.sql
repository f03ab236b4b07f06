-- The core of the catalogue: settings, the programme and its targets, the
-- bodies, the fonds tree, the files (hồ sơ) with their criteria, the sums
-- that every screen reads, and the audit chain.
-- Dates are ISO texts, partly known ones short ('1968', '1968-05'); times are
-- UTC texts. Editable rows carry "rev"; an edit names the rev it has read.

-- Tables whose changes by people are recorded in the audit chain and can be
-- undone. Each schema file adds its own.
CREATE TABLE recorded (
	name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Settings, by date where a form changes with it (header lines before and
-- after 1 July 2025). valid_from '' holds from the beginning.
CREATE TABLE setting (
	name TEXT NOT NULL,
	valid_from TEXT NOT NULL DEFAULT '',
	value TEXT NOT NULL,
	PRIMARY KEY (name, valid_from)
) STRICT, WITHOUT ROWID;

-- Coded terms: carriers, damage signs, maintenance, mode, language ... (TT05
-- code tables and the user's own).
CREATE TABLE term (
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	name_vi TEXT NOT NULL,
	name_en TEXT NOT NULL,
	PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE legal_basis (
	id INTEGER PRIMARY KEY,
	number TEXT NOT NULL,
	issued_on TEXT NOT NULL DEFAULT '',
	issuer TEXT NOT NULL DEFAULT '',
	abstract TEXT NOT NULL DEFAULT '',
	valid_from TEXT NOT NULL DEFAULT '',
	valid_to TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The programme the catalogue serves (one row), its windows, its targets.
CREATE TABLE programme (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	plan_number TEXT NOT NULL DEFAULT '',
	plan_date TEXT NOT NULL DEFAULT '',
	select_from INTEGER NOT NULL,
	select_to INTEGER NOT NULL,
	digitise_from INTEGER NOT NULL,
	digitise_to INTEGER NOT NULL,
	handover_from INTEGER NOT NULL,
	handover_to INTEGER NOT NULL,
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE quota (
	year INTEGER PRIMARY KEY CHECK (year BETWEEN 1900 AND 2200),
	a4 INTEGER NOT NULL CHECK (a4 >= 0),
	basis TEXT NOT NULL,
	set_on TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The criteria of selection are data of the programme (seed II.1.a).
CREATE TABLE criterion (
	number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 9),
	priority INTEGER NOT NULL,
	name_vi TEXT NOT NULL,
	name_en TEXT NOT NULL,
	text TEXT NOT NULL DEFAULT '',
	basis TEXT NOT NULL DEFAULT '',
	-- what it asks for: limb, years, person, carrier, damage, special,
	-- none
	evidence TEXT NOT NULL DEFAULT 'none',
	-- years: the last one that counts (1974: before 1975)
	last_year INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Bodies: source agencies, the Centre, the Ministry ... with successors.
CREATE TABLE org (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	name_fold TEXT NOT NULL DEFAULT '',
	kind TEXT NOT NULL DEFAULT '',
	source INTEGER NOT NULL DEFAULT 0 CHECK (source IN (0, 1)),
	parent_id INTEGER REFERENCES org (id),
	successor_id INTEGER REFERENCES org (id),
	valid_from TEXT NOT NULL DEFAULT '',
	valid_to TEXT NOT NULL DEFAULT '',
	contact TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Phông / công trình / sưu tập lưu trữ (TT05; lengths of TT02).
CREATE TABLE fonds (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 30),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	name_fold TEXT NOT NULL,
	sort_key BLOB NOT NULL,
	kind TEXT NOT NULL DEFAULT 'fonds'
	    CHECK (kind IN ('fonds', 'works', 'collection')),
	status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
	history TEXT NOT NULL DEFAULT '',
	archives_time TEXT NOT NULL DEFAULT '',
	paper_total TEXT NOT NULL DEFAULT '',	-- mét giá
	key_groups TEXT NOT NULL DEFAULT '',
	other_types TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '',
	lookup_tools TEXT NOT NULL DEFAULT '',
	risk_recovery INTEGER NOT NULL DEFAULT 1 CHECK (risk_recovery IN (0, 1)),
	org_id INTEGER REFERENCES org (id),
	note TEXT NOT NULL DEFAULT '',
	import_id INTEGER,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX fonds_order ON fonds (sort_key, id);

-- Nhóm / khối tài liệu: a tree under a fonds.
CREATE TABLE grp (
	id INTEGER PRIMARY KEY,
	fonds_id INTEGER NOT NULL REFERENCES fonds (id),
	parent_id INTEGER REFERENCES grp (id),
	code TEXT NOT NULL DEFAULT '',
	title TEXT NOT NULL CHECK (length(title) >= 1),
	title_fold TEXT NOT NULL,
	sort_key BLOB NOT NULL,
	import_id INTEGER,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX grp_order ON grp (fonds_id, parent_id, sort_key, id);
CREATE INDEX grp_parent ON grp (parent_id);

-- Hồ sơ. The TT05 fields first, then where it is, what it is like, and where
-- it stands. state: 0..10 = S0..S10, 11 = X (domain 6.3); only
-- src/workflow.c writes it and the dates beside it.
CREATE TABLE dossier (
	id INTEGER PRIMARY KEY,
	fonds_id INTEGER NOT NULL REFERENCES fonds (id),
	grp_id INTEGER REFERENCES grp (id),
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 100),
	title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 1000),
	maintenance TEXT NOT NULL DEFAULT '',
	mode TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '',
	start_date TEXT NOT NULL DEFAULT '',
	end_date TEXT NOT NULL DEFAULT '',
	start_year INTEGER,
	end_year INTEGER,
	keyword TEXT NOT NULL DEFAULT '',
	total_doc INTEGER CHECK (total_doc >= 0),
	papers INTEGER CHECK (papers >= 0),	-- số tờ
	pages INTEGER CHECK (pages >= 0),	-- số trang
	format TEXT NOT NULL DEFAULT '',	-- tình trạng vật lý
	infor_sign TEXT NOT NULL DEFAULT '',
	confidence TEXT NOT NULL DEFAULT '',
	paper_code TEXT NOT NULL DEFAULT '',	-- paperFileCode
	risk_recovery INTEGER NOT NULL DEFAULT 1 CHECK (risk_recovery IN (0, 1)),
	risk_status TEXT NOT NULL DEFAULT '02',
	description TEXT NOT NULL DEFAULT '',
	catalog TEXT NOT NULL DEFAULT '',	-- mục lục số
	notation TEXT NOT NULL DEFAULT '',	-- hồ sơ số / số, ký hiệu
	box TEXT NOT NULL DEFAULT '',
	shelf TEXT NOT NULL DEFAULT '',
	secrecy TEXT NOT NULL DEFAULT '',	-- '' none, else the mark
	carrier TEXT NOT NULL DEFAULT '',	-- term kind 'carrier'
	-- not IN (...): more than two words are a table made for every row
	legibility TEXT NOT NULL DEFAULT '' CHECK (legibility = '' OR
	    legibility = 'read' OR legibility = 'mostly' OR
	    legibility = 'unreadable'),
	special INTEGER NOT NULL DEFAULT 0 CHECK (special IN (0, 1)),
	persons TEXT NOT NULL DEFAULT '',
	places TEXT NOT NULL DEFAULT '',
	size_class TEXT NOT NULL DEFAULT '',	-- as catalogued, '' unknown
	a4_estimate INTEGER NOT NULL DEFAULT 0 CHECK (a4_estimate >= 0),
	-- where it stands
	state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 11),
	criteria INTEGER NOT NULL DEFAULT 0,	-- bit n-1: criterion n
	plan_year INTEGER,
	arranged_on TEXT,		-- gate A: chỉnh lý hoàn chỉnh
	received_on TEXT,		-- gate R: received at the Centre
	hold TEXT NOT NULL DEFAULT '',	-- H: reason, '' when not on hold
	selected_on TEXT,
	approved_on TEXT,
	scanned_on TEXT,
	passed_on TEXT,
	handed_on TEXT,
	accepted_on TEXT,
	-- kept by src/scan.c in the transaction that changes the scans
	scan_count INTEGER NOT NULL DEFAULT 0,
	image_count INTEGER NOT NULL DEFAULT 0,
	a4 INTEGER NOT NULL DEFAULT 0,
	scan_bytes INTEGER NOT NULL DEFAULT 0,
	finding_count INTEGER NOT NULL DEFAULT 0,	-- findings of severity error
	-- for order and search, made by src/dossier.c
	sort_key BLOB NOT NULL,
	title_fold TEXT NOT NULL,
	code_fold TEXT NOT NULL,
	names_fold TEXT NOT NULL DEFAULT '',	-- persons, places, keywords, notes
	import_id INTEGER,
	created_at TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX dossier_order ON dossier (fonds_id, grp_id, sort_key, id);
CREATE INDEX dossier_sort ON dossier (sort_key, id);
CREATE INDEX dossier_group ON dossier (grp_id);
CREATE INDEX dossier_import ON dossier (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX dossier_title ON dossier (title_fold);

CREATE TABLE dossier_criterion (
	dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
	number INTEGER NOT NULL REFERENCES criterion (number),
	limb TEXT NOT NULL DEFAULT '',		-- TC1: a or b
	person TEXT NOT NULL DEFAULT '',	-- TC3
	feature TEXT NOT NULL DEFAULT '',	-- TC4, beside the carrier
	reason TEXT NOT NULL DEFAULT '',
	tagged_by INTEGER NOT NULL,		-- uid
	tagged_at TEXT NOT NULL,
	PRIMARY KEY (dossier_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX criterion_number ON dossier_criterion (number, dossier_id);

CREATE TABLE damage (
	dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
	sign TEXT NOT NULL,			-- term kind 'damage'
	PRIMARY KEY (dossier_id, sign)
) STRICT, WITHOUT ROWID;

-- Checklist of chỉnh lý hoàn chỉnh (BR8), the items that are done.
CREATE TABLE arrangement (
	dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
	item TEXT NOT NULL,			-- term kind 'arrange'
	PRIMARY KEY (dossier_id, item)
) STRICT, WITHOUT ROWID;

-- Văn bản, tài liệu in a file (TT05, 21 fields).
CREATE TABLE document (
	id INTEGER PRIMARY KEY,
	dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
	ordinal INTEGER NOT NULL,
	kind TEXT NOT NULL DEFAULT 'doc' CHECK (kind IN ('doc', 'pic', 'media')),
	code TEXT NOT NULL DEFAULT '',
	maintenance TEXT NOT NULL DEFAULT '',
	type_name TEXT NOT NULL DEFAULT '',
	code_number TEXT NOT NULL DEFAULT '',
	code_notation TEXT NOT NULL DEFAULT '',
	issued_date TEXT NOT NULL DEFAULT '',
	organ_name TEXT NOT NULL DEFAULT '',
	subject TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '',
	pages INTEGER CHECK (pages >= 0),
	infor_sign TEXT NOT NULL DEFAULT '',
	keyword TEXT NOT NULL DEFAULT '',
	mode TEXT NOT NULL DEFAULT '',
	confidence TEXT NOT NULL DEFAULT '',
	autograph TEXT NOT NULL DEFAULT '',
	format TEXT NOT NULL DEFAULT '',
	process INTEGER CHECK (process IN (0, 1)),
	description TEXT NOT NULL DEFAULT '',
	rev INTEGER NOT NULL DEFAULT 1,
	UNIQUE (dossier_id, ordinal)
) STRICT;

-- Sums, kept by the transaction that changes what they sum; doctor proves
-- them. tally_grp: what stands where in the tree, by state (grp_id 0: directly
-- under the fonds). tally_year, tally_day: how much reached a stage when.
-- stage: 1 selected, 2 approved, 3 scanned, 4 passed, 5 handed over,
-- 6 accepted.
CREATE TABLE tally_grp (
	fonds_id INTEGER NOT NULL,
	grp_id INTEGER NOT NULL,
	state INTEGER NOT NULL,
	dossiers INTEGER NOT NULL,
	papers INTEGER NOT NULL,
	pages INTEGER NOT NULL,
	a4_estimate INTEGER NOT NULL,
	a4 INTEGER NOT NULL,
	images INTEGER NOT NULL,
	scans INTEGER NOT NULL,
	bytes INTEGER NOT NULL,
	PRIMARY KEY (fonds_id, grp_id, state)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally_year (
	stage INTEGER NOT NULL,
	year INTEGER NOT NULL,
	dossiers INTEGER NOT NULL,
	a4 INTEGER NOT NULL,
	PRIMARY KEY (stage, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally_day (
	stage INTEGER NOT NULL,
	day TEXT NOT NULL,
	dossiers INTEGER NOT NULL,
	a4 INTEGER NOT NULL,
	PRIMARY KEY (stage, day)
) STRICT, WITHOUT ROWID;

-- How a sum changes is said once: a row put into one of these two views adds
-- (sign 1) or takes away (sign -1) what a dossier counts.
CREATE VIEW tally_change AS SELECT 0 AS sign, fonds_id, grp_id, state, papers,
    pages, a4_estimate, a4, image_count, scan_count, scan_bytes
FROM dossier WHERE 0;
CREATE TRIGGER tally_change_insert INSTEAD OF INSERT ON tally_change BEGIN
	INSERT INTO tally_grp VALUES (new.fonds_id, coalesce(new.grp_id, 0),
	    new.state, new.sign, new.sign * coalesce(new.papers, 0),
	    new.sign * coalesce(new.pages, 0), new.sign * new.a4_estimate,
	    new.sign * new.a4, new.sign * new.image_count,
	    new.sign * new.scan_count, new.sign * new.scan_bytes)
	ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,
	    papers = papers + excluded.papers, pages = pages + excluded.pages,
	    a4_estimate = a4_estimate + excluded.a4_estimate,
	    a4 = a4 + excluded.a4, images = images + excluded.images,
	    scans = scans + excluded.scans, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER dossier_tally_insert AFTER INSERT ON dossier BEGIN
	INSERT INTO tally_change VALUES (1, new.fonds_id, new.grp_id, new.state,
	    new.papers, new.pages, new.a4_estimate, new.a4, new.image_count,
	    new.scan_count, new.scan_bytes);
END;
CREATE TRIGGER dossier_tally_delete AFTER DELETE ON dossier BEGIN
	INSERT INTO tally_change VALUES (-1, old.fonds_id, old.grp_id, old.state,
	    old.papers, old.pages, old.a4_estimate, old.a4, old.image_count,
	    old.scan_count, old.scan_bytes);
END;
CREATE TRIGGER dossier_tally_update AFTER UPDATE OF fonds_id, grp_id, state,
    papers, pages, a4_estimate, a4, image_count, scan_count, scan_bytes
ON dossier BEGIN
	INSERT INTO tally_change VALUES (-1, old.fonds_id, old.grp_id, old.state,
	    old.papers, old.pages, old.a4_estimate, old.a4, old.image_count,
	    old.scan_count, old.scan_bytes);
	INSERT INTO tally_change VALUES (1, new.fonds_id, new.grp_id, new.state,
	    new.papers, new.pages, new.a4_estimate, new.a4, new.image_count,
	    new.scan_count, new.scan_bytes);
END;

-- A stage counts the A4 pages of the scans, before them the estimate, in the
-- year of its day; what is selected counts in the year it is planned for.
CREATE VIEW stage_change AS SELECT 0 AS sign, plan_year, selected_on,
    approved_on, scanned_on, passed_on, handed_on, accepted_on, a4,
    a4_estimate FROM dossier WHERE 0;
CREATE TRIGGER stage_change_insert INSTEAD OF INSERT ON stage_change BEGIN
	INSERT INTO tally_day SELECT stage, day, new.sign,
	    new.sign * iif(new.a4 > 0, new.a4, new.a4_estimate)
	FROM (SELECT 1 AS stage, new.selected_on AS day
	    UNION ALL SELECT 2, new.approved_on
	    UNION ALL SELECT 3, new.scanned_on UNION ALL SELECT 4, new.passed_on
	    UNION ALL SELECT 5, new.handed_on UNION ALL SELECT 6, new.accepted_on)
	WHERE day IS NOT NULL
	ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,
	    a4 = a4 + excluded.a4;
	INSERT INTO tally_year SELECT stage, CAST(substr(day, 1, 4) AS INTEGER),
	    new.sign, new.sign * iif(new.a4 > 0, new.a4, new.a4_estimate)
	FROM (SELECT 1 AS stage, coalesce(new.plan_year,
	    substr(new.selected_on, 1, 4)) AS day WHERE new.selected_on IS NOT NULL
	    UNION ALL SELECT 2, new.approved_on
	    UNION ALL SELECT 3, new.scanned_on UNION ALL SELECT 4, new.passed_on
	    UNION ALL SELECT 5, new.handed_on UNION ALL SELECT 6, new.accepted_on)
	WHERE day IS NOT NULL
	ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,
	    a4 = a4 + excluded.a4;
END;
CREATE TRIGGER dossier_stage_update AFTER UPDATE OF selected_on, approved_on,
    scanned_on, passed_on, handed_on, accepted_on, plan_year, a4, a4_estimate
ON dossier
WHEN new.selected_on IS NOT NULL OR old.selected_on IS NOT NULL
OR new.scanned_on IS NOT NULL OR old.scanned_on IS NOT NULL
BEGIN
	INSERT INTO stage_change VALUES (-1, old.plan_year, old.selected_on,
	    old.approved_on, old.scanned_on, old.passed_on, old.handed_on,
	    old.accepted_on, old.a4, old.a4_estimate);
	INSERT INTO stage_change VALUES (1, new.plan_year, new.selected_on,
	    new.approved_on, new.scanned_on, new.passed_on, new.handed_on,
	    new.accepted_on, new.a4, new.a4_estimate);
END;
-- A row that arrives or leaves with its dates (load, undo of a removal).
CREATE TRIGGER dossier_stage_insert AFTER INSERT ON dossier
WHEN new.selected_on IS NOT NULL OR new.scanned_on IS NOT NULL BEGIN
	INSERT INTO stage_change VALUES (1, new.plan_year, new.selected_on,
	    new.approved_on, new.scanned_on, new.passed_on, new.handed_on,
	    new.accepted_on, new.a4, new.a4_estimate);
END;
CREATE TRIGGER dossier_stage_delete AFTER DELETE ON dossier
WHEN old.selected_on IS NOT NULL OR old.scanned_on IS NOT NULL BEGIN
	INSERT INTO stage_change VALUES (-1, old.plan_year, old.selected_on,
	    old.approved_on, old.scanned_on, old.passed_on, old.handed_on,
	    old.accepted_on, old.a4, old.a4_estimate);
END;

-- Search: folded texts (đ -> d, no tones), so that without diacritics finds.
-- Written by src/search_index.c, not by triggers: a schema that is not
-- trusted (PRAGMA trusted_schema = OFF) may not reach virtual tables.
CREATE VIRTUAL TABLE dossier_fts USING fts5 (title_fold, code_fold, names_fold,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

-- Append-only, chained (BR19). changes is SQLite's changeset of the recorded
-- tables. undoes: the seq this row undoes; undone_by is found by query.
CREATE TABLE audit (
	seq INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	uid INTEGER NOT NULL,
	user TEXT NOT NULL,
	host TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	dossier_id INTEGER,
	summary TEXT NOT NULL,
	note TEXT NOT NULL,
	undoes INTEGER REFERENCES audit (seq),
	redo INTEGER NOT NULL DEFAULT 0 CHECK (redo IN (0, 1)),
	final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)),
	changes BLOB,
	hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_uid ON audit (uid, seq);
CREATE INDEX audit_undoes ON audit (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
	SELECT raise(ABORT, 'the audit chain is append-only');
END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
	SELECT raise(ABORT, 'the audit chain is append-only');
END;
-- Dossiers an edit touched, for the history of one file.
CREATE TABLE audit_dossier (
	dossier_id INTEGER NOT NULL,
	-- written before its row of the chain, in the same transaction
	seq INTEGER NOT NULL REFERENCES audit (seq) DEFERRABLE INITIALLY DEFERRED,
	PRIMARY KEY (dossier_id, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO recorded VALUES ('setting'), ('term'), ('legal_basis'),
    ('programme'), ('quota'), ('criterion'), ('org'), ('fonds'), ('grp'),
    ('dossier'), ('dossier_criterion'), ('damage'), ('arrangement'),
    ('document');
