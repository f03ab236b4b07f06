-- Sums of the lists, the batches and the fonds, kept like those of the tree by
-- the transaction that changes what they sum; doctor proves them.

-- What the versions of the lists hold. dossiers, papers, pages and a4 are
-- those of its paper: as frozen, before that as they stand; what is dropped or
-- excluded does not count. planned: what it puts into the plan, as it stands.
CREATE TABLE tally_list (
	version_id INTEGER PRIMARY KEY,
	dossiers INTEGER NOT NULL,
	papers INTEGER NOT NULL,
	pages INTEGER NOT NULL,
	a4 INTEGER NOT NULL,
	added INTEGER NOT NULL,
	dropped INTEGER NOT NULL,
	excluded INTEGER NOT NULL,
	planned INTEGER NOT NULL,
	planned_a4 INTEGER NOT NULL,		-- measured, else estimated
	passed_a4 INTEGER NOT NULL
) STRICT;

-- Digitising batches. passed: dossiers whose inspection passed.
CREATE TABLE tally_batch (
	batch_id INTEGER PRIMARY KEY,
	dossiers INTEGER NOT NULL,
	scans INTEGER NOT NULL,
	images INTEGER NOT NULL,
	a4 INTEGER NOT NULL,
	errors INTEGER NOT NULL,
	passed INTEGER NOT NULL,
	passed_a4 INTEGER NOT NULL
) STRICT;

-- What the fonds hold by state, for the statistics. permanent: files to be
-- kept for ever whose backup copy is asked for, and of them those of special
-- value, those backed up, and what is left to do.
CREATE TABLE tally_fonds (
	fonds_id INTEGER NOT NULL,
	state INTEGER NOT NULL,
	documents INTEGER NOT NULL,
	permanent INTEGER NOT NULL,
	special INTEGER NOT NULL,
	backed_up INTEGER NOT NULL,
	left_papers INTEGER NOT NULL,
	left_a4 INTEGER NOT NULL,
	PRIMARY KEY (fonds_id, state)
) STRICT, WITHOUT ROWID;

-- What each file adds to them. UPDATE ... SET sign = 1 adds such a row to its
-- sum, SET sign = -1 takes it away.
-- The numbers of a frozen line are read as text, for a schema that is not
-- trusted has no functions of JSON; inside its texts no quotation mark stands
-- without a backslash.
CREATE VIEW list_part AS
SELECT 0 AS sign, version_id, dossier_id, counts AS dossiers,
    counts * papers AS papers, counts * pages AS pages, counts * a4 AS a4,
    change = 'add' AND NOT excluded AS added,
    change = 'drop' AND NOT excluded AS dropped, excluded,
    planned, planned * iif(measured > 0, measured, estimate) AS planned_a4,
    planned * passed * measured AS passed_a4
FROM (SELECT i.version_id, i.dossier_id, i.change, i.excluded,
    (i.change = 'drop') = i.excluded AS counts,
    i.change <> 'drop' AND NOT i.excluded AS planned,
    iif(i.frozen = '', coalesce(d.papers, 0), CAST(substr(i.frozen,
	instr(i.frozen, '"papers":') + 9, 20) AS INTEGER)) AS papers,
    iif(i.frozen = '', coalesce(d.pages, 0), CAST(substr(i.frozen,
	instr(i.frozen, '"pages":') + 8, 20) AS INTEGER)) AS pages,
    iif(i.frozen = '', d.a4_estimate, CAST(substr(i.frozen,
	instr(i.frozen, '"a4":') + 5, 20) AS INTEGER)) AS a4,
    d.a4_estimate AS estimate, d.a4 AS measured,
    d.passed_on IS NOT NULL AS passed
    FROM selection_item i JOIN dossier d ON d.id = i.dossier_id);

-- The same of a batch and its file.
CREATE VIEW batch_part AS
SELECT 0 AS sign, x.batch_id, x.dossier_id, 1 AS dossiers,
    d.scan_count AS scans, d.image_count AS images, d.a4,
    d.finding_count AS errors, d.state BETWEEN 7 AND 10 AS passed,
    iif(d.passed_on IS NULL, 0, d.a4) AS passed_a4
FROM batch_dossier x JOIN dossier d ON d.id = x.dossier_id;

