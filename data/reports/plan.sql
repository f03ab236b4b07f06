-- title: Yearly digitising plan
-- columns: List|Title|State|Dossiers|A4 pages in this year|Of which passed|A4 pages of the list|Target of the year|Gap to the target
-- types: text|text|word|integer|pages+|pages|pages|pages|pages
-- group: year_group
-- landscape
-- note: A gap above zero is work that no list covers yet; below zero the lists go over the target, which is no ceiling.
WITH row (year, code, title, state, dossiers, a4, passed, list_a4) AS (
    SELECT year, code, title, state, dossiers, a4,
	iif(list_a4 = a4, passed, NULL), list_a4 FROM plan_year
    UNION ALL
    SELECT year, NULL, NULL, NULL, NULL, 0, NULL, NULL FROM quota
    WHERE year NOT IN (SELECT year FROM plan_year))
SELECT code AS list, title AS title, state AS state, dossiers AS dossiers, a4 AS a4, passed AS passed,
    list_a4 AS list_a4,
    iif(row_number() OVER (PARTITION BY year ORDER BY code) = 1,
	(SELECT q.a4 FROM quota q WHERE q.year = row.year), NULL) AS target,
    iif(row_number() OVER (PARTITION BY year ORDER BY code) = 1,
	(SELECT q.a4 FROM quota q WHERE q.year = row.year) -
	sum(a4) OVER (PARTITION BY year), NULL) AS gap,
    printf('%d', year) AS year_group
FROM row ORDER BY year, code;
