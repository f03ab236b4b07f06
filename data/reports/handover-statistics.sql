-- title: Statistical list of fonds and digitised records (danh mục thống kê)
-- columns: No.|Code|Fonds, works, collection|Kind|Dates|Files|Documents|Pages|A4 pages|Image files|Size|Handed over
-- types: number|text|text|text|text|integer+|integer+|integer+|pages+|integer+|bytes+|integer+
-- landscape
-- note: Only files whose inspection passed are counted.
SELECT row_number() OVER (ORDER BY f.sort_key, f.id) AS number,
    f.code AS code, f.name AS name,
    CASE f.kind WHEN 'fonds' THEN 'Phông' WHEN 'works' THEN 'Công trình'
	ELSE 'Sưu tập' END AS kind,
    iif(f.archives_time <> '', f.archives_time,
	(SELECT min(start_year) || ' - ' || max(end_year) FROM dossier d
	WHERE d.fonds_id = f.id AND d.state IN (7, 8, 9, 10))) AS dates,
    t.files AS files, coalesce(k.documents, 0) AS documents,
    t.pages AS pages, t.a4 AS a4, t.scans AS scans, t.bytes AS bytes,
    t.handed_over AS handed_over
FROM (SELECT fonds_id, sum(dossiers) AS files, sum(pages) AS pages,
	sum(a4) AS a4, sum(scans) AS scans, sum(bytes) AS bytes,
	sum(iif(state >= 9, dossiers, 0)) AS handed_over
    FROM tally_grp WHERE state BETWEEN 7 AND 10 GROUP BY fonds_id) t
JOIN fonds f ON f.id = t.fonds_id
LEFT JOIN (SELECT fonds_id, sum(documents) AS documents FROM tally_fonds
    WHERE state BETWEEN 7 AND 10 GROUP BY fonds_id) k ON k.fonds_id = f.id
WHERE t.files > 0 ORDER BY f.sort_key, f.id;
