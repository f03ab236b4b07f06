#include "out_odt_style.h"

#include "clock.h"
#include "xml.h"

#include <stdio.h>
#include <string.h>

#define SPACES \
	" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"" \
	" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"" \
	" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"" \
	" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"" \
	" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible" \
	":1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:" \
	"svg-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"" \
	" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"" \
	" office:version=\"1.3\""

#define PROLOG "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Of a rule, `indent` is the part of the line it stands in the middle of and
 * `left` its length. */
enum { LEFT_PART = 41, RIGHT_PART = 59, WHOLE = 100 };

enum { BOLD = 1, ITALIC = 2, KEEP = 4, BREAK = 8, RULE = 16, FIRST = 32 };

/* Paragraph styles: sizes, weights and places as the annex gives them. */
struct look {
	const char *name;
	int size;		/* points */
	int flags;
	const char *align;
	int indent;		/* first line, tenths of mm */
	int left, right;	/* margins, tenths of mm */
	int above, below;	/* points */
};

/* clang-format off */
static const struct look looks[] = {
	{ "Begin",	  2, FIRST,	  "start",   0, 0, 0, 0, 0 },
	{ "Break",	  2, BREAK,	  "start",   0, 0, 0, 0, 0 },
	{ "Governing",	 12, 0,		  "center",  0, 0, 0, 0, 0 },
	{ "Issuing",	 12, BOLD,	  "center",  0, 0, 0, 0, 0 },
	{ "RuleLeft",	  4, RULE,	  "center",  LEFT_PART, 220, 0, 2, 2 },
	{ "Number",	 13, 0,		  "center",  0, 0, 0, 4, 0 },
	{ "Country",	 12, BOLD,	  "center",  0, 0, 0, 0, 0 },
	{ "Motto",	 13, BOLD,	  "center",  0, 0, 0, 0, 0 },
	{ "RuleRight",	  4, RULE,	  "center",  RIGHT_PART, 590, 0, 2, 2 },
	{ "PlaceDate",	 13, ITALIC,	  "center",  0, 0, 0, 4, 0 },
	{ "Kind",	 14, BOLD | KEEP, "center",  0, 0, 0, 18, 0 },
	{ "About",	 14, BOLD | KEEP, "center",  0, 0, 0, 0, 0 },
	{ "RuleAbout",	  4, RULE,	  "center",  WHOLE, 500, 0, 2, 8 },
	{ "To",		 14, 0,		  "center",  0, 0, 0, 6, 12 },
	{ "ToMany",	 14, 0,		  "start",   0, 300, 0, 6, 0 },
	{ "ToItem",	 14, 0,		  "start",   0, 450, 0, 2, 2 },
	{ "Ground",	 14, ITALIC,	  "justify", 127, 0, 0, 6, 0 },
	{ "Body",	 14, 0,		  "justify", 127, 0, 0, 6, 0 },
	{ "Line",	 14, 0,		  "start",   0, 0, 0, 6, 0 },
	{ "LineRight",	 14, 0,		  "end",     0, 0, 0, 6, 0 },
	{ "LineCenter",	 14, 0,		  "center",  0, 0, 0, 6, 0 },
	{ "Bold",	 14, BOLD,	  "start",   0, 0, 0, 6, 0 },
	{ "BoldRight",	 14, BOLD,	  "end",     0, 0, 0, 6, 0 },
	{ "BoldCenter",	 14, BOLD,	  "center",  0, 0, 0, 6, 0 },
	{ "Head1",	 14, BOLD | KEEP, "start",   127, 0, 0, 8, 0 },
	{ "Head2",	 14, BOLD | KEEP, "start",   127, 0, 0, 6, 0 },
	{ "Head3",	 14, ITALIC | KEEP, "start", 127, 0, 0, 6, 0 },
	{ "Cell",	 12, 0,		  "start",   0, 0, 0, 0, 0 },
	{ "CellRight",	 12, 0,		  "end",     0, 0, 0, 0, 0 },
	{ "CellCenter",	 12, 0,		  "center",  0, 0, 0, 0, 0 },
	{ "CellBold",	 12, BOLD,	  "start",   0, 0, 0, 0, 0 },
	{ "CellBoldRight", 12, BOLD,	  "end",     0, 0, 0, 0, 0 },
	{ "CellBoldCenter", 12, BOLD,	  "center",  0, 0, 0, 0, 0 },
	{ "CellHead",	 12, BOLD,	  "center",  0, 0, 0, 0, 0 },
	{ "End",	  2, 0,		  "start",   0, 0, 0, 0, 0 },
	{ "Gap",	  6, 0,		  "start",   0, 0, 0, 0, 0 },
	{ "Recipients",	 12, BOLD | ITALIC, "start", 0, 0, 0, 0, 0 },
	{ "Recipient",	 11, 0,		  "start",   0, 0, 0, 0, 0 },
	{ "Signer",	 14, BOLD | KEEP, "center",  0, 0, 0, 0, 0 },
	{ "SignRoom",	 14, KEEP,	  "center",  0, 0, 0, 0, 56 },
	{ "PageNumber",	 14, 0,		  "center",  0, 0, 0, 0, 0 },
};
/* clang-format on */

