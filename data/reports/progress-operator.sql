-- title: Progress by scan operator
-- columns: Operator|Batches|Dossiers|A4 pages scanned|A4 pages passed|Share
-- types: text|integer+|integer+|pages+|pages+|percent
-- param: from
-- param: to
SELECT b.operator AS operator, count(DISTINCT b.id) AS batches,
    count(d.id) AS dossiers, coalesce(sum(d.a4), 0) AS a4_scanned,
    coalesce(sum(iif(d.passed_on IS NOT NULL, d.a4, 0)), 0) AS a4_passed,
    100.0 * sum(iif(d.passed_on IS NOT NULL, d.a4, 0)) /
	nullif(sum(d.a4), 0) AS percent
FROM batch b LEFT JOIN batch_dossier i ON i.batch_id = b.id
LEFT JOIN dossier d ON d.id = i.dossier_id
WHERE b.scanned_on BETWEEN ?1 AND ?2
GROUP BY b.operator ORDER BY b.operator;
