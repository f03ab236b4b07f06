/* The packages of a batch, and the answer of the receiving side: each is
 * marked as accepted, returned or to be scanned again, with the reason; then
 * all is entered at once with the document of the answer. What was marked is
 * kept as a draft, so that a lost connection loses nothing. */
#include "command_form.h"
#include "dossier_ui.h"
#include "draft.h"
#include "listing.h"
#include "pager.h"
#include "prompt.h"

#include "handover.h"
#include "number.h"

#include <string.h>

struct decision {
	const char *code;
	const char *result;	/* "accepted", "returned", "rescan" */
	const char *reason;
};

struct packages {
	struct handover h;	/* texts in view->pool, as all here */
	struct handover_item *items;
	size_t count;
	struct decision *made;	/* of each item; result "" is none */
	const struct handover_item *row;
	const char *asked;	/* result whose reason is being typed */
};

static struct packages *data_of(struct view *view)
{
	if (view->data == NULL)
		view->data = pool_alloc(&view->own, sizeof(struct packages));
	return view->data;
}

/* ---- the draft: the CSV that `handover receipt --file` reads --------------- */

static const char *key_of(struct view *view, struct pool *pool)
{
	return pool_printf(pool, "answers-%s", view->word);
}

static void quoted(struct buf *out, const char *text)
{
	buf_char(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

static void keep(struct view *view)
{
	struct packages *p = data_of(view);
	struct buf text = { 0 };
	struct err err = { 0 };
	bool any = false;

	buf_text(&text, "code,result,reason\n");
	for (size_t i = 0; i < p->count; i++) {
		if (p->made[i].result[0] == '\0')
			continue;
		any = true;
		quoted(&text, p->made[i].code);
		buf_printf(&text, ",%s,", p->made[i].result);
		quoted(&text, p->made[i].reason);
		buf_char(&text, '\n');
	}
	if (!any)
		draft_remove(key_of(view, &view->ui->frame));
	else if (!draft_write(key_of(view, &view->ui->frame), text.data, &err))
		ui_fail(view->ui, &err);
	buf_free(&text);
}

/* One quoted or bare field; *at goes behind it and its comma. */
static const char *field(char **at)
{
	char *from = *at, *to = from, *start = from;

	if (*from == '"') {
		for (from++; *from != '\0'; from++) {
			if (*from == '"' && *++from != '"')
				break;
			*to++ = *from;
		}
	} else {
		to = from += strcspn(from, ",\n");
	}
	*at = *from == ',' ? from + 1 : from;
	*to = '\0';
	return start;
}

static bool take(struct packages *p, const struct decision *d)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->items[i].code, d->code) == 0 &&
		    p->items[i].result[0] == '\0') {
			p->made[i] = *d;
			return true;
		}
	return false;
}

/* Answers that are still open go on where they were left; those that were
 * entered meanwhile are no draft any more. */
static void take_up(struct view *view)
{
	struct packages *p = data_of(view);
	char *text = draft_read(key_of(view, &view->pool), &view->pool);
	char *at = text == NULL ? NULL : strchr(text, '\n'), *end;
	bool old = false;

	p->made = pool_array(&view->pool, p->count + 1, sizeof(*p->made));
	for (size_t i = 0; i < p->count; i++)
		p->made[i] = (struct decision){ .code = p->items[i].code,
		    .result = "", .reason = "" };
	/* behind the heads; a line that was cut is none */
	for (; at != NULL && (end = strchr(at + 1, '\n')) != NULL; at = end) {
		struct decision d;

		*end = '\0';
		at++;
		d.code = field(&at);
		d.result = field(&at);
		d.reason = field(&at);
		old |= !take(p, &d);
	}
	if (old)
		keep(view);
}

/* ---- the list -------------------------------------------------------------- */

