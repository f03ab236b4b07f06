/* Difficulties that agencies report: received, grouped, forwarded, answered.
 * They feed part III of the annual report. This file owns "difficulty". */
#include "ledger.h"

#include <string.h>

static const struct ledger_field fields_difficulty[] = {
	{ .name = "agency", .type = LEDGER_BODY },
	{ .name = "received", .type = LEDGER_DAY, .required = true },
	{ .name = "letter", .type = LEDGER_TEXT },
	{ .name = "topic", .type = LEDGER_TEXT },
	{ .name = "content", .type = LEDGER_TEXT, .required = true },
	{ .name = "forwarded", .type = LEDGER_DAY },
	{ .name = "forward-letter", .type = LEDGER_TEXT },
	{ .name = "answered", .type = LEDGER_DAY },
	{ .name = "answer-letter", .type = LEDGER_TEXT },
	{ .name = "answer", .type = LEDGER_TEXT },
	{ 0 }
};

static const struct out_column columns_difficulty[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "agency", .head = N_("Agency") },
	{ .key = "received_on", .head = N_("Received"), .type = OUT_DATE },
	{ .key = "topic", .head = N_("Topic") },
	{ .key = "content", .head = N_("Difficulty") },
	{ .key = "forwarded_on", .head = N_("Forwarded"), .type = OUT_DATE },
	{ .key = "answered_on", .head = N_("Answered"), .type = OUT_DATE },
	{ .key = "answer", .head = N_("Answer") },
	{ 0 }
};

static bool check_difficulty(const struct ledger_value *values, struct err *err)
{
	const char *received = values[1].text;
	const char *forwarded = values[5].text, *answered = values[7].text;

	if (*forwarded != '\0' && strcmp(forwarded, received) < 0)
		return err_set(err, ERR_USAGE, _("Forwarded on %s, before it was"
		    " received on %s"), forwarded, received);
	if (*answered != '\0' && strcmp(answered, received) < 0)
		return err_set(err, ERR_USAGE, _("Answered on %s, before it was"
		    " received on %s"), answered, received);
	if (*answered != '\0' && *values[9].text == '\0')
		return err_set(err, ERR_USAGE,
		    _("What was answered: --answer TEXT"));
	return true;
}

const struct ledger ledger_difficulty = {
	.name = "difficulty",
	.noun = N_("Difficulty"),
	.coded = true,
	.fields = fields_difficulty,
	.columns = columns_difficulty,
	.insert =
	    "INSERT INTO difficulty (code, org_id, received_on, number,"
	    " topic, content, forwarded_on, forwarded_number, answered_on,"
	    " answer_number, answer) VALUES (?1, (SELECT id FROM org WHERE"
	    " code = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	.update =
	    "UPDATE difficulty SET code = ?1, org_id = (SELECT id FROM org"
	    " WHERE code = ?2), received_on = ?3, number = ?4, topic = ?5,"
	    " content = ?6, forwarded_on = ?7, forwarded_number = ?8,"
	    " answered_on = ?9, answer_number = ?10, answer = ?11, rev ="
	    " rev + 1 WHERE id = ?12 AND rev = ?13",
	.find =
	    "SELECT id, rev, code, coalesce((SELECT code FROM org o WHERE"
	    " o.id = difficulty.org_id), ''), received_on, number, topic,"
	    " content, forwarded_on, forwarded_number, answered_on,"
	    " answer_number, answer FROM difficulty WHERE code = ?1",
	.remove =
	    "DELETE FROM difficulty WHERE id = ?1",
	.list =
	    "SELECT d.code, o.name, d.received_on, d.topic, d.content,"
	    " d.forwarded_on, d.answered_on, d.answer FROM difficulty d"
	    " LEFT JOIN org o ON o.id = d.org_id ORDER BY d.received_on,"
	    " d.code",
	.check = check_difficulty,
};
