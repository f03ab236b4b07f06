/* What the head opens: a bar per year, the burn-up curve, the pipeline, pace,
 * what is needed a working day, the forecast, the report, what blocks. */
#include "ui.h"

#include "command_form.h"
#include "plot.h"
#include "quota_inside.h"

#include "number.h"
#include "text.h"
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BAR = 60, WIDE = 118 };

static int bar_width(const struct page *page, int taken)
{
	int width = page->width - taken;

	return width > MOST_BAR ? MOST_BAR : width;
}

static void year_bar(struct page *page, const struct sight *s,
    const struct quota_year *y, const char *mark, enum style style)
{
	struct pool *pool = page->pool;

	page_line(page);
	page_at(page, 1, *mark == '>' ? STYLE_CURSOR : STYLE_TEXT, "%s%lld",
	    mark, (long long)y->year);
	page_at(page, 9, STYLE_TEXT, "%s", "");
	page_bars(page, bar_width(page, 42), y->passed, y->selected, y->target,
	    s->ascii, style);
	page_add(page, STYLE_STRONG, " %7s", number_percent(pool, y->passed,
	    y->target));
	page_add(page, STYLE_TEXT, " %9s / %s", number_text(pool, y->passed),
	    number_text(pool, y->target));
}

static void year_bars(struct page *page, const struct sight *s)
{
	const struct progress *p = &s->p;
	struct pool *pool = page->pool;
	const struct quota_year *last = &p->years[p->count - 1];

	page_head(page, s->ascii ?
	    _("A4 pages by year: # passed, - on lists, . target") :
	    _("A4 pages by year: █ passed, ░ on lists, · target"));
	for (size_t i = 0; i < p->count; i++)
		year_bar(page, s, &p->years[i], p->years[i].year == p->year ?
		    ">" : " ", p->years[i].passed >= p->years[i].target ?
		    STYLE_GOOD : STYLE_INFO);
	if (p->count == 0)
		return;
	page_line(page);
	page_at(page, 2, STYLE_STRONG, "%s", _("All"));
	page_at(page, 9, STYLE_TEXT, "%s", "");
	page_bar(page, bar_width(page, 42), last->cumulative_passed,
	    last->cumulative_target, s->ascii, STYLE_STRONG);
	page_add(page, STYLE_STRONG, " %7s %9s / %s", number_percent(pool,
	    last->cumulative_passed, last->cumulative_target), number_text(pool,
	    last->cumulative_passed), number_text(pool,
	    last->cumulative_target));
}

static const char *reached(struct pool *pool, const struct progress *p)
{
	if (p->forecast[0] == '\0')
		return _("the target is not reached at this pace");
	if (p->forecast_early[0] == '\0')
		return progress_day(pool, p->forecast);
	return pool_printf(pool, _("%s (between %s and %s)"),
	    progress_day(pool, p->forecast),
	    progress_day(pool, p->forecast_early), p->forecast_late[0] == '\0' ?
	    "?" : progress_day(pool, p->forecast_late));
}

void quota_pace(struct page *page, const struct sight *s)
{
	const struct progress *p = &s->p;
	struct pool *pool = page->pool;
	bool behind = p->now != NULL && p->now->passed < p->expected;

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
	    STYLE_TEXT, reached(pool, p));
	if (p->carried != 0)
		page_pair(page, _("Carried in"), STYLE_TEXT, pool_printf(pool,
		    _("%s A4 of the years before"), number_text(pool,
		    p->carried)));
	if (p->report_days >= 0)
		page_pair(page, _("Annual report"), p->report_days < 15 ?
		    STYLE_WARN : STYLE_TEXT, pool_printf(pool,
		    _("%lld days left (due before 15 December)"),
		    (long long)p->report_days));
	else if (p->reminder[0] != '\0')
		page_wrap(page, 1, STYLE_WARN, p->reminder);
}

