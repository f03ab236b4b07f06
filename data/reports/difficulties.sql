-- title: Difficulties reported
-- columns: Code|From|Received|Letter|Difficulty|Forwarded|Answered|Answer
-- types: text|text|date|text|text|date|date|text
-- param: from
-- param: to
-- group: topic
-- landscape
SELECT d.code AS code, coalesce(o.name, '') AS agency,
    d.received_on AS received_on, d.number AS letter, d.content AS content,
    d.forwarded_on AS forwarded_on, d.answered_on AS answered_on,
    d.answer AS answer, iif(d.topic = '', 'Khác', d.topic) AS topic
FROM difficulty d LEFT JOIN org o ON o.id = d.org_id
WHERE d.received_on BETWEEN ?1 AND ?2
ORDER BY d.topic = '', d.topic, d.received_on, d.code;
