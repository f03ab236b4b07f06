-- title: Reconciliation of catalogue and scans
-- columns: File code|Title|Sheets in the catalogue|Pages in the catalogue|Images|Difference|A4 estimated|A4 measured|Errors|State
-- types: text|text|integer+|integer+|integer+|integer+|pages+|pages+|integer+|word
-- param: fonds
-- formula: difference = [images]-[pages]
-- group: fonds_name
-- landscape
-- note: Only files with scans whose number of images differs from the number of pages, or that have findings.
SELECT d.code AS code, d.title AS title, d.papers AS papers,
    d.pages AS pages,
    d.image_count AS images, d.image_count - coalesce(d.pages, 0) AS difference,
    d.a4_estimate AS a4_estimate, d.a4 AS a4, d.finding_count AS errors,
    CASE d.state WHEN 0 THEN 'Registered' WHEN 1 THEN 'Tagged'
	WHEN 2 THEN 'On a draft list' WHEN 3 THEN 'Submitted'
	WHEN 4 THEN 'Approved' WHEN 5 THEN 'Being digitised'
	WHEN 6 THEN 'Waiting for inspection' WHEN 7 THEN 'Passed'
	WHEN 8 THEN 'Packaged' WHEN 9 THEN 'Handed over'
	WHEN 10 THEN 'Accepted' ELSE 'Withdrawn' END AS state, f.name AS fonds_name
FROM dossier d JOIN fonds f ON f.id = d.fonds_id
WHERE d.scan_count > 0 AND (d.pages IS NULL OR d.pages <> d.image_count
    OR d.finding_count > 0) AND (?1 = '' OR f.code = ?1)
ORDER BY f.sort_key, f.id, d.sort_key, d.id;
