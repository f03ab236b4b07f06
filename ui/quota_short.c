#include "quota_inside.h"

#include "number.h"
#include "text.h"

static void head(struct page *page, const char *text)
{
	page_line(page);
	page_at(page, 1, STYLE_HEAD, "%s", text);
}

/* Mark, year, bar, share, pages: 25 cells and the bar. */
static void year(struct page *page, const struct sight *s, size_t i, int col,
    int room)
{
	const struct quota_year *y = &s->p.years[i];
	bool now = y->year == s->p.year;

	page_at(page, col, now ? STYLE_CURSOR : STYLE_TEXT, "%s%lld",
	    now ? ">" : " ", (long long)y->year);
	page_at(page, col + 6, STYLE_TEXT, "%s", "");
	page_bars(page, room - 25, y->passed, y->selected, y->target, s->ascii,
	    y->passed >= y->target ? STYLE_GOOD : STYLE_INFO);
	page_add(page, STYLE_STRONG, " %6s", number_percent(page->pool,
	    y->passed, y->target));
	page_add(page, STYLE_TEXT, " %9s", number_text(page->pool, y->passed));
}

static void all_years(struct page *page, const struct sight *s, int room)
{
	const struct quota_year *last = &s->p.years[s->p.count - 1];
	struct pool *pool = page->pool;

	page_line(page);
	page_at(page, 2, STYLE_STRONG, "%s", _("All"));
	page_at(page, 9, STYLE_TEXT, "%s", "");
	page_bar(page, room - 42, last->cumulative_passed,
	    last->cumulative_target, s->ascii, STYLE_STRONG);
	page_add(page, STYLE_STRONG, " %7s %9s / %s", number_percent(pool,
	    last->cumulative_passed, last->cumulative_target),
	    number_text(pool, last->cumulative_passed),
	    number_text(pool, last->cumulative_target));
}

static void step(struct page *page, const struct sight *s, int i, int col)
{
	int64_t files, a4;

	quota_step_sum(s, i, &files, &a4);
	page_at(page, col, STYLE_TEXT, "%s", text_fit(page->pool,
	    _(quota_steps[i].name), 18, TEXT_LEFT, false));
	page_add(page, STYLE_STRONG, " %8s", number_text(page->pool, files));
	page_add(page, STYLE_TEXT, " %10s", number_text(page->pool, a4));
}

void quota_short(struct page *page, const struct sight *s)
{
	int half = page->width / 2;
	size_t rows = (s->p.count + 1) / 2;

	head(page, s->ascii ?
	    _("A4 pages by year: # passed, - on lists, . target") :
	    _("A4 pages by year: █ passed, ░ on lists, · target"));
	for (size_t i = 0; i < rows; i++) {
		page_line(page);
		year(page, s, i, 1, half);
		if (i + rows < s->p.count)
			year(page, s, i + rows, half + 1, half);
	}
	if (s->p.count > 0)
		all_years(page, s, page->width);
	head(page, _("Pace and forecast"));
	quota_pace(page, s);
	head(page, _("Pipeline: files, A4 pages"));
	for (int i = 0; i < QUOTA_STEPS / 2; i++) {
		page_line(page);
		step(page, s, i, 2);
		step(page, s, i + QUOTA_STEPS / 2, half + 2);
	}
	head(page, _("What is waiting"));
	quota_blocks(page, s);
}
