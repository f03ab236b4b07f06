/* Letters in and out, and with them the annual reports that were sent. This
 * file owns "letter". */
#include "letter.h"

#include "ledger.h"

static const struct ledger_field fields_letter[] = {
	{ .name = "direction", .type = LEDGER_WORD,
	  .words = "in|out", .first = "out" },
	{ .name = "number", .type = LEDGER_TEXT, .required = true },
	{ .name = "date", .type = LEDGER_DAY, .required = true },
	{ .name = "body", .type = LEDGER_TEXT, .required = true },
	{ .name = "about", .type = LEDGER_TEXT, .required = true },
	{ .name = "kind", .type = LEDGER_WORD,
	  .words = "annual-report", .first = "" },
	{ .name = "year", .type = LEDGER_YEAR },
	{ 0 }
};

static const struct out_column columns_letter[] = {
	{ .key = "id", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "on_date", .head = N_("Date"), .type = OUT_DATE },
	{ .key = "direction", .head = N_("Direction"), .type = OUT_WORD },
	{ .key = "number", .head = N_("Number") },
	{ .key = "body", .head = N_("Body") },
	{ .key = "about", .head = N_("About") },
	{ .key = "kind", .head = N_("Kind"), .type = OUT_WORD },
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ 0 }
};

static bool check_letter(const struct ledger_value *values, struct err *err)
{
	if (*values[5].text != '\0' && values[6].number == 0)
		return err_set(err, ERR_USAGE,
		    _("Of which year is the annual report: --year YEAR"));
	return true;
}

const struct ledger ledger_letter = {
	.name = "letter",
	.noun = N_("Letter"),
	.coded = false,
	.fields = fields_letter,
	.columns = columns_letter,
	.insert =
	    "INSERT INTO letter (direction, number, on_date, body, about,"
	    " kind, year) VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	.update =
	    "UPDATE letter SET direction = ?2, number = ?3, on_date = ?4,"
	    " body = ?5, about = ?6, kind = ?7, year = ?8, rev = rev + 1"
	    " WHERE id = ?9 AND rev = ?10",
	.find =
	    "SELECT id, rev, '', direction, number, on_date, body, about,"
	    " kind, year FROM letter WHERE id = ?1",
	.remove =
	    "DELETE FROM letter WHERE id = ?1",
	.list =
	    "SELECT id, on_date, direction, number, body, about, kind, year"
	    " FROM letter ORDER BY on_date, id",
	.check = check_letter,
};

bool letter_report_sent(struct db *db, int64_t year, bool *sent,
    struct err *err)
{
	static const char sql[] = "SELECT 1 FROM letter"
	    " WHERE kind = 'annual-report' AND direction = 'out' AND year = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, year);
	*sent = db_row(q);
	return db_end(q);
}
