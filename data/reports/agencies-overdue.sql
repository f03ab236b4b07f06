-- title: Overdue agencies
-- columns: Agency|What is due|Reference|Due on|Days late|Succeeded by
-- types: text|text|text|date|integer|text
-- param: day
-- landscape
WITH late (org_id, what, reference, due_on) AS (
    SELECT org_id, 'Giao nộp hồ sơ, tài liệu', code, due_on FROM transfer
    WHERE received_on = '' AND due_on < ?1
    UNION ALL
    SELECT b.org_id, 'Chỉnh lý tài liệu tồn đọng', b.basis, b.due_on
    FROM backlog b WHERE b.due_on <> '' AND b.due_on < ?1
    AND b.backlog_milli > 0 AND NOT EXISTS (SELECT 1 FROM backlog n
	WHERE n.org_id = b.org_id AND n.counted_on > b.counted_on))
SELECT o.name AS agency, l.what AS what, l.reference AS reference,
    l.due_on AS due_on,
    CAST(julianday(?1) - julianday(CASE length(l.due_on)
	WHEN 4 THEN l.due_on || '-12-31' WHEN 7 THEN date(l.due_on || '-01',
	'+1 month', '-1 day') ELSE l.due_on END) AS INTEGER) AS days_late,
    s.name AS successor
FROM late l JOIN org o ON o.id = l.org_id
LEFT JOIN org s ON s.id = o.successor_id
WHERE CASE length(l.due_on) WHEN 4 THEN l.due_on || '-12-31'
    WHEN 7 THEN date(l.due_on || '-01', '+1 month', '-1 day')
    ELSE l.due_on END < ?1
ORDER BY l.due_on, o.code;