static int text_width_mm(bool landscape)
{
	return landscape ? 247 : 160;
}

static void look_style(struct buf *buf, const struct look *row, bool landscape)
{
	struct look copy = *row, *look = &copy;

	if (look->flags & RULE) {
		int room = text_width_mm(landscape) * look->indent / 10;

		look->left = look->right = (room - look->left) / 2;
		look->indent = 0;
	}
	buf_printf(buf, "<style:style style:name=\"%s\" "
	    "style:family=\"paragraph\"%s><style:paragraph-properties "
	    "fo:text-align=\"%s\" fo:text-indent=\"%d.%dmm\" "
	    "fo:margin-left=\"%d.%dmm\" fo:margin-right=\"%d.%dmm\" "
	    "fo:margin-top=\"%dpt\" fo:margin-bottom=\"%dpt\" "
	    "fo:line-height=\"%d%%\"%s%s%s/><style:text-properties "
	    "style:font-name=\"Times New Roman\" fo:font-size=\"%dpt\" "
	    "fo:color=\"#000000\"%s%s/></style:style>\n", look->name,
	    look->flags & FIRST ? " style:master-page-name=\"First\"" : "",
	    look->align, look->indent / 10, look->indent % 10,
	    look->left / 10, look->left % 10, look->right / 10,
	    look->right % 10, look->above, look->below,
	    look->indent > 0 ? 115 : 100,
	    look->flags & KEEP ? " fo:keep-with-next=\"always\"" : "",
	    look->flags & BREAK ? " fo:break-before=\"page\"" : "",
	    look->flags & RULE ? " fo:border-top=\"0.75pt solid #000000\"" : "",
	    look->size, look->flags & BOLD ? " fo:font-weight=\"bold\"" : "",
	    look->flags & ITALIC ? " fo:font-style=\"italic\"" : "");
}

static void fonts(struct buf *buf)
{
	buf_text(buf, "<office:font-face-decls><style:font-face "
	    "style:name=\"Times New Roman\" "
	    "svg:font-family=\"'Times New Roman'\" "
	    "style:font-family-generic=\"roman\" "
	    "style:font-pitch=\"variable\"/></office:font-face-decls>\n");
}

static void named_column(struct buf *buf, const char *name, int width)
{
	buf_printf(buf, "<style:style style:name=\"%s\" "
	    "style:family=\"table-column\"><style:table-column-properties "
	    "style:column-width=\"%d.%dmm\"/></style:style>\n", name,
	    width / 10, width % 10);
}

static void table_style(struct buf *buf, const char *name, int width,
    bool split)
{
	buf_printf(buf, "<style:style style:name=\"%s\" "
	    "style:family=\"table\"><style:table-properties "
	    "style:width=\"%dmm\" table:align=\"left\" "
	    "style:may-break-between-rows=\"%s\" "
	    "table:border-model=\"collapsing\"/></style:style>\n",
	    name, width, split ? "true" : "false");
}

void odt_content_head(struct buf *buf, bool landscape)
{
	int width = text_width_mm(landscape);

	buf_text(buf, PROLOG "<office:document-content" SPACES ">\n");
	fonts(buf);
	buf_text(buf, "<office:automatic-styles>\n");
	for (size_t i = 0; i < COUNT(looks); i++)
		look_style(buf, &looks[i], landscape);
	table_style(buf, "HeadTable", width, false);
	table_style(buf, "DataTable", width, true);
	table_style(buf, "SignTable", width, false);
	named_column(buf, "HeadLeft", width * 10 * 41 / 100);
	named_column(buf, "HeadRight", width * 10 - width * 10 * 41 / 100);
	named_column(buf, "Half", width * 5);
	buf_text(buf, "<style:style style:name=\"Row\" "
	    "style:family=\"table-row\"><style:table-row-properties "
	    "fo:keep-together=\"always\"/></style:style>\n"
	    "<style:style style:name=\"Bare\" style:family=\"table-cell\">"
	    "<style:table-cell-properties fo:padding=\"0mm\" "
	    "fo:border=\"none\"/></style:style>\n"
	    "<style:style style:name=\"Boxed\" style:family=\"table-cell\">"
	    "<style:table-cell-properties fo:padding=\"1mm\" "
	    "fo:border=\"0.5pt solid #000000\"/></style:style>\n");
}

