/* Letters as one HTML page that prints as NĐ 30/2020 wants it: no script, no
 * foreign resource, every text escaped. */
#include "frame.h"
#include "lang.h"
#include "out_doc_kind.h"
#include "text.h"

#include <string.h>

/* Plain selectors of one class, and attributes beside them: word processors
 * that open the page know no more than that. */
static const char style_sheet[] =
    "@page{size:A4%s;margin:20mm 20mm 20mm 30mm}\n"
    "@page{@top-center{content:counter(page);font:14pt 'Times New Roman'}}\n"
    "@page:first{@top-center{content:''}}\n"
    "body{font:14pt/1.25 'Times New Roman','Liberation Serif',serif;"
    "color:#000;background:#fff;max-width:%s;margin:0 auto;padding:1em}\n"
    "p{margin:6pt 0;text-align:justify}\n"
    "p.i{text-indent:1.27cm}p.l{text-align:left}p.r{text-align:right}"
    "p.c{text-align:center}\n"
    "p.lb{text-align:left;font-weight:bold}"
    "p.rb{text-align:right;font-weight:bold}"
    "p.cb{text-align:center;font-weight:bold;margin:0}\n"
    "h1,h2,h3{font-family:'Times New Roman','Liberation Serif',serif;"
    "font-size:14pt;margin:8pt 0 6pt;text-indent:1.27cm}"
    "h1{font-weight:bold}h2{font-weight:bold}"
    "h3{font-style:italic;font-weight:normal}\n"
    "p.g{font-size:12pt;margin:0;text-align:center}"
    "p.gb{font-size:12pt;margin:0;text-align:center;font-weight:bold}"
    "p.k{font-size:12pt;margin:0;text-align:center;font-weight:bold;"
    "white-space:nowrap}\n"
    "p.m{font-size:13pt;margin:0;text-align:center;font-weight:bold}"
    "p.n{font-size:13pt;margin:6pt 0 0;text-align:center}"
    "p.d{font-size:13pt;margin:6pt 0 0;text-align:center;"
    "font-style:italic}\n"
    "hr{border:0;border-top:1px solid #000;height:1px;margin:2pt auto}\n"
    "table{border-collapse:collapse}"
    "td{vertical-align:top}\n"
    "table.t{width:100%%;margin:8pt 0;font-size:12pt}"
    "table.t th,table.t td{border:1px solid #000;padding:2pt 4pt}"
    "thead{display:table-header-group}tr{break-inside:avoid}\n"
    "p.nn{font-size:12pt;font-weight:bold;font-style:italic;margin:0;"
    "text-align:left}p.nl{font-size:11pt;margin:0;text-align:left}"
    "p.sg{height:5em;margin:0}p.br{break-before:page;margin:0}\n"
    "@media print{body{max-width:none;padding:0}}\n";

static void words(struct buf *buf, const char *text)
{
	char bytes[4];
	int32_t c;

	while (text != NULL && (c = text_next(&text)) != 0) {
		if (c == '<')
			buf_text(buf, "&lt;");
		else if (c == '>')
			buf_text(buf, "&gt;");
		else if (c == '&')
			buf_text(buf, "&amp;");
		else if (c == '"')
			buf_text(buf, "&quot;");
		else if (c == '\'')
			buf_text(buf, "&#39;");
		else if (c < 0 || (c < 0x20 && c != '\n' && c != '\t') ||
		    (c >= 0x7f && c < 0xa0))
			buf_text(buf, "\xef\xbf\xbd");
		else
			buf_add(buf, bytes, text_put(bytes, c));
	}
}

static void element(struct buf *buf, const char *tag, const char *class,
    const char *text)
{
	buf_printf(buf, "<%s class=\"%s\">", tag, class);
	words(buf, text);
	buf_printf(buf, "</%s>\n", tag);
}

