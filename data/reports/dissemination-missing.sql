-- title: Agencies without dissemination of the plan
-- columns: Code|Agency|Kind
-- types: text|text|text
SELECT code AS code, name AS name, kind AS kind FROM org
WHERE source = 1 AND valid_to = ''
AND id NOT IN (SELECT org_id FROM dissemination) ORDER BY code;
