-- title: Results by year up to the cut-off day
-- columns: Year|Target|Scanned|Passed|Share|Handed over|Cumulative target|Cumulative passed|Cumulative share
-- types: number|pages+|pages+|pages+|percent|pages+|pages|pages|percent
-- param: cutoff
-- chart: bars|Pages by year|year|target,passed
-- chart: lines|Burn-up|year|cumulative_target,cumulative_passed
-- formula: percent = 100*[passed]/[target]
-- formula: cumulative_percent = 100*[cumulative_passed]/[cumulative_target]
-- landscape
-- note: Pages are A4 equivalents; what counts is the inspection passed. A target is never a ceiling.
WITH done (year, scanned, passed, handed) AS (
    SELECT CAST(substr(day, 1, 4) AS INTEGER), sum(iif(stage = 3, a4, 0)),
	sum(iif(stage = 4, a4, 0)), sum(iif(stage = 5, a4, 0))
    FROM tally_day WHERE day <= ?1 GROUP BY 1)
SELECT q.year AS year, q.a4 AS target, coalesce(d.scanned, 0) AS scanned,
    coalesce(d.passed, 0) AS passed,
    iif(q.a4 = 0, NULL, 100.0 * coalesce(d.passed, 0) / q.a4) AS percent,
    coalesce(d.handed, 0) AS handed_over,
    sum(q.a4) OVER sofar AS cumulative_target,
    iif(q.year > substr(?1, 1, 4) + 0, NULL,
	sum(coalesce(d.passed, 0)) OVER sofar) AS cumulative_passed,
    iif(sum(q.a4) OVER sofar = 0 OR q.year > substr(?1, 1, 4) + 0, NULL, 100.0 *
	sum(coalesce(d.passed, 0)) OVER sofar / sum(q.a4) OVER sofar)
	AS cumulative_percent
FROM quota q LEFT JOIN done d ON d.year = q.year
WINDOW sofar AS (ORDER BY q.year) ORDER BY q.year;
