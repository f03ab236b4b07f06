-- Danh mục: the lists of files to be digitised, one per fonds (công trình,
-- sưu tập) and group (BR4), in versions. src/selection.c owns these tables.

-- What a list is for; its versions say what is on it.
CREATE TABLE selection (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 60),
	fonds_id INTEGER NOT NULL REFERENCES fonds (id),
	grp_id INTEGER REFERENCES grp (id),	-- NULL: directly under the fonds
	year INTEGER NOT NULL,			-- of the programme's targets
	title TEXT NOT NULL DEFAULT '',
	secret INTEGER NOT NULL DEFAULT 0	-- BR18: a separate run
	    CHECK (secret IN (0, 1)),
	note TEXT NOT NULL DEFAULT '',
	created_on TEXT NOT NULL,
	created_by INTEGER NOT NULL,		-- uid
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX selection_fonds ON selection (fonds_id, grp_id);

-- Draft, submitted (frozen), approved; amended: a later version is approved.
-- A returned one is a draft again and keeps the reason.
CREATE TABLE selection_version (
	id INTEGER PRIMARY KEY,
	selection_id INTEGER NOT NULL REFERENCES selection (id),
	version INTEGER NOT NULL,
	state TEXT NOT NULL DEFAULT 'draft'
	    CHECK (state IN ('draft', 'submitted', 'approved', 'amended')),
	reason TEXT NOT NULL DEFAULT '',	-- why it amends
	-- submission: who proposed what, and the audit chain's head then
	submitted_on TEXT NOT NULL DEFAULT '',
	submitted_by INTEGER,			-- uid
	submitted_user TEXT NOT NULL DEFAULT '',
	submission TEXT NOT NULL DEFAULT '',	-- number of the tờ trình
	content_hash TEXT NOT NULL DEFAULT '',	-- SHA-256 of the frozen lines
	chain_head TEXT NOT NULL DEFAULT '',
	-- the last return
	returned_on TEXT NOT NULL DEFAULT '',
	returned_why TEXT NOT NULL DEFAULT '',
	-- the decision (BR6)
	authority TEXT NOT NULL DEFAULT '',
	decision TEXT NOT NULL DEFAULT '',
	decided_on TEXT NOT NULL DEFAULT '',
	signer TEXT NOT NULL DEFAULT '',
	entered_by INTEGER,			-- uid
	rev INTEGER NOT NULL DEFAULT 1,
	UNIQUE (selection_id, version)
) STRICT;
CREATE UNIQUE INDEX selection_open ON selection_version (selection_id)
    WHERE state IN ('draft', 'submitted');

-- Whole files (BR1: there is no place here for a document). change: what this
-- version does with the file; a first version only adds. frozen: the facts as
-- submitted, a JSON object, so that it prints as it was approved.
CREATE TABLE selection_item (
	version_id INTEGER NOT NULL REFERENCES selection_version (id),
	dossier_id INTEGER NOT NULL REFERENCES dossier (id),
	change TEXT NOT NULL DEFAULT 'add'
	    CHECK (change IN ('add', 'keep', 'drop')),
	excluded INTEGER NOT NULL DEFAULT 0	-- by the authority
	    CHECK (excluded IN (0, 1)),
	reason TEXT NOT NULL DEFAULT '',	-- of exclusion or dropping
	frozen TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (version_id, dossier_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX selection_item_dossier ON selection_item (dossier_id);

-- The one live list of a file: the key says that there is no second (BR4).
CREATE TABLE selection_live (
	dossier_id INTEGER PRIMARY KEY REFERENCES dossier (id),
	selection_id INTEGER NOT NULL REFERENCES selection (id)
) STRICT;
CREATE INDEX selection_live_list ON selection_live (selection_id);

-- The version that counts: the newest approved one, else the open one.
CREATE VIEW selection_now AS
SELECT s.id, s.code, s.fonds_id, s.grp_id, s.year, s.title, s.secret,
    v.id AS version_id, v.version, v.state, v.submitted_on, v.submitted_by,
    v.submitted_user, v.submission, v.content_hash, v.chain_head,
    v.returned_on, v.returned_why, v.authority, v.decision, v.decided_on,
    v.signer
FROM selection s JOIN selection_version v ON v.id = (
    SELECT id FROM selection_version w WHERE w.selection_id = s.id
    ORDER BY w.state = 'approved' DESC, w.version DESC LIMIT 1);

INSERT INTO recorded VALUES ('selection'), ('selection_version'),
    ('selection_item'), ('selection_live');
