-- How many pages of a batch are inspected: a part of them (sampling, per
-- cent), or as many as the table [sampling] of the settings says for a batch
-- of its size.
ALTER TABLE batch ADD COLUMN by_lot INTEGER NOT NULL DEFAULT 0
    CHECK (by_lot IN (0, 1));