static bool load(struct view *view, struct err *err)
{
	struct packages *p = data_of(view);
	int64_t *ids;

	/* The word comes with packages_open. */
	if (view->word == NULL) {
		list_set(view, NULL, 0);
		return true;
	}
	if (!handover_find(view->ui->app->db, view->word, &view->pool, &p->h,
	    err) || !handover_items(view->ui->app->db, p->h.id, &view->pool,
	    &p->items, &p->count, err))
		return false;
	take_up(view);
	ids = pool_array(&view->pool, p->count + 1, sizeof(*ids));
	for (size_t i = 0; i < p->count; i++)
		ids[i] = (int64_t)i + 1;
	list_set(view, ids, (int64_t)p->count);
	return true;
}

static bool row(struct view *view, int64_t id, struct err *err)
{
	struct packages *p = data_of(view);

	if (id < 1 || (size_t)id > p->count)
		return err_set(err, ERR_MISSING, _("This row is gone"));
	p->row = &p->items[id - 1];
	return true;
}

/* What was answered, or what is going to be: with a mark. */
static const char *answer_cell(struct view *view, enum style *style)
{
	const struct packages *p = data_of(view);
	const struct decision *d = &p->made[p->row - p->items];
	const char *result = p->row->result;

	if (result[0] == '\0' && d->result[0] != '\0') {
		*style = STYLE_WARN;
		return pool_printf(&view->ui->frame, "? %s",
		    handover_result_name(d->result));
	}
	*style = strcmp(result, "accepted") == 0 ? STYLE_GOOD :
	    strcmp(result, "returned") == 0 ? STYLE_BAD : *style;
	return handover_result_name(result);
}

static const char *cell(struct view *view, int column, enum style *style)
{
	const struct packages *p = data_of(view);
	const struct handover_item *item = p->row;

	switch (column) {
	case 0:
		return item->code;
	case 1:
		return item->title;
	case 2:
		return number_text(&view->ui->frame, item->files);
	case 3:
		return number_bytes(&view->ui->frame, item->bytes);
	case 4:
		return answer_cell(view, style);
	default:
		return item->result[0] != '\0' ? item->reason :
		    p->made[item - p->items].reason;
	}
}

static bool page(struct view *view, struct page *to, int64_t id,
    struct err *err)
{
	struct packages *p = data_of(view);
	const struct handover_item *item = p->row = &p->items[id - 1];
	enum style style = STYLE_TEXT;
	const struct {
		const char *label, *value;
	} rows[] = {
		{ _("File code"), item->code }, { _("Title"), item->title },
		{ _("State"), state_short(item->state) },
		{ _("Package"), item->objid },
		{ _("Replaces"), item->previous },
		{ _("Place"), item->path }, { _("SHA-256"), item->sha256 },
		{ _("A4 pages"), number_text(&view->ui->frame, item->a4) },
		{ _("Answer"), cell(view, 4, &style) },
		{ _("Reason"), cell(view, 5, &style) },
	};

	(void)err;
	page_line(to);
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].value[0] == '\0')
			continue;
		page_wrap(to, 1, STYLE_TEXT, pool_printf(to->pool, "%s: %s",
		    rows[i].label, rows[i].value));
	}
	return true;
}

/* ---- answers ----------------------------------------------------------------- */

static bool answerable(struct view *view, struct err *err)
{
	const struct handover *h = &data_of(view)->h;

	/* Opened without a batch. */
	if (h->state == NULL)
		return err_set(err, ERR_MISSING, _("There is no row here"));
	return strcmp(h->state, "delivered") == 0 || err_set(err, ERR_RULE,
	    _("BR17: batch %s is %s; an answer comes after it was handed "
	    "over"), h->number, handover_state_name(h->state));
}

