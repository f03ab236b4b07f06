/* Pages for people: HTML, ODT and XLSX of listings and letters. What is in
 * the files is read back through the doors for zip and XML. With PAPER_KEEP
 * set to a folder the files stay there, to be looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fs.h"
#include "lang.h"
#include "out_doc.h"
#include "tar.h"
#include "text.h"
#include "xml.h"

struct room {
	struct err err;
	struct pool pool;
	char folder[64];
	bool keep;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));
	const char *keep = getenv("PAPER_KEEP");

	if (keep != NULL) {
		r->keep = true;
		snprintf(r->folder, sizeof(r->folder), "%s", keep);
	} else {
		strcpy(r->folder, "/tmp/bansao-paper-XXXXXX");
		assert_non_null(mkdtemp(r->folder));
	}
	lang_set("vi");
	*state = r;
	return 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	if (!r->keep)
		assert_true(fs_remove_tree(r->folder, &r->err));
	pool_free(&r->pool);
	free(r);
	return 0;
}

static const char *const recipients[] = {
	"Bộ Nội vụ", "Cục Văn thư và Lưu trữ nhà nước", "CT, các PCT UBND tỉnh",
	"Lưu: VT", NULL
};
static const char *const to[] = { "Bộ Nội vụ", NULL };
static const char *const grounds[] = {
	"Căn cứ Quyết định số 71/QĐ-TTg ngày 10 tháng 02 năm 2023 của Thủ "
	"tướng Chính phủ",
	"Căn cứ <kế hoạch> & chương trình", NULL
};
static const struct out_frame frame = {
	.governing = "UBND TỈNH ĐỒNG NAI", .issuing = "SỞ NỘI VỤ",
	.number = "05/BC-SNV", .place = "Đồng Nai", .date = "2026-12-05",
	.kind = "BÁO CÁO",
	.about = "Kết quả triển khai thực hiện Quyết định số 71/QĐ-TTg năm 2026",
	.to = to, .grounds = grounds, .recipients = recipients,
	.power = "TM. ỦY BAN NHÂN DÂN",
	.signer_title = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", .signer = "Nguyễn Văn A"
};

static const struct out_column columns[] = {
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "title", .head = N_("Title") },
	{ .key = "on", .head = N_("Date"), .type = OUT_DATE },
	{ .key = "quantity", .head = N_("Quantity"), .type = OUT_PAGES,
	  .total = true },
	{ .key = "price", .head = N_("Unit price"), .type = OUT_MONEY },
	{ .key = "amount", .head = N_("Amount"), .type = OUT_MONEY,
	  .total = true, .formula = "[quantity]*[price]" },
	{ .key = "inside", .head = N_("Inside"), .where = OUT_FOR_PROGRAMS },
	{ 0 }
};

static const char *const series[] = { "quantity", "price", NULL };
static const struct out_chart chart = {
	.kind = OUT_BARS, .title = "Theo năm", .category = "year",
	.series = series
};

static const char *place(struct room *r, const char *name)
{
	return pool_printf(&r->pool, "%s/%s", r->folder, name);
}

static void fill(struct out *out, int rows)
{
	for (int i = 0; i < rows; i++) {
		out_int(out, 2026 + i);
		out_text(out, i == 0 ? "=HYPERLINK(\"http://x\")" :
		    i == 3 ? "bad \xff\xc3 \x01\x1b[31m \xed\xa0\x80 end" :
		    i == 1 ? "<b>Đồng Phú</b> & \"Lộc Ninh\"" :
		    "Hồ sơ về việc thành lập xã, phường, thị trấn trên địa bàn");
		out_text(out, i == 2 ? "1968" : "2026-03-05");
		out_int(out, 1000 + i);
		out_int(out, 250);
		out_int(out, (1000 + i) * 250);
		out_text(out, "secret of programs");
	}
}

static void listing(struct room *r, const char *name, int rows, bool wide)
{
	struct out_options options = { .path = place(r, name), .force = true };
	struct out *out = out_open(&options, &r->err);

	if (out == NULL)
		print_message("%s\n", r->err.text);
	assert_non_null(out);
	out_title(out, "Thử");
	out_frame(out, &frame);
	out_landscape(out, wide);
	out_meta(out, "Ngày chốt số liệu", "30/11/2026");
	out_chart(out, &chart);
	out_columns(out, columns);
	fill(out, rows);
	out_totals(out);
	out_note(out, "Viết bằng chữ: ba nghìn không trăm linh ba trang.");
	if (!out_close(out, &r->err))
		print_message("%s\n", r->err.text);
	assert_int_equal(r->err.kind, ERR_NONE);
}

static const char *member(struct room *r, const char *name, const char *inside)
{
	struct buf buf = { 0 };
	const char *text;

	if (!tar_member(place(r, name), inside, 32 << 20, &buf, &r->err))
		print_message("%s\n", r->err.text);
	assert_int_equal(r->err.kind, ERR_NONE);
	text = pool_copy_n(&r->pool, buf_string(&buf), buf.length);
	buf_free(&buf);
	return text;
}

static void well_formed(struct room *r, const char *text)
{
	struct xml_reader *xml = xml_memory(text, strlen(text), "part", &r->err);

	assert_non_null(xml);
	while (xml_next(xml, &r->err) != XML_END)
		continue;
	if (r->err.kind != ERR_NONE)
		print_message("%s\n", r->err.text);
	assert_int_equal(r->err.kind, ERR_NONE);
	xml_close(xml);
}

static void odt_is_a_zip_of_good_xml(void **state)
{
	static const char *const parts[] = {
		"content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
	};
	struct room *r = *state;
	char *data;
	size_t length;

	listing(r, "bang.odt", 5, false);
	for (size_t i = 0; i < COUNT(parts); i++)
		well_formed(r, member(r, "bang.odt", parts[i]));
	assert_true(fs_read_file(place(r, "bang.odt"), 1 << 22, &r->pool, &data,
	    &length, &r->err));
	/* the type comes first and is stored, so that file(1) sees it */
	assert_memory_equal(data + 30,
	    "mimetypeapplication/vnd.oasis.opendocument.text", 47);
}

