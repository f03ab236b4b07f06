-- title: Statistics of permanent records that need a backup copy
-- columns: Code|Fonds|Permanent files|At risk|Special value|Backed up|Remaining|Sheets|A4 pages remaining
-- types: text|text|integer+|integer+|integer+|integer+|integer+|integer+|pages+
-- landscape
-- note: NĐ 113/2025/NĐ-CP, Điều 30, khoản 2, điểm a: sent every year. Backed up is what the receiving side has confirmed.
WITH kept (fonds_id, permanent, special, backed_up, papers, a4) AS (
    SELECT fonds_id, sum(permanent), sum(special), sum(backed_up),
	sum(left_papers), sum(left_a4) FROM tally_fonds GROUP BY fonds_id),
risk (fonds_id, files) AS (
    SELECT d.fonds_id, count(DISTINCT d.id) FROM damage m
    CROSS JOIN dossier d ON d.id = m.dossier_id
    WHERE d.maintenance = '01' AND d.risk_recovery = 1 GROUP BY d.fonds_id)
SELECT f.code AS code, f.name AS name, coalesce(k.permanent, 0) AS permanent,
    coalesce(r.files, 0) AS at_risk, coalesce(k.special, 0) AS special,
    coalesce(k.backed_up, 0) AS backed_up,
    coalesce(k.permanent - k.backed_up, 0) AS remaining,
    coalesce(k.papers, 0) AS papers, coalesce(k.a4, 0) AS a4
FROM fonds f LEFT JOIN kept k ON k.fonds_id = f.id
LEFT JOIN risk r ON r.fonds_id = f.id
ORDER BY f.sort_key, f.id;
