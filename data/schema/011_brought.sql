-- What every connection brings along, as TEMP (src/db_brought.c), is no longer
-- in the file: the views when a query names them, the triggers before the
-- first change. To parse them was a third of every start. Other views of the
-- file are not used any more, and with other triggers nothing is written; what
-- stays is for other people's tools: the guards of the audit chain, scan_full.

-- Dossiers and pages of the whole catalogue by state: what every screen shows
-- at once, without adding up the groups.
CREATE TABLE tally_state (
	state INTEGER PRIMARY KEY,
	dossiers INTEGER NOT NULL,
	papers INTEGER NOT NULL,
	pages INTEGER NOT NULL,
	a4_estimate INTEGER NOT NULL,
	a4 INTEGER NOT NULL,
	images INTEGER NOT NULL,
	scans INTEGER NOT NULL,
	bytes INTEGER NOT NULL
) STRICT;
INSERT INTO tally_state SELECT state, sum(dossiers), sum(papers), sum(pages),
    sum(a4_estimate), sum(a4), sum(images), sum(scans), sum(bytes)
FROM tally_grp GROUP BY state;

-- As in 001, and the whole with it.
DROP TRIGGER IF EXISTS tally_change_insert;
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
	INSERT INTO tally_state VALUES (new.state, new.sign,
	    new.sign * coalesce(new.papers, 0),
	    new.sign * coalesce(new.pages, 0), new.sign * new.a4_estimate,
	    new.sign * new.a4, new.sign * new.image_count,
	    new.sign * new.scan_count, new.sign * new.scan_bytes)
	ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,
	    papers = papers + excluded.papers, pages = pages + excluded.pages,
	    a4_estimate = a4_estimate + excluded.a4_estimate,
	    a4 = a4 + excluded.a4, images = images + excluded.images,
	    scans = scans + excluded.scans, bytes = bytes + excluded.bytes;
END;

DROP TRIGGER IF EXISTS dossier_tally_insert;
DROP TRIGGER IF EXISTS dossier_tally_delete;
DROP TRIGGER IF EXISTS dossier_tally_update;
DROP TRIGGER IF EXISTS dossier_stage_update;
DROP TRIGGER IF EXISTS dossier_stage_insert;
DROP TRIGGER IF EXISTS dossier_stage_delete;
DROP TRIGGER IF EXISTS item_sums_insert;
DROP TRIGGER IF EXISTS item_sums_delete;
DROP TRIGGER IF EXISTS item_sums_before;
DROP TRIGGER IF EXISTS item_sums_after;
DROP TRIGGER IF EXISTS batch_sums_insert;
DROP TRIGGER IF EXISTS batch_sums_delete;
DROP TRIGGER IF EXISTS dossier_sums_insert;
DROP TRIGGER IF EXISTS dossier_sums_delete;
DROP TRIGGER IF EXISTS dossier_sums_before;
DROP TRIGGER IF EXISTS dossier_sums_after;
DROP TRIGGER IF EXISTS norm_once_insert;
DROP TRIGGER IF EXISTS norm_once_update;
DROP TRIGGER IF EXISTS tally_change_insert;
DROP TRIGGER IF EXISTS stage_change_insert;
DROP TRIGGER IF EXISTS list_part_counts;
DROP TRIGGER IF EXISTS batch_part_counts;
DROP TRIGGER IF EXISTS fonds_part_counts;
DROP VIEW IF EXISTS tally_change;
DROP VIEW IF EXISTS stage_change;
DROP VIEW IF EXISTS list_part;
DROP VIEW IF EXISTS batch_part;
DROP VIEW IF EXISTS fonds_part;
DROP VIEW IF EXISTS plan_year;
DROP VIEW IF EXISTS selection_now;
DROP VIEW IF EXISTS handover_register;
DROP VIEW IF EXISTS import_taken_back;
