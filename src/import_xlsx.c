/* Workbooks of Excel and LibreOffice (.xlsx): a zip of XML files. Sheets are
 * walked tag by tag; only the shared strings are kept. */
#include "import.h"

#include "date.h"
#include "tar.h"
#include "text.h"
#include "xlsx_style.h"
#include "xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	COLUMNS = 1024,		/* what the importer reads at most */
	SMALL = 16 * 1024 * 1024,	/* parts that are read whole */
	MOST_STRINGS = 256 * 1024 * 1024
};

static const struct tar_limits limits = { .entries = 20000,
    .bytes = INT64_C(4) << 30, .ratio = 0 };

struct sheet {
	const char *name;
	const char *path;
	bool hidden;
};

struct book {
	const struct import_source *source;
	struct pool pool;
	struct sheet *sheets;
	size_t sheet_count;
	const char **strings;
	size_t string_count, string_room;
	struct xlsx_style *styles;
	size_t style_count;
	bool date1904;
	struct err *err;
};

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path);
	size_t tail = strlen(ending);

	return length > tail && strcasecmp(path + length - tail, ending) == 0;
}

static int sniff(const void *head, size_t size, const char *path)
{
	if (size < 4 || memcmp(head, "PK\3\4", 4) != 0)
		return 0;
	if (memmem(head, size, "[Content_Types].xml", 19) != NULL ||
	    memmem(head, size, "xl/", 3) != NULL)
		return 95;
	return ends_with(path, ".xlsx") || ends_with(path, ".xlsm") ? 80 : 30;
}

/* --- a part of the zip as XML --------------------------------------------- */

struct part {
	struct tar *tar;
	struct xml_reader *xml;
	struct book *book;
};

static ssize_t read_part(void *from, void *data, size_t size)
{
	struct part *part = from;
	ssize_t got = tar_read(part->tar, data, size, part->book->err);

	if (got > 0 && part->book->source->job != NULL)
		part->book->source->job->bytes += got;
	return got;
}

static void part_close(struct part *part)
{
	xml_close(part->xml);
	tar_close(part->tar);
}

/* False without an error when the part is not there and need not be. */
static bool part_open(struct book *book, const char *name, bool needed,
    struct part *part)
{
	struct err err = { 0 };
	struct tar_entry entry;

	*part = (struct part){ .book = book };
	part->tar = tar_open(book->source->path, &limits, book->err);
	if (part->tar == NULL)
		return false;
	if (!tar_find(part->tar, name, &entry, &err)) {
		if (err.kind != ERR_MISSING)
			err_set(book->err, err.kind, "%s", err.text);
		else if (needed)
			err_set(book->err, ERR_FINDINGS, _("it is a zip file, "
			    "but not a workbook: %s is missing"), name);
		part_close(part);
		return false;
	}
	part->xml = xml_stream(read_part, part, name, book->err);
	if (part->xml == NULL) {
		part_close(part);
		return false;
	}
	return true;
}

/* --- the workbook --------------------------------------------------------- */

static void add_sheet(struct book *book, const char *name, const char *id,
    const char *state)
{
	struct sheet *list = pool_array(&book->pool, book->sheet_count + 1,
	    sizeof(*list));

	if (book->sheet_count >= 4096)
		return;
	if (book->sheet_count > 0)
		memcpy(list, book->sheets, book->sheet_count * sizeof(*list));
	list[book->sheet_count++] = (struct sheet){
		.name = pool_copy(&book->pool, name),
		.path = pool_copy(&book->pool, id),
		.hidden = state != NULL && strcmp(state, "visible") != 0
	};
	book->sheets = list;
}

