/* The builder of a list (danh mục): what is eligible on the left, the list
 * with its totals and conflicts on the right. */
#include "listing.h"

#include "command_form.h"
#include "task.h"

#include <string.h>

enum { MOST_CODES = 150 };

static bool load(struct view *view, struct err *err)
{
	/* The word comes with builder_open. */
	if (view->word == NULL) {
		list_set(view, NULL, 0);
		return true;
	}
	return listing_load(view, err);
}

/* The pane is the list itself, whatever row the cursor is on. */
static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	const char *words[] = { "selection", "show", view->word, NULL };
	struct buf text = { 0 };
	bool good;

	(void)id;
	if (view->word == NULL)
		return true;
	good = command_read(view->ui, words, &text, err);
	page_line(page);
	for (const char *line = buf_string(&text); *line != '\0';) {
		size_t length = strcspn(line, "\n");

		page_line(page);
		page_at(page, 1, STYLE_TEXT, "%.*s", (int)length, line);
		line += length + (line[length] == '\n');
	}
	buf_free(&text);
	return good;
}

static const char *subject(struct view *view)
{
	return view->word == NULL ? "" : view->word;
}

static bool add(struct view *view, struct err *err)
{
	const char *words[MOST_CODES + 4] = { "selection", "add",
		view->word };
	size_t count;
	int64_t *ids = list_chosen(view, &count);
	int at = 3;

	if (count > MOST_CODES)
		return err_set(err, ERR_USAGE, _("At most %d files at once "
		    "here; A adds everything that is eligible"), MOST_CODES);
	for (size_t i = 0; i < count; i++) {
		int64_t cursor = view->list.cursor;

		list_go(view, ids[i] - 1);
		words[at++] = listing_value(view, "code");
		list_go(view, cursor);
	}
	list_unmark_all(view);
	return task_command(view->ui, _("onto the list"), words, true, err);
}

static bool add_all(struct view *view, struct err *err)
{
	const char *words[] = { "selection", "add", view->word, "--all",
		"--skip", NULL };

	return task_command(view->ui, _("onto the list"), words, true, err);
}

static bool take_off(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "selection remove", view->word,
	    NULL, err);
}

static bool submit(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "selection submit", view->word,
	    NULL, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 17, TEXT_LEFT, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("A4 pages"), 8, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "title", LISTING_TEXT },
	{ "a4", LISTING_NUMBER },
};

static const struct action actions[] = {
	{ "add", "Enter + a", N_("Put the marked files on the list"), NEEDS_ROW | NEEDS_WRITE, add, N_("Add") },
	{ "add-all", "A", N_("Put everything eligible on the list"), NEEDS_WRITE, add_all, N_("All") },
	{ "remove", "- F8", N_("Take files off the list"), NEEDS_WRITE, take_off, N_("Take off") },
	{ "submit", "s", N_("Submit the list to the authority"), NEEDS_WRITE, submit, N_("Submit") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "selection", "eligible" },
	.key = "code",
	.columns = keys,
};

const struct screen screen_builder = {
	.name = "builder",
	.title = N_("List builder"),
	.help = N_("Left what is tagged and waits in the group of the list, "
	    "right the list with its totals and conflicts."),
	.columns = columns,
	.actions = actions,
	.hidden = true,
	.load = load,
	.row = listing_row,
	.cell = listing_cell,
	.page = page,
	.subject = subject,
	.empty = N_("Nothing is waiting for this list: tag files of its group "
	    "first (F2 on the files)."),
	.listing = &listing,
};

bool builder_open(struct ui *ui, const char *list, struct err *err)
{
	struct pool pool = { 0 };
	const char *word = pool_copy(&pool, list);
	bool good = ui_open(ui, "builder", 0, err);

	if (good) {
		ui->top->word = pool_copy(&ui->top->own, word);
		ui->top->pane = ui->cols < 110;
		view_load(ui->top);
	}
	pool_free(&pool);
	return good;
}
