-- title: Fixity: when stored scans were last compared
-- columns: Fonds|Scans|Bytes|Within a year|Within three years|Longer ago|Oldest day|Not as they were
-- types: text|integer+|bytes+|integer+|integer+|integer+|date|integer+
-- landscape
-- note: TT 05/2025 asks that everything is checked within three years. A scan counts as compared on the day it was taken in.
WITH seen AS (SELECT s.id AS id, s.dossier_id AS dossier_id, s.bytes AS bytes,
	max(iif(s.verified > 0, date(s.verified * 86400, 'unixepoch'), ''),
	    date(r.at)) AS day,
	EXISTS (SELECT 1 FROM fixity_finding x WHERE x.scan_id = s.id
	    AND x.solved_at = '') AS bad
    FROM scan s JOIN scan_run r ON r.id = s.run_id)
SELECT coalesce(f.name, '') AS fonds, count(*) AS scans,
    sum(v.bytes) AS bytes,
    sum(v.day > date('now', 'localtime', '-1 year')) AS year_1,
    sum(v.day <= date('now', 'localtime', '-1 year')
	AND v.day > date('now', 'localtime', '-3 years')) AS year_3,
    sum(v.day <= date('now', 'localtime', '-3 years')) AS overdue,
    min(v.day) AS oldest, sum(v.bad) AS bad
FROM seen v LEFT JOIN dossier d ON d.id = v.dossier_id
LEFT JOIN fonds f ON f.id = d.fonds_id
GROUP BY f.id ORDER BY f.sort_key, f.id;
