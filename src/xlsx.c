/* Workbooks out: the only file that knows libxlsxwriter. Cells are typed,
 * texts are never formulas, heads stay in sight, sums are live formulas and
 * charts are native. */
#include "out_kind.h"

#ifdef HAVE_XLSXWRITER

#include "date.h"
#include "frame.h"
#include "fs.h"
#include "text.h"
#include "xlsx_book.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_ROWS = 1048000, MOST_LETTERS = 32000, WIDEST = 60 };
/* Points; a row of a sheet is no higher than 409. */
#define LINE_HEIGHT 17.0
enum { MOST_LINES = 24 };

static const char *number_format(enum out_type type)
{
	switch (type) {
	case OUT_INTEGER:
	case OUT_PAGES:
	case OUT_MONEY:
	case OUT_BYTES:
		return "#,##0";
	case OUT_NUMBER:
		return "0";
	case OUT_DECIMAL:
		return "#,##0.##";
	case OUT_PERCENT:
		return "0.0\"%\"";
	case OUT_DATE:
		return "dd/mm/yyyy";
	default:
		return "@";
	}
}

static lxw_format *new_format(struct book *book, bool bold, int size)
{
	lxw_format *format = workbook_add_format(book->workbook);

	format_set_font_name(format, "Times New Roman");
	format_set_font_size(format, size);
	if (bold)
		format_set_bold(format);
	return format;
}

static void make_formats(struct book *book)
{
	for (int type = 0; type <= OUT_JSON; type++)
		for (int bold = 0; bold < 2; bold++) {
			lxw_format *f = new_format(book, bold != 0, 12);

			format_set_border(f, LXW_BORDER_THIN);
			format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
			format_set_num_format(f, number_format(type));
			if (type == OUT_TEXT)
				format_set_text_wrap(f);
			book->formats[type][bold] = f;
		}
	book->title = new_format(book, true, 14);
	book->bold = new_format(book, true, 12);
	book->wrap = new_format(book, false, 12);
	book->center = new_format(book, true, 12);
	format_set_align(book->center, LXW_ALIGN_CENTER);
	book->head_format = new_format(book, true, 12);
	format_set_border(book->head_format, LXW_BORDER_THIN);
	format_set_text_wrap(book->head_format);
	format_set_align(book->head_format, LXW_ALIGN_CENTER);
	format_set_align(book->head_format, LXW_ALIGN_VERTICAL_CENTER);
	format_set_bg_color(book->head_format, 0xE7E6E6);
}

/* A text as the library takes it: good UTF-8, not too long. */
static const char *fit(struct out *out, const char *text)
{
	const char *safe = text_valid(text) ? text :
	    text_safe(&out->row_pool, text);
	size_t length = strlen(safe);

	if (length <= MOST_LETTERS)
		return safe;
	length = MOST_LETTERS;
	while (length > 0 && ((unsigned char)safe[length] & 0xc0) == 0x80)
		length--;
	return pool_copy_n(&out->row_pool, safe, length);
}

static void put_text(struct out *out, lxw_row_t row, int column,
    const char *text, lxw_format *format)
{
	struct book *book = out->own;

	if (text != NULL && *text != '\0')
		worksheet_write_string(book->sheet, row, (lxw_col_t)column,
		    fit(out, text), format);
	else if (format != NULL)
		worksheet_write_blank(book->sheet, row, (lxw_col_t)column,
		    format);
}

static void page_setup(struct out *out, struct book *book)
{
	worksheet_set_paper(book->sheet, 9);	/* A4 */
	if (out->landscape)
		worksheet_set_landscape(book->sheet);
	worksheet_set_margins(book->sheet, 1.18, 0.79, 0.79, 0.79);
	worksheet_fit_to_pages(book->sheet, 1, 0);
	worksheet_set_default_row(book->sheet, 17, LXW_FALSE);
	worksheet_set_header(book->sheet, "&C&\"Times New Roman\"&13&P");
}