static void step_line(struct page *page, const struct sight *s,
    const char *name, const char *files, int64_t a4, int64_t whole)
{
	page_line(page);
	page_at(page, 1, STYLE_TEXT, "%s", text_fit(page->pool, name, 21,
	    TEXT_LEFT, false));
	page_add(page, STYLE_STRONG, " %9s", files);
	page_add(page, STYLE_TEXT, " %10s  ", number_text(page->pool, a4));
	page_bar(page, bar_width(page, 47), a4, whole, s->ascii, STYLE_INFO);
}

static void pace_lines(struct page *page, const struct sight *s)
{
	page_head(page, _("Pace and forecast"));
	quota_pace(page, s);
}

const struct quota_step quota_steps[QUOTA_STEPS] = {
	{ N_("Tagged"), S1_TAGGED }, { N_("On lists"), S2_DRAFT },
	{ N_("Approved"), S4_APPROVED }, { N_("Scanned"), S6_INSPECTION },
	{ N_("Passed"), S7_PASSED }, { N_("Handed over"), S9_HANDED_OVER },
};

void quota_step_sum(const struct sight *s, int step, int64_t *files,
    int64_t *a4)
{
	*files = *a4 = 0;
	for (int state = quota_steps[step].from; state <= S10_ACCEPTED;
	    state++) {
		*files += s->tally.state[state];
		*a4 += s->tally.state_a4[state];
	}
}

static void pipeline(struct page *page, const struct sight *s)
{
	const struct progress *p = &s->p;
	int64_t plan = p->count == 0 ? 0 :
	    p->years[p->count - 1].cumulative_target;

	page_head(page, _("Pipeline: files, A4 pages, share of the plan"));
	step_line(page, s, _("Planned"), "", plan, plan);
	for (int i = 0; i < QUOTA_STEPS; i++) {
		int64_t files, a4;

		quota_step_sum(s, i, &files, &a4);
		step_line(page, s, pool_printf(page->pool, "> %s",
		    _(quota_steps[i].name)), number_text(page->pool, files), a4,
		    plan);
	}
}

/* What stands in the way, from the kept sums: where files pile up. */
void quota_blocks(struct page *page, const struct sight *s)
{
	static const struct {
		int state;
		const char *text;
	} rows[] = {
		{ S0_REGISTERED, N_("files have no criterion yet (:tag)") },
		{ S1_TAGGED, N_("tagged files are on no list "
		    "(:selection add)") },
		{ S2_DRAFT, N_("files are on drafts that were not submitted "
		    "(:selection submit)") },
		{ S3_SUBMITTED, N_("files wait for the decision "
		    "(:selection approve)") },
		{ S4_APPROVED, N_("approved files are not scanned: arranged, "
		    "received, on a batch? (:batch new)") },
		{ S6_INSPECTION, N_("files wait for inspection (:batch pass)") },
		{ S7_PASSED, N_("passed files are in no package (:handovers)") },
	};
	bool any = false;

	for (size_t i = 0; i < COUNT(rows); i++)
		if (s->tally.state[rows[i].state] > 0) {
			page_line(page);
			page_at(page, 2, STYLE_STRONG, "%9s ", number_text(
			    page->pool, s->tally.state[rows[i].state]));
			page_add(page, STYLE_TEXT, "%s", _(rows[i].text));
			any = true;
		}
	if (!any)
		page_say(page, STYLE_DIM, "  %s", _("Nothing."));
}

static void blocks(struct page *page, const struct sight *s)
{
	page_head(page, _("What is waiting"));
	quota_blocks(page, s);
}

/* Where a day stands on the axis of the years. */
static double place_of(const struct progress *p, const char *day)
{
	long year = strtol(day, NULL, 10), month = 1, number = 1;

	if (strlen(day) >= 10) {
		month = strtol(day + 5, NULL, 10);
		number = strtol(day + 8, NULL, 10);
	}
	return (double)(year - p->years[0].year) +
	    ((double)(month - 1) * 30.5 + (double)number) / 366.0;
}

