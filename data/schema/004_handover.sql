-- Handing over to the central body: the agreement made first (BR15), the
-- batches with one package a file, and what the receiving side answered
-- (BR17). src/handover.c owns these tables, src/handover_volume.c that of the
-- volumes.

-- Văn bản thống nhất: what was agreed, and the profile of the packages.
CREATE TABLE agreement (
	id INTEGER PRIMARY KEY,
	number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 60),
	agreed_on TEXT NOT NULL CHECK (length(agreed_on) = 10),
	party TEXT NOT NULL DEFAULT '',		-- with whom
	contact TEXT NOT NULL DEFAULT '',
	profile TEXT NOT NULL,			-- name of a package format
	content TEXT NOT NULL DEFAULT '',	-- formats of the content: TIFF
	dpi TEXT NOT NULL DEFAULT '',
	colour TEXT NOT NULL DEFAULT '',
	naming TEXT NOT NULL DEFAULT '',
	medium TEXT NOT NULL DEFAULT '',
	checksum TEXT NOT NULL DEFAULT 'sha256'
	    CHECK (checksum IN ('sha256', 'sha512', 'sha256,sha512')),
	signature TEXT NOT NULL DEFAULT '',	-- '' none, 'cms'
	encryption TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Đợt bàn giao: chuẩn bị, đã xuất gói, đã bàn giao, đã trả lời.
CREATE TABLE handover (
	id INTEGER PRIMARY KEY,
	number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 60),
	year INTEGER NOT NULL,
	title TEXT NOT NULL DEFAULT '',
	agreement_id INTEGER REFERENCES agreement (id),
	secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1)),
	state TEXT NOT NULL DEFAULT 'prepared' CHECK (state IN
	    ('prepared', 'packaged', 'delivered', 'answered')),
	-- of the last build
	stamp INTEGER NOT NULL DEFAULT 0,	-- seconds: one time in all packages
	profile TEXT NOT NULL DEFAULT '',
	container TEXT NOT NULL DEFAULT '',	-- folder, tar, zip
	path TEXT NOT NULL DEFAULT '',
	volumes INTEGER NOT NULL DEFAULT 0,
	files INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	manifest_sha256 TEXT NOT NULL DEFAULT '',	-- of the first manifest
	built_at TEXT NOT NULL DEFAULT '',
	built_by TEXT NOT NULL DEFAULT '',
	chain_head TEXT NOT NULL DEFAULT '',	-- of the audit chain then
	-- the handing over, with its minutes
	delivered_on TEXT NOT NULL DEFAULT '',
	minutes TEXT NOT NULL DEFAULT '',	-- number of the biên bản
	medium TEXT NOT NULL DEFAULT '',
	serial TEXT NOT NULL DEFAULT '',
	giver TEXT NOT NULL DEFAULT '',
	giver_title TEXT NOT NULL DEFAULT '',
	receiver TEXT NOT NULL DEFAULT '',
	receiver_title TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	created_at TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX handover_year ON handover (year, number);

-- The volumes of the last build, each a bag: the SHA-256 of its first payload
-- manifest stands for every byte of it, so that each disc can be told years
-- later from one of another build.
CREATE TABLE handover_volume (
	handover_id INTEGER NOT NULL REFERENCES handover (id)
	    ON DELETE CASCADE,
	number INTEGER NOT NULL CHECK (number > 0),
	name TEXT NOT NULL,
	manifest_sha256 TEXT NOT NULL CHECK (length(manifest_sha256) = 64),
	files INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (handover_id, number)
) STRICT, WITHOUT ROWID;

-- One package a file. result: '' not answered, accepted, returned; replaced:
-- opened again, a later package stands for it.
CREATE TABLE handover_item (
	handover_id INTEGER NOT NULL REFERENCES handover (id)
	    ON DELETE CASCADE,
	dossier_id INTEGER NOT NULL REFERENCES dossier (id),
	objid TEXT NOT NULL DEFAULT '',		-- UUID in capitals
	previous TEXT NOT NULL DEFAULT '',	-- that of the package it replaces
	path TEXT NOT NULL DEFAULT '',		-- below the bag
	volume INTEGER NOT NULL DEFAULT 0,
	sha256 TEXT NOT NULL DEFAULT '',	-- of a zipped package
	files INTEGER NOT NULL DEFAULT 0,
	bytes INTEGER NOT NULL DEFAULT 0,
	pages INTEGER NOT NULL DEFAULT 0,
	a4 INTEGER NOT NULL DEFAULT 0,
	result TEXT NOT NULL DEFAULT '' CHECK (result IN
	    ('', 'accepted', 'returned', 'replaced')),
	reason TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (handover_id, dossier_id)
) STRICT, WITHOUT ROWID;
-- The same file is not handed over twice unless it came back.
CREATE UNIQUE INDEX handover_once ON handover_item (dossier_id)
    WHERE result IN ('', 'accepted');
CREATE INDEX handover_dossier ON handover_item (dossier_id, handover_id);

-- Văn bản xác nhận of the receiving side.
CREATE TABLE receipt (
	id INTEGER PRIMARY KEY,
	handover_id INTEGER NOT NULL REFERENCES handover (id),
	number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 60),
	received_on TEXT NOT NULL CHECK (length(received_on) = 10),
	signer TEXT NOT NULL DEFAULT '',
	accepted INTEGER NOT NULL DEFAULT 0,
	returned INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT '',
	entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX receipt_handover ON receipt (handover_id, id);

INSERT INTO recorded VALUES ('agreement'), ('handover'), ('handover_volume'),
    ('handover_item'), ('receipt');

-- The register of handovers, for reports.
CREATE VIEW handover_register AS
SELECT h.id, h.number, h.year, h.state, h.delivered_on, h.minutes,
    f.code AS fonds, f.name AS fonds_name, count(*) AS dossiers,
    sum(i.pages) AS pages, sum(i.a4) AS a4, sum(i.files) AS files,
    sum(i.bytes) AS bytes, sum(i.result = 'accepted') AS accepted,
    sum(i.result = 'returned') AS returned
FROM handover h JOIN handover_item i ON i.handover_id = h.id
JOIN dossier d ON d.id = i.dossier_id JOIN fonds f ON f.id = d.fonds_id
GROUP BY h.id, f.id;
