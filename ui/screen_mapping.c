/* What the columns of an inventory mean, before it is taken in: a row a
 * column, beside it the values of the first 20 rows as they would be read.
 * What is chosen here goes to the import as --map, --encoding and --upper and
 * is offered again for the next table with these heads. */
#include "mapping.h"

#include "form.h"
#include "task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct screen screen_mapping;

/* --- rows ------------------------------------------------------------------------ */

static bool row(struct view *view, int64_t id, struct err *err)
{
	if (id < 1 || id > listing_rows(mapping_of(view)->table))
		return err_set(err, ERR_MISSING, _("This row is gone"));
	view->row = (void *)(uintptr_t)&view->list.ids[id - 1];
	return true;
}

static const char *first_value(struct view *view, int64_t id)
{
	for (int i = 1; i <= 20; i++) {
		const char *text = mapping_value(view, id, pool_printf(
		    &view->ui->frame, "v%d", i));

		if (text[0] != '\0')
			return text;
	}
	return "";
}

static const char *cell(struct view *view, int column, enum style *style)
{
	int64_t id = *(const int64_t *)view->row;
	bool read = mapping_value(view, id, "field")[0] != '\0' &&
	    strcmp(mapping_value(view, id, "field"), "skip") != 0;

	switch (column) {
	case 0:
		return mapping_value(view, id, "letter");
	case 1:
		return mapping_value(view, id, "head");
	case 2:
		*style = !read ? STYLE_DIM : mapping_is(view, id, "told") ?
		    STYLE_GOOD : *style;
		return mapping_value(view, id, "meaning");
	case 3:
		if (!read || mapping_is(view, id, "sure"))
			return mapping_value(view, id, "encoding");
		*style = STYLE_WARN;
		return pool_printf(&view->ui->frame, "%s?",
		    mapping_value(view, id, "encoding"));
	default:
		return first_value(view, id);
	}
}

/* The numbers of the first rows, one after the other. */
static const char *next_number(const char **numbers, struct pool *pool)
{
	size_t length = strcspn(*numbers, " ");
	const char *number = pool_copy_n(pool, *numbers, length);

	*numbers += length + ((*numbers)[length] == ' ');
	return number;
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	const char *numbers = mapping_value(view, id, "rows");

	(void)err;
	page_line(page);
	page_at(page, 1, STYLE_HEAD, "%s: %s",
	    mapping_value(view, id, "letter"),
	    mapping_value(view, id, "head"));
	if (mapping_is(view, id, "capitals") && !mapping_is(view, id, "upper"))
		page_add(page, STYLE_WARN, "  %s", _("a capital font: U"));
	for (int i = 1; i <= 20 && *numbers != '\0'; i++) {
		const char *number = next_number(&numbers, page->pool);

		page_line(page);
		page_at(page, 1, STYLE_DIM, "%5s", number);
		page_at(page, 7, STYLE_TEXT, "%s", mapping_value(view, id,
		    pool_printf(page->pool, "v%d", i)));
	}
	return true;
}

static const char *subject(struct view *view)
{
	struct pool *pool = &view->ui->frame;
	const char *name = view->word == NULL ? "" : view->word;
	const char *slash = strrchr(name, '/');
	const char *sheet;

	name = slash == NULL ? name : slash + 1;
	if (view->list.count == 0)
		return name;
	sheet = mapping_value(view, 1, "sheet");
	return pool_printf(pool, _("%s%s%s (%s), heads in row %s"), name,
	    sheet[0] == '\0' ? "" : ", ", sheet,
	    mapping_value(view, 1, "reader"),
	    mapping_value(view, 1, "head_row"));
}

static const char *status(struct view *view)
{
	int64_t read = 0;
	int64_t unsure = 0;

	for (int64_t id = 1; id <= view->list.count; id++) {
		const char *field = mapping_value(view, id, "field");

		if (field[0] == '\0' || strcmp(field, "skip") == 0)
			continue;
		read++;
		unsure += !mapping_is(view, id, "sure");
	}
	if (unsure > 0)
		return pool_printf(&view->ui->frame, _("%lld of %lld columns "
		    "are read; the encoding of %lld is not certain: e"),
		    (long long)read, (long long)view->list.count,
		    (long long)unsure);
	return pool_printf(&view->ui->frame, mapping_of(view)->remembered ?
	    _("%lld of %lld columns are read, as the last time a table had "
	    "these heads; F forgets that") :
	    _("%lld of %lld columns are read"), (long long)read,
	    (long long)view->list.count);
}

/* --- choosing -------------------------------------------------------------------- */

static void field_done(struct ui *ui, void *to, int index)
{
	struct view *view = to;
	struct mapping *m = mapping_of(view);
	struct chosen *c = mapping_chosen(m, list_id(view));

	(void)ui;
	if (c == NULL)
		return;
	/* Only one column can have a meaning. */
	for (int i = 0; index > 0 && i < m->count; i++)
		if (strcmp(m->chosen[i].field, m->choices[index].code) == 0)
			m->chosen[i].field[0] = '\0';
	snprintf(c->field, sizeof(c->field), "%s", m->choices[index].code);
	view_load(view);
}

