-- title: Progress by batch
-- columns: Batch|Operator|Scanner|Date|State|Dossiers|A4 pages scanned|A4 pages passed
-- types: text|text|text|date|text|integer+|pages+|pages+
-- param: from
-- param: to
-- landscape
SELECT b.code AS batch, b.operator AS operator, b.scanner AS scanner,
    b.scanned_on AS scanned_on,
    CASE b.state WHEN 'open' THEN 'đang làm' WHEN 'passed' THEN 'đạt'
	ELSE 'không đạt' END AS state, coalesce(t.dossiers, 0) AS dossiers,
    coalesce(t.a4, 0) AS a4_scanned, coalesce(t.passed_a4, 0) AS a4_passed
FROM batch b LEFT JOIN tally_batch t ON t.batch_id = b.id
WHERE b.scanned_on BETWEEN ?1 AND ?2 ORDER BY b.scanned_on, b.id;
