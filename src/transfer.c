/* Deposits of source agencies: due, registered, received with minutes. Only
 * permanent files count. This file owns "transfer". */
#include "ledger.h"

#include <string.h>

static const struct ledger_field fields_transfer[] = {
	{ .name = "agency", .type = LEDGER_BODY, .required = true },
	{ .name = "title", .type = LEDGER_TEXT },
	{ .name = "due", .type = LEDGER_DAY, .required = true },
	{ .name = "registered", .type = LEDGER_DAY },
	{ .name = "registration", .type = LEDGER_TEXT },
	{ .name = "received", .type = LEDGER_DAY },
	{ .name = "minutes", .type = LEDGER_TEXT },
	{ .name = "files", .type = LEDGER_COUNT },
	{ .name = "boxes", .type = LEDGER_COUNT },
	{ .name = "metres", .type = LEDGER_MILLI },
	{ .name = "not-permanent", .type = LEDGER_COUNT },
	{ .name = "note", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_transfer[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "agency", .head = N_("Agency") },
	{ .key = "title", .head = N_("Content") },
	{ .key = "due_on", .head = N_("Due"), .type = OUT_DATE },
	{ .key = "registered_on", .head = N_("Registered"), .type = OUT_DATE },
	{ .key = "received_on", .head = N_("Received"), .type = OUT_DATE },
	{ .key = "minutes", .head = N_("Minutes") },
	{ .key = "files", .head = N_("Permanent files"), .type = OUT_INTEGER,
	  .total = true },
	{ .key = "boxes", .head = N_("Boxes"), .type = OUT_INTEGER,
	  .total = true },
	{ .key = "metres", .head = N_("Shelf metres"), .type = OUT_DECIMAL,
	  .total = true },
	{ .key = "not_permanent", .head = N_("Not permanent"), .type = OUT_INTEGER,
	  .total = true },
	{ 0 }
};

static bool check_transfer(const struct ledger_value *values, struct err *err)
{
	const char *registered = values[3].text, *received = values[5].text;

	if (*received != '\0' && *values[6].text == '\0')
		return err_set(err, ERR_USAGE, _("What was received has minutes:"
		    " --minutes NUMBER"));
	if (*received != '\0' && values[7].number == 0)
		return err_set(err, ERR_USAGE, _("How many permanent files were"
		    " received: --files N (others do not count)"));
	if (*received != '\0' && strcmp(received, registered) < 0)
		return err_set(err, ERR_USAGE, _("Received on %s, but registered"
		    " only on %s"), received, registered);
	if (*received == '\0' && values[7].number > 0)
		return err_set(err, ERR_USAGE, _("Files count when they are"
		    " received: --received DATE --minutes NUMBER"));
	return true;
}

const struct ledger ledger_transfer = {
	.name = "transfer",
	.noun = N_("Transfer"),
	.coded = true,
	.fields = fields_transfer,
	.columns = columns_transfer,
	.insert =
	    "INSERT INTO transfer (code, org_id, title, due_on,"
	    " registered_on, register_number, received_on, minutes, files,"
	    " boxes, metres_milli, refused, note) VALUES (?1, (SELECT id"
	    " FROM org WHERE code = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
	    " ?11, ?12, ?13)",
	.update =
	    "UPDATE transfer SET code = ?1, org_id = (SELECT id FROM org"
	    " WHERE code = ?2), title = ?3, due_on = ?4, registered_on ="
	    " ?5, register_number = ?6, received_on = ?7, minutes = ?8,"
	    " files = ?9, boxes = ?10, metres_milli = ?11, refused = ?12,"
	    " note = ?13, rev = rev + 1 WHERE id = ?14 AND rev = ?15",
	.find =
	    "SELECT id, rev, code, coalesce((SELECT code FROM org o WHERE"
	    " o.id = transfer.org_id), ''), title, due_on, registered_on,"
	    " register_number, received_on, minutes, files, boxes,"
	    " metres_milli, refused, note FROM transfer WHERE code = ?1",
	.remove =
	    "DELETE FROM transfer WHERE id = ?1",
	.list =
	    "SELECT t.code, o.name, t.title, t.due_on, t.registered_on,"
	    " t.received_on, t.minutes, t.files, t.boxes, t.metres_milli /"
	    " 1000.0, t.refused FROM transfer t JOIN org o ON o.id ="
	    " t.org_id ORDER BY t.due_on, t.code",
	.check = check_transfer,
};
