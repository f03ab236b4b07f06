/* Tasks of the plan by body and deadline. This file owns "task". */
#include "ledger.h"

static const struct ledger_field fields_task[] = {
	{ .name = "title", .type = LEDGER_TEXT, .required = true },
	{ .name = "body", .type = LEDGER_TEXT, .required = true },
	{ .name = "due", .type = LEDGER_DAY },
	{ .name = "done", .type = LEDGER_DAY },
	{ .name = "basis", .type = LEDGER_TEXT },
	{ .name = "note", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_task[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "title", .head = N_("Task") },
	{ .key = "body", .head = N_("Body") },
	{ .key = "due_on", .head = N_("Due"), .type = OUT_DATE },
	{ .key = "done_on", .head = N_("Done"), .type = OUT_DATE },
	{ .key = "days_late", .head = N_("Days late"), .type = OUT_INTEGER },
	{ .key = "basis", .head = N_("Basis") },
	{ 0 }
};

const struct ledger ledger_task = {
	.name = "task",
	.noun = N_("Task"),
	.coded = true,
	.fields = fields_task,
	.columns = columns_task,
	.insert =
	    "INSERT INTO task (code, title, body, due_on, done_on, basis,"
	    " note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	.update =
	    "UPDATE task SET code = ?1, title = ?2, body = ?3, due_on = ?4,"
	    " done_on = ?5, basis = ?6, note = ?7, rev = rev + 1 WHERE id ="
	    " ?8 AND rev = ?9",
	.find =
	    "SELECT id, rev, code, title, body, due_on, done_on, basis,"
	    " note FROM task WHERE code = ?1",
	.remove =
	    "DELETE FROM task WHERE id = ?1",
	.list =
	    "SELECT code, title, body, due_on, done_on, iif(done_on = ''"
	    " AND due_on <> '' AND due_on < date('now', 'localtime'),"
	    " CAST(julianday('now', 'localtime') - julianday(due_on) AS"
	    " INTEGER), NULL), basis FROM task ORDER BY done_on <> '',"
	    " due_on = '', due_on, code",
};
