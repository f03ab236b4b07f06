-- title: Funding by year and source
-- columns: Year|Source|Estimated|Allocated|Spent|Not yet allocated|Not yet spent
-- types: number|word|money+|money+|money+|money+|money+
-- formula: unallocated = MAX(0,[estimated]-[allocated])
-- formula: unspent = [allocated]-[spent]
-- chart: bars|Funding by year|year|estimated,allocated,spent
WITH flow (year, source, estimated, allocated, spent) AS (
    SELECT l.year, l.source, l.amount, 0, 0 FROM estimate_line l
    JOIN estimate e ON e.id = l.estimate_id AND e.state = 'approved'
    UNION ALL
    SELECT year, source, 0, iif(kind = 'allocated', amount, 0),
	iif(kind = 'spent', amount, 0) FROM funding)
SELECT year AS year,
    source AS source,
    sum(estimated) AS estimated, sum(allocated) AS allocated,
    sum(spent) AS spent, max(0, sum(estimated) - sum(allocated)) AS unallocated,
    sum(allocated) - sum(spent) AS unspent
FROM flow GROUP BY year, source ORDER BY year, source;
