-- title: Register of handovers by year and fonds (sổ theo dõi bàn giao)
-- columns: Year|In the plan|Code|Fonds, works, collection|Handover batches|Files|Pages|A4 pages|Image files|Size|Handed over|Accepted|Returned
-- types: number|text|text|text|integer+|integer+|pages+|pages+|integer+|bytes+|integer+|integer+|integer+
-- landscape
-- note: Every year in which the programme hands over has its row; a batch outside these years is marked.
WITH RECURSIVE years (year, last) AS (
	SELECT handover_from, handover_to FROM programme
	UNION ALL SELECT year + 1, last FROM years WHERE year < last
), rows AS (
	SELECT year, fonds, fonds_name, count(*) AS batches,
	    sum(dossiers) AS dossiers, sum(pages) AS pages, sum(a4) AS a4,
	    sum(files) AS files, sum(bytes) AS bytes,
	    sum(iif(state IN ('delivered', 'answered'), dossiers, 0))
		AS delivered,
	    sum(accepted) AS accepted, sum(returned) AS returned
	FROM handover_register GROUP BY year, fonds
)
SELECT coalesce(r.year, y.year) AS year,
    CASE WHEN y.year IS NULL THEN 'ngoài kế hoạch'
	WHEN r.year IS NULL THEN 'chưa bàn giao' ELSE 'trong kế hoạch' END
	AS plan,
    coalesce(r.fonds, '') AS code, coalesce(r.fonds_name, '') AS name,
    coalesce(r.batches, 0) AS batches, coalesce(r.dossiers, 0) AS files,
    coalesce(r.pages, 0) AS pages, coalesce(r.a4, 0) AS a4,
    coalesce(r.files, 0) AS scans, coalesce(r.bytes, 0) AS bytes,
    coalesce(r.delivered, 0) AS handed_over,
    coalesce(r.accepted, 0) AS accepted, coalesce(r.returned, 0) AS returned
FROM (SELECT year, fonds FROM rows UNION
    SELECT year, NULL FROM years WHERE year NOT IN (SELECT year FROM rows)) AS k
LEFT JOIN rows r ON r.year = k.year AND r.fonds = k.fonds
LEFT JOIN years y ON y.year = k.year
ORDER BY 1, 3;
