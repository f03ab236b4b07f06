/* Letters as one HTML page that prints as NĐ 30/2020 wants it: no script, no
 * foreign resource, every text escaped. */
#include "frame.h"
#include "lang.h"
#include "out_doc_kind.h"
#include "text.h"

#include <string.h>

static const char style_sheet[] =
    "@page{size:A4%s;margin:20mm 20mm 20mm 30mm}\n"
    "@page{@top-center{content:counter(page);font:14pt 'Times New Roman'}}\n"
    "@page:first{@top-center{content:''}}\n"
    "body{font:14pt/1.25 'Times New Roman','Liberation Serif',serif;"
    "color:#000;background:#fff;max-width:%s;margin:0 auto;padding:1em}\n"
    "p{margin:6pt 0;text-align:justify}p.i{text-indent:1.27cm}\n"
    "p.l{text-align:left}p.c{text-align:center}p.r{text-align:right}\n"
    "h1,h2,h3{font-size:14pt;margin:8pt 0 6pt}h1{font-weight:bold}"
    "h3{font-style:italic}\n"
    "table.f{width:100%%;border:0;border-collapse:collapse}"
    "table.f td{vertical-align:top;text-align:center;padding:0}\n"
    "table.f p{margin:0;text-align:center}table.f td.n,table.f td.n p"
    "{text-align:left}\n"
    ".g{font-size:12pt}.b{font-weight:bold}.k{font-size:12pt;font-weight:bold;"
    "white-space:nowrap}.m{display:inline-block;font-size:13pt;"
    "font-weight:bold;border-bottom:1px solid #000}"
    ".d{font-size:13pt;font-style:italic}"
    ".h{width:35%%;margin:0 auto;border-top:1px solid #000}\n"
    "table.t{border-collapse:collapse;width:100%%;margin:8pt 0;"
    "font-size:12pt}table.t th,table.t td{border:1px solid #000;"
    "padding:2pt 4pt;vertical-align:top}table.t th{text-align:center}"
    "table.t thead{display:table-header-group}table.t tr"
    "{break-inside:avoid}\n"
    "td.a{text-align:right}td.c{text-align:center}"
    "tr.s td{font-weight:bold}\n"
    ".nn{font-size:12pt;font-weight:bold;font-style:italic}"
    ".nl{font-size:11pt}.sg{height:5em}.br{break-before:page}\n"
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

static void head_html(struct doc *doc)
{
	const struct out_frame *f = doc->frame;
	struct buf *buf = &doc->body;

	if (f->issuing != NULL) {
		buf_text(buf, "<table class=\"f\"><tr><td style=\"width:42%\">\n");
		element(buf, "p", "g", f->governing);
		element(buf, "p", "g b", f->issuing);
		buf_text(buf, "<div class=\"h\"></div>");
		element(buf, "p", "", frame_number(f, &doc->pool));
		buf_text(buf, "</td><td>\n");
		element(buf, "p", "k", FRAME_COUNTRY);
		buf_text(buf, "<p>");
		element(buf, "span", "m", FRAME_MOTTO);
		buf_text(buf, "</p>");
		element(buf, "p", "d", frame_place_date(f, &doc->pool));
		buf_text(buf, "</td></tr></table>\n<p></p>\n");
	}
	if (f->kind != NULL)
		element(buf, "p", "c b", f->kind);
	if (f->about != NULL) {
		element(buf, "p", "c b", f->about);
		buf_text(buf, "<div class=\"h\"></div>\n<p></p>\n");
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
		element(&doc->body, "p", "c b", doc->title);
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
		[DOC_BOLD_LEFT] = { "p", "l b" },
		[DOC_BOLD_RIGHT] = { "p", "r b" },
		[DOC_BOLD_CENTER] = { "p", "c b" },
	};

	if (style == DOC_ITEM)
		text = pool_printf(&doc->row_pool, "- %s", text);
	element(&doc->body, looks[style].tag, looks[style].class, text);
	pool_reset(&doc->row_pool);
}

static void table_html(struct doc *doc)
{
	buf_text(&doc->body, "<table class=\"t\">\n");
}

static void row_html(struct doc *doc, const struct doc_row *row)
{
	static const char *const classes[] = {
		[DOC_LEFT] = "", [DOC_RIGHT] = " class=\"a\"",
		[DOC_CENTER] = " class=\"c\""
	};
	struct buf *buf = &doc->body;
	const char *tag = row->head ? "th" : "td";

	buf_text(buf, row->head ? "<thead><tr>" : row->bold ?
	    "<tr class=\"s\">" : "<tr>");
	if (row->span) {
		buf_printf(buf, "<td colspan=\"%d\">", row->count);
		words(buf, row->cells[0]);
		buf_text(buf, "</td>");
	}
	for (int i = 0; !row->span && i < row->count; i++) {
		buf_printf(buf, "<%s%s>", tag, row->head ? "" :
		    classes[doc->columns[i].align]);
		words(buf, row->cells[i]);
		buf_printf(buf, "</%s>", tag);
	}
	buf_text(buf, row->head ? "</tr></thead><tbody>\n" : "</tr>\n");
}

static void table_end_html(struct doc *doc)
{
	buf_text(&doc->body, "</tbody></table>\n");
}

static void parties_html(struct doc *doc, const char *const titles[2],
    const char *const names[2])
{
	buf_text(&doc->body, "<table class=\"f\"><tr>");
	for (int i = 0; i < 2; i++) {
		buf_text(&doc->body, "<td style=\"width:50%\">");
		element(&doc->body, "p", "b", titles[i]);
		buf_text(&doc->body, "<div class=\"sg\"></div>");
		element(&doc->body, "p", "b", names[i]);
		buf_text(&doc->body, "</td>");
	}
	buf_text(&doc->body, "</tr></table>\n");
}

static void page_break_html(struct doc *doc)
{
	buf_text(&doc->body, "<div class=\"br\"></div>\n");
}

static void foot_html(struct doc *doc)
{
	const struct out_frame *f = doc->frame;
	const char *const *titles = frame_lines(f->signer_title, &doc->pool);
	struct buf *buf = &doc->body;

	if (f->recipients == NULL && f->signer == NULL && f->power == NULL)
		return;
	buf_text(buf, "<table class=\"f\"><tr><td class=\"n\" "
	    "style=\"width:50%\">\n");
	if (f->recipients != NULL && f->recipients[0] != NULL)
		element(buf, "p", "nn", "Nơi nhận:");
	for (int i = 0; f->recipients != NULL && f->recipients[i] != NULL; i++)
		element(buf, "p", "nl", pool_printf(&doc->pool, "- %s%s",
		    f->recipients[i], f->recipients[i + 1] == NULL ? "." : ";"));
	buf_text(buf, "</td><td>\n");
	if (f->power != NULL && *f->power != '\0')
		element(buf, "p", "b", f->power);
	for (int i = 0; titles[i] != NULL; i++)
		element(buf, "p", "b", titles[i]);
	buf_text(buf, "<div class=\"sg\"></div>\n");
	element(buf, "p", "b", f->signer);
	buf_text(buf, "</td></tr></table>\n");
}

static bool end_html(struct doc *doc, struct buf *out, struct err *err)
{
	(void)err;
	if (doc->frame != NULL)
		foot_html(doc);
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
	.end = end_html,
};
