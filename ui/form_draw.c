/* A form on the screen. */
#include "form_inside.h"

#include "box.h"

#include <string.h>

static const char *shown(struct form *form, int index, struct pool *pool)
{
	const struct form_field *field = &form->fields[index];
	const struct form_item *item = &form->items[index];
	struct buf text = { 0 };
	const char *copy;

	if (field->kind == FORM_YES)
		return item->on != 0 ? _("[x] yes") : _("[ ] no");
	if (field->kind == FORM_CHOICE)
		return field->choice_count == 0 ? _("(nothing to choose)") :
		    pool_printf(pool, "< %s >",
		    field->choices[item->choice].text);
	for (int i = 0; i < field->choice_count; i++)
		buf_printf(&text, "%s%s%s%s%s", i > 0 ? " " : "",
		    index == form->at && i == item->choice ? ">" : "",
		    (item->on >> i & 1) != 0 ? "[x]" : "[ ]", " ",
		    field->choices[i].text);
	copy = pool_copy(pool, buf_string(&text));
	buf_free(&text);
	return copy;
}

/* A field of several choices: a line each, in two columns when there are
 * many short ones. */
static int many_columns(const struct form_field *field)
{
	int widest = 0;

	for (int i = 0; i < field->choice_count; i++)
		if (text_width(field->choices[i].text) > widest)
			widest = text_width(field->choices[i].text);
	return field->choice_count > 6 && widest <= 16 ? 2 : 1;
}

/* What the choices of a field need beside its label. */
static int many_width(const struct form_field *field)
{
	int widest = 0;

	if (field->kind != FORM_MANY)
		return 0;
	for (int i = 0; i < field->choice_count; i++)
		if (text_width(field->choices[i].text) > widest)
			widest = text_width(field->choices[i].text);
	return (widest + 5) * many_columns(field);
}

static int choice_rows(const struct form_field *field)
{
	int columns = many_columns(field);

	return field->kind == FORM_MANY && field->choice_count > 1 ?
	    (field->choice_count + columns - 1) / columns : 1;
}

static const char *label_text(const struct form *form, int index)
{
	const struct form_field *field = &form->fields[index];

	return !field->required ? field->label : pool_printf(
	    &form->view->ui->frame, "%s *", field->label);
}

/* A label that is wider than its column goes on below: none is cut. */
static int field_rows(const struct form *form, int index, int label)
{
	const char *text = label_text(form, index);
	int choices = choice_rows(&form->fields[index]), lines = 0;

	do {
		(void)page_cut(&form->view->ui->frame, &text, label);
		lines++;
	} while (*text != '\0');
	return lines > choices ? lines : choices;
}

static void draw_label(struct form *form, int index, int row, int col,
    int label, int rows)
{
	struct ui *ui = form->view->ui;
	const char *text = label_text(form, index);

	for (int i = 0; i < rows && *text != '\0'; i++)
		tty_put(ui->term, row + i, col, label, index == form->at ?
		    STYLE_STRONG : STYLE_TEXT, page_cut(&ui->frame, &text,
		    label));
}

static void draw_many(struct form *form, int index, int row, int col,
    int width, int rows)
{
	struct ui *ui = form->view->ui;
	const struct form_field *field = &form->fields[index];
	const struct form_item *item = &form->items[index];
	int all = choice_rows(field);
	int cells = width / many_columns(field);

	for (int i = 0; i < field->choice_count; i++) {
		bool here = index == form->at && i == item->choice;

		if (i % all >= rows)
			continue;
		tty_put(ui->term, row + i % all, col + i / all * cells, cells,
		    here ? STYLE_STRONG : STYLE_TEXT, text_fit(&ui->frame,
		    pool_printf(&ui->frame, "%s%s %s", here ? ">" : " ",
		    (item->on >> i & 1) != 0 ? "[x]" : "[ ]",
		    field->choices[i].text), cells, TEXT_LEFT,
		    tty_is_ascii(ui->term)));
	}
}

static void draw_field(struct form *form, int index, int row, int col,
    int label, int width, int rows)
{
	struct ui *ui = form->view->ui;
	const struct form_field *field = &form->fields[index];
	struct form_item *item = &form->items[index];
	bool here = index == form->at;
	bool wrong = item->touched && item->wrong[0] != '\0';

	tty_put(ui->term, row, col, 2, STYLE_CURSOR, here ? ">" : " ");
	draw_label(form, index, row, col + 2, label, rows);
	tty_put(ui->term, row, col + 2 + label, 2, STYLE_BAD,
	    wrong ? "!" : "");
	col += label + 4;
	width -= label + 4;
	if (field->kind == FORM_MANY)
		draw_many(form, index, row, col, width, rows);
	else if (field->kind == FORM_FIXED)
		tty_put(ui->term, row, col, width, STYLE_DIM, text_fit(
		    &ui->frame, text_safe(&ui->frame, typed_text(&item->line)),
		    width, TEXT_LEFT, tty_is_ascii(ui->term)));
	else if (form_is_line(field->kind))
		typed_draw(ui->term, &ui->frame, &item->line, row, col, width,
		    here);
	else
		tty_put(ui->term, row, col, width, here ? STYLE_STRONG :
		    STYLE_TEXT, text_safe(&ui->frame, shown(form, index,
		    &ui->frame)));
}

