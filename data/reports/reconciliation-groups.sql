-- title: Sheets, pages, images and A4 by fonds and group
-- columns: Group|Title|Dossiers|Sheets in the catalogue|Pages in the catalogue|Scan files|Images|Difference|A4 estimated|A4 measured|Errors
-- types: text|text|integer+|integer+|integer+|integer+|integer+|integer+|pages+|pages+|integer+
-- param: fonds
-- group: fonds_name
-- landscape
-- note: Difference: images less the pages of those dossiers that have scans.
SELECT coalesce(g.code, '') AS code, coalesce(g.title, '') AS title,
    count(*) AS dossiers, coalesce(sum(d.papers), 0) AS papers,
    coalesce(sum(d.pages), 0) AS pages, sum(d.scan_count) AS scans,
    sum(d.image_count) AS images,
    sum(iif(d.scan_count > 0, d.image_count - coalesce(d.pages, 0), 0))
	AS difference,
    sum(d.a4_estimate) AS a4_estimate, sum(d.a4) AS a4,
    sum(d.finding_count) AS errors, f.name AS fonds_name
FROM dossier d JOIN fonds f ON f.id = d.fonds_id
LEFT JOIN grp g ON g.id = d.grp_id
WHERE ?1 = '' OR f.code = ?1
GROUP BY f.id, d.grp_id ORDER BY f.sort_key, f.id, g.sort_key, d.grp_id;
