/* Biên bản giao nhận (NĐ 30/2020, annex V, form V, with what a handover of a
 * database adds), and the reference of the agreement. The form is always in
 * Vietnamese. */
#include "handover_build.h"

#include "date.h"
#include "fs.h"
#include "letterhead.h"
#include "number.h"
#include "out_doc.h"
#include "setting.h"

#include <stdio.h>
#include <string.h>

static const char dots[] = "…………………………………";

static const char *or_dots(const char *text)
{
	return text[0] == '\0' ? dots : text;
}

static const char *day_text(struct pool *pool, const char *iso)
{
	struct date date;
	char text[DATE_TEXT];

	if (iso[0] == '\0' || !date_from_iso(iso, &date))
		return dots;
	date_vi(date, text);
	return pool_copy(pool, text);
}

struct sums {
	int64_t fonds, dossiers, documents, papers, pages, a4, scans, bytes;
	const char *from, *to;
	const char *names;
};

struct volumes {
	struct handover_volume *list;
	size_t count;
};

static bool sum_up(struct db *db, int64_t handover, struct pool *pool,
    struct sums *s, struct err *err)
{
	static const char sql[] =
	    "SELECT count(DISTINCT d.fonds_id), count(*),"
	    " coalesce(sum(d.total_doc), 0), coalesce(sum(d.papers), 0),"
	    " coalesce(sum(d.pages), 0), coalesce(sum(d.a4), 0),"
	    " coalesce(sum(d.scan_count), 0), coalesce(sum(d.scan_bytes), 0),"
	    " coalesce(min(d.start_year), ''), coalesce(max(d.end_year), ''),"
	    " (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT f.name"
	    " FROM handover_item j JOIN dossier e ON e.id = j.dossier_id"
	    " JOIN fonds f ON f.id = e.fonds_id WHERE j.handover_id = ?1"
	    " ORDER BY f.sort_key)) FROM handover_item i"
	    " JOIN dossier d ON d.id = i.dossier_id WHERE i.handover_id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, handover);
	if (db_row(q)) {
		s->fonds = db_int(q, 0);
		s->dossiers = db_int(q, 1);
		s->documents = db_int(q, 2);
		s->papers = db_int(q, 3);
		s->pages = db_int(q, 4);
		s->a4 = db_int(q, 5);
		s->scans = db_int(q, 6);
		s->bytes = db_int(q, 7);
		s->from = db_copy(q, 8, pool);
		s->to = db_copy(q, 9, pool);
		s->names = db_copy(q, 10, pool);
	}
	return db_end(q);
}

static void parties(struct doc *doc, const struct handover *h,
    const char *centre, const char *party)
{
	doc_line(doc, DOC_LEFT, false, "Chúng tôi gồm:");
	doc_line(doc, DOC_LEFT, true, "BÊN GIAO:");
	doc_printf(doc, "Cơ quan: %s", or_dots(centre));
	doc_printf(doc, "Ông (bà): %s", or_dots(h->giver));
	doc_printf(doc, "Chức vụ công tác: %s", or_dots(h->giver_title));
	doc_line(doc, DOC_LEFT, true, "BÊN NHẬN:");
	doc_printf(doc, "Cơ quan: %s", or_dots(party));
	doc_printf(doc, "Ông (bà): %s", or_dots(h->receiver));
	doc_printf(doc, "Chức vụ công tác: %s", or_dots(h->receiver_title));
}

