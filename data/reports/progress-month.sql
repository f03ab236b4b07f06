-- title: Progress by month
-- columns: Month|Selected|Approved|Scanned|Passed|Handed over
-- types: date|pages+|pages+|pages+|pages+|pages+
-- param: from
-- param: to
-- chart: bars|Pages by month|month|scanned,passed
SELECT substr(day, 1, 7) AS month, sum(iif(stage = 1, a4, 0)) AS selected,
    sum(iif(stage = 2, a4, 0)) AS approved,
    sum(iif(stage = 3, a4, 0)) AS scanned,
    sum(iif(stage = 4, a4, 0)) AS passed,
    sum(iif(stage = 5, a4, 0)) AS handed_over
FROM tally_day WHERE day BETWEEN ?1 AND ?2
GROUP BY substr(day, 1, 7) ORDER BY substr(day, 1, 7);