static bool read_workbook(struct book *book)
{
	struct part part;
	enum xml_node node;

	if (!part_open(book, "xl/workbook.xml", true, &part))
		return false;
	while ((node = xml_next(part.xml, book->err)) != XML_END) {
		const char *value;

		if (node != XML_OPEN)
			continue;
		if (strcmp(xml_name(part.xml), "workbookPr") == 0) {
			value = xml_attribute(part.xml, "date1904");
			book->date1904 = value != NULL &&
			    (strcmp(value, "1") == 0 ||
			    strcmp(value, "true") == 0);
		} else if (strcmp(xml_name(part.xml), "sheet") == 0) {
			const char *name = xml_attribute(part.xml, "name");
			const char *id = xml_attribute(part.xml, "id");

			if (name != NULL && id != NULL)
				add_sheet(book, name, id,
				    xml_attribute(part.xml, "state"));
		}
	}
	part_close(&part);
	return book->err->kind == ERR_NONE;
}

/* The names of the sheets' parts; what has none cannot be read. */
static bool read_relations(struct book *book)
{
	struct part part;
	enum xml_node node;

	if (!part_open(book, "xl/_rels/workbook.xml.rels", true, &part))
		return false;
	while ((node = xml_next(part.xml, book->err)) != XML_END) {
		const char *id;
		const char *target;

		if (node != XML_OPEN ||
		    strcmp(xml_name(part.xml), "Relationship") != 0)
			continue;
		id = xml_attribute(part.xml, "Id");
		target = xml_attribute(part.xml, "Target");
		if (id == NULL || target == NULL)
			continue;
		for (size_t i = 0; i < book->sheet_count; i++)
			if (strcmp(book->sheets[i].path, id) == 0)
				book->sheets[i].path = target[0] == '/' ?
				    pool_copy(&book->pool, target + 1) :
				    pool_printf(&book->pool, "xl/%s", target);
	}
	part_close(&part);
	return book->err->kind == ERR_NONE;
}

/* Text of a string: all <t> in it but those of <rPh> (how to read it). */
static bool read_string(struct xml_reader *xml, struct buf *buf,
    struct err *err)
{
	int depth = xml_depth(xml);
	enum xml_node node;
	int phonetic = 0;
	bool inside = false;

	buf_clear(buf);
	while ((node = xml_next(xml, err)) != XML_END) {
		if (node == XML_CLOSE && xml_depth(xml) <= depth)
			return true;
		if (node == XML_TEXT) {
			if (inside && phonetic == 0 && buf->length < SMALL)
				buf_text(buf, xml_text(xml));
			continue;
		}
		if (strcmp(xml_name(xml), "t") == 0)
			inside = node == XML_OPEN;
		else if (strcmp(xml_name(xml), "rPh") == 0)
			phonetic += node == XML_OPEN ? 1 : -1;
	}
	return false;
}

static bool read_strings(struct book *book)
{
	struct part part;
	enum xml_node node;
	struct buf buf = { 0 };

	if (!part_open(book, "xl/sharedStrings.xml", false, &part))
		return book->err->kind == ERR_NONE;
	while ((node = xml_next(part.xml, book->err)) != XML_END) {
		if (node != XML_OPEN || strcmp(xml_name(part.xml), "si") != 0)
			continue;
		if (!read_string(part.xml, &buf, book->err))
			break;
		if (book->pool.bytes > MOST_STRINGS) {
			err_set(book->err, ERR_FINDINGS,
			    _("its texts take more than 256 MB"));
			break;
		}
		if (book->string_count == book->string_room) {
			book->string_room = book->string_room == 0 ? 1024 :
			    book->string_room * 2;
			book->strings = must_realloc(book->strings,
			    book->string_room * sizeof(*book->strings));
		}
		book->strings[book->string_count++] =
		    pool_copy_n(&book->pool, buf_string(&buf), buf.length);
		if (book->string_count % 4096 == 0 && !job_step(
		    book->source->job, (int64_t)book->string_count, 0, "",
		    book->err))
			break;
	}
	buf_free(&buf);
	part_close(&part);
	return book->err->kind == ERR_NONE;
}

