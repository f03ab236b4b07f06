-- title: Progress by scan operator
-- columns: Operator|Batches|Dossiers|A4 pages scanned|A4 pages passed|Share
-- types: text|integer+|integer+|pages+|pages+|percent
-- param: from
-- param: to
SELECT b.operator AS operator, count(*) AS batches,
    coalesce(sum(t.dossiers), 0) AS dossiers,
    coalesce(sum(t.a4), 0) AS a4_scanned,
    coalesce(sum(t.passed_a4), 0) AS a4_passed,
    100.0 * sum(t.passed_a4) / nullif(sum(t.a4), 0) AS percent
FROM batch b LEFT JOIN tally_batch t ON t.batch_id = b.id
WHERE b.scanned_on BETWEEN ?1 AND ?2
GROUP BY b.operator ORDER BY b.operator;
