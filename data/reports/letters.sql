-- title: Letters in and out
-- columns: Date|Direction|Number|Body|About
-- types: date|word|text|text|text
-- param: from
-- param: to
SELECT on_date AS on_date, direction AS direction,
    number AS number, body AS body, about AS about
FROM letter WHERE on_date BETWEEN ?1 AND ?2 ORDER BY on_date, id;