static bool read_styles(struct book *book)
{
	struct buf text = { 0 };
	struct err err = { 0 };
	bool good = true;

	if (tar_member(book->source->path, "xl/styles.xml", SMALL, &text,
	    &err))
		good = xlsx_styles(text.data, text.length, &book->pool,
		    &book->styles, &book->style_count, book->err);
	else if (err.kind != ERR_MISSING)
		good = err_set(book->err, err.kind, "%s", err.text);
	buf_free(&text);
	return good;
}

/* --- a sheet -------------------------------------------------------------- */

struct walk {
	struct book *book;
	const struct sheet *sheet;
	struct xml_reader *xml;
	struct pool row_pool;
	struct cell cells[COLUMNS];
	size_t count;		/* columns given */
	int64_t row;
	struct buf text;
};

/* "BC12" is column 55; -1 when it is no such thing. */
static int column_of(const char *name)
{
	int column = 0;

	for (; *name >= 'A' && *name <= 'Z' && column < 100000; name++)
		column = column * 26 + *name - 'A' + 1;
	return column - 1;
}

static void trouble(struct walk *walk, int column, const char *text)
{
	const struct import_source *source = walk->book->source;

	source->trouble(source->to, "F002", walk->sheet->name, walk->row,
	    column + 1, text);
}

static const char *shared(struct walk *walk, int column, const char *text)
{
	struct book *book = walk->book;
	char *end;
	long index = strtol(text, &end, 10);

	if (*end != '\0' || end == text || index < 0 ||
	    (size_t)index >= book->string_count) {
		trouble(walk, column, pool_printf(&walk->row_pool,
		    _("the cell names text %s of the workbook, which has %zu"),
		    text_safe(&walk->row_pool, text), book->string_count));
		return "";
	}
	return book->strings[index];
}

static void set_cell(struct walk *walk, int column, const char *type,
    const char *style_name, const char *text)
{
	struct cell *cell = &walk->cells[column];
	struct book *book = walk->book;
	long style = style_name == NULL ? -1 : strtol(style_name, NULL, 10);

	cell->kind = CELL_TEXT;
	if (type != NULL && strcmp(type, "s") == 0) {
		text = shared(walk, column, text);
	} else if (type != NULL && strcmp(type, "e") == 0) {
		trouble(walk, column, pool_printf(&walk->row_pool,
		    _("the cell shows the error %s"),
		    text_safe(&walk->row_pool, text)));
		text = "";
	} else if (type == NULL || strcmp(type, "n") == 0) {
		bool date = false;

		text = xlsx_number(&walk->row_pool, text, style >= 0 &&
		    (size_t)style < book->style_count ?
		    &book->styles[style] : NULL, book->date1904, &date);
		cell->kind = date ? CELL_DATE : CELL_NUMBER;
	} else if (strcmp(type, "d") == 0) {
		cell->kind = CELL_DATE;
	}
	cell->text = xlsx_unescape(&walk->row_pool, text);
	cell->length = strlen(cell->text);
}

static bool read_cell(struct walk *walk, int *last)
{
	struct xml_reader *xml = walk->xml;
	const char *name = xml_attribute(xml, "r");
	const char *type = xml_attribute(xml, "t");
	const char *style = xml_attribute(xml, "s");
	int column = name == NULL ? *last + 1 : column_of(name);
	int depth = xml_depth(xml);
	enum xml_node node;
	bool inside = false;

	type = type == NULL ? NULL : pool_copy(&walk->row_pool, type);
	style = style == NULL ? NULL : pool_copy(&walk->row_pool, style);
	if (column < 0)
		column = *last + 1;
	*last = column;
	buf_clear(&walk->text);
	while ((node = xml_next(xml, walk->book->err)) != XML_END) {
		if (node == XML_CLOSE && xml_depth(xml) <= depth)
			break;
		if (node == XML_OPEN && strcmp(xml_name(xml), "is") == 0) {
			if (!read_string(xml, &walk->text, walk->book->err))
				return false;
			continue;
		}
		if (node == XML_TEXT && inside && walk->text.length < SMALL)
			buf_text(&walk->text, xml_text(xml));
		else if (node != XML_TEXT)
			inside = node == XML_OPEN &&
			    (strcmp(xml_name(xml), "v") == 0 ||
			    strcmp(xml_name(xml), "t") == 0);
	}
	if (node == XML_END)
		return false;
	if (walk->text.length == 0)
		return true;
	if ((size_t)column + 1 > walk->count)
		walk->count = (size_t)column + 1;
	if (column < COLUMNS)
		set_cell(walk, column, type, style, pool_copy_n(
		    &walk->row_pool, walk->text.data, walk->text.length));
	return true;
}

