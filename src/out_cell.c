/* Cells as people and as programs read them. */
#include "clock.h"
#include "lang.h"
#include "number.h"
#include "out_kind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool out_is_number(enum out_type type)
{
	return type != OUT_TEXT && type != OUT_WORD && type != OUT_DATE &&
	    type != OUT_TIME && type != OUT_BOOL && type != OUT_JSON;
}

const char *out_total_label(enum out_row_kind kind)
{
	return kind == ROW_TOTAL ? _("Total") : _("Subtotal");
}

/* The stable words of data that people read in their language. */
static const char *const stable_words[] = {
	N_("draft"), N_("submitted"), N_("appraised"), N_("approved"),
	N_("returned"), N_("digitise"), N_("arrange"), N_("budget"),
	N_("integrated"), N_("allocated"), N_("spent"), N_("in"), N_("out"),
	N_("annual-report"), N_("off"), N_("work"), N_("labour"),
	N_("material"), N_("depreciation"), N_("energy"), N_("coefficient"),
	N_("price"), N_("salary"), N_("grade"), N_("allowance"),
	N_("insurance"), N_("days"), N_("management"), N_("vat"), N_("submit"),
	N_("appraise"), N_("approve"), N_("return"), N_("none"),
	N_("shortfall"), N_("both"), N_("yes"), N_("no"), N_("open"),
	N_("closed"), N_("fonds"), N_("works"), N_("collection"), N_("read"),
	N_("mostly"), N_("unreadable"), N_("missing"), N_("changed"),
	N_("replaced"), N_("running"), N_("done"),
	N_("findings"), N_("stopped"), N_("failed"), N_("died"),
	/* The life of a file (src/workflow_moves.c). */
	N_("Registered"), N_("Tagged"), N_("On a draft list"), N_("Submitted"),
	N_("Approved"), N_("Being digitised"), N_("Waiting for inspection"),
	N_("Passed"), N_("Packaged"), N_("Handed over"), N_("Accepted"),
	N_("Withdrawn"),
};

const char *out_word(const char *text)
{
	for (size_t i = 0; i < COUNT(stable_words); i++)
		if (strcmp(stable_words[i], text) == 0)
			return _(stable_words[i]);
	return text;
}

static const char *show_date(struct pool *pool, const char *text)
{
	struct date date;
	char words[DATE_TEXT];

	const char *to = strstr(text, " - ");

	if (strcmp(lang_current(), "vi") != 0)
		return text;
	if (to != NULL)
		return pool_printf(pool, "%s - %s", show_date(pool,
		    pool_copy_n(pool, text, (size_t)(to - text))),
		    show_date(pool, to + 3));
	if (!date_from_iso(text, &date) || date.year == 0)
		return text;
	date_vi(date, words);
	return pool_copy(pool, words);
}

static const char *show_time(struct pool *pool, const char *text)
{
	char words[CLOCK_TEXT];

	clock_local(text, words);
	return *words == '\0' ? text : pool_copy(pool, words);
}

static const char *show_number(struct pool *pool, enum out_type type,
    int64_t number)
{
	switch (type) {
	case OUT_NUMBER:
		return pool_printf(pool, "%lld", (long long)number);
	case OUT_BYTES:
		return number_bytes(pool, number);
	case OUT_BOOL:
		return number != 0 ? _("yes") : "";
	case OUT_PERCENT:
		return pool_printf(pool, "%s%%", number_text(pool, number));
	default:
		return number_text(pool, number);
	}
}

static const char *show_real(struct pool *pool, enum out_type type, double real)
{
	if (!isfinite(real))
		return "";
	if (type == OUT_PERCENT)
		return pool_printf(pool, "%s%%", number_real(pool, real, 1));
	return number_real(pool, real, 2);
}

const char *out_show(struct pool *pool, enum out_type type,
    const struct out_cell *cell)
{
	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_TEXT:
		if (type == OUT_DATE)
			return show_date(pool, cell->text);
		if (type == OUT_WORD)
			return out_word(cell->text);
		if (type == OUT_TIME)
			return show_time(pool, cell->text);
		return cell->text;
	case CELL_INT:
		return show_number(pool, type, cell->number);
	case CELL_REAL:
		return show_real(pool, type, cell->real);
	}
	return "";
}

const char *out_plain(struct pool *pool, enum out_type type,
    const struct out_cell *cell)
{
	char digits[40];
	char *comma;

	(void)type;
	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_TEXT:
		return cell->text;
	case CELL_INT:
		return pool_printf(pool, "%lld", (long long)cell->number);
	case CELL_REAL:
		if (!isfinite(cell->real))
			return "";
		snprintf(digits, sizeof(digits), "%.15g", cell->real);
		comma = strchr(digits, ',');
		if (comma != NULL)
			*comma = '.';
		return pool_copy(pool, digits);
	}
	return "";
}