-- The same of a fonds and its file.
CREATE VIEW fonds_part AS
SELECT 0 AS sign, fonds_id, state, id AS dossier_id,
    coalesce(total_doc, 0) AS documents, asked AS permanent,
    asked * special AS special, asked * done AS backed_up,
    iif(asked AND NOT done, coalesce(papers, 0), 0) AS left_papers,
    iif(asked AND NOT done, iif(a4 > 0, a4, a4_estimate), 0) AS left_a4
FROM (SELECT id, fonds_id, state, total_doc, special, papers, a4, a4_estimate,
    maintenance = '01' AND risk_recovery = 1 AS asked,
    risk_status = '01' AS done FROM dossier);

CREATE TRIGGER list_part_counts INSTEAD OF UPDATE ON list_part BEGIN
	INSERT INTO tally_list VALUES (new.version_id, new.sign * new.dossiers,
	    new.sign * new.papers, new.sign * new.pages, new.sign * new.a4,
	    new.sign * new.added, new.sign * new.dropped,
	    new.sign * new.excluded, new.sign * new.planned,
	    new.sign * new.planned_a4, new.sign * new.passed_a4)
	ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,
	    papers = papers + excluded.papers, pages = pages + excluded.pages,
	    a4 = a4 + excluded.a4, added = added + excluded.added,
	    dropped = dropped + excluded.dropped,
	    excluded = tally_list.excluded + excluded.excluded,
	    planned = planned + excluded.planned,
	    planned_a4 = planned_a4 + excluded.planned_a4,
	    passed_a4 = passed_a4 + excluded.passed_a4;
END;
CREATE TRIGGER batch_part_counts INSTEAD OF UPDATE ON batch_part BEGIN
	INSERT INTO tally_batch VALUES (new.batch_id, new.sign * new.dossiers,
	    new.sign * new.scans, new.sign * new.images, new.sign * new.a4,
	    new.sign * new.errors, new.sign * new.passed,
	    new.sign * new.passed_a4)
	ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,
	    scans = scans + excluded.scans, images = images + excluded.images,
	    a4 = a4 + excluded.a4, errors = errors + excluded.errors,
	    passed = passed + excluded.passed,
	    passed_a4 = passed_a4 + excluded.passed_a4;
END;
CREATE TRIGGER fonds_part_counts INSTEAD OF UPDATE ON fonds_part BEGIN
	INSERT INTO tally_fonds VALUES (new.fonds_id, new.state,
	    new.sign * new.documents, new.sign * new.permanent,
	    new.sign * new.special, new.sign * new.backed_up,
	    new.sign * new.left_papers, new.sign * new.left_a4)
	ON CONFLICT DO UPDATE SET documents = documents + excluded.documents,
	    permanent = permanent + excluded.permanent,
	    special = special + excluded.special,
	    backed_up = backed_up + excluded.backed_up,
	    left_papers = left_papers + excluded.left_papers,
	    left_a4 = left_a4 + excluded.left_a4;
END;

-- Taken away before a row changes or goes, added when it has come. Those of a
-- file look at its lists and batches, too, when it comes: undo may bring the
-- lines back first.
CREATE TRIGGER item_sums_insert AFTER INSERT ON selection_item BEGIN
	UPDATE list_part SET sign = 1
	WHERE version_id = new.version_id AND dossier_id = new.dossier_id;
END;
CREATE TRIGGER item_sums_delete BEFORE DELETE ON selection_item BEGIN
	UPDATE list_part SET sign = -1
	WHERE version_id = old.version_id AND dossier_id = old.dossier_id;
END;
CREATE TRIGGER item_sums_before BEFORE UPDATE OF change, excluded, frozen
ON selection_item BEGIN
	UPDATE list_part SET sign = -1
	WHERE version_id = old.version_id AND dossier_id = old.dossier_id;
END;
CREATE TRIGGER item_sums_after AFTER UPDATE OF change, excluded, frozen
ON selection_item BEGIN
	UPDATE list_part SET sign = 1
	WHERE version_id = new.version_id AND dossier_id = new.dossier_id;
END;
CREATE TRIGGER batch_sums_insert AFTER INSERT ON batch_dossier BEGIN
	UPDATE batch_part SET sign = 1
	WHERE batch_id = new.batch_id AND dossier_id = new.dossier_id;
END;
CREATE TRIGGER batch_sums_delete BEFORE DELETE ON batch_dossier BEGIN
	UPDATE batch_part SET sign = -1
	WHERE batch_id = old.batch_id AND dossier_id = old.dossier_id;
