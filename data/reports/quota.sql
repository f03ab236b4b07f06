-- title: Targets and results by year
-- columns: Year|Target|Carried in|Target with carry-over|Selected|Approved|Scanned|Passed|Handed over|Share|Cumulative target|Cumulative passed
-- types: number|pages+|pages|pages|pages+|pages+|pages+|pages+|pages+|percent|pages|pages
-- param: year
-- chart: bars|Pages by year|year|target,passed
-- chart: lines|Burn-up|year|cumulative_target,cumulative_passed
-- formula: percent = 100*[passed]/[target]
-- landscape
-- note: Pages are A4 equivalents; what counts is the inspection passed. A target is never a ceiling.
WITH RECURSIVE rule (rule) AS (
    SELECT coalesce((SELECT rule FROM carry_rule
	WHERE valid_from <= date('now', 'localtime')
	ORDER BY valid_from DESC, id DESC LIMIT 1), 'none')),
stage (year, selected, approved, scanned, passed, handed) AS (
    SELECT year, sum(iif(stage = 1, a4, 0)), sum(iif(stage = 2, a4, 0)),
	sum(iif(stage = 3, a4, 0)), sum(iif(stage = 4, a4, 0)),
	sum(iif(stage = 5, a4, 0))
    FROM tally_year GROUP BY year),
years (n, year, target, selected, approved, scanned, passed, handed) AS (
    SELECT row_number() OVER (ORDER BY q.year), q.year, q.a4,
	coalesce(s.selected, 0), coalesce(s.approved, 0),
	coalesce(s.scanned, 0), coalesce(s.passed, 0), coalesce(s.handed, 0)
    FROM quota q LEFT JOIN stage s ON s.year = q.year),
carried (n, carry, effective) AS (
    SELECT 1, 0, target FROM years WHERE n = 1
    UNION ALL
    -- only a year that is over (before ?1) hands something on
    SELECT y.n, CASE
	    WHEN p.year >= CAST(?1 AS INTEGER)
		THEN 0
	    WHEN rule = 'both' THEN c.effective - p.passed
	    WHEN rule = 'shortfall' THEN max(0, c.effective - p.passed)
	    ELSE 0 END,
	max(0, y.target + CASE
	    WHEN p.year >= CAST(?1 AS INTEGER)
		THEN 0
	    WHEN rule = 'both' THEN c.effective - p.passed
	    WHEN rule = 'shortfall' THEN max(0, c.effective - p.passed)
	    ELSE 0 END)
    FROM carried c JOIN years p ON p.n = c.n JOIN years y ON y.n = c.n + 1
    JOIN rule)
SELECT y.year AS year, y.target AS target, c.carry AS carried,
    c.effective AS effective_target, y.selected AS selected,
    y.approved AS approved, y.scanned AS scanned, y.passed AS passed,
    y.handed AS handed_over,
    iif(y.target = 0, NULL, 100.0 * y.passed / y.target) AS percent,
    sum(y.target) OVER (ORDER BY y.year) AS cumulative_target,
    -- nothing is known of the years to come: the curve ends today
    iif(y.year > CAST(?1 AS INTEGER), NULL,
	sum(y.passed) OVER (ORDER BY y.year)) AS cumulative_passed
FROM years y JOIN carried c ON c.n = y.n ORDER BY y.year;