/* Left the body, right the country, as on paper. */
static void put_frame(struct out *out, struct book *book)
{
	const struct out_frame *f = out->frame;
	int right = book->shown > 3 ? book->shown / 2 : 2;

	if (f->issuing != NULL) {
		put_text(out, 0, 0, f->governing, book->wrap);
		put_text(out, 0, right, FRAME_COUNTRY, book->bold);
		put_text(out, 1, 0, f->issuing, book->bold);
		put_text(out, 1, right, FRAME_MOTTO, book->bold);
		put_text(out, 2, 0, frame_number(f, &out->pool), book->wrap);
		put_text(out, 2, right, frame_place_date(f, &out->pool),
		    book->wrap);
		book->row = 4;
	}
	if (f->kind != NULL)
		put_text(out, book->row++, 0, f->kind, book->title);
	if (f->about != NULL)
		put_text(out, book->row++, 0, f->about, book->title);
	for (int i = 0; f->to != NULL && f->to[i] != NULL; i++)
		put_text(out, book->row++, 0, pool_printf(&out->row_pool,
		    "Kính gửi: %s", f->to[i]), book->wrap);
}

/* A file without a name beside the listing; the library opens it by the name that
 * the kernel gives our descriptor. */
static bool temporary(struct out *out, struct book *book)
{
	const char *path = out->to_file ? out->options.path : NULL;
	const char *slash = path == NULL ? NULL : strrchr(path, '/');

	if (slash != NULL)
		book->folder = pool_copy_n(&out->pool, path, slash == path ? 1 :
		    (size_t)(slash - path));
	else if (path != NULL)
		book->folder = pool_copy(&out->pool, ".");
	book->fd = fs_scratch(book->folder, &out->err);
	if (book->fd < 0)
		return false;
	book->path = pool_printf(&out->pool, "/proc/self/fd/%d", book->fd);
	return true;
}

static void begin_xlsx(struct out *out)
{
	struct book *book = pool_alloc(&out->pool, sizeof(*book));
	lxw_workbook_options options = { .constant_memory = LXW_FALSE };

	out->own = book;
	if (!temporary(out, book))
		return;
	options.tmpdir = book->folder;
	book->workbook = workbook_new_opt(book->path, &options);
	book->sheet = book->workbook == NULL ? NULL :
	    workbook_add_worksheet(book->workbook, NULL);
	if (book->sheet == NULL) {
		err_set(&out->err, ERR_FAILED, _("Cannot begin a workbook"));
		return;
	}
	for (int i = 0; i < out->count && i < 256; i++)
		book->columns[i] = out_shown(out, i) ? book->shown++ : -1;
	make_formats(book);
	page_setup(out, book);
	if (out->frame != NULL)
		put_frame(out, book);
	else if (out->title != NULL)
		put_text(out, book->row++, 0, out->title, book->title);
	for (struct out_meta *m = out->meta; m != NULL; m = m->next)
		put_text(out, book->row++, 0, pool_printf(&out->row_pool,
		    "%s: %s", m->label, m->value), book->wrap);
	if (book->row > 0)
		book->row++;
	book->head = book->row++;
	for (int i = 0; i < out->count; i++) {
		const char *head = _(out->columns[i].head);

		if (book->columns[i] < 0)
			continue;
		put_text(out, book->head, book->columns[i], head,
		    book->head_format);
		book->widths[i] = out->columns[i].width > 10 ?
		    out->columns[i].width : 10;
	}
	worksheet_freeze_panes(book->sheet, book->head + 1, 0);
	worksheet_repeat_rows(book->sheet, book->head, book->head);
	book->first = book->group_first = book->last = book->row;
}

/* "[quantity]*[price]" with the cells of a row in place of the keys;
 * "[amount^2]" is two rows above. */
static const char *row_formula(struct out *out, const char *formula,
    lxw_row_t row)
{
	struct book *book = out->own;
	struct buf buf = { 0 };
	const char *text;

	buf_char(&buf, '=');
	while (*formula != '\0') {
		const char *end = strchr(formula, ']');
		const char *up = strchr(formula, '^');
		lxw_row_t above = 0;
		char cell[16] = "";

		if (*formula != '[' || end == NULL) {
			buf_char(&buf, *formula++);
			continue;
		}
		if (up == NULL || up > end)
			up = end;
		else
			above = (lxw_row_t)strtoul(up + 1, NULL, 10);
		for (int i = 0; i < out->count; i++) {
			const char *key = out->columns[i].key;
			size_t length = (size_t)(up - formula - 1);

			if (strlen(key) == length && book->columns[i] >= 0 &&
			    memcmp(key, formula + 1, length) == 0)
				lxw_rowcol_to_cell(cell, row - above,
				    (lxw_col_t)book->columns[i]);
		}
		buf_text(&buf, cell);
		formula = end + 1;
	}
	text = pool_copy(&out->row_pool, buf_string(&buf));
	buf_free(&buf);
	return text;
}

