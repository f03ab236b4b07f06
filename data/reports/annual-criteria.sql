-- title: Files by criterion
-- columns: Criterion|Name|Dossiers|A4 pages|On approved lists|Passed
-- types: number|text|integer|pages|integer|integer
-- param: cutoff
-- note: A dossier may carry several criteria and is counted under each of them.
SELECT c.number AS criterion, c.name_vi AS name, count(d.id) AS dossiers,
    coalesce(sum(iif(d.a4 > 0, d.a4, d.a4_estimate)), 0) AS a4,
    coalesce(sum(d.approved_on <= ?1 AND d.state BETWEEN 4 AND 10), 0)
	AS approved,
    coalesce(sum(d.passed_on <= ?1), 0) AS passed
FROM criterion c LEFT JOIN dossier_criterion k ON k.number = c.number
    AND date(k.tagged_at, 'localtime') <= ?1
LEFT JOIN dossier d ON d.id = k.dossier_id
GROUP BY c.number ORDER BY c.number;
