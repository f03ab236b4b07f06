-- title: Source agencies
-- columns: Code|Agency|Kind|From|To|Successor|Kept (m)|To arrange (m)|Arranged (m)|Estimate|Due
-- types: text|text|text|date|date|text|decimal+|decimal+|decimal+|money+|date
-- landscape
SELECT o.code AS code, o.name AS name, o.kind AS kind,
    o.valid_from AS valid_from, o.valid_to AS valid_to, s.name AS successor,
    b.held_milli / 1000.0 AS held, b.backlog_milli / 1000.0 AS backlog,
    b.arranged_milli / 1000.0 AS arranged, b.estimate AS estimate,
    b.due_on AS due_on
FROM org o LEFT JOIN org s ON s.id = o.successor_id
LEFT JOIN backlog b ON b.id = (SELECT id FROM backlog n
    WHERE n.org_id = o.id ORDER BY n.counted_on DESC LIMIT 1)
WHERE o.source = 1 ORDER BY o.code;
