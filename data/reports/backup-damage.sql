-- title: Permanent records at risk by damage sign
-- columns: Sign|Damage|Files|Sheets|A4 pages|Backed up
-- types: text|text|integer|integer|pages|integer
-- note: A file may show several signs and is counted under each of them.
SELECT t.code AS sign, t.name_vi AS name, count(d.id) AS files,
    coalesce(sum(d.papers), 0) AS papers,
    coalesce(sum(iif(d.a4 > 0, d.a4, d.a4_estimate)), 0) AS a4,
    coalesce(sum(d.risk_status = '01'), 0) AS backed_up
FROM term t LEFT JOIN damage m ON m.sign = t.code
LEFT JOIN dossier d ON d.id = m.dossier_id AND d.maintenance = '01'
WHERE t.kind = 'damage' GROUP BY t.code ORDER BY t.ordinal;
