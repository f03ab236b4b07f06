-- title: Dissemination of the plan
-- columns: Agency|Date|Form|People|Content
-- types: text|date|text|integer+|text
-- param: from
-- param: to
SELECT o.name AS agency, d.held_on AS held_on, d.form AS form,
    d.people AS people, d.content AS content
FROM dissemination d JOIN org o ON o.id = d.org_id
WHERE d.held_on BETWEEN ?1 AND ?2 ORDER BY d.held_on, o.code;
