-- title: Legal bases
-- columns: Number|Date|Issued by|About|In force from|To
-- types: text|date|text|text|date|date
SELECT number AS number, issued_on AS issued_on, issuer AS issuer,
    abstract AS abstract, valid_from AS valid_from, valid_to AS valid_to
FROM legal_basis ORDER BY issued_on, id;
