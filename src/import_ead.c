/* Finding aids: EAD 2002 and EAD3. Each component becomes a row of a table
 * whose columns have the names the importer knows; components that hold
 * others are groups, the leaves are dossiers. */
#include "import.h"

#include "date.h"
#include "text.h"
#include "xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEPTH = 64, MOST_TEXT = 256 * 1024 };

enum column { LEVEL, ID, PARENT, CODE, TITLE, DATES, SHEETS, NOTE, BOX,
    LANGUAGE, PERSONS, PLACES, KEYWORDS, COLUMNS_GIVEN };

static const char *const heads[COLUMNS_GIVEN] = { "level", "legacyId",
    "parentId", "fileCode", "title", "eventDates", "extentAndMedium",
    "description", "box", "language", "persons", "places", "keyword" };

struct component {
	struct buf text[COLUMNS_GIVEN];
	bool given;		/* its row was given to the importer */
	bool item;		/* inside a dossier */
	int64_t line;
};

struct walk {
	const struct import_source *source;
	struct xml_reader *xml;
	struct component stack[DEPTH];
	int depth;		/* of the component in hand, 0: archdesc */
	int64_t components, items;
	int64_t last;		/* row given last: they must rise */
	struct err *err;
	struct buf scratch;
	struct buf quantity;	/* waits for its unit */
};

static int sniff(const void *head, size_t size, const char *path)
{
	(void)path;
	if (memmem(head, size, "<ead", 4) == NULL &&
	    memmem(head, size, ":ead", 4) == NULL)
		return 0;
	return memmem(head, size, "<?xml", 5) != NULL ||
	    memmem(head, size, "eadheader", 9) != NULL ||
	    memmem(head, size, "<ead", 4) != NULL ? 95 : 0;
}

/* --- rows ----------------------------------------------------------------- */

static void tell(struct walk *walk, const char *code, int64_t line,
    const char *text)
{
	walk->source->trouble(walk->source->to, code, "", line, 0, text);
}

static bool give_heads(struct walk *walk)
{
	struct cell cells[COLUMNS_GIVEN];
	struct import_row row = { "", 1, cells, COLUMNS_GIVEN, false };

	for (int i = 0; i < COLUMNS_GIVEN; i++)
		cells[i] = (struct cell){ heads[i], strlen(heads[i]),
		    CELL_TEXT };
	return walk->source->row(walk->source->to, &row, walk->err);
}

static bool is_level(const struct component *c, const char *level)
{
	return strcmp(buf_string(&c->text[LEVEL]), level) == 0;
}

/* Words of a date that is no date go to the note: they are not lost. */
static void judge_dates(struct walk *walk, struct component *c)
{
	const char *text = buf_string(&c->text[DATES]);
	struct date from;
	struct date to;
	struct err err = { 0 };

	if (text[0] == '\0' || date_parse_range(text, &from, &to, &err))
		return;
	tell(walk, "F002", c->line, err.text);
	if (c->text[NOTE].length > 0)
		buf_text(&c->text[NOTE], "; ");
	buf_text(&c->text[NOTE], text);
	buf_clear(&c->text[DATES]);
}

/* The nearest component above that became a place. */
static const char *parent_id(const struct walk *walk, int depth)
{
	while (--depth >= 0)
		if (!is_level(&walk->stack[depth], "file"))
			return buf_string(&walk->stack[depth].text[ID]);
	return "";
}

static bool give(struct walk *walk, int depth, bool has_children)
{
	struct component *c = &walk->stack[depth];
	struct cell cells[COLUMNS_GIVEN];
	struct import_row row = { "", c->line, cells, COLUMNS_GIVEN, false };
	const char *level = buf_string(&c->text[LEVEL]);

	if (c->given)
		return true;
	c->given = true;
	if (depth == 0) {
		if (strcmp(level, "collection") != 0)
			level = "fonds";
	} else if (has_children && strcmp(level, "file") != 0) {
		level = "series";
	} else {
		level = "file";
	}
	buf_clear(&walk->scratch);
	buf_text(&walk->scratch, level);
	buf_clear(&c->text[LEVEL]);
	buf_text(&c->text[LEVEL], walk->scratch.data);
	/* Documents inside of a dossier are not dossiers (BR1). */
	for (int d = 1; d < depth; d++)
		c->item |= is_level(&walk->stack[d], "file");
	if (c->item) {
		walk->items++;
		return true;
	}
	if (c->text[CODE].length == 0)
		buf_text(&c->text[CODE], buf_string(&c->text[ID]));
	buf_clear(&c->text[ID]);
	buf_printf(&c->text[ID], "%lld", (long long)++walk->components);
	buf_text(&c->text[PARENT], parent_id(walk, depth));
	judge_dates(walk, c);
	for (int i = 0; i < COLUMNS_GIVEN; i++)
		cells[i] = (struct cell){ buf_string(&c->text[i]),
		    c->text[i].length, CELL_TEXT };
	if (row.number <= walk->last)
		row.number = walk->last + 1;
	walk->last = row.number;
	return walk->source->row(walk->source->to, &row, walk->err);
}

