-- title: Transfers from source agencies
-- columns: Code|Agency|Content|Due|Registered|Received|Minutes|Permanent files|Boxes|Shelf metres|Not permanent
-- types: text|text|text|date|date|date|text|integer+|integer+|decimal+|integer+
-- landscape
-- note: Only permanent files count; others are noted and not taken over.
SELECT t.code AS code, o.name AS agency, t.title AS title, t.due_on AS due_on,
    t.registered_on AS registered_on, t.received_on AS received_on,
    t.minutes AS minutes, t.files AS files, t.boxes AS boxes,
    t.metres_milli / 1000.0 AS metres, t.refused AS refused
FROM transfer t JOIN org o ON o.id = t.org_id ORDER BY t.due_on, t.code;
