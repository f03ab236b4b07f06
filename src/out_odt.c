/* Letters as OpenDocument text, written by hand: a zip of four small XML
 * files. Styles are in out_odt_style.c. */
#include "clock.h"
#include "frame.h"
#include "out_doc_kind.h"
#include "out_odt_style.h"
#include "text.h"
#include "xml.h"
#include "zip.h"

#include <string.h>

struct odt_table {
	struct odt_table *next;
	const struct doc_column *columns;
	int count;
	int widest[DOC_COLUMNS];	/* letters of the longest cell */
	int word[DOC_COLUMNS];		/* of the longest word, in 0.1 mm */
};

struct odt {
	struct xml_writer *xml;
	struct odt_table *first, *last;
};

static struct odt *odt_of(struct doc *doc)
{
	return doc->own;
}

static void put_para(struct doc *doc, const char *style, const char *text)
{
	struct xml_writer *xml = odt_of(doc)->xml;

	xml_open(xml, "text:p");
	xml_put(xml, "text:style-name", style);
	xml_words(xml, text == NULL ? "" : text);
	xml_shut(xml);
}

static void open_table(struct doc *doc, const char *style, int columns,
    const char *const *column_styles)
{
	struct xml_writer *xml = odt_of(doc)->xml;

	xml_open(xml, "table:table");
	xml_put(xml, "table:style-name", style);
	for (int i = 0; i < columns; i++) {
		xml_open(xml, "table:table-column");
		xml_put(xml, "table:style-name", column_styles[i]);
		xml_shut(xml);
	}
}

static void open_cell(struct doc *doc, const char *style)
{
	struct xml_writer *xml = odt_of(doc)->xml;

	xml_open(xml, "table:table-cell");
	xml_put(xml, "table:style-name", style);
	xml_put(xml, "office:value-type", "string");
}

static void open_row(struct doc *doc)
{
	struct xml_writer *xml = odt_of(doc)->xml;

	xml_open(xml, "table:table-row");
	xml_put(xml, "table:style-name", "Row");
}

static void head_odt(struct doc *doc)
{
	static const char *const columns[] = { "HeadLeft", "HeadRight" };
	const struct out_frame *f = doc->frame;
	struct xml_writer *xml = odt_of(doc)->xml;

	open_table(doc, "HeadTable", 2, columns);
	open_row(doc);
	open_cell(doc, "Bare");
	put_para(doc, "Governing", f->governing);
	put_para(doc, "Issuing", f->issuing);
	put_para(doc, "RuleLeft", "");
	put_para(doc, "Number", frame_number(f, &doc->pool));
	xml_shut(xml);
	open_cell(doc, "Bare");
	put_para(doc, "Country", FRAME_COUNTRY);
	put_para(doc, "Motto", FRAME_MOTTO);
	put_para(doc, "RuleRight", "");
	put_para(doc, "PlaceDate", frame_place_date(f, &doc->pool));
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
}

static void addressees(struct doc *doc)
{
	const char *const *to = doc->frame->to;

	if (to == NULL || to[0] == NULL)
		return;
	if (to[1] == NULL) {
		put_para(doc, "To", pool_printf(&doc->pool, "Kính gửi: %s",
		    to[0]));
		return;
	}
	put_para(doc, "ToMany", "Kính gửi:");
	for (int i = 0; to[i] != NULL; i++)
		put_para(doc, "ToItem", pool_printf(&doc->pool, "- %s%s", to[i],
		    to[i + 1] == NULL ? "." : ";"));
}

