/* Source agencies and other bodies with their validity and successors, and
 * what they hold and have still to arrange. This file owns "org" and "backlog". */
#include "ledger.h"

#include <string.h>

static const struct ledger_field fields_agency[] = {
	{ .name = "name", .type = LEDGER_TEXT, .required = true },
	{ .name = "kind", .type = LEDGER_TEXT },
	{ .name = "source", .type = LEDGER_WORD,
	  .words = "yes|no", .first = "yes" },
	{ .name = "successor", .type = LEDGER_BODY },
	{ .name = "from", .type = LEDGER_DATE },
	{ .name = "until", .type = LEDGER_DATE },
	{ .name = "contact", .type = LEDGER_TEXT },
	{ .name = "note", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_agency[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "name", .head = N_("Name") },
	{ .key = "kind", .head = N_("Kind") },
	{ .key = "source", .head = N_("Source"), .type = OUT_BOOL },
	{ .key = "valid_from", .head = N_("From"), .type = OUT_DATE },
	{ .key = "valid_to", .head = N_("Until"), .type = OUT_DATE },
	{ .key = "successor", .head = N_("Successor") },
	{ .key = "contact", .head = N_("Contact") },
	{ 0 }
};

static bool check_agency(const struct ledger_value *values, struct err *err)
{
	const char *from = values[4].text, *until = values[5].text;

	if (*until != '\0' && strcmp(until, from) < 0)
		return err_set(err, ERR_USAGE,
		    _("--until %s is before --from %s"), until, from);
	if (*values[3].text != '\0' && *until == '\0')
		return err_set(err, ERR_USAGE, _("An agency that has a successor"
		    " ended on a day: --until"));
	return true;
}

const struct ledger ledger_agency = {
	.name = "agency",
	.noun = N_("Agency"),
	.coded = true,
	.fields = fields_agency,
	.columns = columns_agency,
	.insert =
	    "INSERT INTO org (code, name, kind, source, successor_id,"
	    " valid_from, valid_to, contact, note) VALUES (?1, ?2, ?3, (?4"
	    " = 'yes'), (SELECT id FROM org WHERE code = ?5), ?6, ?7, ?8,"
	    " ?9)",
	.update =
	    "UPDATE org SET code = ?1, name = ?2, kind = ?3, source = (?4 ="
	    " 'yes'), successor_id = (SELECT id FROM org WHERE code = ?5),"
	    " valid_from = ?6, valid_to = ?7, contact = ?8, note = ?9, rev"
	    " = rev + 1 WHERE id = ?10 AND rev = ?11",
	.find =
	    "SELECT id, rev, code, name, kind, iif(source = 1, 'yes',"
	    " 'no'), coalesce((SELECT code FROM org o WHERE o.id ="
	    " org.successor_id), ''), valid_from, valid_to, contact, note"
	    " FROM org WHERE code = ?1",
	.remove =
	    "DELETE FROM org WHERE id = ?1",
	.list =
	    "SELECT o.code, o.name, o.kind, o.source, o.valid_from,"
	    " o.valid_to, s.code, o.contact FROM org o LEFT JOIN org s ON"
	    " s.id = o.successor_id ORDER BY o.code",
	.check = check_agency,
	.fold = "UPDATE org SET name_fold = ?2 WHERE id = ?1",
};

/* Backlog: the newest count of an agency holds. */
static const struct ledger_field fields_backlog[] = {
	{ .name = "agency", .type = LEDGER_BODY, .required = true },
	{ .name = "counted", .type = LEDGER_DAY, .required = true },
	{ .name = "held", .type = LEDGER_MILLI },
	{ .name = "backlog", .type = LEDGER_MILLI },
	{ .name = "arranged", .type = LEDGER_MILLI },
	{ .name = "estimate", .type = LEDGER_MONEY },
	{ .name = "due", .type = LEDGER_DATE },
	{ .name = "basis", .type = LEDGER_TEXT },
	{ .name = "note", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_backlog[] = {
	{ .key = "number", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "agency", .head = N_("Code") },
	{ .key = "name", .head = N_("Agency") },
	{ .key = "counted_on", .head = N_("Counted on"), .type = OUT_DATE },
	{ .key = "held", .head = N_("Kept (m)"), .type = OUT_DECIMAL },
	{ .key = "backlog", .head = N_("To arrange (m)"), .type = OUT_DECIMAL },
	{ .key = "arranged", .head = N_("Arranged (m)"), .type = OUT_DECIMAL },
	{ .key = "estimate", .head = N_("Estimate"), .type = OUT_MONEY },
	{ .key = "due_on", .head = N_("Due"), .type = OUT_DATE },
	{ .key = "basis", .head = N_("Basis") },
	{ 0 }
};

static bool check_backlog(const struct ledger_value *values, struct err *err)
{
	if (values[3].number > values[2].number)
		return err_set(err, ERR_USAGE, _("More is to be arranged than is"
		    " held: --backlog is part of --held"));
	return true;
}

const struct ledger ledger_backlog = {
	.name = "backlog",
	.noun = N_("Backlog"),
	.coded = false,
	.fields = fields_backlog,
	.columns = columns_backlog,
	.insert =
	    "INSERT INTO backlog (org_id, counted_on, held_milli,"
	    " backlog_milli, arranged_milli, estimate, due_on, basis, note)"
	    " VALUES ((SELECT id FROM org WHERE code = ?2), ?3, ?4, ?5, ?6,"
	    " ?7, ?8, ?9, ?10)",
	.update =
	    "UPDATE backlog SET org_id = (SELECT id FROM org WHERE code ="
	    " ?2), counted_on = ?3, held_milli = ?4, backlog_milli = ?5,"
	    " arranged_milli = ?6, estimate = ?7, due_on = ?8, basis = ?9,"
	    " note = ?10, rev = rev + 1 WHERE id = ?11 AND rev = ?12",
	.find =
	    "SELECT id, rev, '', coalesce((SELECT code FROM org o WHERE"
	    " o.id = backlog.org_id), ''), counted_on, held_milli,"
	    " backlog_milli, arranged_milli, estimate, due_on, basis, note"
	    " FROM backlog WHERE id = ?1",
	.remove =
	    "DELETE FROM backlog WHERE id = ?1",
	.list =
	    "SELECT b.id, o.code, o.name, b.counted_on, b.held_milli /"
	    " 1000.0, b.backlog_milli / 1000.0, b.arranged_milli / 1000.0,"
	    " b.estimate, b.due_on, b.basis FROM backlog b JOIN org o ON"
	    " o.id = b.org_id ORDER BY o.code, b.counted_on",
	.check = check_backlog,
};
