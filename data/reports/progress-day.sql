-- title: Scanning and inspection by operator and day
-- columns: Day|Operator|Batches|Dossiers|Images|A4 pages scanned|A4 pages passed|Pages that failed|Share
-- types: date|text|integer+|integer+|integer+|pages+|pages+|integer+|percent
-- param: from
-- param: to
-- landscape
-- note: The day is that of the batch. A page that failed counts until it has passed.
WITH work AS (SELECT b.scanned_on AS day, b.operator AS operator, b.id AS batch,
	d.id AS dossier, d.image_count AS images, d.a4 AS a4,
	iif(d.passed_on IS NOT NULL, d.a4, 0) AS passed,
	(SELECT count(*) FROM scan s WHERE s.dossier_id = d.id
	    AND 0 = (SELECT i.passed FROM inspection i WHERE i.scan_id = s.id
	    ORDER BY i.id DESC LIMIT 1)) AS failed
    FROM batch b LEFT JOIN batch_dossier x ON x.batch_id = b.id
    LEFT JOIN dossier d ON d.id = x.dossier_id
    WHERE b.scanned_on BETWEEN ?1 AND ?2)
SELECT day, operator, count(DISTINCT batch) AS batches,
    count(dossier) AS dossiers, coalesce(sum(images), 0) AS images,
    coalesce(sum(a4), 0) AS a4_scanned, coalesce(sum(passed), 0) AS a4_passed,
    coalesce(sum(failed), 0) AS failed,
    100.0 * sum(passed) / nullif(sum(a4), 0) AS percent
FROM work GROUP BY day, operator ORDER BY day, operator;