/* --- tags ----------------------------------------------------------------- */

static void add(struct walk *walk, enum column column, const char *text)
{
	struct buf *buf = &walk->stack[walk->depth].text[column];
	bool gap = buf->length > 0;

	if (buf->length > MOST_TEXT)
		return;
	/* White space of the XML is one blank. */
	for (; *text != '\0'; text++) {
		bool blank = *text == ' ' || *text == '\n' || *text == '\t' ||
		    *text == '\r';

		if (!blank) {
			if (gap && buf->length > 0)
				buf_char(buf, ' ');
			buf_char(buf, *text);
		}
		gap = blank;
	}
}

/* 1965/1968 is how EAD writes a range. */
static void add_normal(struct walk *walk, const char *normal)
{
	const char *slash = strchr(normal, '/');

	if (walk->stack[walk->depth].text[DATES].length > 0)
		return;
	if (slash == NULL || strncmp(slash + 1, normal,
	    (size_t)(slash - normal)) == 0) {
		buf_add(&walk->stack[walk->depth].text[DATES], normal,
		    slash == NULL ? strlen(normal) : (size_t)(slash - normal));
		return;
	}
	buf_printf(&walk->stack[walk->depth].text[DATES], "%.*s - %s",
	    (int)(slash - normal), normal, slash + 1);
}

static bool inside(struct walk *walk, enum column column)
{
	if (!xml_inside(walk->xml, &walk->scratch, walk->err))
		return false;
	if (column == DATES && walk->stack[walk->depth].text[DATES].length > 0)
		return true;
	add(walk, column, buf_string(&walk->scratch));
	return true;
}

static bool is_component(const char *name)
{
	return strcmp(name, "c") == 0 || (name[0] == 'c' &&
	    name[1] >= '0' && name[1] <= '1' && name[2] >= '0' &&
	    name[2] <= '9' && name[3] == '\0');
}

static void fill(struct walk *walk, struct component *c)
{
	const char *level = xml_attribute(walk->xml, "level");
	const char *id = xml_attribute(walk->xml, "id");

	for (int i = 0; i < COLUMNS_GIVEN; i++)
		buf_clear(&c->text[i]);
	c->given = c->item = false;
	c->line = xml_line(walk->xml) > 1 ? xml_line(walk->xml) : 2;
	buf_text(&c->text[LEVEL], level == NULL ? "" : level);
	buf_text(&c->text[ID], id == NULL ? "" : id);
}

static bool open_component(struct walk *walk)
{
	if (!give(walk, walk->depth, true))
		return false;
	if (walk->depth + 1 >= DEPTH)
		return err_set(walk->err, ERR_FINDINGS,
		    _("line %ld: more than %d levels"), xml_line(walk->xml),
		    DEPTH - 1);
	walk->depth++;
	fill(walk, &walk->stack[walk->depth]);
	if (walk->depth % 64 == 0)
		return job_step(walk->source->job, walk->components, 0, "",
		    walk->err);
	return true;
}

/* Tags whose text is a field; the first that fits. */
static const struct {
	const char *name;
	enum column column;
} leaves[] = {
	{ "unitid", CODE }, { "unittitle", TITLE }, { "container", BOX },
	{ "scopecontent", NOTE }, { "note", NOTE }, { "didnote", NOTE },
	{ "odd", NOTE }, { "persname", PERSONS }, { "famname", PERSONS },
	{ "geogname", PLACES }, { "subject", KEYWORDS },
};

