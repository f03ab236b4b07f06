/* Boxes over the screen: a question with yes and no, a message, a choice. */
#include "ui.h"

#include "hints.h"
#include "keys.h"
#include "box.h"

#include <string.h>

struct box box_draw(struct ui *ui, const char *title, int height, int width)
{
	struct tty *term = ui->term;
	bool ascii = tty_is_ascii(term);
	struct box box;

	if (width > ui->cols - 2)
		width = ui->cols - 2;
	/* The line of messages stays in sight. */
	if (height > ui->rows - 4)
		height = ui->rows - 4;
	box = (struct box){ (ui->rows - height) / 2, (ui->cols - width) / 2,
		height, width };
	for (int i = 0; i < height; i++) {
		int row = box.row + i;
		bool edge = i == 0 || i == height - 1;

		tty_put(term, row, box.col, width, STYLE_BOX, "");
		tty_put(term, row, box.col, 1, STYLE_BOX, ascii ?
		    edge ? "+" : "|" : i == 0 ? "┌" : edge ? "└" : "│");
		tty_put(term, row, box.col + width - 1, 1, STYLE_BOX, ascii ?
		    edge ? "+" : "|" : i == 0 ? "┐" : edge ? "┘" : "│");
		for (int col = 1; edge && col < width - 1; col++)
			tty_put(term, row, box.col + col, 1, STYLE_BOX,
			    ascii ? "-" : "─");
	}
	if (title[0] != '\0')
		tty_put(term, box.row, box.col + 2, -1, STYLE_HEAD,
		    text_fit(&ui->frame, pool_printf(&ui->frame, " %s ",
		    title), text_width(title) + 2 < width - 4 ?
		    text_width(title) + 2 : width - 4, TEXT_LEFT, ascii));
	return box;
}

/* --- questions and messages ------------------------------------------------- */

struct ask {
	const char *title, *text, *hint;
	const struct action *action;	/* NULL: only a message */
	int first;
};

static int tell_width(const struct ui *ui)
{
	return ui->cols - 8 > 100 ? 100 : ui->cols - 8;
}

static void draw_ask(struct view *view, bool all)
{
	struct ask *ask = view->data;
	struct ui *ui = view->ui;
	struct page page;
	struct box box;
	int width = ask->action != NULL ? 60 : tell_width(ui);
	int height;

	(void)all;
	page_start(&page, &ui->frame, width - 4, ui->rows);
	page_wrap(&page, 0, STYLE_TEXT, ask->text);
	height = page.count + 4 > ui->rows - 4 ? ui->rows - 4 : page.count + 4;
	box = box_draw(ui, ask->title, height, width);
	if (ask->first > page.count - (height - 4))
		ask->first = page.count - (height - 4);
	if (ask->first < 0)
		ask->first = 0;
	page.first = ask->first;
	page_draw(ui->term, &page, box.row + 1, height - 4, box.col + 2,
	    width - 4);
	tty_put(ui->term, box.row + height - 2, box.col + 2, width - 4,
	    STYLE_KEY, ask->hint);
}

static bool key_ask(struct view *view, int32_t key)
{
	struct ask *ask = view->data;
	const struct action *action = ask->action;
	struct ui *ui = view->ui;
	struct err err = { 0 };
	int32_t plain = key_plain(key);
	bool yes = plain == 'y' || plain == 'Y' || plain == 'c' ||
	    plain == 'C' || key == KEY_IS_ENTER;

	if (key == KEY_IS_DOWN || key == KEY_IS_PAGE_DOWN)
		ask->first += key == KEY_IS_PAGE_DOWN ? 10 : 1;
	else if (key == KEY_IS_UP || key == KEY_IS_PAGE_UP)
		ask->first -= key == KEY_IS_PAGE_UP ? 10 : 1;
	else if (action == NULL || (!yes && (plain == 'n' || plain == 'k' ||
	    plain == 'N' || plain == 'K' ||
	    key_leaves(key) || plain == 'q')))
		ui_pop(ui);
	else if (yes) {
		ui_pop(ui);
		if (!action->run(ui->top, &err))
			ui_fail(ui, &err);
	}
	return true;
}

static const struct face ask_face = {
	.overlay = true, .draw = draw_ask, .key = key_ask,
};

