/* What the head opens: a bar per year, the burn-up curve, the pipeline, pace,
 * what is needed a working day, the forecast, the report, what blocks. */
#include "ui.h"

#include "command_form.h"
#include "plot.h"

#include "fonds.h"
#include "number.h"
#include "progress.h"
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

static void year_bars(struct view *view, struct page *page,
    const struct progress *p)
{
	struct pool *pool = page->pool;
	bool ascii = tty_is_ascii(view->ui->term);
	int width = page->width - 48;

	if (width > 60)
		width = 60;
	page_head(page, _("A4 pages passed inspection, by year"));
	for (size_t i = 0; i < p->count; i++) {
		const struct quota_year *y = &p->years[i];
		bool now = y->year == p->year;

		page_line(page);
		page_at(page, 1, now ? STYLE_CURSOR : STYLE_TEXT, "%s%lld",
		    now ? ">" : " ", (long long)y->year);
		page_at(page, 9, STYLE_TEXT, "%s", "");
		page_bar(page, width, y->passed, y->target, ascii,
		    y->passed >= y->target ? STYLE_GOOD : STYLE_INFO);
		page_add(page, STYLE_STRONG, " %7s", number_percent(pool,
		    y->passed, y->target));
		page_add(page, STYLE_TEXT, " %11s / %s", number_text(pool,
		    y->passed), number_text(pool, y->target));
	}
	if (p->count > 0) {
		const struct quota_year *last = &p->years[p->count - 1];

		page_line(page);
		page_at(page, 2, STYLE_STRONG, "%s", _("All"));
		page_at(page, 9, STYLE_TEXT, "%s", "");
		page_bar(page, width, last->cumulative_passed,
		    last->cumulative_target, ascii, STYLE_STRONG);
		page_add(page, STYLE_STRONG, " %7s", number_percent(pool,
		    last->cumulative_passed, last->cumulative_target));
		page_add(page, STYLE_STRONG, " %11s / %s", number_text(pool,
		    last->cumulative_passed), number_text(pool,
		    last->cumulative_target));
	}
}

static void pace_lines(struct page *page, const struct progress *p)
{
	struct pool *pool = page->pool;
	bool behind = p->now != NULL && p->now->cumulative_passed <
	    p->expected + p->now->cumulative_target - p->now->target;

	page_head(page, _("Pace and forecast"));
	if (p->now == NULL) {
		page_wrap(page, 2, STYLE_DIM, _("This year has no target."));
		return;
	}
	page_pair(page, _("Pace"), STYLE_TEXT, pool_printf(pool,
	    _("%s A4 a working day (last 20)"), number_text(pool, p->pace)));
	page_pair(page, _("Needed"), behind ? STYLE_WARN : STYLE_GOOD,
	    pool_printf(pool, _("%s a working day, %s days left"),
	    number_text(pool, p->needed_per_day),
	    number_text(pool, p->days_left)));
	page_pair(page, _("By today"), behind ? STYLE_BAD : STYLE_GOOD,
	    pool_printf(pool, behind ? _("BEHIND: %s should be done, %s are") :
	    _("on time: %s should be done, %s are"),
	    number_text(pool, p->expected),
	    number_text(pool, p->now->passed)));
	page_pair(page, _("Forecast"), p->forecast[0] == '\0' ? STYLE_WARN :
	    STYLE_TEXT, p->forecast[0] == '\0' ?
	    _("the target is not reached at this pace") :
	    p->forecast_early[0] == '\0' ? progress_day(pool, p->forecast) :
	    pool_printf(pool, _("%s (between %s and %s)"),
	    progress_day(pool, p->forecast),
	    progress_day(pool, p->forecast_early),
	    p->forecast_late[0] == '\0' ? "?" :
	    progress_day(pool, p->forecast_late)));
	if (p->report_days >= 0)
		page_pair(page, _("Annual report"), p->report_days < 15 ?
		    STYLE_WARN : STYLE_TEXT, pool_printf(pool,
		    _("%lld days left (due before 15 December)"),
		    (long long)p->report_days));
	if (p->reminder[0] != '\0')
		page_wrap(page, 2, STYLE_WARN, p->reminder);
}

static void pipeline(struct page *page, const struct tally *t,
    const struct progress *p)
{
	static const char *const names[] = { N_("Tagged"), N_("On lists"),
		N_("Approved"), N_("Scanned"), N_("Passed"),
		N_("Handed over") };
	static const int from[] = { 1, 2, 4, 6, 7, 9 };
	struct pool *pool = page->pool;
	int64_t sums[COUNT(names)] = { 0 };

	(void)p;
	for (size_t i = 0; i < COUNT(names); i++)
		for (int s = from[i]; s <= S10_ACCEPTED; s++)
			sums[i] += t->state[s];
	page_head(page, _("Pipeline, in files"));
	for (size_t i = 0; i < COUNT(names); i++) {
		int at = (int)(i % 3) * (page->width / 3);

		if (i % 3 == 0)
			page_line(page);
		page_at(page, at + 1, STYLE_DIM, "%s", i > 0 ? ">" : " ");
		page_at(page, at + 3, STYLE_TEXT, "%s ", _(names[i]));
		page_add(page, STYLE_STRONG, "%s", number_text(pool,
		    sums[i]));
	}
}

