-- title: Working calendar
-- columns: Day|Kind|Name|Basis
-- types: date|word|text|text
-- param: year
SELECT day AS day, kind AS kind, name AS name,
    basis AS basis
FROM holiday WHERE substr(day, 1, 4) = ?1 ORDER BY day;
