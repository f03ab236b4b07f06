-- title: Progress by criterion
-- columns: Criterion|Name|Dossiers|Sheets|A4 pages|On approved lists|Passed|A4 pages passed
-- types: number|text|integer|integer|pages|integer|integer|pages
-- note: A dossier may carry several criteria and is counted under each of them.
SELECT c.number AS criterion, c.name_vi AS name, count(d.id) AS dossiers,
    coalesce(sum(d.papers), 0) AS papers,
    coalesce(sum(iif(d.a4 > 0, d.a4, d.a4_estimate)), 0) AS a4,
    coalesce(sum(d.state BETWEEN 4 AND 10), 0) AS approved,
    coalesce(sum(d.state BETWEEN 7 AND 10), 0) AS passed,
    coalesce(sum(iif(d.state BETWEEN 7 AND 10, d.a4, 0)), 0) AS a4_passed
FROM criterion c LEFT JOIN dossier_criterion k ON k.number = c.number
LEFT JOIN dossier d ON d.id = k.dossier_id
GROUP BY c.number ORDER BY c.priority, c.number;