/* What stands in the way, from the kept sums: where files pile up. */
static void blocks(struct page *page, const struct tally *t)
{
	static const struct {
		int state;
		const char *text;
	} rows[] = {
		{ S0_REGISTERED, N_("files have no criterion yet (tag)") },
		{ S1_TAGGED, N_("tagged files are on no list (selection "
		    "add)") },
		{ S2_DRAFT, N_("files are on drafts that were not submitted "
		    "(selection submit)") },
		{ S3_SUBMITTED, N_("files wait for the decision (selection "
		    "approve)") },
		{ S4_APPROVED, N_("approved files are not scanned: arranged, "
		    "received, on a batch? (batch new)") },
		{ S6_INSPECTION, N_("files wait for inspection (batch pass)") },
		{ S7_PASSED, N_("passed files are in no package (handover)") },
	};
	bool any = false;

	page_head(page, _("What is waiting"));
	for (size_t i = 0; i < COUNT(rows); i++)
		if (t->state[rows[i].state] > 0) {
			page_line(page);
			page_at(page, 2, STYLE_STRONG, "%9s ", number_text(
			    page->pool, t->state[rows[i].state]));
			page_add(page, STYLE_TEXT, "%s", _(rows[i].text));
			any = true;
		}
	if (!any)
		page_say(page, STYLE_DIM, "  %s", _("Nothing."));
}

/* The curve of the whole programme, a point a year, today's in between. */
static void burn_up(struct view *view, struct page *page,
    const struct progress *p)
{
	struct plot plot = { .width = page->width - 16, .height = 7,
		.ascii = tty_is_ascii(view->ui->term) };
	const struct quota_year *last = p->count == 0 ? NULL :
	    &p->years[p->count - 1];
	int64_t done = 0;
	double x_now;

	if (last == NULL || last->cumulative_target == 0 || p->now == NULL)
		return;
	if (plot.width > 100)
		plot.width = 100;
	plot_start(&plot, page->pool, (double)p->count,
	    (double)last->cumulative_target);
	plot_line(&plot, 0, 0, (double)p->count,
	    (double)last->cumulative_target, 2);
	x_now = (double)(p->now - p->years) + 1.0 -
	    (p->days_in_year > 0 ? (double)p->days_left /
	    (double)p->days_in_year : 0);
	for (size_t i = 0; i < p->count && &p->years[i] <= p->now; i++) {
		double to = &p->years[i] == p->now ? x_now : (double)i + 1;

		plot_line(&plot, (double)i, (double)done, to,
		    (double)p->years[i].cumulative_passed, 1);
		done = p->years[i].cumulative_passed;
	}
	if (p->pace > 0)
		plot_line(&plot, x_now, (double)done, (double)p->count,
		    (double)done + (double)p->pace * (double)p->days_in_year *
		    ((double)p->count - x_now), 4);
	page_head(page, _("Burn-up: done (solid), target and forecast (dotted)"));
	for (int i = 0; i < plot.height; i++) {
		page_line(page);
		if (i == 0)
			page_at(page, 1, STYLE_DIM, "%11s", number_text(
			    page->pool, last->cumulative_target));
		page_at(page, 13, STYLE_INFO, "%s", plot_row(&plot, i));
	}
	page_line(page);
	for (size_t i = 0; i < p->count; i++)
		page_at(page, 13 + (int)(i * (size_t)plot.width / p->count),
		    STYLE_DIM, "%lld", (long long)p->years[i].year);
}

/* The months of this year, each beside a twelfth of the target. */
static bool month_bars(struct view *view, struct page *page,
    const struct progress *p, struct err *err)
{
	struct pool *pool = page->pool;
	bool ascii = tty_is_ascii(view->ui->term);
	int width = page->width - 48 > 60 ? 60 : page->width - 48;
	int64_t months[12] = { 0 };
	struct quota_day *days;
	size_t count;

	if (p->now == NULL)
		return true;
	if (!quota_days(view->ui->app->db, 4, pool_printf(pool, "%lld-01-01",
	    (long long)p->year), pool_printf(pool, "%lld-12-31",
	    (long long)p->year), pool, &days, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		long month = strtol(days[i].day + 5, NULL, 10);

		if (month >= 1 && month <= 12)
			months[month - 1] += days[i].a4;
	}
	page_head(page, pool_printf(pool, _("A4 pages passed, by month of %lld"),
	    (long long)p->year));
	for (int i = 0; i < 12; i++) {
		page_line(page);
		page_at(page, 2, STYLE_TEXT, "%02d", i + 1);
		page_at(page, 9, STYLE_TEXT, "%s", "");
		page_bar(page, width, months[i], p->now->target / 12, ascii,
		    STYLE_INFO);
		page_add(page, STYLE_TEXT, " %19s", number_text(pool,
		    months[i]));
	}
	return true;
}

static bool quota_page(struct view *view, struct page *page, int64_t arg,
    struct err *err)
{
	const struct progress_options options = { 0 };
	struct progress p;
	struct tally t;
	struct db *db = view->ui->app->db;

	(void)arg;
	if (db == NULL)
		return err_set(err, ERR_MISSING, _("No catalogue is open"));
	if (!progress_read(db, &options, page->pool, &p, err) ||
	    !fonds_tally(db, 0, &t, err))
		return false;
	page_line(page);
	page_add(page, STYLE_STRONG, " %s", p.programme.name);
	year_bars(view, page, &p);
	pace_lines(page, &p);
	pipeline(page, &t, &p);
	burn_up(view, page, &p);
	blocks(page, &t);
	return month_bars(view, page, &p, err);
}

static bool set(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "quota set", "", NULL, err);
}

static bool snapshot(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "quota snapshot", "", NULL,
	    err);
}

/* clang-format off */
static const struct action actions[] = {
	{ "set", "F4 e", N_("Set the target of a year, with its basis"), NEEDS_WRITE, set, N_("Target") },
	{ "snapshot", "s", N_("Keep the figures of today"), NEEDS_WRITE, snapshot, N_("Snapshot") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_quota = {
	.name = "quota",
	.title = N_("Quota"),
	.help = N_("How far the plan is: what counts as done is what has "
	    "passed inspection, in A4 pages."),
	.actions = actions,
	.page = quota_page,
};
