-- What every connection brings along, as TEMP (src/db_brought.c), is no longer
-- in the file: the views when a query names them, the triggers before the
-- first change. To parse them was a third of every start. Other views of the
-- file are not used any more, and with other triggers nothing is written; what
-- stays is for other people's tools: the guards of the audit chain, scan_full.
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
