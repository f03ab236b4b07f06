/* What was allocated and spent, by year and source. This file owns "funding". */
#include "ledger.h"

static const struct ledger_field fields_funding[] = {
	{ .name = "estimate", .type = LEDGER_ESTIMATE },
	{ .name = "kind", .type = LEDGER_WORD, .required = true,
	  .words = "allocated|spent", .first = "" },
	{ .name = "year", .type = LEDGER_YEAR, .required = true },
	{ .name = "source", .type = LEDGER_WORD, .required = true,
	  .words = "budget|integrated", .first = "budget" },
	{ .name = "number", .type = LEDGER_TEXT },
	{ .name = "date", .type = LEDGER_DAY, .required = true },
	{ .name = "amount", .type = LEDGER_MONEY, .required = true },
	{ .name = "note", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_funding[] = {
	{ .key = "id", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "kind", .head = N_("Kind"), .type = OUT_WORD },
	{ .key = "source", .head = N_("Source"), .type = OUT_WORD },
	{ .key = "amount", .head = N_("Amount"), .type = OUT_MONEY },
	{ .key = "number", .head = N_("Number") },
	{ .key = "on_date", .head = N_("Date"), .type = OUT_DATE },
	{ .key = "estimate", .head = N_("Estimate") },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

const struct ledger ledger_funding = {
	.name = "funding",
	.noun = N_("Funding"),
	.coded = false,
	.fields = fields_funding,
	.columns = columns_funding,
	.insert =
	    "INSERT INTO funding (estimate_id, kind, year, source, number,"
	    " on_date, amount, note) VALUES ((SELECT id FROM estimate WHERE"
	    " code = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	.update =
	    "UPDATE funding SET estimate_id = (SELECT id FROM estimate"
	    " WHERE code = ?2), kind = ?3, year = ?4, source = ?5, number ="
	    " ?6, on_date = ?7, amount = ?8, note = ?9, rev = rev + 1 WHERE"
	    " id = ?10 AND rev = ?11",
	.find =
	    "SELECT id, rev, '', coalesce((SELECT code FROM estimate e"
	    " WHERE e.id = funding.estimate_id), ''), kind, year, source,"
	    " number, on_date, amount, note FROM funding WHERE id = ?1",
	.remove =
	    "DELETE FROM funding WHERE id = ?1",
	.list =
	    "SELECT f.id, f.year, f.kind, f.source, f.amount, f.number,"
	    " f.on_date, e.code, f.note FROM funding f LEFT JOIN estimate e"
	    " ON e.id = f.estimate_id ORDER BY f.year, f.on_date, f.id",
};
