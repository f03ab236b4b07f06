-- title: Difficulties of the annual report
-- columns: Topic|Difficulty|Agency|Answer
-- types: text|text|text|text
-- param: year
-- param: cutoff
-- landscape
SELECT d.topic AS topic, d.content AS content, coalesce(o.name, '') AS agency,
    iif(d.answered_on <= ?2, d.answer, '') AS answer
FROM difficulty d LEFT JOIN org o ON o.id = d.org_id
WHERE d.received_on BETWEEN ?1 || '-01-01' AND ?2
ORDER BY d.topic, d.received_on, d.id;