void ui_ask(struct view *view, const char *question,
    const struct action *action)
{
	struct view *box = ui_push(view->ui, &ask_face, sizeof(struct ask));
	struct ask *ask = box->data;

	ask->title = _("Question");
	ask->text = pool_copy(&box->own, question);
	ask->hint = _("Enter, y: yes     Esc, n: no");
	ask->action = action;
}

void ui_tell(struct ui *ui, const char *title, const char *text)
{
	struct err ignored = { 0 };
	struct view *box;
	struct ask *ask;

	text = text_safe_lines(&ui->frame, hint_words(&ui->frame, text));
	if (text_open(ui, title, text, tell_width(ui) - 5, ui->rows - 9,
	    &ignored))
		return;
	box = ui_push(ui, &ask_face, sizeof(struct ask));
	ask = box->data;
	ask->title = pool_copy(&box->own, title);
	ask->text = pool_copy(&box->own, text);
	ask->hint = _("Enter: go on");
}

/* --- a choice --------------------------------------------------------------- */

struct chooser {
	const char *title;
	const struct choice *choices;
	int count, at, first;
	void (*done)(struct ui *ui, void *to, int index);
	void *to;
};

static void draw_choice(struct view *view, bool all)
{
	struct chooser *c = view->data;
	struct ui *ui = view->ui;
	int width = text_width(c->title) + 8, height = c->count + 2;
	struct box box;

	(void)all;
	for (int i = 0; i < c->count; i++)
		if (text_width(c->choices[i].text) + 6 > width)
			width = text_width(c->choices[i].text) + 6;
	box = box_draw(ui, c->title, height, width);
	if (c->at < c->first)
		c->first = c->at;
	if (c->at >= c->first + box.height - 2)
		c->first = c->at - box.height + 3;
	for (int i = 0; i < box.height - 2; i++) {
		int index = c->first + i;

		if (index < c->count)
			tty_put(ui->term, box.row + 1 + i, box.col + 1,
			    box.width - 2, index == c->at ? STYLE_SELECT :
			    STYLE_TEXT, pool_printf(&ui->frame, "%s %s",
			    index == c->at ? ">" : " ",
			    text_safe(&ui->frame, c->choices[index].text)));
	}
}

static bool key_choice(struct view *view, int32_t key)
{
	struct chooser *c = view->data;
	struct ui *ui = view->ui;
	int32_t plain = key_plain(key);

	if (key == KEY_IS_DOWN || plain == 'j' || key == KEY_IS_TAB)
		c->at = c->at + 1 < c->count ? c->at + 1 : 0;
	else if (key == KEY_IS_UP || plain == 'k')
		c->at = c->at > 0 ? c->at - 1 : c->count - 1;
	else if (key == KEY_IS_PAGE_DOWN || key == KEY_IS_END)
		c->at = c->count - 1;
	else if (key == KEY_IS_PAGE_UP || key == KEY_IS_HOME)
		c->at = 0;
	else if (key_leaves(key) || plain == 'q' || key == KEY_IS_LEFT)
		ui_pop(ui);
	else if (key == KEY_IS_ENTER || key == KEY_IS_RIGHT ||
	    key == KEY_IS_SPACE) {
		void (*done)(struct ui *, void *, int) = c->done;
		void *to = c->to;
		int at = c->at;

		ui_pop(ui);
		done(ui, to, at);
	} else {
		for (int i = 1; i <= c->count; i++) {
			int index = (c->at + i) % c->count;
			const char *fold = text_fold(&ui->frame,
			    c->choices[index].text);

			if (plain >= '0' && (unsigned char)fold[0] ==
			    (unsigned)plain) {
				c->at = index;
				break;
			}
		}
	}
	return true;
}

static const struct face choice_face = {
	.overlay = true, .draw = draw_choice, .key = key_choice,
};

void choose(struct ui *ui, const char *title, const struct choice *choices,
    int count, int at, void (*done)(struct ui *ui, void *to, int index),
    void *to)
{
	struct view *view = ui_push(ui, &choice_face, sizeof(struct chooser));
	struct chooser *c = view->data;
	struct choice *copy = pool_array(&view->own, (size_t)count + 1,
	    sizeof(*copy));

	for (int i = 0; i < count; i++)
		copy[i] = (struct choice){
			pool_copy(&view->own, choices[i].code),
			pool_copy(&view->own, choices[i].text) };
	*c = (struct chooser){ .title = pool_copy(&view->own, title),
		.choices = copy, .count = count, .at = at < 0 ? 0 : at,
		.done = done, .to = to };
}
