-- title: Norms and prices in use
-- columns: Kind|Work|Step|Grade|Value|Unit|Legal basis|From|To
-- types: word|text|text|text|decimal|text|text|date|date
-- param: day
-- landscape
SELECT kind AS kind, item AS item, step AS step, grade AS grade,
    value_milli / 1000.0 AS value, unit AS unit, basis AS basis,
    valid_from AS valid_from, valid_to AS valid_to
FROM norm WHERE valid_from <= ?1 AND (valid_to = '' OR valid_to >= ?1)
ORDER BY kind, item, step, grade, valid_from;