static void quantities(struct doc *doc, const struct handover *h,
    const char *checksum, const struct sums *s, const struct volumes *v,
    struct pool *pool)
{
	doc_heading(doc, 2, "3. Số lượng");
	doc_para(doc, "a) Tài liệu giấy: không bàn giao, bản gốc lưu tại bên "
	    "giao.");
	doc_printf(doc, "b) Tài liệu điện tử: %s hồ sơ (%s) thuộc %s phông, "
	    "công trình, sưu tập; %s văn bản, tài liệu; %s trang, quy ra %s "
	    "trang A4; tổng số tệp tin trong hồ sơ: %s tệp; dung lượng: %s.",
	    number_text(pool, s->dossiers), number_words(pool, s->dossiers),
	    number_text(pool, s->fonds), number_text(pool, s->documents),
	    number_text(pool, s->pages), number_text(pool, s->a4),
	    number_text(pool, s->scans), number_bytes(pool, s->bytes));
	doc_printf(doc, "c) Phương tiện lưu trữ: %s; số sê-ri: %s; số tập "
	    "(đĩa): %s.", or_dots(h->medium), or_dots(h->serial),
	    h->volumes > 0 ? number_text(pool, h->volumes) : dots);
	doc_printf(doc, "d) Mã kiểm tra SHA-256 của tệp %s%s:",
	    strstr(checksum, "sha256") == NULL && checksum[0] != '\0' ?
	    "manifest-sha512.txt" : "manifest-sha256.txt", v->count <= 1 ?
	    "" : " của từng tập");
	/* A digest fills its line: nothing to justify. */
	if (v->count <= 1)
		doc_line(doc, DOC_LEFT, false, or_dots(h->manifest_sha256));
	for (size_t i = 0; v->count > 1 && i < v->count; i++)
		doc_line(doc, DOC_LEFT, false, pool_printf(pool,
		    "Tập %lld (%s): %s", (long long)v->list[i].number,
		    v->list[i].name, v->list[i].manifest_sha256));
}

/* What the receiving side answered, as far as it has. */
static const char *answer_text(const struct handover *h, struct pool *pool)
{
	return h->accepted + h->returned == 0 ? dots : pool_printf(pool,
	    "%s hồ sơ được tiếp nhận, %s hồ sơ trả lại", number_text(pool,
	    h->accepted), number_text(pool, h->returned));
}

static void body(struct doc *doc, const struct handover *h,
    const struct agreement *a, const struct sums *s, const struct volumes *v,
    struct pool *pool)
{
	doc_para(doc, "Thống nhất lập biên bản giao nhận tài liệu với những "
	    "nội dung như sau:");
	doc_heading(doc, 2, "1. Tên khối tài liệu giao nộp");
	doc_printf(doc, "Cơ sở dữ liệu và bản sao bảo hiểm tài liệu lưu trữ, "
	    "đợt bàn giao %s: %s.", h->number, s->names);
	doc_heading(doc, 2, "2. Thời gian của hồ sơ, tài liệu");
	doc_printf(doc, "Từ năm %s đến năm %s.", or_dots(s->from),
	    or_dots(s->to));
	quantities(doc, h, a->checksum, s, v, pool);
	doc_heading(doc, 2, "4. Tình trạng tài liệu");
	doc_printf(doc, "Các gói được kiểm tra sau khi ghi: đầy đủ, mọi mã "
	    "kiểm tra đều khớp. Định dạng gói: %s.", h->profile[0] != '\0' ?
	    h->profile : a->profile);
	doc_printf(doc, "Kết quả kiểm tra khi nhận: %s.", answer_text(h,
	    pool));
	doc_heading(doc, 2, "5. Mục lục kèm theo");
	doc_para(doc, "Danh mục thống kê phông, công trình, sưu tập "
	    "(danh-muc-thong-ke); Mục lục hồ sơ (muc-luc-ho-so); cơ sở dữ "
	    "liệu (csdl).");
	doc_heading(doc, 2, "6. Văn bản thống nhất");
	doc_printf(doc, "Văn bản số %s ngày %s của %s.", or_dots(a->number),
	    day_text(pool, a->agreed_on), or_dots(a->party));
	doc_para(doc, "Biên bản này được lập thành hai bản; bên giao giữ một "
	    "bản, bên nhận giữ một bản./.");
}

