-- title: Fixity: when stored scans were last compared
-- columns: Fonds|Scans|Bytes|Within a year|Within three years|Longer ago|Oldest day|Not as they were
-- types: text|integer+|bytes+|integer+|integer+|integer+|date|integer+
-- landscape
-- note: TT 05/2025 asks that everything is checked within three years. A scan counts as compared on the day it was taken in.
WITH days (year_1, year_3) AS MATERIALIZED (
    -- in days since 1970, as scan.verified
    SELECT julianday(date('now', 'localtime', '-1 year')) - 2440587.5,
	julianday(date('now', 'localtime', '-3 years')) - 2440587.5),
run (id, day) AS MATERIALIZED (
    SELECT id, CAST(julianday(date(at)) - 2440587.5 AS INTEGER) FROM scan_run),
bad (fonds_id, scans) AS (
    SELECT d.fonds_id, count(DISTINCT s.id) FROM fixity_finding x
    CROSS JOIN scan s ON s.id = x.scan_id
    LEFT JOIN dossier d ON d.id = s.dossier_id
    WHERE x.solved_at = '' GROUP BY d.fonds_id),
seen (fonds_id, bytes, day) AS (
    SELECT d.fonds_id, s.bytes, max(s.verified, r.day)
    FROM scan s CROSS JOIN run r ON r.id = s.run_id
    LEFT JOIN dossier d ON d.id = s.dossier_id),
sums AS (
    SELECT fonds_id, count(*) AS scans, sum(bytes) AS bytes,
	sum(day > year_1) AS year_1, sum(day <= year_1 AND day > year_3) AS year_3,
	sum(day <= year_3) AS overdue, min(day) AS oldest
    FROM seen CROSS JOIN days GROUP BY fonds_id)
SELECT coalesce(f.name, '') AS fonds, v.scans AS scans, v.bytes AS bytes,
    v.year_1 AS year_1, v.year_3 AS year_3, v.overdue AS overdue,
    date(v.oldest * 86400, 'unixepoch') AS oldest,
    coalesce(b.scans, 0) AS bad
FROM sums v LEFT JOIN fonds f ON f.id = v.fonds_id
LEFT JOIN bad b ON b.fonds_id IS v.fonds_id
ORDER BY f.sort_key, f.id;
