-- title: Files by criterion
-- columns: Criterion|Name|Dossiers|A4 pages|On approved lists|Passed
-- types: number|text|integer|pages|integer|integer
-- param: cutoff
-- note: A dossier may carry several criteria and is counted under each of them.
SELECT c.number AS criterion, c.name_vi AS name,
    coalesce(k.dossiers, 0) AS dossiers, coalesce(k.a4, 0) AS a4,
    coalesce(k.approved, 0) AS approved, coalesce(k.passed, 0) AS passed
FROM criterion c LEFT JOIN (
    SELECT k.number AS number, count(*) AS dossiers,
	sum(iif(d.a4 > 0, d.a4, d.a4_estimate)) AS a4,
	sum(d.approved_on <= ?1 AND d.state BETWEEN 4 AND 10) AS approved,
	sum(d.passed_on <= ?1) AS passed
    -- in the order in which both are stored
    FROM dossier_criterion k CROSS JOIN dossier d ON d.id = k.dossier_id
    WHERE k.tagged_at < strftime('%Y-%m-%dT%H:%M:%SZ', ?1, '+1 day', 'utc')
    GROUP BY +k.number) k ON k.number = c.number
ORDER BY c.number;