/* Only sheets and pages are counted here; metres and boxes are not. */
static bool take_unit(struct walk *walk)
{
	struct pool pool = { 0 };
	struct buf *sheets = &walk->stack[walk->depth].text[SHEETS];
	const char *unit;

	if (!xml_inside(walk->xml, &walk->scratch, walk->err))
		return false;
	unit = text_fold(&pool, buf_string(&walk->scratch));
	if (walk->quantity.length > 0 && (strcmp(unit, "to") == 0 ||
	    strcmp(unit, "trang") == 0 || strncmp(unit, "sheet", 5) == 0 ||
	    strncmp(unit, "page", 4) == 0))
		buf_printf(sheets, "%s%s %s", sheets->length > 0 ? "; " : "",
		    walk->quantity.data, unit);
	pool_free(&pool);
	return true;
}

static bool open_tag(struct walk *walk)
{
	const char *name = xml_name(walk->xml);
	const char *value;

	if (strcmp(name, "unitdate") == 0) {
		value = xml_attribute(walk->xml, "normal");
		if (value != NULL)
			add_normal(walk, value);
		return inside(walk, DATES);
	}
	if (strcmp(name, "datesingle") == 0 || strcmp(name, "fromdate") == 0 ||
	    strcmp(name, "todate") == 0) {
		struct buf *dates = &walk->stack[walk->depth].text[DATES];

		value = xml_attribute(walk->xml, "standarddate");
		if (value != NULL) {
			buf_printf(dates, "%s%s", dates->length > 0 ? " - " :
			    "", value);
			return true;
		}
		if (!xml_inside(walk->xml, &walk->scratch, walk->err))
			return false;
		if (dates->length > 0)
			buf_text(dates, " - ");
		buf_text(dates, buf_string(&walk->scratch));
		return true;
	}
	if (strcmp(name, "quantity") == 0)
		return xml_inside(walk->xml, &walk->quantity, walk->err);
	if (strcmp(name, "unittype") == 0)
		return take_unit(walk);
	if (strcmp(name, "language") == 0) {
		value = xml_attribute(walk->xml, "langcode");
		if (value != NULL &&
		    walk->stack[walk->depth].text[LANGUAGE].length == 0)
			add(walk, LANGUAGE, value);
		return true;
	}
	for (size_t i = 0; i < COUNT(leaves); i++)
		if (strcmp(name, leaves[i].name) == 0) {
			/* A second code or title is another's. */
			if (leaves[i].column <= TITLE && walk->stack[
			    walk->depth].text[leaves[i].column].length > 0)
				return true;
			return inside(walk, leaves[i].column);
		}
	return true;
}

static bool walk_tags(struct walk *walk)
{
	enum xml_node node;
	bool described = false;	/* inside archdesc */

	while ((node = xml_next(walk->xml, walk->err)) != XML_END) {
		const char *name = node == XML_TEXT ? "" :
		    xml_name(walk->xml);

		if (node == XML_TEXT)
			continue;
		if (strcmp(name, "archdesc") == 0) {
			if (node == XML_OPEN)
				fill(walk, &walk->stack[0]);
			else if (!give(walk, 0, true))
				return false;
			described = node == XML_OPEN;
		} else if (described && is_component(name)) {
			if (node == XML_OPEN && !open_component(walk))
				return false;
			if (node == XML_CLOSE && walk->depth > 0) {
				if (!give(walk, walk->depth, false))
					return false;
				walk->depth--;
			}
		} else if (described && node == XML_OPEN && !open_tag(walk)) {
			return false;
		}
	}
	return walk->err->kind == ERR_NONE;
}

static bool read_ead(const struct import_source *source, struct err *err)
{
	struct walk *walk = must_alloc(sizeof(*walk));
	char count[128];
	bool good;

	walk->source = source;
	walk->err = err;
	walk->xml = xml_file(source->path, err);
	good = walk->xml != NULL && give_heads(walk) && walk_tags(walk);
	if (good && walk->items > 0) {
		snprintf(count, sizeof(count), _("%lld documents inside of "
		    "dossiers are not read"), (long long)walk->items);
		tell(walk, "F003", 0, count);
	}
	xml_close(walk->xml);
	for (int d = 0; d < DEPTH; d++)
		for (int i = 0; i < COLUMNS_GIVEN; i++)
			buf_free(&walk->stack[d].text[i]);
	buf_free(&walk->scratch);
	buf_free(&walk->quantity);
	free(walk);
	return good || err_wrap(err, "%s", source->path);
}

const struct importer importer_ead = {
	"ead", N_("Finding aid (EAD 2002, EAD3)"), sniff, read_ead
};
