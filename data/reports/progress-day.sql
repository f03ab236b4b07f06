-- title: Scanning and inspection by operator and day
-- columns: Day|Operator|Batches|Dossiers|Images|A4 pages scanned|A4 pages passed|Pages that failed|Share
-- types: date|text|integer+|integer+|integer+|pages+|pages+|integer+|percent
-- param: from
-- param: to
-- landscape
-- note: The day is that of the batch. A page that failed counts until it has passed.
WITH bad (dossier, pages) AS (
    SELECT s.dossier_id, count(*) FROM inspection i
    CROSS JOIN scan s ON s.id = i.scan_id
    WHERE i.passed = 0 AND i.id = (SELECT max(j.id) FROM inspection j
	WHERE j.scan_id = i.scan_id) GROUP BY s.dossier_id),
failed (batch, pages) AS (
    SELECT x.batch_id, sum(bad.pages) FROM bad
    CROSS JOIN batch_dossier x ON x.dossier_id = bad.dossier GROUP BY 1)
SELECT b.scanned_on AS day, b.operator AS operator, count(*) AS batches,
    coalesce(sum(t.dossiers), 0) AS dossiers,
    coalesce(sum(t.images), 0) AS images,
    coalesce(sum(t.a4), 0) AS a4_scanned,
    coalesce(sum(t.passed_a4), 0) AS a4_passed,
    coalesce(sum(f.pages), 0) AS failed,
    100.0 * sum(t.passed_a4) / nullif(sum(t.a4), 0) AS percent
FROM batch b LEFT JOIN tally_batch t ON t.batch_id = b.id
LEFT JOIN failed f ON f.batch = b.id
WHERE b.scanned_on BETWEEN ?1 AND ?2
GROUP BY b.scanned_on, b.operator ORDER BY b.scanned_on, b.operator;
