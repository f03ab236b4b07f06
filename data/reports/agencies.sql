-- title: Source agencies
-- columns: Code|Agency|Kind|From|To|Successor|Kept (m)|To arrange (m)|Arranged (m)|Estimate|Due|Deposits|Received|Overdue|Permanent files
-- types: text|text|text|date|date|text|decimal+|decimal+|decimal+|money+|date|integer+|integer+|integer+|integer+
-- landscape
SELECT o.code AS code, o.name AS name, o.kind AS kind,
    o.valid_from AS valid_from, o.valid_to AS valid_to, s.name AS successor,
    b.held_milli / 1000.0 AS held, b.backlog_milli / 1000.0 AS backlog,
    b.arranged_milli / 1000.0 AS arranged, b.estimate AS estimate,
    b.due_on AS due_on, count(t.id) AS deposits,
    coalesce(sum(t.received_on <> ''), 0) AS received,
    coalesce(sum(t.received_on = '' AND t.due_on < date('now', 'localtime')), 0)
	AS overdue,
    coalesce(sum(t.files), 0) AS files
FROM org o LEFT JOIN org s ON s.id = o.successor_id
LEFT JOIN backlog b ON b.id = (SELECT id FROM backlog n
    WHERE n.org_id = o.id ORDER BY n.counted_on DESC LIMIT 1)
LEFT JOIN transfer t ON t.org_id = o.id
WHERE o.source = 1 GROUP BY o.id ORDER BY o.code;