static int label_width(const struct form *form, int width)
{
	int label = 10;

	for (int i = 0; i < form->plan.count; i++) {
		int need = text_width(form->fields[i].label) +
		    (form->fields[i].required ? 2 : 0);

		if (need > label)
			label = need;
	}
	if (label > width * 2 / 5)
		label = width * 2 / 5;
	/* A label goes on below; a choice does not. */
	for (int i = 0; i < form->plan.count; i++) {
		int room = width - 4 - many_width(&form->fields[i]);

		if (room >= 16 && room < label)
			label = room;
	}
	return label;
}

static void draw_foot(struct form *form, const struct box *box)
{
	struct ui *ui = form->view->ui;
	const struct form_field *field = &form->fields[form->at];
	const struct form_item *item = &form->items[form->at];
	bool wrong = item->touched && item->wrong[0] != '\0';
	const char *help = field->help != NULL ? field->help :
	    field->kind == FORM_DATE ? _("dd/mm/yyyy, mm/yyyy or yyyy") :
	    field->kind == FORM_DAY ? _("dd/mm/yyyy") : "";
	const char *also = field->kind == FORM_NOTE ? _("Ctrl-O: your editor") :
	    field->kind == FORM_MANY ? _("Space: on and off") :
	    field->kind == FORM_CHOICE || field->kind == FORM_YES ?
	    _("Space: the next one") : "";

	tty_put(ui->term, box->row + box->height - 3, box->col + 2,
	    box->width - 4, wrong ? STYLE_BAD : STYLE_DIM, text_fit(&ui->frame,
	    text_safe(&ui->frame, wrong ? item->wrong : help), box->width - 4,
	    TEXT_LEFT, tty_is_ascii(ui->term)));
	tty_put(ui->term, box->row + box->height - 2, box->col + 2,
	    box->width - 4, STYLE_KEY, pool_printf(&ui->frame, "%s   %s",
	    _("F2, Ctrl-S: save   Tab: next field   Esc: leave"), also));
}

/* The lines of the hint and a blank one; drawn from that row on, where it is
 * not negative. */
static int draw_hint(struct form *form, int row, int col, int width)
{
	struct ui *ui = form->view->ui;
	const char *at = form->plan.hint == NULL ? "" : text_safe(&ui->frame,
	    form->plan.hint);
	int lines = 0;

	while (*at != '\0') {
		const char *line = page_cut(&ui->frame, &at, width);

		if (row >= 0)
			tty_put(ui->term, row + lines, col, width, STYLE_DIM,
			    line);
		lines++;
	}
	return lines > 0 ? lines + 1 : 0;
}

void form_draw(struct view *view, bool all)
{
	struct form *form = view->data;
	struct ui *ui = view->ui;
	int rows = 0, hint, row, width, label;
	struct box box;

	(void)all;
	width = ui->cols - 8 > 100 ? 100 : ui->cols - 2;
	label = label_width(form, width - 4);
	hint = draw_hint(form, -1, 0, width - 4);
	for (int i = 0; i < form->plan.count; i++)
		rows += field_rows(form, i, label);
	box = box_draw(ui, form->plan.title, rows + hint + 5, width);
	width = box.width - 4;
	(void)draw_hint(form, box.row + 1, box.col + 2, width);
	if (form->at < form->first)
		form->first = form->at;
	for (;;) {
		int used = 0;

		for (int i = form->first; i <= form->at; i++)
			used += field_rows(form, i, label);
		if (used <= box.height - hint - 4 || form->first == form->at)
			break;
		form->first++;
	}
	tty_cursor(ui->term, -1, 0);
	row = box.row + 1 + hint;
	for (int i = form->first; i < form->plan.count; i++) {
		int left = box.row + box.height - 3 - row;
		int need = field_rows(form, i, label);

		if (left <= 0)
			break;
		draw_field(form, i, row, box.col + 2, label, width,
		    left < need ? left : need);
		row += need;
	}
	draw_foot(form, &box);
}
