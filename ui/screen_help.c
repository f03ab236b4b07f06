/* Help that cannot lie: drawn from the tables of the screen that asked. */
#include "ui.h"

#include "keys.h"
#include "workflow.h"

#include <string.h>

static const char *all_keys(struct view *view, const struct action *action)
{
	struct pool *pool = &view->ui->frame;
	const char *keys = action_keys_here(view, action);
	struct buf text = { 0 };
	const char *copy;

	while (*keys != '\0') {
		size_t length = strcspn(keys, " ");

		if (text.length > 0)
			buf_text(&text, "  ");
		buf_add(&text, keys, length);
		keys += length + (keys[length] == ' ');
	}
	copy = pool_copy(pool, buf_string(&text));
	buf_free(&text);
	return copy;
}

static void table(struct page *page, struct view *view, const char *title,
    const struct action *actions)
{
	if (actions == NULL || actions[0].name == NULL)
		return;
	page_head(page, title);
	for (const struct action *a = actions; a->name != NULL; a++) {
		page_line(page);
		page_at(page, 3, STYLE_KEY, "%s", all_keys(view, a));
		page_at(page, 28, STYLE_TEXT, "%s", _(a->help));
		if ((a->needs & NEEDS_WRITE) != 0 && view->ui->read_only)
			page_add(page, STYLE_DIM, " %s",
			    _("(not in a read-only session)"));
	}
}

static void criteria_help(struct page *page)
{
	page_head(page, _("Keys that terminals grab"));
	page_wrap(page, 3, STYLE_TEXT, _("Esc and then 1 ... 0 are F1 ... F10. "
	    "Every function key has a letter or a Ctrl key beside it. Keys can "
	    "be changed in the ini file, section [keys], by the names below."));
}

static void names(struct page *page, struct view *view)
{
	const struct action *tables[4];
	struct buf text = { 0 };

	view_tables(view, tables);
	for (int t = 0; tables[t] != NULL; t++)
		for (const struct action *a = tables[t]; a->name; a++)
			buf_printf(&text, "%s%s.%s", text.length > 0 ? ", " :
			    "", t == 0 && view->screen != NULL ?
			    view->screen->name : "all", a->name);
	page_wrap(page, 3, STYLE_DIM, buf_string(&text));
	buf_free(&text);
}

/* The life of a file, from the table that decides it. */
static const char *rules_of(struct page *page, const struct move *move)
{
	const char *text = move->held ? "H" : "";

	for (size_t i = 0; move->guards != NULL && move->guards[i] != NULL;
	    i++)
		if (strstr(text, move->guards[i]->rule) == NULL)
			text = pool_printf(page->pool, "%s%s%s", text,
			    text[0] == '\0' ? "" : " ", move->guards[i]->rule);
	return text;
}

static void life(struct page *page)
{
	page_head(page, _("The life of a file"));
	for (const struct move *m = workflow_moves; m->name != NULL; m++) {
		const char *from = "";

		for (int64_t s = 0; s < STATES; s++)
			if ((m->from & (1U << s)) != 0)
				from = pool_printf(page->pool, "%s%s%s", from,
				    from[0] == '\0' ? "" : ",", state_code(s));
		page_line(page);
		page_at(page, 3, STYLE_KEY, "%s -> %s", from, state_code(m->to));
		page_at(page, 28, STYLE_TEXT, "%s", _(m->label));
		page_add(page, STYLE_DIM, "  %s", rules_of(page, m));
	}
	for (const struct gate *g = workflow_gates; g->letter != NULL; g++) {
		page_line(page);
		page_at(page, 3, STYLE_KEY, "%s", g->letter);
		page_at(page, 28, STYLE_TEXT, "%s", _(g->label));
		page_add(page, STYLE_DIM, "  %s", g->rule);
	}
	page_wrap(page, 3, STYLE_DIM, _("The rules in words: bansao workflow "
	    "MOVE"));
}

static bool help_page(struct view *view, struct page *page, int64_t arg,
    struct err *err)
{
	struct view *below = view_screen(view->below);

	(void)arg;
	(void)err;
	if (below == NULL)
		return true;
	page_line(page);
	page_line(page);
	page_add(page, STYLE_HEAD, " %s", _(below->screen->title));
	if (below->screen->help != NULL)
		page_wrap(page, 1, STYLE_TEXT, _(below->screen->help));
	table(page, below, _("On this screen"), below->screen->actions);
	if (below->screen->columns != NULL)
		table(page, below, _("In lists"), list_actions);
	else
		table(page, below, _("In texts"), page_actions);
	table(page, below, _("Everywhere"), global_actions);
	criteria_help(page);
	life(page);
	names(page, below);
	return true;
}

static const struct action actions[] = {
	{ NULL, NULL, NULL, 0, NULL }
};

const struct screen screen_help = {
	.name = "help",
	.title = N_("Help"),
	.help = N_("The keys of the screen you came from; / searches."),
	.actions = actions,
	.page = help_page,
};

bool help_open(struct view *view, struct err *err)
{
	if (view->screen == &screen_help)
		return true;
	return ui_open(view->ui, "help", 0, err);
}