static void put_date(struct out *out, lxw_row_t row, lxw_col_t column,
    enum out_type type, const struct out_cell *cell, lxw_format *format)
{
	struct book *book = out->own;
	struct date date;

	if (type == OUT_DATE && date_from_iso(cell->text, &date) &&
	    date_is_whole(date) && date.year >= 1900) {
		lxw_datetime time = { .year = date.year, .month = date.month,
		    .day = date.day };

		worksheet_write_datetime(book->sheet, row, column, &time,
		    format);
		return;
	}
	put_text(out, row, column, out_show(&out->row_pool, type, cell),
	    format);
}

/* "#,##0.##" would leave a lone comma behind a whole number. */
static bool whole_value(enum out_type type, const struct out_cell *cell)
{
	return type == OUT_DECIMAL && (cell->kind == CELL_INT ||
	    (cell->kind == CELL_REAL && cell->real == floor(cell->real)));
}

static void put_cell(struct out *out, int i, enum out_row_kind kind,
    const struct out_cell *cell)
{
	struct book *book = out->own;
	enum out_type type = out->columns[i].type;
	lxw_format *format = book->formats[whole_value(type, cell) ?
	    OUT_INTEGER : type][kind != ROW_PLAIN];
	lxw_col_t column = (lxw_col_t)book->columns[i];
	double value = cell->kind == CELL_REAL ? cell->real :
	    (double)cell->number;
	char range[48], from[16], to[16];

	if (cell->kind == CELL_NONE) {
		put_text(out, book->row, column, NULL, format);
	} else if (cell->kind == CELL_TEXT) {
		put_date(out, book->row, column, type, cell,
		    kind != ROW_PLAIN ? book->formats[OUT_TEXT][1] : format);
	} else if (type == OUT_BOOL) {
		put_text(out, book->row, column,
		    out_show(&out->row_pool, type, cell), format);
	} else if (cell->formula != NULL) {
		worksheet_write_formula_num(book->sheet, book->row, column,
		    row_formula(out, cell->formula, book->row), format, value);
	} else if (kind != ROW_PLAIN && book->last >= book->first) {
		/* SUBTOTAL leaves out the subtotals inside its range. */
		lxw_rowcol_to_cell(from, kind == ROW_TOTAL ? book->first :
		    book->group_first, column);
		lxw_rowcol_to_cell(to, book->row - 1, column);
		snprintf(range, sizeof(range), "=SUBTOTAL(9,%s:%s)", from, to);
		worksheet_write_formula_num(book->sheet, book->row, column,
		    range, format, value);
	} else if (out->columns[i].formula != NULL) {
		worksheet_write_formula_num(book->sheet, book->row, column,
		    row_formula(out, out->columns[i].formula, book->row),
		    format, value);
	} else {
		worksheet_write_number(book->sheet, book->row, column, value,
		    format);
	}
}

static void row_xlsx(struct out *out, enum out_row_kind kind,
    const struct out_cell *cells)
{
	struct book *book = out->own;
	int lines = 1;

	if (book->row > MOST_ROWS) {
		err_set(&out->err, ERR_USAGE, _("A sheet of a workbook holds"
		    " 1,048,576 rows: write this listing as CSV"));
		return;
	}
	for (int i = 0; i < out->count; i++) {
		int letters;

		if (book->columns[i] < 0)
			continue;
		put_cell(out, i, kind, &cells[i]);
		letters = text_width(fit(out, out_show(&out->row_pool,
		    out->columns[i].type, &cells[i]))) + 2;
		if (letters > book->widths[i])
			book->widths[i] = letters > WIDEST ? WIDEST : letters;
		/* words do not fill their line */
		if (letters > WIDEST && letters * 9 / 8 / WIDEST + 1 > lines)
			lines = letters * 9 / 8 / WIDEST + 1;
	}
	/* Not every program measures broken texts when it opens a file. */
	if (lines > 1)
		worksheet_set_row(book->sheet, book->row,
		    LINE_HEIGHT * (lines > MOST_LINES ? MOST_LINES : lines),
		    NULL);
	if (kind == ROW_PLAIN)
		book->last = book->row;
	book->row++;
}

