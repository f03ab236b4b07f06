-- title: Difference between two snapshots
-- columns: Year|Target|Target changed by|Selected|Approved|Scanned|Passed|Handed over
-- types: number|pages+|pages+|pages+|pages+|pages+|pages+|pages+
-- param: first
-- param: second
-- landscape
-- note: The figures of the stages are what was added between the two; an empty name is the oldest or the newest snapshot.
WITH one (id) AS (SELECT id FROM snapshot
    WHERE ?1 = '' OR name = ?1 ORDER BY id LIMIT 1),
two (id) AS (SELECT id FROM snapshot
    WHERE ?2 = '' OR name = ?2 ORDER BY id DESC LIMIT 1),
a AS (SELECT * FROM snapshot_year WHERE snapshot_id = (SELECT id FROM one)),
b AS (SELECT * FROM snapshot_year WHERE snapshot_id = (SELECT id FROM two))
SELECT b.year AS year, b.target AS target,
    b.target - coalesce(a.target, 0) AS target_change,
    b.selected - coalesce(a.selected, 0) AS selected,
    b.approved - coalesce(a.approved, 0) AS approved,
    b.scanned - coalesce(a.scanned, 0) AS scanned,
    b.passed - coalesce(a.passed, 0) AS passed,
    b.handed_over - coalesce(a.handed_over, 0) AS handed_over
FROM b LEFT JOIN a ON a.year = b.year ORDER BY b.year;
