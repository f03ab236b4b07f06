-- title: Inventory of files (mục lục hồ sơ)
-- columns: No.|Number and symbol of the file|Title|Dates|Retention|Sheets / pages|Note
-- types: number|text|text|date|text|text|text
-- param: fonds
-- group: place
-- landscape
-- note: Columns of NĐ 30/2020/NĐ-CP, Annex V, form III.
SELECT row_number() OVER (PARTITION BY f.id ORDER BY f.sort_key,
	coalesce(g.sort_key, x''), d.sort_key, d.id) AS number,
    iif(d.notation = '', d.code, d.notation) AS notation, d.title AS title,
    CASE WHEN d.start_date = d.end_date THEN d.start_date
	WHEN d.end_date = '' THEN d.start_date
	ELSE d.start_date || ' - ' || d.end_date END AS dates,
    coalesce((SELECT name_vi FROM term WHERE kind = 'maintenance'
	AND code = d.maintenance), d.maintenance) AS retention,
    coalesce(d.papers, '') || '/' || coalesce(d.pages, '') AS amount,
    d.description AS note,
    f.name || coalesce(' — ' || g.title, '') AS place
FROM dossier d JOIN fonds f ON f.id = d.fonds_id
LEFT JOIN grp g ON g.id = d.grp_id
WHERE ?1 = '' OR f.code = ?1
ORDER BY f.sort_key, f.id, coalesce(g.sort_key, x''), g.id, d.sort_key, d.id;
