-- title: Estimate
-- columns: No.|Work|Unit|Quantity|Quantity from|Unit cost|Amount|Source|Year|Note
-- types: number|text|text|decimal|text|decimal|money+|word|number|text
-- param: estimate
-- formula: amount = ROUND([quantity]*[unit_cost],0)
-- group: estimate_name
-- landscape
-- note: Management costs and VAT are added to this sum as the summary of the estimate says (bansao report estimates).
SELECT l.ordinal AS number, l.item AS item, l.unit AS unit,
    l.quantity_milli / 1000.0 AS quantity, l.quantity_from AS quantity_from,
    l.unit_cost_milli / 1000.0 AS unit_cost, l.amount AS amount,
    l.source AS source,
    l.year AS year, l.note AS note, e.code || ' — ' || e.title AS estimate_name
FROM estimate e JOIN estimate_line l ON l.estimate_id = e.id
WHERE ?1 = '' OR e.code = ?1 ORDER BY e.code, l.ordinal;