static void begin_odt(struct doc *doc)
{
	const struct out_frame *f = doc->frame;
	struct odt *odt = pool_alloc(&doc->pool, sizeof(*odt));

	doc->own = odt;
	odt->xml = xml_write_buf(&doc->body, false);
	xml_open(odt->xml, "office:body");
	xml_open(odt->xml, "office:text");
	/* What makes the first page one without a number. */
	put_para(doc, "Begin", "");
	if (f == NULL) {
		if (*doc->title != '\0')
			put_para(doc, "Kind", doc->title);
		return;
	}
	if (f->issuing != NULL)
		head_odt(doc);
	if (f->kind != NULL)
		put_para(doc, "Kind", f->kind);
	if (f->about != NULL) {
		put_para(doc, f->kind == NULL ? "Kind" : "About", f->about);
		put_para(doc, "RuleAbout", "");
	}
	addressees(doc);
	for (int i = 0; f->grounds != NULL && f->grounds[i] != NULL; i++)
		put_para(doc, "Ground", pool_printf(&doc->pool, "%s%s",
		    f->grounds[i], f->grounds[i + 1] == NULL ? "." : ";"));
}

static void para_odt(struct doc *doc, enum doc_style style, const char *text)
{
	static const char *const names[] = {
		[DOC_PARA] = "Body", [DOC_HEAD1] = "Head1",
		[DOC_HEAD2] = "Head2", [DOC_HEAD3] = "Head3",
		[DOC_ITEM] = "Body", [DOC_LINE_LEFT] = "Line",
		[DOC_LINE_RIGHT] = "LineRight", [DOC_LINE_CENTER] = "LineCenter",
		[DOC_BOLD_LEFT] = "Bold", [DOC_BOLD_RIGHT] = "BoldRight",
		[DOC_BOLD_CENTER] = "BoldCenter"
	};
	struct xml_writer *xml = odt_of(doc)->xml;

	if (style >= DOC_HEAD1 && style <= DOC_HEAD3) {
		xml_open(xml, "text:h");
		xml_put(xml, "text:style-name", names[style]);
		xml_put_number(xml, "text:outline-level", style - DOC_HEAD1 + 1);
		xml_words(xml, text);
		xml_shut(xml);
		return;
	}
	if (style == DOC_ITEM)
		text = pool_printf(&doc->row_pool, "- %s", text);
	put_para(doc, names[style], text);
	pool_reset(&doc->row_pool);
}

static void table_odt(struct doc *doc)
{
	struct odt *odt = odt_of(doc);
	struct odt_table *table = pool_alloc(&doc->pool, sizeof(*table));
	const char *names[DOC_COLUMNS];

	table->columns = doc->columns;
	table->count = doc->count;
	if (odt->last == NULL)
		odt->first = table;
	else
		odt->last->next = table;
	odt->last = table;
	for (int i = 0; i < doc->count; i++)
		names[i] = pool_printf(&doc->row_pool, "T%d.%d", doc->tables, i);
	put_para(doc, "Gap", "");
	open_table(doc, "DataTable", doc->count, names);
}

static int longest_word(const char *text)
{
	int most = 0;

	while (*text != '\0') {
		size_t length = strcspn(text, " ");
		int letters = 0;

		for (size_t i = 0; i < length; i++)
			letters += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (letters > most)
			most = letters;
		text += length + (text[length] != '\0');
	}
	return most;
}

static void measure(struct odt_table *table, const struct doc_row *row)
{
	for (int i = 0; !row->span && i < row->count; i++) {
		int cells = text_width(row->cells[i]);
		/* 2.6 mm a bold letter of 12 pt, 2.2 mm another */
		int word = longest_word(row->cells[i]) * (row->head ? 26 : 22);

		/* A head may be broken into lines: its words count. */
		if (row->head)
			cells = longest_word(row->cells[i]);
		if (cells > table->widest[i])
			table->widest[i] = cells;
		if (word > table->word[i])
			table->word[i] = word;
	}
}