/* Day by day what has passed, the target as a straight line, and where the
 * pace leads. */
static void curve(struct plot *plot, const struct sight *s)
{
	const struct progress *p = &s->p;
	double most = (double)p->years[p->count - 1].cumulative_target;
	double x = 0, now = place_of(p, p->today), years = (double)p->count;
	int64_t done = 0, target = 0;

	for (size_t i = 0; i < p->count; i++) {
		plot_line(plot, (double)i, (double)target, (double)i + 1,
		    (double)(target + p->years[i].target), 2);
		target += p->years[i].target;
	}
	if (p->pace > 0)
		plot_line(plot, now, (double)p->years[p->count -
		    1].cumulative_passed, years, (double)p->years[p->count -
		    1].cumulative_passed + (double)p->pace *
		    (double)p->days_in_year * (years - now), 4);
	for (size_t i = 0; i < s->day_count; i++) {
		double at = place_of(p, s->days[i].day);

		plot_line(plot, x, (double)done, at,
		    (double)(done + s->days[i].a4), 1);
		done += s->days[i].a4;
		x = at;
	}
	if (done > 0 && now > x && (double)done <= most)
		plot_line(plot, x, (double)done, now, (double)done, 1);
}

static void burn_up(struct page *page, const struct sight *s, int height)
{
	const struct progress *p = &s->p;
	struct plot plot = { .width = page->width - 16, .height = height,
		.ascii = s->ascii };
	int64_t most = p->count == 0 ? 0 :
	    p->years[p->count - 1].cumulative_target;

	if (most == 0)
		return;
	if (plot.width > 130)
		plot.width = 130;
	plot_start(&plot, page->pool, (double)p->count, (double)most);
	curve(&plot, s);
	page_head(page, s->ascii ?
	    _("Burn-up: # done, . target, * forecast at this pace") :
	    _("Burn-up: done (solid), target and forecast (dotted)"));
	for (int i = 0; i < plot.height; i++) {
		page_line(page);
		if (i == 0 || i == plot.height / 2)
			page_at(page, 1, STYLE_DIM, "%11s", number_text(
			    page->pool, i == 0 ? most : most / 2));
		page_at(page, 13, STYLE_INFO, "%s", plot_row(&plot, i));
	}
	page_line(page);
	for (size_t i = 0; i < p->count; i++)
		page_at(page, 13 + (int)(i * (size_t)plot.width / p->count),
		    STYLE_DIM, "%lld", (long long)p->years[i].year);
}

/* The months of this year, each beside a twelfth of the target. */
static void month_bars(struct page *page, const struct sight *s)
{
	const struct progress *p = &s->p;
	struct pool *pool = page->pool;
	int64_t months[12] = { 0 };

	if (p->now == NULL)
		return;
	for (size_t i = 0; i < s->day_count; i++) {
		long month = strtol(s->days[i].day + 5, NULL, 10);

		if (strtol(s->days[i].day, NULL, 10) == p->year && month >= 1 &&
		    month <= 12)
			months[month - 1] += s->days[i].a4;
	}
	page_head(page, pool_printf(pool, _("A4 pages passed, by month of %lld"),
	    (long long)p->year));
	for (int i = 0; i < 12; i++) {
		page_line(page);
		page_at(page, 2, STYLE_TEXT, "%02d", i + 1);
		page_at(page, 9, STYLE_TEXT, "%s", "");
		page_bar(page, bar_width(page, 42), months[i],
		    p->now->target / 12, s->ascii, STYLE_INFO);
		page_add(page, STYLE_TEXT, " %11s", number_text(pool,
		    months[i]));
	}
}

/* Two panels beside each other where the screen is wide, else one under the
 * other. */
