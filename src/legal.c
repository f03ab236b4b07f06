/* Legal bases: number, date, issuer, abstract, validity. programme.c fills in
 * those of the programme; this file keeps them. */
#include "ledger.h"

static const struct ledger_field fields_legal[] = {
	{ .name = "number", .type = LEDGER_TEXT, .required = true },
	{ .name = "date", .type = LEDGER_DATE },
	{ .name = "issuer", .type = LEDGER_TEXT },
	{ .name = "about", .type = LEDGER_TEXT, .required = true },
	{ .name = "from", .type = LEDGER_DATE },
	{ .name = "until", .type = LEDGER_DATE },
	{ .name = "note", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_legal[] = {
	{ .key = "id", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "number", .head = N_("Number") },
	{ .key = "issued_on", .head = N_("Date"), .type = OUT_DATE },
	{ .key = "issuer", .head = N_("Issued by") },
	{ .key = "about", .head = N_("About") },
	{ .key = "valid_from", .head = N_("In force from"), .type = OUT_DATE },
	{ .key = "valid_to", .head = N_("Until"), .type = OUT_DATE },
	{ 0 }
};

const struct ledger ledger_legal = {
	.name = "legal",
	.noun = N_("Legal basis"),
	.coded = false,
	.fields = fields_legal,
	.columns = columns_legal,
	.insert =
	    "INSERT INTO legal_basis (number, issued_on, issuer, abstract,"
	    " valid_from, valid_to, note) VALUES (?2, ?3, ?4, ?5, ?6, ?7,"
	    " ?8)",
	.update =
	    "UPDATE legal_basis SET number = ?2, issued_on = ?3, issuer ="
	    " ?4, abstract = ?5, valid_from = ?6, valid_to = ?7, note = ?8,"
	    " rev = rev + 1 WHERE id = ?9 AND rev = ?10",
	.find =
	    "SELECT id, rev, '', number, issued_on, issuer, abstract,"
	    " valid_from, valid_to, note FROM legal_basis WHERE id = ?1",
	.remove =
	    "DELETE FROM legal_basis WHERE id = ?1",
	.list =
	    "SELECT id, number, issued_on, issuer, abstract, valid_from,"
	    " valid_to FROM legal_basis ORDER BY issued_on, id",
};