static void odt_has_the_frame_of_the_decree(void **state)
{
	struct room *r = *state;
	const char *text, *styles;

	listing(r, "bang.odt", 3, false);
	text = member(r, "bang.odt", "content.xml");
	styles = member(r, "bang.odt", "styles.xml");
	assert_non_null(strstr(text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
	assert_non_null(strstr(text, "Số: 05/BC-SNV"));
	assert_non_null(strstr(text,
	    "Đồng Nai, ngày 05 tháng 12 năm 2026"));
	assert_non_null(strstr(text, "KT. CHỦ TỊCH"));
	assert_non_null(strstr(text, "- Lưu: VT."));
	assert_non_null(strstr(text, "&lt;kế hoạch&gt; &amp; chương trình."));
	assert_non_null(strstr(text, "1.000"));
	assert_non_null(strstr(text, "05/03/2026"));
	assert_null(strstr(text, "secret of programs"));
	assert_non_null(strstr(styles, "fo:margin-left=\"30mm\""));
	assert_non_null(strstr(styles, "fo:page-width=\"210mm\""));
	assert_non_null(strstr(styles, "text:page-number"));
	listing(r, "ngang.odt", 60, true);
	assert_non_null(strstr(member(r, "ngang.odt", "styles.xml"),
	    "fo:page-width=\"297mm\""));
}

static void html_is_escaped(void **state)
{
	struct room *r = *state;
	char *text;
	size_t length;

	listing(r, "bang.html", 5, false);
	assert_true(fs_read_file(place(r, "bang.html"), 1 << 20, &r->pool, &text,
	    &length, &r->err));
	assert_null(strstr(text, "<b>Đồng"));
	assert_non_null(strstr(text,
	    "&lt;b&gt;Đồng Phú&lt;/b&gt; &amp; &quot;Lộc Ninh&quot;"));
	assert_non_null(strstr(text, "<td align=\"right\">1.001</td>"));
	assert_true(text_valid(text));
	assert_null(strchr(text, '\033'));
	assert_null(strstr(text, "<script"));
	assert_null(strstr(text, "src="));
}

static void a_workbook_has_types_sums_and_no_formulas_from_data(void **state)
{
	struct room *r = *state;
	const char *sheet, *strings;

#ifndef HAVE_XLSXWRITER
	skip();
#endif
	listing(r, "xau.xlsx", 5, true);
	well_formed(r, member(r, "xau.xlsx", "xl/sharedStrings.xml"));
	listing(r, "bang.xlsx", 3, true);
	sheet = member(r, "bang.xlsx", "xl/worksheets/sheet1.xml");
	strings = member(r, "bang.xlsx", "xl/sharedStrings.xml");
	well_formed(r, sheet);
	assert_non_null(strstr(strings, "=HYPERLINK(&quot;http://x&quot;)") ?
	    strings : strstr(strings, "=HYPERLINK("));
	assert_null(strstr(sheet, "HYPERLINK"));
	assert_non_null(strstr(sheet, "<v>1000</v>"));	/* a number */
	assert_non_null(strstr(sheet, "<f>SUBTOTAL(9,"));
	assert_non_null(strstr(sheet, "<v>3003</v>"));	/* its value */
	assert_non_null(strstr(sheet, "state=\"frozen\""));
	assert_non_null(strstr(sheet, "<v>46086</v>"));	/* 2026-03-05 */
	assert_non_null(member(r, "bang.xlsx", "xl/charts/chart1.xml"));
	/* amount = quantity * price of its own row */
	assert_non_null(strstr(sheet, "*E"));
	assert_null(strstr(strings, "secret of programs"));
}

static void letter(struct room *r, const char *name)
{
	static const struct doc_column table[] = {
		{ "STT", DOC_CENTER, 12 },
		{ "Nội dung", DOC_LEFT, 0 },
		{ "Số lượng", DOC_RIGHT, 30 },
		{ NULL, DOC_LEFT, 0 }
	};
	struct out_options options = { .path = place(r, name), .force = true };
	struct doc *doc = doc_open(&options, &frame, false, &r->err);

	assert_non_null(doc);
	doc_heading(doc, 1, "I. CHỈ ĐẠO, PHỔ BIẾN, QUÁN TRIỆT");
	for (int i = 0; i < 12; i++)
		doc_para(doc, "Lập bản sao bảo hiểm bảo quản dự phòng đối với "
		    "tài liệu lưu trữ quý, hiếm, tài liệu lưu trữ có giá trị "
		    "cao bị hư hỏng nặng trên các vật mang tin thuộc các phông "
		    "lưu trữ được bảo quản tại Lưu trữ lịch sử tỉnh.");
	doc_heading(doc, 2, "1. Lựa chọn, thống kê");
	doc_item(doc, "Một mục < hai & ba");
	doc_table(doc, table);
	doc_span(doc, "Nhóm I");
	doc_cell(doc, "1");
	doc_cell(doc, "Hồ sơ, tài liệu hành chính");
	doc_cell(doc, "1.000.000");
	doc_bold_row(doc);
	doc_cell(doc, "");
	doc_cell(doc, "Cộng");
	doc_cell(doc, "1.000.000");
	doc_table_end(doc);
	doc_parties(doc, "ĐẠI DIỆN BÊN GIAO", "Trần Thị B",
	    "ĐẠI DIỆN BÊN NHẬN", "Lê Văn C");
	assert_true(doc_close(doc, &r->err));
}

static void a_letter_is_the_same_in_every_form(void **state)
{
	static const char *const names[] = {
		"thu.odt", "thu.html", "thu.txt"
	};
	static const char *const words[] = {
		"SỞ NỘI VỤ", "Kính gửi: Bộ Nội vụ", "I. CHỈ ĐẠO",
		"Nhóm I", "1.000.000", "BÊN NHẬN", "Lê Văn C", "Nguyễn Văn A",
		"Nơi nhận:"
	};
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(names); i++) {
		char *text;
		size_t length;

		letter(r, names[i]);
		if (i == 0) {
			text = (char *)(uintptr_t)member(r, names[i],
			    "content.xml");
			well_formed(r, text);
		} else {
			assert_true(fs_read_file(place(r, names[i]), 1 << 20,
			    &r->pool, &text, &length, &r->err));
		}
		for (size_t n = 0; n < COUNT(words); n++)
			if (strstr(text, words[n]) == NULL)
				fail_msg("%s lacks %s", names[i], words[n]);
	}
}

static void a_letter_is_never_a_workbook(void **state)
{
	struct room *r = *state;
	struct out_options options = { .path = place(r, "a.xlsx") };

	assert_null(doc_open(&options, &frame, false, &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	assert_int_not_equal(access(options.path, F_OK), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, enter, leave)
		T(odt_is_a_zip_of_good_xml),
		T(odt_has_the_frame_of_the_decree),
		T(html_is_escaped),
		T(a_workbook_has_types_sums_and_no_formulas_from_data),
		T(a_letter_is_the_same_in_every_form),
		T(a_letter_is_never_a_workbook),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