static void group_xlsx(struct out *out, const char *title)
{
	struct book *book = out->own;

	for (int i = 0; i < book->shown; i++)
		put_text(out, book->row, i, i == 0 ? title : NULL,
		    book->formats[OUT_TEXT][1]);
	book->group_first = ++book->row;
}

static void note_xlsx(struct out *out, const char *text)
{
	struct book *book = out->own;

	book->row++;
	put_text(out, book->row, 0, text, book->wrap);
}

/* The finished file goes the way of all listings: .partial, then its name. */
static void copy_file(struct out *out, const char *path)
{
	char part[16384];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0) {
		err_errno(&out->err, "%s", path);
		return;
	}
	while ((n = read(fd, part, sizeof(part))) > 0)
		out_write(out, part, (size_t)n);
	if (n < 0)
		err_errno(&out->err, "%s", path);
	close(fd);
}

/* Room for the heads, which are broken into lines. */
static void head_height(struct out *out, struct book *book)
{
	int lines = 1;

	for (int i = 0; i < out->count; i++) {
		int cells = text_width(_(out->columns[i].head));

		if (book->columns[i] < 0)
			continue;
		/* bold letters, and words that do not fill their line */
		cells = cells * 5 / 4 / book->widths[i] + 1;
		if (cells > lines)
			lines = cells;
	}
	worksheet_set_row(book->sheet, book->head, LINE_HEIGHT * lines, NULL);
}

static void end_xlsx(struct out *out)
{
	struct book *book = out->own;
	lxw_error error;

	head_height(out, book);
	for (int i = 0; i < out->count; i++)
		if (book->columns[i] >= 0)
			worksheet_set_column(book->sheet,
			    (lxw_col_t)book->columns[i],
			    (lxw_col_t)book->columns[i], book->widths[i], NULL);
	if (out->rows > 0 && !out->grouped)
		worksheet_autofilter(book->sheet, book->head, 0, book->last,
		    (lxw_col_t)(book->shown - 1));
	for (int i = 0; i < out->chart_count && out->rows > 0; i++)
		xlsx_chart(out, out->charts[i], i);
	errno = 0;
	error = workbook_close(book->workbook);
	book->workbook = NULL;
	if (errno == ENOSPC || errno == EDQUOT) {
		fs_write_failed(book->folder == NULL ? "/tmp" : book->folder,
		    &out->err);
		return;
	}
	if (error != LXW_NO_ERROR) {
		err_set(&out->err, ERR_FAILED,
		    _("The workbook could not be written: %s"),
		    lxw_strerror(error));
		return;
	}
	copy_file(out, book->path);
}

static void drop_xlsx(struct out *out)
{
	struct book *book = out->own;

	if (book == NULL)
		return;
	if (book->workbook != NULL)
		lxw_workbook_free(book->workbook);
	if (book->path != NULL)
		close(book->fd);
}

#else

static void begin_xlsx(struct out *out)
{
	err_set(&out->err, ERR_USAGE, _("This program was built without"
	    " libxlsxwriter: no workbooks; use .csv or .odt"));
}

static void row_xlsx(struct out *out, enum out_row_kind kind,
    const struct out_cell *cells)
{
	(void)out;
	(void)kind;
	(void)cells;
}

static void end_xlsx(struct out *out)
{
	(void)out;
}

#define group_xlsx NULL
#define note_xlsx NULL
#define drop_xlsx NULL

#endif

const struct out_kind out_kind_xlsx = {
	.name = "xlsx",
	.endings = " xlsx ",
	.begin = begin_xlsx,
	.row = row_xlsx,
	.group = group_xlsx,
	.note = note_xlsx,
	.end = end_xlsx,
	.drop = drop_xlsx,
};