static void two(struct page *page, const struct sight *s,
    void (*left)(struct page *page, const struct sight *s),
    void (*right)(struct page *page, const struct sight *s))
{
	struct page parts[2];
	int half = page->width / 2;

	if (page->width < WIDE) {
		left(page, s);
		right(page, s);
		return;
	}
	for (int i = 0; i < 2; i++)
		page_start(&parts[i], page->pool, half - 1, page->height);
	left(&parts[0], s);
	right(&parts[1], s);
	page_line(page);
	page_beside(page, &parts[0], &parts[1], half);
}

static bool look(struct view *view, struct pool *pool, struct sight *s,
    struct err *err)
{
	const struct progress_options options = { 0 };
	struct db *db = view->ui->app->db;

	if (db == NULL)
		return err_set(err, ERR_MISSING, _("No catalogue is open"));
	s->ascii = tty_is_ascii(view->ui->term);
	return progress_read(db, &options, pool, &s->p, err) &&
	    fonds_tally(db, 0, &s->tally, err) &&
	    quota_days(db, 4, "", "9999", pool, &s->days, &s->day_count, err);
}

static bool quota_page(struct view *view, struct page *page, int64_t arg,
    struct err *err)
{
	enum { LEAST_CURVE = 7, MOST_CURVE = 14, TALL = 36 };
	struct sight s = { 0 };
	int room;

	(void)arg;
	if (!look(view, page->pool, &s, err))
		return false;
	page_line(page);
	page_add(page, STYLE_STRONG, " %s", s.p.programme.name);
	if (page->width < WIDE && page->height < TALL) {
		quota_short(page, &s);
		burn_up(page, &s, LEAST_CURVE);
		month_bars(page, &s);
		return true;
	}
	if (page->width < WIDE) {
		year_bars(page, &s);
		two(page, &s, pace_lines, pipeline);
		burn_up(page, &s, LEAST_CURVE);
		two(page, &s, blocks, month_bars);
		return true;
	}
	two(page, &s, year_bars, month_bars);
	two(page, &s, pace_lines, pipeline);
	/* the curve takes what is left, beside what waits (9 lines) */
	room = page->height - page->count - 12;
	burn_up(page, &s, room < LEAST_CURVE ? LEAST_CURVE :
	    room > MOST_CURVE ? MOST_CURVE : room);
	blocks(page, &s);
	return true;
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

static bool what_if(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "quota", "", NULL, err);
}

static bool years_plan(struct view *view, struct err *err)
{
	return ui_open(view->ui, "plan", 0, err);
}

static bool days_off(struct view *view, struct err *err)
{
	return ui_open(view->ui, "holidays", 0, err);
}

static bool by_fonds(struct view *view, struct err *err)
{
	return ui_open(view->ui, "by-fonds", 0, err);
}

static bool by_operator(struct view *view, struct err *err)
{
	return ui_open(view->ui, "by-operator", 0, err);
}

static bool by_batch(struct view *view, struct err *err)
{
	return ui_open(view->ui, "batches", 0, err);
}

static bool snapshots(struct view *view, struct err *err)
{
	return ui_open(view->ui, "snapshots", 0, err);
}

/* clang-format off */
static const struct action actions[] = {
	{ "set", "F4 e", N_("Set the target of a year, with its basis"), NEEDS_WRITE, set, N_("Target") },
	{ "snapshot", "s", N_("Keep the figures of today"), NEEDS_WRITE, snapshot, N_("Snapshot") },
	{ "what-if", "w", N_("What if so many pages passed each day"), 0, what_if, N_("What if") },
	{ "plan", "p", N_("Which list in which year"), 0, years_plan, N_("Plan") },
	{ "fonds", "f", N_("Progress by fonds"), 0, by_fonds },
	{ "batch", "b", N_("Progress by batch"), 0, by_batch },
	{ "operator", "o", N_("Progress by operator"), 0, by_operator },
	{ "snapshots", "d", N_("Snapshots and what changed since"), 0, snapshots },
	{ "holidays", "c", N_("The working calendar: days off, Tết"), 0, days_off },
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