END;
CREATE TRIGGER dossier_sums_insert AFTER INSERT ON dossier BEGIN
	UPDATE fonds_part SET sign = 1 WHERE dossier_id = new.id;
	UPDATE list_part SET sign = 1 WHERE dossier_id = new.id;
	UPDATE batch_part SET sign = 1 WHERE dossier_id = new.id;
END;
CREATE TRIGGER dossier_sums_delete BEFORE DELETE ON dossier BEGIN
	UPDATE fonds_part SET sign = -1 WHERE dossier_id = old.id;
	UPDATE list_part SET sign = -1 WHERE dossier_id = old.id;
	UPDATE batch_part SET sign = -1 WHERE dossier_id = old.id;
END;
CREATE TRIGGER dossier_sums_before BEFORE UPDATE OF fonds_id, state, papers,
    pages, total_doc, maintenance, risk_recovery, risk_status, special,
    a4_estimate, a4, scan_count, image_count, finding_count, passed_on
ON dossier BEGIN
	UPDATE fonds_part SET sign = -1 WHERE dossier_id = old.id;
	UPDATE list_part SET sign = -1 WHERE dossier_id = old.id;
	UPDATE batch_part SET sign = -1 WHERE dossier_id = old.id;
END;
CREATE TRIGGER dossier_sums_after AFTER UPDATE OF fonds_id, state, papers,
    pages, total_doc, maintenance, risk_recovery, risk_status, special,
    a4_estimate, a4, scan_count, image_count, finding_count, passed_on
ON dossier BEGIN
	UPDATE fonds_part SET sign = 1 WHERE dossier_id = new.id;
	UPDATE list_part SET sign = 1 WHERE dossier_id = new.id;
	UPDATE batch_part SET sign = 1 WHERE dossier_id = new.id;
END;

INSERT INTO tally_list SELECT version_id, sum(dossiers), sum(papers),
    sum(pages), sum(a4), sum(added), sum(dropped), sum(excluded), sum(planned),
    sum(planned_a4), sum(passed_a4) FROM list_part GROUP BY version_id;
INSERT INTO tally_batch SELECT batch_id, sum(dossiers), sum(scans),
    sum(images), sum(a4), sum(errors), sum(passed), sum(passed_a4)
FROM batch_part GROUP BY batch_id;
INSERT INTO tally_fonds SELECT fonds_id, state, sum(documents),
    sum(permanent), sum(special), sum(backed_up), sum(left_papers),
    sum(left_a4) FROM fonds_part GROUP BY fonds_id, state;

-- The A4 pages of each list in each year of the plan: as shared out, else all
-- in the year of the list.
DROP VIEW IF EXISTS plan_year;
CREATE VIEW plan_year AS
SELECT s.id AS selection_id, s.code, s.title, s.state, s.fonds_id,
    coalesce(t.planned, 0) AS dossiers, coalesce(t.planned_a4, 0) AS list_a4,
    coalesce(t.passed_a4, 0) AS passed, p.year, p.a4, p.note
FROM plan_share p JOIN selection_now s ON s.id = p.selection_id
LEFT JOIN tally_list t ON t.version_id = s.version_id
UNION ALL
SELECT s.id, s.code, s.title, s.state, s.fonds_id, coalesce(t.planned, 0),
    coalesce(t.planned_a4, 0), coalesce(t.passed_a4, 0), s.year,
    coalesce(t.planned_a4, 0) - coalesce((SELECT sum(a4) FROM plan_share p
	WHERE p.selection_id = s.id), 0), ''
FROM selection_now s LEFT JOIN tally_list t ON t.version_id = s.version_id
WHERE coalesce(t.planned_a4, 0) > coalesce((SELECT sum(a4) FROM plan_share p
	WHERE p.selection_id = s.id), 0)
OR NOT EXISTS (SELECT 1 FROM plan_share p WHERE p.selection_id = s.id);
CREATE INDEX selection_year ON selection (year);

-- For the dates of a fonds by state, and for what was arranged in a year.
DROP INDEX IF EXISTS dossier_state;
CREATE INDEX dossier_state ON dossier (state, fonds_id, start_year, end_year);
CREATE INDEX dossier_arranged ON dossier (arranged_on)
WHERE arranged_on IS NOT NULL;