void odt_column_style(struct buf *buf, int table, int column, int width)
{
	char name[32];

	snprintf(name, sizeof(name), "T%d.%d", table, column);
	named_column(buf, name, width);
}

void odt_content_tail(struct buf *buf)
{
	buf_text(buf, "</office:automatic-styles>\n");
}

/* A4 with the margins of the annex; the number stands in the top margin and
 * takes its room from it, so that the text begins at 20 mm on every page. */
static void page_layout(struct buf *buf, const char *name, bool landscape,
    bool numbered)
{
	buf_printf(buf, "<style:page-layout style:name=\"%s\">"
	    "<style:page-layout-properties fo:page-width=\"%s\" "
	    "fo:page-height=\"%s\" style:print-orientation=\"%s\" "
	    "fo:margin-top=\"%dmm\" fo:margin-bottom=\"20mm\" "
	    "fo:margin-left=\"30mm\" fo:margin-right=\"20mm\"/>", name,
	    landscape ? "297mm" : "210mm", landscape ? "210mm" : "297mm",
	    landscape ? "landscape" : "portrait", numbered ? 10 : 20);
	if (numbered)
		buf_text(buf, "<style:header-style>"
		    "<style:header-footer-properties svg:height=\"10mm\" "
		    "fo:margin-bottom=\"2mm\" style:dynamic-spacing=\"false\"/>"
		    "</style:header-style>");
	buf_text(buf, "</style:page-layout>\n");
}

void odt_styles(struct buf *buf, bool landscape)
{
	buf_text(buf, PROLOG "<office:document-styles" SPACES ">\n");
	fonts(buf);
	buf_text(buf, "<office:styles><style:default-style "
	    "style:family=\"paragraph\"><style:text-properties "
	    "style:font-name=\"Times New Roman\" fo:font-size=\"14pt\" "
	    "fo:language=\"vi\" fo:country=\"VN\"/></style:default-style>\n"
	    "</office:styles><office:automatic-styles>\n");
	look_style(buf, &looks[COUNT(looks) - 1], landscape);
	page_layout(buf, "FirstPage", landscape, false);
	page_layout(buf, "NextPage", landscape, true);
	buf_text(buf, "</office:automatic-styles>\n<office:master-styles>"
	    "<style:master-page style:name=\"First\" "
	    "style:page-layout-name=\"FirstPage\" "
	    "style:next-style-name=\"Standard\"/>\n"
	    "<style:master-page style:name=\"Standard\" "
	    "style:page-layout-name=\"NextPage\"><style:header>"
	    "<text:p text:style-name=\"PageNumber\"><text:page-number "
	    "text:select-page=\"current\">2</text:page-number></text:p>"
	    "</style:header></style:master-page></office:master-styles>"
	    "</office:document-styles>\n");
}

void odt_meta(struct buf *buf, const char *title)
{
	struct buf words = { 0 };
	struct xml_writer *xml = xml_write_buf(&words, false);
	struct err ignored = { 0 };
	char now[CLOCK_TEXT];
	const char *place;

	clock_utc(now);
	xml_element(xml, "dc:title", title);
	(void)!xml_finish(xml, &ignored);
	place = strstr(buf_string(&words), "<dc:title");
	buf_printf(buf, PROLOG "<office:document-meta" SPACES "><office:meta>"
	    "<meta:generator>bansao</meta:generator>%s"
	    "<meta:creation-date>%.19sZ</meta:creation-date>"
	    "</office:meta></office:document-meta>\n",
	    place == NULL ? "" : place, now);
	buf_free(&words);
}

void odt_manifest(struct buf *buf)
{
	static const char *const files[] = {
		"content.xml", "styles.xml", "meta.xml"
	};

	buf_text(buf, PROLOG "<manifest:manifest xmlns:manifest="
	    "\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
	    "manifest:version=\"1.3\">\n<manifest:file-entry "
	    "manifest:full-path=\"/\" manifest:version=\"1.3\" "
	    "manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
	    "\n");
	for (size_t i = 0; i < COUNT(files); i++)
		buf_printf(buf, "<manifest:file-entry manifest:full-path=\"%s\" "
		    "manifest:media-type=\"text/xml\"/>\n", files[i]);
	buf_text(buf, "</manifest:manifest>\n");
}
