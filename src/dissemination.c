/* Dissemination of the plan: who, when, how, how many. This file owns
 * "dissemination". */
#include "ledger.h"

static const struct ledger_field fields_dissemination[] = {
	{ .name = "agency", .type = LEDGER_BODY, .required = true },
	{ .name = "held", .type = LEDGER_DAY, .required = true },
	{ .name = "form", .type = LEDGER_TEXT, .required = true },
	{ .name = "people", .type = LEDGER_COUNT },
	{ .name = "content", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_dissemination[] = {
	{ .key = "number", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "agency", .head = N_("Code") },
	{ .key = "name", .head = N_("Agency") },
	{ .key = "held_on", .head = N_("Date"), .type = OUT_DATE },
	{ .key = "form", .head = N_("Form") },
	{ .key = "people", .head = N_("People"), .type = OUT_INTEGER,
	  .total = true },
	{ .key = "content", .head = N_("Content") },
	{ 0 }
};

const struct ledger ledger_dissemination = {
	.name = "dissemination",
	.noun = N_("Dissemination"),
	.coded = false,
	.fields = fields_dissemination,
	.columns = columns_dissemination,
	.insert =
	    "INSERT INTO dissemination (org_id, held_on, form, people,"
	    " content) VALUES ((SELECT id FROM org WHERE code = ?2), ?3,"
	    " ?4, ?5, ?6)",
	.update =
	    "UPDATE dissemination SET org_id = (SELECT id FROM org WHERE"
	    " code = ?2), held_on = ?3, form = ?4, people = ?5, content ="
	    " ?6, rev = rev + 1 WHERE id = ?7 AND rev = ?8",
	.find =
	    "SELECT id, rev, '', coalesce((SELECT code FROM org o WHERE"
	    " o.id = dissemination.org_id), ''), held_on, form, people,"
	    " content FROM dissemination WHERE id = ?1",
	.remove =
	    "DELETE FROM dissemination WHERE id = ?1",
	.list =
	    "SELECT d.id, o.code, o.name, d.held_on, d.form, d.people,"
	    " d.content FROM dissemination d JOIN org o ON o.id = d.org_id"
	    " ORDER BY d.held_on, d.id",
};