static void row_odt(struct doc *doc, const struct doc_row *row)
{
	static const char *const plain[] = {
		[DOC_LEFT] = "Cell", [DOC_RIGHT] = "CellRight",
		[DOC_CENTER] = "CellCenter"
	};
	static const char *const bold[] = {
		[DOC_LEFT] = "CellBold", [DOC_RIGHT] = "CellBoldRight",
		[DOC_CENTER] = "CellBoldCenter"
	};
	struct odt *odt = odt_of(doc);
	struct xml_writer *xml = odt->xml;

	measure(odt->last, row);
	if (row->head)
		xml_open(xml, "table:table-header-rows");
	open_row(doc);
	for (int i = 0; i < (row->span ? 1 : row->count); i++) {
		enum doc_align align = row->span ? DOC_LEFT :
		    doc->columns[i].align;

		open_cell(doc, "Boxed");
		if (row->span)
			xml_put_number(xml, "table:number-columns-spanned",
			    row->count);
		put_para(doc, row->head ? "CellHead" :
		    row->bold ? bold[align] : plain[align], row->cells[i]);
		xml_shut(xml);
	}
	for (int i = 1; row->span && i < row->count; i++) {
		xml_open(xml, "table:covered-table-cell");
		xml_shut(xml);
	}
	xml_shut(xml);
	if (row->head)
		xml_shut(xml);
}

static void table_end_odt(struct doc *doc)
{
	xml_shut(odt_of(doc)->xml);
	put_para(doc, "Gap", "");
}

static void sign_lines(struct doc *doc, const char *title, const char *name)
{
	const char *const *lines = frame_lines(title, &doc->pool);

	for (int i = 0; lines[i] != NULL; i++)
		put_para(doc, "Signer", lines[i]);
	put_para(doc, "SignRoom", "");
	put_para(doc, "Signer", name);
}

static void parties_odt(struct doc *doc, const char *const titles[2],
    const char *const names[2])
{
	static const char *const columns[] = { "Half", "Half" };
	struct xml_writer *xml = odt_of(doc)->xml;

	put_para(doc, "Gap", "");
	open_table(doc, "SignTable", 2, columns);
	open_row(doc);
	for (int i = 0; i < 2; i++) {
		open_cell(doc, "Bare");
		sign_lines(doc, titles[i], names[i]);
		xml_shut(xml);
	}
	xml_shut(xml);
	xml_shut(xml);
}

static void page_break_odt(struct doc *doc)
{
	put_para(doc, "Break", "");
}

static void foot_odt(struct doc *doc)
{
	static const char *const columns[] = { "Half", "Half" };
	const struct out_frame *f = doc->frame;
	struct xml_writer *xml = odt_of(doc)->xml;
	const char *power = f->power == NULL ? "" : f->power;

	if (f->recipients == NULL && f->signer == NULL && f->power == NULL)
		return;
	put_para(doc, "Gap", "");
	open_table(doc, "SignTable", 2, columns);
	open_row(doc);
	open_cell(doc, "Bare");
	if (f->recipients != NULL && f->recipients[0] != NULL)
		put_para(doc, "Recipients", "Nơi nhận:");
	for (int i = 0; f->recipients != NULL && f->recipients[i] != NULL; i++)
		put_para(doc, "Recipient", pool_printf(&doc->pool, "- %s%s",
		    f->recipients[i], f->recipients[i + 1] == NULL ? "." : ";"));
	xml_shut(xml);
	open_cell(doc, "Bare");
	sign_lines(doc, pool_printf(&doc->pool, "%s%s%s", power,
	    *power != '\0' && f->signer_title != NULL ? "\n" : "",
	    f->signer_title == NULL ? "" : f->signer_title), f->signer);
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
	/* The small line that LibreOffice wants behind a table. */
	put_para(doc, "End", "");
}

/* Where the longest words do not fit beside each other, the longest of them
 * are broken (codes, mostly): a column of small numbers keeps its head. */
static int64_t cap_widths(int *widths, int count, int64_t needed, int room)
{
	while (needed > room) {
		int64_t by, same = 0;
		int most = 0, next = 0;

		for (int i = 0; i < count; i++)
			if (widths[i] > most)
				most = widths[i];
		for (int i = 0; i < count; i++)
			if (widths[i] == most)
				same++;
			else if (widths[i] > next)
				next = widths[i];
		if (same == 0)		/* no column at all */
			break;
		by = (needed - room + same - 1) / same;
		if (by > most - next && next > 0)
			by = most - next;
		for (int i = 0; i < count; i++)
			if (widths[i] == most)
				widths[i] -= (int)by;
		needed -= by * same;
	}
	return needed;
}

