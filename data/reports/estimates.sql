-- title: Estimates and their approval
-- columns: Estimate|Title|Body|Year|Lines|Management|VAT|Total|State|Submitted|Appraised|Approved|Approved by|Allocated|Spent
-- types: text|text|text|number|money+|money+|money+|money+|word|money+|money+|money+|text|money+|money+
-- formula: total = [subtotal]+[management]+[vat]
-- landscape
SELECT e.code AS estimate, e.title AS title, coalesce(o.name, '') AS body,
    e.year AS year, e.subtotal AS subtotal, e.management AS management,
    e.vat AS vat, e.total AS total,
    e.state AS state,
    (SELECT amount FROM estimate_step s WHERE s.estimate_id = e.id
	AND step = 'submit' ORDER BY s.id DESC LIMIT 1) AS submitted,
    (SELECT amount FROM estimate_step s WHERE s.estimate_id = e.id
	AND step = 'appraise' ORDER BY s.id DESC LIMIT 1) AS appraised,
    (SELECT amount FROM estimate_step s WHERE s.estimate_id = e.id
	AND step = 'approve' ORDER BY s.id DESC LIMIT 1) AS approved,
    (SELECT body || ', ' || number FROM estimate_step s
	WHERE s.estimate_id = e.id AND step = 'approve'
	ORDER BY s.id DESC LIMIT 1) AS approved_by,
    (SELECT sum(amount) FROM funding f WHERE f.estimate_id = e.id
	AND f.kind = 'allocated') AS allocated,
    (SELECT sum(amount) FROM funding f WHERE f.estimate_id = e.id
	AND f.kind = 'spent') AS spent
FROM estimate e LEFT JOIN org o ON o.id = e.org_id ORDER BY e.year, e.code;
