-- title: Statistics of permanent records that need a backup copy
-- columns: Code|Fonds|Permanent files|At risk|Special value|Backed up|Remaining|Sheets|A4 pages remaining
-- types: text|text|integer+|integer+|integer+|integer+|integer+|integer+|pages+
-- landscape
-- note: NĐ 113/2025/NĐ-CP, Điều 30, khoản 2, điểm a: sent every year. Backed up is what the receiving side has confirmed.
SELECT f.code AS code, f.name AS name, count(d.id) AS permanent,
    coalesce(sum(EXISTS (SELECT 1 FROM damage m WHERE m.dossier_id = d.id)), 0)
	AS at_risk,
    coalesce(sum(d.special), 0) AS special,
    coalesce(sum(d.risk_status = '01'), 0) AS backed_up,
    coalesce(sum(d.risk_status <> '01'), 0) AS remaining,
    coalesce(sum(iif(d.risk_status <> '01', d.papers, 0)), 0) AS papers,
    coalesce(sum(iif(d.risk_status <> '01',
	iif(d.a4 > 0, d.a4, d.a4_estimate), 0)), 0) AS a4
FROM fonds f LEFT JOIN dossier d ON d.fonds_id = f.id AND d.maintenance = '01'
    AND d.risk_recovery = 1
GROUP BY f.id ORDER BY f.sort_key, f.id;
