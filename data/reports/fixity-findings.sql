-- title: Scans that are no longer what was taken in
-- columns: Found on|Dossier|File|Result|Detail|Solved on
-- types: date|text|text|word|text|date
-- param: from
-- param: to
-- landscape
SELECT date(x.at) AS found, coalesce(d.code, '') AS dossier,
    o.path || '/' || s.name AS path, x.result AS result, x.detail AS detail,
    nullif(substr(x.solved_at, 1, 10), '') AS solved
FROM fixity_finding x JOIN scan s ON s.id = x.scan_id
JOIN folder o ON o.id = s.folder_id
LEFT JOIN dossier d ON d.id = s.dossier_id
WHERE date(x.at) BETWEEN ?1 AND ?2
ORDER BY x.id;