/* Widths in tenths of mm: no word is broken where that can be helped; what is
 * left goes to those that have more to say. */
static void column_widths(const struct odt_table *table, int room, int *widths)
{
	int more[DOC_COLUMNS] = { 0 };
	int64_t needed = 0, wished = 0, left;

	for (int i = 0; i < table->count; i++) {
		int need = table->word[i] + 30;	/* and the padding */
		int want = table->widest[i] * 21 + 30;

		if (table->columns[i].width > 0)
			need = want = table->columns[i].width * 10;
		if (want > 800)
			want = 800;
		widths[i] = need;
		more[i] = want > need ? want - need : 0;
		needed += need;
		wished += more[i];
	}
	/* If words are broken at all, then for a title to have more room than
	 * its longest word, too. */
	if (needed > room)
		needed = cap_widths(widths, table->count, needed,
		    wished > 0 ? room - room / 6 : room);
	left = room - needed;
	for (int i = 0; i < table->count; i++) {
		if (wished > 0 && wished > left)
			widths[i] += (int)(more[i] * left / wished);
		else
			widths[i] = (int)((int64_t)room *
			    (widths[i] + more[i]) / (needed + wished));
	}
}

static void content(struct doc *doc, struct buf *buf)
{
	int room = doc->landscape ? 2470 : 1600;
	const char *body = strstr(buf_string(&doc->body), "<office:body");
	int number = 0;

	odt_content_head(buf, doc->landscape);
	for (struct odt_table *t = odt_of(doc)->first; t != NULL; t = t->next) {
		int widths[DOC_COLUMNS];

		number++;
		column_widths(t, room, widths);
		for (int i = 0; i < t->count; i++)
			odt_column_style(buf, number, i, widths[i]);
	}
	odt_content_tail(buf);
	buf_text(buf, body == NULL ? "" : body);
	buf_text(buf, "</office:document-content>\n");
}

static bool to_buf(void *to, const void *data, size_t size, struct err *err)
{
	(void)err;
	buf_add(to, data, size);
	return true;
}

static bool put_file(struct zip *zip, const char *name, struct buf *buf,
    struct err *err)
{
	return zip_file(zip, name, buf_string(buf), buf->length,
	    clock_seconds(), true, err);
}

static bool end_odt(struct doc *doc, struct buf *out, struct err *err)
{
	static const char type[] = "application/vnd.oasis.opendocument.text";
	struct odt *odt = odt_of(doc);
	struct buf parts[4] = { 0 };
	static const char *const names[4] = {
		"content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
	};
	struct zip *zip;
	struct xml_writer *xml = odt->xml;
	bool good;

	xml_shut(xml);
	xml_shut(xml);
	odt->xml = NULL;
	if (!xml_finish(xml, err))
		return false;
	content(doc, &parts[0]);
	odt_styles(&parts[1], doc->landscape);
	odt_meta(&parts[2], doc->title);
	odt_manifest(&parts[3]);
	zip = zip_write_to(to_buf, out);
	good = zip_file(zip, "mimetype", type, strlen(type), clock_seconds(),
	    false, err);
	for (int i = 0; i < 4; i++) {
		good = good && put_file(zip, names[i], &parts[i], err);
		buf_free(&parts[i]);
	}
	if (!good) {
		(void)zip_finish(zip, NULL);
		return false;
	}
	return zip_finish(zip, err);
}

static void drop_odt(struct doc *doc)
{
	struct odt *odt = odt_of(doc);
	struct err ignored = { 0 };

	if (odt->xml != NULL)
		(void)!xml_finish(odt->xml, &ignored);
}

const struct doc_kind doc_kind_odt = {
	.name = "odt",
	.begin = begin_odt,
	.para = para_odt,
	.table = table_odt,
	.row = row_odt,
	.table_end = table_end_odt,
	.parties = parties_odt,
	.page_break = page_break_odt,
	.foot = foot_odt,
	.end = end_odt,
	.drop = drop_odt,
};