static bool read_row(struct walk *walk)
{
	const char *number = xml_attribute(walk->xml, "r");
	int64_t row = number == NULL ? 0 : strtoll(number, NULL, 10);
	int depth = xml_depth(walk->xml);
	struct book *book = walk->book;
	struct import_row out;
	enum xml_node node;
	int last = -1;

	walk->row = row > walk->row && row < 100000000 ? row : walk->row + 1;
	pool_reset(&walk->row_pool);
	for (size_t i = 0; i < COLUMNS && i < walk->count; i++)
		walk->cells[i] = (struct cell){ "", 0, CELL_TEXT };
	walk->count = 0;
	while ((node = xml_next(walk->xml, book->err)) != XML_END) {
		if (node == XML_CLOSE && xml_depth(walk->xml) <= depth)
			break;
		if (node == XML_OPEN && strcmp(xml_name(walk->xml), "c") == 0 &&
		    !read_cell(walk, &last))
			return false;
	}
	if (node == XML_END)
		return false;
	if (walk->count == 0)
		return true;
	out = (struct import_row){ walk->sheet->name, walk->row, walk->cells,
	    walk->count, false };
	return book->source->row(book->source->to, &out, book->err);
}

static bool read_sheet(struct book *book, const struct sheet *sheet)
{
	struct walk *walk;
	struct part part;
	enum xml_node node;

	if (!part_open(book, sheet->path, true, &part))
		return false;
	walk = must_alloc(sizeof(*walk));
	walk->book = book;
	walk->sheet = sheet;
	walk->xml = part.xml;
	for (size_t i = 0; i < COLUMNS; i++)
		walk->cells[i].text = "";
	while ((node = xml_next(part.xml, book->err)) != XML_END)
		if (node == XML_OPEN &&
		    strcmp(xml_name(part.xml), "row") == 0 && !read_row(walk))
			break;
	pool_free(&walk->row_pool);
	buf_free(&walk->text);
	free(walk);
	part_close(&part);
	return book->err->kind == ERR_NONE;
}

static bool read_sheets(struct book *book)
{
	const struct import_source *source = book->source;
	bool found = false;

	for (size_t i = 0; i < book->sheet_count; i++) {
		const struct sheet *sheet = &book->sheets[i];

		if (source->sheet != NULL &&
		    strcmp(source->sheet, sheet->name) != 0)
			continue;
		if (source->sheet == NULL && sheet->hidden) {
			source->trouble(source->to, "F003", sheet->name, 0, 0,
			    _("the sheet is hidden and is not read; name it "
			    "with --sheet"));
			continue;
		}
		found = true;
		if (!read_sheet(book, sheet))
			return false;
	}
	return found || err_set(book->err, ERR_FINDINGS,
	    source->sheet == NULL ? _("the workbook has no sheet that can be "
	    "read") : _("the workbook has no sheet %s"), source->sheet);
}

static bool read_xlsx(const struct import_source *source, struct err *err)
{
	struct book book = { .source = source, .err = err };
	bool good = read_workbook(&book) && read_relations(&book) &&
	    read_styles(&book) && read_strings(&book) && read_sheets(&book);

	free(book.strings);
	pool_free(&book.pool);
	return good || err_wrap(err, "%s", source->path);
}

const struct importer importer_xlsx = {
	"xlsx", N_("Workbook (.xlsx)"), sniff, read_xlsx
};