static void rule(struct buf *buf, const char *width)
{
	buf_printf(buf, "<hr width=\"%s\" size=\"1\" align=\"center\">\n",
	    width);
}

static void head_html(struct doc *doc)
{
	const struct out_frame *f = doc->frame;
	struct buf *buf = &doc->body;

	if (f->issuing != NULL) {
		buf_text(buf, "<table width=\"100%\" border=\"0\" "
		    "cellspacing=\"0\"><tr><td width=\"38%\">\n");
		element(buf, "p", "g", f->governing);
		element(buf, "p", "gb", f->issuing);
		rule(buf, "36%");
		element(buf, "p", "n", frame_number(f, &doc->pool));
		buf_text(buf, "</td><td>\n");
		element(buf, "p", "k", FRAME_COUNTRY);
		element(buf, "p", "m", FRAME_MOTTO);
		rule(buf, "58%");
		element(buf, "p", "d", frame_place_date(f, &doc->pool));
		buf_text(buf, "</td></tr></table>\n<p></p>\n");
	}
	if (f->kind != NULL)
		element(buf, "p", "cb", f->kind);
	if (f->about != NULL) {
		element(buf, "p", "cb", f->about);
		rule(buf, "30%");
	}
	for (int i = 0; f->to != NULL && f->to[i] != NULL; i++) {
		bool one = i == 0 && f->to[1] == NULL;

		element(buf, "p", one ? "c" : "i", pool_printf(&doc->pool,
		    "%s%s", i == 0 ? "Kính gửi: " : "- ", f->to[i]));
	}
	for (int i = 0; f->grounds != NULL && f->grounds[i] != NULL; i++) {
		buf_text(buf, "<p class=\"i\"><i>");
		words(buf, f->grounds[i]);
		buf_text(buf, f->grounds[i + 1] == NULL ? "." : ";");
		buf_text(buf, "</i></p>\n");
	}
}

static void begin_html(struct doc *doc)
{
	buf_printf(&doc->body, "<!DOCTYPE html>\n<html lang=\"%s\"><head>"
	    "<meta charset=\"utf-8\">\n<title>", lang_current());
	words(&doc->body, doc->title);
	buf_text(&doc->body, "</title>\n<style>\n");
	buf_printf(&doc->body, style_sheet, doc->landscape ? " landscape" : "",
	    doc->landscape ? "257mm" : "160mm");
	buf_text(&doc->body, "</style></head><body>\n");
	if (doc->frame != NULL)
		head_html(doc);
	else if (*doc->title != '\0')
		element(&doc->body, "p", "cb", doc->title);
}

static void para_html(struct doc *doc, enum doc_style style, const char *text)
{
	static const struct { const char *tag, *class; } looks[] = {
		[DOC_PARA] = { "p", "i" },
		[DOC_HEAD1] = { "h1", "" },
		[DOC_HEAD2] = { "h2", "" },
		[DOC_HEAD3] = { "h3", "" },
		[DOC_ITEM] = { "p", "i" },
		[DOC_LINE_LEFT] = { "p", "l" },
		[DOC_LINE_RIGHT] = { "p", "r" },
		[DOC_LINE_CENTER] = { "p", "c" },
		[DOC_BOLD_LEFT] = { "p", "lb" },
		[DOC_BOLD_RIGHT] = { "p", "rb" },
		[DOC_BOLD_CENTER] = { "p", "cb" },
	};

	if (style == DOC_ITEM)
		text = pool_printf(&doc->row_pool, "- %s", text);
	element(&doc->body, looks[style].tag, looks[style].class, text);
	pool_reset(&doc->row_pool);
}

static void table_html(struct doc *doc)
{
	buf_text(&doc->body, "<table class=\"t\" width=\"100%\" border=\"1\" "
	    "cellspacing=\"0\" cellpadding=\"3\">\n");
}

