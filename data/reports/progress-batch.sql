-- title: Progress by batch
-- columns: Batch|Operator|Scanner|Date|State|Dossiers|A4 pages scanned|A4 pages passed
-- types: text|text|text|date|text|integer+|pages+|pages+
-- param: from
-- param: to
-- landscape
SELECT b.code AS batch, b.operator AS operator, b.scanner AS scanner,
    b.scanned_on AS scanned_on,
    CASE b.state WHEN 'open' THEN 'đang làm' WHEN 'passed' THEN 'đạt'
	ELSE 'không đạt' END AS state, count(d.id) AS dossiers,
    coalesce(sum(d.a4), 0) AS a4_scanned,
    coalesce(sum(iif(d.passed_on IS NOT NULL, d.a4, 0)), 0) AS a4_passed
FROM batch b LEFT JOIN batch_dossier i ON i.batch_id = b.id
LEFT JOIN dossier d ON d.id = i.dossier_id
WHERE b.scanned_on BETWEEN ?1 AND ?2
GROUP BY b.id ORDER BY b.scanned_on, b.id;
