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
	min(d.start_year) || ' - ' || max(d.end_year)) AS dates,
    count(d.id) AS files, coalesce(sum(d.total_doc), 0) AS documents,
    sum(d.pages) AS pages, sum(d.a4) AS a4,
    sum(d.scan_count) AS scans, sum(d.scan_bytes) AS bytes,
    sum(d.state BETWEEN 9 AND 10) AS handed_over
FROM fonds f JOIN dossier d ON d.fonds_id = f.id
    AND d.state BETWEEN 7 AND 10
GROUP BY f.id ORDER BY f.sort_key, f.id;