static void row_html(struct doc *doc, const struct doc_row *row)
{
	static const char *const classes[] = {
		[DOC_LEFT] = " align=\"left\"",
		[DOC_RIGHT] = " align=\"right\"",
		[DOC_CENTER] = " align=\"center\""
	};
	struct buf *buf = &doc->body;
	const char *tag = row->head ? "th" : "td";

	buf_text(buf, row->head ? "<thead><tr>" : "<tr>");
	if (row->span) {
		buf_printf(buf, "<td colspan=\"%d\" align=\"left\"><b>",
		    row->count);
		words(buf, row->cells[0]);
		buf_text(buf, "</b></td>");
	}
	for (int i = 0; !row->span && i < row->count; i++) {
		bool strong = row->bold && !row->head;

		buf_printf(buf, "<%s%s>%s", tag, row->head ?
		    " align=\"center\"" : classes[doc->columns[i].align],
		    strong ? "<b>" : "");
		words(buf, row->cells[i]);
		buf_printf(buf, "%s</%s>", strong ? "</b>" : "", tag);
	}
	buf_text(buf, row->head ? "</tr></thead><tbody>\n" : "</tr>\n");
}

static void table_end_html(struct doc *doc)
{
	buf_text(&doc->body, "</tbody></table>\n");
}

/* A bare table of two halves: what the left one begins with. */
static void open_halves(struct buf *buf)
{
	buf_text(buf, "<table width=\"100%\" border=\"0\" cellspacing=\"0\">"
	    "<tr><td width=\"50%\">\n");
}

static void sign(struct doc *doc, const char *title, const char *name)
{
	const char *const *lines = frame_lines(title, &doc->pool);

	for (int i = 0; lines[i] != NULL; i++)
		element(&doc->body, "p", "cb", lines[i]);
	buf_text(&doc->body, "<p class=\"sg\"><br><br><br></p>\n");
	element(&doc->body, "p", "cb", name);
}

static void parties_html(struct doc *doc, const char *const titles[2],
    const char *const names[2])
{
	open_halves(&doc->body);
	sign(doc, titles[0], names[0]);
	buf_text(&doc->body, "</td><td>\n");
	sign(doc, titles[1], names[1]);
	buf_text(&doc->body, "</td></tr></table>\n");
}

static void page_break_html(struct doc *doc)
{
	buf_text(&doc->body, "<p class=\"br\"></p>\n");
}

static void foot_html(struct doc *doc)
{
	const struct out_frame *f = doc->frame;
	const char *power = f->power == NULL ? "" : f->power;
	struct buf *buf = &doc->body;

	if (f->recipients == NULL && f->signer == NULL && f->power == NULL)
		return;
	open_halves(buf);
	if (f->recipients != NULL && f->recipients[0] != NULL)
		element(buf, "p", "nn", "Nơi nhận:");
	for (int i = 0; f->recipients != NULL && f->recipients[i] != NULL; i++)
		element(buf, "p", "nl", pool_printf(&doc->pool, "- %s%s",
		    f->recipients[i], f->recipients[i + 1] == NULL ? "." : ";"));
	buf_text(buf, "</td><td>\n");
	sign(doc, pool_printf(&doc->pool, "%s%s%s", power,
	    *power != '\0' && f->signer_title != NULL ? "\n" : "",
	    f->signer_title == NULL ? "" : f->signer_title), f->signer);
	buf_text(buf, "</td></tr></table>\n");
}

static bool end_html(struct doc *doc, struct buf *out, struct err *err)
{
	(void)err;
	buf_text(&doc->body, "</body></html>\n");
	buf_add(out, buf_string(&doc->body), doc->body.length);
	return true;
}

const struct doc_kind doc_kind_html = {
	.name = "html",
	.begin = begin_html,
	.para = para_html,
	.table = table_html,
	.row = row_html,
	.table_end = table_end_html,
	.parties = parties_html,
	.page_break = page_break_html,
	.foot = foot_html,
	.end = end_html,
};