static void decide(struct view *view, const char *result, const char *reason)
{
	struct packages *p = data_of(view);
	int64_t *ids;
	size_t count;

	ids = list_chosen(view, &count);
	for (size_t i = 0; i < count; i++) {
		size_t at = (size_t)ids[i] - 1;

		if (ids[i] < 1 || at >= p->count ||
		    p->items[at].result[0] != '\0')
			continue;
		p->made[at].result = result;
		p->made[at].reason = pool_copy(&view->pool, reason);
	}
	keep(view);
	list_unmark_all(view);
	view->ui->all = true;
}

static bool accept_it(struct view *view, struct err *err)
{
	if (!answerable(view, err))
		return false;
	decide(view, "accepted", "");
	return true;
}

static bool clear_it(struct view *view, struct err *err)
{
	(void)err;
	decide(view, "", "");
	return true;
}

static void reason_typed(struct view *view, const char *text)
{
	if (text[strspn(text, " ")] == '\0')
		ui_say(view->ui, STYLE_BAD,
		    _("A return needs its reason; nothing was marked"));
	else
		decide(view, data_of(view)->asked, text);
}

static bool ask_reason(struct view *view, const char *result, struct err *err)
{
	static const struct prompt prompt = { .label = N_("Reason"),
	    .done = reason_typed };

	if (!answerable(view, err))
		return false;
	data_of(view)->asked = result;
	prompt_open(view->ui, &prompt, "");
	return true;
}

static bool return_it(struct view *view, struct err *err)
{
	return ask_reason(view, "returned", err);
}

static bool rescan_it(struct view *view, struct err *err)
{
	return ask_reason(view, "rescan", err);
}

static bool enter_it(struct view *view, struct err *err)
{
	const struct packages *p = data_of(view);
	const char *options[] = { "--file", NULL, NULL };
	size_t made = 0;

	if (!answerable(view, err))
		return false;
	for (size_t i = 0; i < p->count; i++)
		made += p->made[i].result[0] != '\0';
	if (made > 0)
		options[1] = draft_path(&view->ui->frame, key_of(view,
		    &view->ui->frame));
	else
		options[0] = NULL;
	return command_form_by_name(view->ui, "handover receipt", view->word,
	    options, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 16, TEXT_TAIL, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Scans"), 8, TEXT_RIGHT, 100 },
	{ N_("Size"), 10, TEXT_RIGHT, 100 },
	{ N_("Answer"), 14, TEXT_LEFT, 0 },
	{ N_("Reason"), 20, TEXT_LEFT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "accept", "y", N_("Accepted by the receiving side"), NEEDS_ROW | NEEDS_WRITE, accept_it, N_("Accept") },
	{ "return", "t", N_("Returned, to be packaged again: asks the reason"), NEEDS_ROW | NEEDS_WRITE, return_it, N_("Returned") },
	{ "rescan", "s", N_("Returned, to be scanned again: asks the reason"), NEEDS_ROW | NEEDS_WRITE, rescan_it, N_("Scan again") },
	{ "clear", "c", N_("Not answered yet"), NEEDS_ROW | NEEDS_WRITE, clear_it },
	{ "enter", "r", N_("Enter the answer with its document"), NEEDS_WRITE, enter_it, N_("Enter") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_packages = {
	.name = "packages",
	.title = N_("Packages of a batch"),
	.help = N_("What the receiving side says of each package. y, t and s "
	    "mark the rows, r enters all of it with the number and day of the "
	    "document; packages that are not marked are accepted when no row is "
	    "marked as accepted, else they wait."),
	.columns = columns,
	.actions = actions,
	.load = load,
	.row = row,
	.cell = cell,
	.page = page,
	.empty = N_("No file is in this batch yet. :handover add adds some."),
};

bool packages_open(struct ui *ui, const char *batch, struct err *err)
{
	struct pool pool = { 0 };
	const char *word = pool_copy(&pool, batch);
	bool good = ui_open(ui, "packages", 0, err);

	if (good) {
		ui->top->word = pool_copy(&ui->top->own, word);
		view_load(ui->top);
	}
	pool_free(&pool);
	return good;
}