static bool choose_field(struct view *view, struct err *err)
{
	struct mapping *m = mapping_of(view);
	const char *now = mapping_value(view, list_id(view), "field");
	int count = 0, at = 0;

	(void)err;
	m->choices[count++] = (struct choice){ "skip", _("(not read)") };
	for (int64_t i = 0; i < listing_rows(m->fields) &&
	    count < (int)COUNT(m->choices); i++) {
		const char *name = listing_field(m->fields, i, "field");

		if (strcmp(name, "skip") == 0)
			continue;
		if (strcmp(name, now) == 0)
			at = count;
		m->choices[count++] = (struct choice){ name,
		    listing_field(m->fields, i, "label") };
	}
	choose(view->ui, _("What the column means"), m->choices, count, at,
	    field_done, view);
	return true;
}

static bool skip_column(struct view *view, struct err *err)
{
	struct chosen *c = mapping_chosen(mapping_of(view), list_id(view));

	(void)err;
	if (c == NULL)
		return true;
	if (strcmp(c->field, "skip") == 0)
		c->field[0] = '\0';
	else
		strcpy(c->field, "skip");
	view_load(view);
	return true;
}

static void encoding_done(struct ui *ui, void *to, int index)
{
	struct view *view = to;
	struct mapping *m = mapping_of(view);
	struct chosen *c = mapping_chosen(m, list_id(view));

	(void)ui;
	if (c == NULL)
		return;
	snprintf(c->encoding, sizeof(c->encoding), "%s",
	    m->choices[index].code);
	view_load(view);
}

static bool choose_encoding(struct view *view, struct err *err)
{
	const struct choice choices[] = {
		{ "", _("as it is recognised") }, { "utf8", "UTF-8" },
		{ "tcvn3", "TCVN3 (ABC)" }, { "vni", "VNI-Windows" },
		{ "viscii", "VISCII" }, { "cp1258", "Windows-1258" },
		{ "double", _("UTF-8 twice") },
	};
	struct mapping *m = mapping_of(view);

	(void)err;
	memcpy(m->choices, choices, sizeof(choices));
	choose(view->ui, _("In which encoding the column is"), m->choices,
	    COUNT(choices), 0, encoding_done, view);
	return true;
}

static bool upper(struct view *view, struct err *err)
{
	struct chosen *c = mapping_chosen(mapping_of(view), list_id(view));

	(void)err;
	if (c != NULL)
		c->upper = !c->upper;
	view_load(view);
	return true;
}

static bool forget(struct view *view, struct err *err)
{
	struct mapping *m = mapping_of(view);

	(void)err;
	m->count = 0;
	m->afresh = true;
	m->remembered = false;
	m->head[0] = m->sheet[0] = '\0';
	view_load(view);
	return true;
}

static void keep(struct view *view, char *place, size_t size, const char *text)
{
	snprintf(place, size, "%s", text);
	view_load(view);
}

static void head_done(struct view *view, const char *text)
{
	struct mapping *m = mapping_of(view);

	keep(view, m->head, sizeof(m->head), text);
}

static void sheet_done(struct view *view, const char *text)
{
	struct mapping *m = mapping_of(view);

	keep(view, m->sheet, sizeof(m->sheet), text);
}

static bool ask_head(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		N_("The heads stand in row (0: there are none)"), NULL,
		head_done, NULL, NULL
	};

	(void)err;
	prompt_open(view->ui, &prompt, mapping_value(view, 1, "head_row"));
	return true;
}

static bool ask_sheet(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		N_("Only this sheet (empty: all)"), NULL, sheet_done, NULL, NULL
	};

	(void)err;
	prompt_open(view->ui, &prompt, mapping_value(view, 1, "sheet"));
	return true;
}

/* --- looking, trying, importing ---------------------------------------------------- */

/* The first rows, all columns that are read, one under the other. */
static bool show_rows(struct view *view, struct err *err)
{
	struct pool *pool = &view->ui->frame;
	const char *numbers = mapping_value(view, 1, "rows");
	struct buf text = { 0 };

	(void)err;
	for (int i = 1; i <= 20 && *numbers != '\0'; i++) {
		const char *key = pool_printf(pool, "v%d", i);

		buf_printf(&text, _("row %s"), next_number(&numbers, pool));
		for (int64_t id = 1; id <= view->list.count; id++)
			if (mapping_value(view, id, key)[0] != '\0')
				buf_printf(&text, " | %s: %s",
				    mapping_value(view, id, "letter"),
				    mapping_value(view, id, key));
		buf_text(&text, "\n");
	}
	ui_tell(view->ui, _("The first rows"), buf_string(&text));
	buf_free(&text);
	return true;
}

