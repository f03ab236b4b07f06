/* Norms: every number of an estimate with unit, legal basis and validity. No
 * figure comes with the program. This file owns "norm". */
#include "ledger.h"

#include <string.h>

static const struct ledger_field fields_norm[] = {
	{ .name = "kind", .type = LEDGER_WORD, .required = true,
	  .words = "labour|material|depreciation|energy|coefficient|price|salary|grade|allowance|insurance|days|management|vat", .first = "" },
	{ .name = "item", .type = LEDGER_TEXT },
	{ .name = "step", .type = LEDGER_TEXT },
	{ .name = "grade", .type = LEDGER_TEXT },
	{ .name = "value", .type = LEDGER_MILLI, .required = true },
	{ .name = "unit", .type = LEDGER_TEXT },
	{ .name = "basis", .type = LEDGER_TEXT, .required = true },
	{ .name = "from", .type = LEDGER_DAY },
	{ .name = "until", .type = LEDGER_DAY },
	{ 0 }
};

static const struct out_column columns_norm[] = {
	{ .key = "number", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "kind", .head = N_("Kind"), .type = OUT_WORD },
	{ .key = "item", .head = N_("Work") },
	{ .key = "step", .head = N_("Step") },
	{ .key = "grade", .head = N_("Grade") },
	{ .key = "value", .head = N_("Value"), .type = OUT_DECIMAL },
	{ .key = "unit", .head = N_("Unit") },
	{ .key = "basis", .head = N_("Legal basis") },
	{ .key = "valid_from", .head = N_("From"), .type = OUT_DATE },
	{ .key = "valid_to", .head = N_("Until"), .type = OUT_DATE },
	{ 0 }
};

/* What a kind must say, and what it may not. */
static bool check_norm(const struct ledger_value *values, struct err *err)
{
	static const struct {
		const char *kind;
		bool item, grade;
		int64_t most;	/* in thousandths; 0: no limit */
	} rules[] = {
		{ "labour", true, true, 0 }, { "material", true, false, 0 },
		{ "depreciation", true, false, 0 },
		{ "energy", true, false, 0 },
		{ "coefficient", true, false, 100000 },
		{ "price", true, false, 0 }, { "salary", false, false, 0 },
		{ "grade", false, true, 20000 },
		{ "allowance", false, true, 20000 },
		{ "insurance", false, false, 100000 },
		{ "days", false, false, 31000 },
		{ "management", false, false, 100000 },
		{ "vat", false, false, 100000 },
	};
	const char *kind = values[0].text;
	const char *from = values[7].text, *until = values[8].text;

	for (size_t i = 0; i < COUNT(rules); i++) {
		if (strcmp(rules[i].kind, kind) != 0)
			continue;
		if (rules[i].item && *values[1].text == '\0')
			return err_set(err, ERR_USAGE,
			    _("A norm of the kind %s is for a work: --item"),
			    kind);
		if (rules[i].grade && *values[3].text == '\0')
			return err_set(err, ERR_USAGE,
			    _("A norm of the kind %s is for a grade: --grade"),
			    kind);
		if (rules[i].most > 0 && values[4].number > rules[i].most)
			return err_set(err, ERR_USAGE, _("%s: at most %lld"),
			    kind, (long long)rules[i].most / 1000);
	}
	if (*until != '\0' && strcmp(until, from) < 0)
		return err_set(err, ERR_USAGE,
		    _("--until %s is before --from %s"), until, from);
	return true;
}

const struct ledger ledger_norm = {
	.name = "norm",
	.noun = N_("Norm"),
	.coded = false,
	.fields = fields_norm,
	.columns = columns_norm,
	.insert =
	    "INSERT INTO norm (kind, item, step, grade, value_milli, unit,"
	    " basis, valid_from, valid_to) VALUES (?2, ?3, ?4, ?5, ?6, ?7,"
	    " ?8, ?9, ?10)",
	.update =
	    "UPDATE norm SET kind = ?2, item = ?3, step = ?4, grade = ?5,"
	    " value_milli = ?6, unit = ?7, basis = ?8, valid_from = ?9,"
	    " valid_to = ?10, rev = rev + 1 WHERE id = ?11 AND rev = ?12",
	.find =
	    "SELECT id, rev, '', kind, item, step, grade, value_milli,"
	    " unit, basis, valid_from, valid_to FROM norm WHERE id = ?1",
	.remove =
	    "DELETE FROM norm WHERE id = ?1",
	.list =
	    "SELECT id, kind, item, step, grade, value_milli / 1000.0,"
	    " unit, basis, valid_from, valid_to FROM norm ORDER BY kind,"
	    " item, step, grade, valid_from",
	.check = check_norm,
	.overlap = N_("Another norm of this kind, work, step and grade is valid on"
	    " some of these days: end that one first (norm edit NUMBER --until"
	    " DATE), or begin this one later (--from DATE)"),
};
