-- title: Progress by fonds
-- columns: Code|Fonds|Dossiers|Tagged|Listed|Approved|Scanned|Passed|Handed over|A4 pages of approved dossiers|A4 pages passed|Share
-- types: text|text|integer+|integer+|integer+|integer+|integer+|integer+|integer+|pages+|pages+|percent
-- formula: percent = 100*[a4_passed]/[a4_approved]
-- landscape
-- note: Each column counts the dossiers that have reached the stage or gone beyond it.
SELECT f.code AS code, f.name AS name,
    sum(t.dossiers) AS dossiers,
    sum(iif(t.state BETWEEN 1 AND 10, t.dossiers, 0)) AS tagged,
    sum(iif(t.state BETWEEN 2 AND 10, t.dossiers, 0)) AS listed,
    sum(iif(t.state BETWEEN 4 AND 10, t.dossiers, 0)) AS approved,
    sum(iif(t.state BETWEEN 6 AND 10, t.dossiers, 0)) AS scanned,
    sum(iif(t.state BETWEEN 7 AND 10, t.dossiers, 0)) AS passed,
    sum(iif(t.state BETWEEN 9 AND 10, t.dossiers, 0)) AS handed_over,
    sum(iif(t.state BETWEEN 4 AND 10,
	iif(t.a4 > 0, t.a4, t.a4_estimate), 0)) AS a4_approved,
    sum(iif(t.state BETWEEN 7 AND 10, t.a4, 0)) AS a4_passed,
    100.0 * sum(iif(t.state BETWEEN 7 AND 10, t.a4, 0)) /
	nullif(sum(iif(t.state BETWEEN 4 AND 10,
	iif(t.a4 > 0, t.a4, t.a4_estimate), 0)), 0) AS percent
FROM fonds f LEFT JOIN tally_grp t ON t.fonds_id = f.id
GROUP BY f.id ORDER BY f.sort_key, f.id;
