-- title: List of files to be digitised for insurance copies (danh mục)
-- columns: No.|File code|Box|File no.|Title|Dates|Retention|Sheets|Pages|A4 pages|Criteria|Physical state|Note
-- types: number|text|text|text|text|date|text|integer+|integer+|pages+|text|text|text
-- param: list
-- group: place
-- landscape
SELECT row_number() OVER (PARTITION BY s.id ORDER BY d.sort_key, d.id) AS number,
    d.code AS code, d.box AS box, d.notation AS notation, d.title AS title,
    CASE WHEN d.start_date = d.end_date THEN d.start_date
	WHEN d.end_date = '' THEN d.start_date
	ELSE d.start_date || ' - ' || d.end_date END AS dates,
    coalesce((SELECT name_vi FROM term WHERE kind = 'maintenance'
	AND code = d.maintenance), d.maintenance) AS retention,
    d.papers AS papers, d.pages AS pages,
    iif(d.a4 > 0, d.a4, d.a4_estimate) AS a4,
    (SELECT group_concat(number, ', ') FROM (SELECT number FROM
	dossier_criterion WHERE dossier_id = d.id ORDER BY number)) AS criteria,
    coalesce((SELECT name_vi FROM term WHERE kind = 'format'
	AND code = d.format), d.format) AS condition,
    d.description AS note,
    s.code || ' — ' || f.name || coalesce(' — ' || g.title, '') AS place
FROM selection_now s JOIN selection_item i ON i.version_id = s.version_id
    AND i.excluded = 0 AND i.change <> 'drop'
JOIN dossier d ON d.id = i.dossier_id JOIN fonds f ON f.id = s.fonds_id
LEFT JOIN grp g ON g.id = s.grp_id
WHERE ?1 = '' OR s.code = ?1
ORDER BY s.code, d.sort_key, d.id;