bool minutes_write(struct db *db, const struct handover *h,
    const struct agreement *a, const struct out_options *options,
    struct err *err)
{
	static const char *const grounds[] = {
	    "Căn cứ Luật Lưu trữ số 33/2024/QH15", NULL, NULL };
	const char *lines[COUNT(grounds)];
	struct out_frame frame = { 0 };
	struct sums sums = { .from = "", .to = "", .names = "" };
	struct volumes volumes = { 0 };
	struct pool pool = { 0 };
	const char *centre = "";
	struct doc *doc = NULL;
	bool ok;

	ok = sum_up(db, h->id, &pool, &sums, err) &&
	    handover_volumes(db, h->id, &pool, &volumes.list, &volumes.count,
	    err) &&
	    setting_get(db, "centre", NULL, &pool, &centre, err) &&
	    letterhead(db, h->delivered_on, NULL, h->minutes, &pool, &frame,
	    err);
	if (ok) {
		memcpy(lines, grounds, sizeof(lines));
		if (a->number[0] != '\0')
			lines[1] = pool_printf(&pool, "Căn cứ văn bản thống "
			    "nhất số %s ngày %s", a->number,
			    day_text(&pool, a->agreed_on));
		frame.kind = "BIÊN BẢN";
		frame.about = "Về việc giao nhận cơ sở dữ liệu và bản sao bảo "
		    "hiểm tài liệu lưu trữ";
		frame.grounds = lines;
		frame.power = frame.signer_title = frame.signer = NULL;
		frame.recipients = frame.to = NULL;
		doc = doc_open(options, &frame, false, err);
		ok = doc != NULL;
	}
	if (ok) {
		parties(doc, h, centre, a->party);
		body(doc, h, a, &sums, &volumes, &pool);
		doc_parties(doc, "ĐẠI DIỆN BÊN GIAO", h->giver,
		    "ĐẠI DIỆN BÊN NHẬN", h->receiver);
		ok = doc_close(doc, err);
	}
	pool_free(&pool);
	return ok;
}

bool build_minutes(struct db *db, const struct build_plan *plan,
    const char *folder, struct err *err)
{
	static const char *const kinds[] = { "odt", "html" };
	struct pool pool = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < COUNT(kinds); i++) {
		struct out_options options = { .kind = kinds[i], .force = true,
		    .path = pool_printf(&pool, "%s/bien-ban-ban-giao.%s",
		    folder, kinds[i]) };

		ok = minutes_write(db, &plan->handover, &plan->agreement,
		    &options, err);
	}
	pool_free(&pool);
	return ok;
}

static void said(struct buf *text, const char *label, const char *value)
{
	if (value[0] != '\0')
		buf_printf(text, "%s: %s\n", label, value);
}

bool build_agreement(const struct build_plan *plan, const char *folder,
    struct err *err)
{
	const struct agreement *a = &plan->agreement;
	struct buf text = { 0 };
	struct pool pool = { 0 };
	bool ok;

	buf_text(&text, "VĂN BẢN THỐNG NHẤT VỀ BÀN GIAO\n\n");
	said(&text, "Số", a->number);
	said(&text, "Ngày", day_text(&pool, a->agreed_on));
	said(&text, "Với", a->party);
	said(&text, "Liên hệ", a->contact);
	said(&text, "Loại gói", plan->format->name);
	said(&text, "Định dạng nội dung", a->content);
	said(&text, "Độ phân giải", a->dpi);
	said(&text, "Màu", a->colour);
	said(&text, "Quy tắc đặt tên", a->naming);
	said(&text, "Phương tiện", a->medium);
	said(&text, "Mã kiểm tra", a->checksum);
	said(&text, "Chữ ký số", a->signature);
	said(&text, "Mã hóa", a->encryption);
	said(&text, "Ghi chú", a->note);
	ok = fs_write_file(pool_printf(&pool, "%s/ho-so-thong-nhat.txt",
	    folder), text.data, text.length, FS_REPLACE, err);
	buf_free(&text);
	pool_free(&pool);
	return ok;
}
