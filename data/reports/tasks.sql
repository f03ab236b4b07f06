-- title: Tasks by body and deadline
-- columns: Code|Task|Due|Done|Days late|Basis|Note
-- types: text|text|date|date|integer|text|text
-- param: day
-- group: body
SELECT code AS code, title AS title, due_on AS due_on, done_on AS done_on,
    iif(done_on = '' AND due_on <> '' AND due_on < ?1,
	CAST(julianday(?1) - julianday(due_on) AS INTEGER), NULL) AS days_late,
    basis AS basis, note AS note, body AS body
FROM task ORDER BY body, due_on = '', due_on, code;
