-- title: Inventory of files of the historical archive
-- columns: Box|File no.|Title|Dates|Retention|Sheets|Note
-- types: text|text|text|date|text|integer+|text
-- param: fonds
-- group: place
-- landscape
SELECT d.box AS box, iif(d.notation = '', d.code, d.notation) AS notation,
    d.title AS title,
    CASE WHEN d.start_date = d.end_date THEN d.start_date
	WHEN d.end_date = '' THEN d.start_date
	ELSE d.start_date || ' - ' || d.end_date END AS dates,
    coalesce((SELECT name_vi FROM term WHERE kind = 'maintenance'
	AND code = d.maintenance), d.maintenance) AS retention,
    d.papers AS papers, d.description AS note,
    f.name || coalesce(' — ' || g.title, '') AS place
FROM dossier d JOIN fonds f ON f.id = d.fonds_id
LEFT JOIN grp g ON g.id = d.grp_id
WHERE ?1 = '' OR f.code = ?1
ORDER BY f.sort_key, f.id, coalesce(g.sort_key, x''), g.id, d.sort_key, d.id;