/* What was taken in needs no mapping any more: on to the imports. */
static void import_closed(struct ui *ui, struct task *task)
{
	struct err err = { 0 };

	if (task->state != TASK_DONE || task->status != 0 || ui->top == NULL ||
	    ui->top->screen != &screen_mapping)
		return;
	ui_pop(ui);
	if (!ui_open(ui, "imports", 0, &err))
		ui_fail(ui, &err);
}

static bool run_import(struct ui *ui, struct form *form, struct err *err)
{
	static const char *const options[] = { "--fonds", "--fonds-name",
	    "--group", "--update", "--lenient", "--dry-run" };
	struct view *view = form_to(form);
	struct pool *pool = form_pool(form);
	struct mapping_line line = { 0 };

	mapping_push_pair(&line, "import", view->word);
	mapping_push_choices(&line, mapping_of(view), pool);
	for (size_t i = 0; i < COUNT(options); i++) {
		const char *text = pool_copy(pool, form_get(form, options[i]));

		if (text[0] == '\0')
			continue;
		mapping_push(&line, options[i]);
		if (i < 3)
			mapping_push(&line, text);
	}
	if (!task_command(ui, _("Import an inventory"), line.words, false,
	    err))
		return false;
	if (form_get(form, "--dry-run")[0] == '\0')
		ui->tasks->closed = import_closed;
	return true;
}

static bool open_form(struct view *view, bool dry)
{
	const struct form_field fields[] = {
		{ "--fonds", _("Code of the fonds"), FORM_TEXT, .help =
		    _("Where the file does not say it; made when it is new") },
		{ "--fonds-name", _("Its name, when it is new"), FORM_TEXT },
		{ "--group", _("Group, levels with /"), FORM_TEXT },
		{ "--update", _("Change files that are in the catalogue"),
		    FORM_YES },
		{ "--lenient", _("Leave out values that cannot be read"),
		    FORM_YES },
		{ "--dry-run", _("Only try, change nothing"), FORM_YES },
	};
	struct form *form = form_open(view->ui, &(struct form_plan){
	    .title = _("Import an inventory"), .fields = fields,
	    .count = COUNT(fields), .done = run_import, .to = view });

	if (dry)
		form_set(form, "--dry-run", "1");
	return true;
}

static bool import_it(struct view *view, struct err *err)
{
	(void)err;
	return open_form(view, false);
}

static bool check_it(struct view *view, struct err *err)
{
	(void)err;
	return open_form(view, true);
}

bool mapping_open(struct ui *ui, const char *path, struct err *err)
{
	struct pool pool = { 0 };
	const char *word = pool_copy(&pool, path);
	bool good = ui_open(ui, "mapping", 0, err);

	if (good) {
		ui->top->word = pool_copy(&ui->top->own, word);
		ui->top->pane = ui->cols < 110;
		view_load(ui->top);
	}
	pool_free(&pool);
	return good;
}

/* clang-format off */
static const struct column columns[] = {
	{ "", 2, TEXT_LEFT, 0 },
	{ N_("Head"), 0, TEXT_LEFT, 0 },
	{ N_("Read as"), 16, TEXT_LEFT, 0 },
	{ N_("Encoding"), 8, TEXT_LEFT, 0 },
	{ N_("First value"), 24, TEXT_LEFT, 80 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "meaning", "Enter Right l", N_("Choose what the column means"), NEEDS_ROW, choose_field, N_("Meaning") },
	{ "skip", "x Delete", N_("Do not read this column, or read it again"), NEEDS_ROW, skip_column },
	{ "encoding", "e", N_("Choose the encoding of the column"), NEEDS_ROW, choose_encoding, N_("Encoding") },
	{ "upper", "U", N_("Read the column in capitals (.VnTimeH)"), NEEDS_ROW, upper },
	{ "rows", "v F3", N_("The first 20 rows with all their columns"), NEEDS_ROW, show_rows, N_("Rows") },
	{ "head-row", "H", N_("Say in which row the heads stand"), 0, ask_head },
	{ "sheet", "S", N_("Choose one sheet of the workbook"), 0, ask_sheet },
	{ "forget", "F", N_("Forget what was chosen: as it is recognised"), 0, forget },
	{ "check", "c", N_("Only check the file: every finding by row and column"), NEEDS_ROW, check_it, N_("Check") },
	{ "import", "F2 s", N_("Take the inventory in with this mapping"), NEEDS_ROW | NEEDS_WRITE, import_it, N_("Import") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_mapping = {
	.name = "mapping",
	.title = N_("Columns of an inventory"),
	.help = N_("What each column means and in which encoding it is, with "
	    "the first 20 rows as they would be read. What you choose is "
	    "offered again for the next table with the same heads."),
	.hidden = true,
	.list_part = 65,
	.columns = columns,
	.actions = actions,
	.load = mapping_load,
	.row = row,
	.cell = cell,
	.page = page,
	.subject = subject,
	.status = status,
	.empty = N_("No table is seen in the file. H names the row of its "
	    "heads, S another sheet."),
};
