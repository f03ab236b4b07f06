-- title: Progress by criterion
-- columns: Criterion|Name|Dossiers|Sheets|A4 pages|On approved lists|Passed|A4 pages passed
-- types: number|text|integer|integer|pages|integer|integer|pages
-- note: A dossier may carry several criteria and is counted under each of them.
SELECT c.number AS criterion, c.name_vi AS name,
    coalesce(k.dossiers, 0) AS dossiers, coalesce(k.papers, 0) AS papers,
    coalesce(k.a4, 0) AS a4, coalesce(k.approved, 0) AS approved,
    coalesce(k.passed, 0) AS passed, coalesce(k.a4_passed, 0) AS a4_passed
FROM criterion c LEFT JOIN (
    SELECT k.number AS number, count(*) AS dossiers, sum(d.papers) AS papers,
	sum(iif(d.a4 > 0, d.a4, d.a4_estimate)) AS a4,
	sum(d.state BETWEEN 4 AND 10) AS approved,
	sum(d.state BETWEEN 7 AND 10) AS passed,
	sum(iif(d.state BETWEEN 7 AND 10, d.a4, 0)) AS a4_passed
    -- in the order in which both are stored
    FROM dossier_criterion k CROSS JOIN dossier d ON d.id = k.dossier_id
    GROUP BY +k.number) k ON k.number = c.number
ORDER BY c.priority, c.number;
