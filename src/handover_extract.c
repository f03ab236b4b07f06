/* csdl/: the extract of the catalogue that goes with a batch, as one SQLite
 * file and as a CSV for each of its tables, with a README of the fields. The
 * names of the fields are those of TT05 and TT02. */
#include "handover_build.h"

#include "buf.h"
#include "fs.h"

#include <stdio.h>
#include <string.h>

struct column {
	const char *name;
	const char *type;
	const char *meaning;	/* in Vietnamese: the receiving side reads it */
};

struct table {
	const char *name;
	const char *meaning;
	const char *fill;	/* INSERT … of batch ?1 */
	const char *read;	/* SELECT * in order */
	const struct column *columns;
};

#define OF_BATCH " IN (SELECT dossier_id FROM handover_item" \
	" WHERE handover_id = ?1)"

/* clang-format off */
static const struct column fonds_columns[] = {
	{ "organId", "TEXT PRIMARY KEY", "Mã phông/công trình/sưu tập lưu trữ" },
	{ "fondName", "TEXT", "Tên phông/công trình/sưu tập" },
	{ "kind", "TEXT", "Loại: fonds (phông), works (công trình), collection (sưu tập)" },
	{ "status", "TEXT", "Trạng thái: open (mở), closed (đóng)" },
	{ "fondHistory", "TEXT", "Lịch sử đơn vị hình thành phông" },
	{ "archivesTime", "TEXT", "Thời gian tài liệu" },
	{ "paperTotal", "TEXT", "Tổng số tài liệu giấy (mét giá)" },
	{ "keyGroups", "TEXT", "Các nhóm tài liệu chủ yếu" },
	{ "otherTypes", "TEXT", "Các loại hình tài liệu khác" },
	{ "language", "TEXT", "Ngôn ngữ" },
	{ "lookupTools", "TEXT", "Công cụ tra cứu" },
	{ "riskRecovery", "INTEGER", "Chế độ dự phòng: 1 có, 0 không" },
	{ "fileNumber", "INTEGER", "Số hồ sơ trong đợt bàn giao" },
	{ "copyNumber", "INTEGER", "Số trang đã lập bản sao bảo hiểm trong đợt" },
	{ "description", "TEXT", "Ghi chú" },
	{ NULL, NULL, NULL }
};

static const struct column file_columns[] = {
	{ "fileCode", "TEXT PRIMARY KEY", "Mã hồ sơ" },
	{ "organId", "TEXT", "Mã phông/công trình/sưu tập" },
	{ "groupTitle", "TEXT", "Nhóm (khối) tài liệu" },
	{ "title", "TEXT", "Tiêu đề hồ sơ" },
	{ "maintenance", "TEXT", "Thời hạn lưu trữ: 01 vĩnh viễn, 02 70 năm, 03 50 năm, 04 30 năm, 05 20 năm, 06 10 năm, 07 khác" },
	{ "mode", "TEXT", "Chế độ sử dụng: 01 công khai, 02 có điều kiện, 03 mật" },
	{ "language", "TEXT", "Ngôn ngữ (mã TT 05/2025)" },
	{ "startDate", "TEXT", "Thời gian bắt đầu (ISO 8601, có thể chỉ có năm)" },
	{ "endDate", "TEXT", "Thời gian kết thúc" },
	{ "keyword", "TEXT", "Từ khóa" },
	{ "totalDoc", "INTEGER", "Tổng số tài liệu trong hồ sơ" },
	{ "numberOfPaper", "INTEGER", "Số lượng tờ" },
	{ "numberOfPage", "INTEGER", "Số lượng trang" },
	{ "format", "TEXT", "Tình trạng vật lý: 01 tốt, 02 bình thường, 03 hỏng" },
	{ "inforSign", "TEXT", "Ký hiệu thông tin" },
	{ "confidenceLevel", "TEXT", "Mức độ tin cậy: 01 gốc điện tử, 02 số hóa, 03 hỗn hợp" },
	{ "paperFileCode", "TEXT", "Mã hồ sơ gốc giấy" },
	{ "riskRecovery", "INTEGER", "Chế độ dự phòng: 1 có, 0 không" },
	{ "riskRecoveryStatus", "TEXT", "Tình trạng dự phòng: 01 đã dự phòng, 02 chưa dự phòng" },
	{ "description", "TEXT", "Ghi chú" },
	{ "catalog", "TEXT", "Mục lục số" },
	{ "notation", "TEXT", "Hồ sơ số; số, ký hiệu hồ sơ" },
	{ "box", "TEXT", "Hộp số" },
	{ "a4", "INTEGER", "Số trang quy A4" },
	{ "scans", "INTEGER", "Số tệp ảnh" },
	{ "bytes", "INTEGER", "Dung lượng tệp ảnh (byte)" },
	{ "objid", "TEXT", "UUID của gói" },
	{ "replaces", "TEXT", "UUID của gói được thay thế, trống nếu không có" },
	{ "package", "TEXT", "Nơi đặt gói trong đợt bàn giao" },
	{ "volume", "INTEGER", "Tập (đĩa) chứa gói" },
	{ NULL, NULL, NULL }
};

static const struct column document_columns[] = {
	{ "fileCode", "TEXT", "Mã hồ sơ" },
	{ "docOrdinal", "INTEGER", "Số thứ tự tài liệu trong hồ sơ" },
	{ "kind", "TEXT", "doc (văn bản), pic (phim, ảnh), media (phim, âm thanh)" },
	{ "typeName", "TEXT", "Tên loại (mã TT 05/2025)" },
	{ "codeNumber", "TEXT", "Số của tài liệu" },
	{ "codeNotation", "TEXT", "Ký hiệu" },
	{ "issuedDate", "TEXT", "Ngày, tháng, năm tài liệu" },
	{ "organName", "TEXT", "Cơ quan, tổ chức ban hành" },
	{ "subject", "TEXT", "Trích yếu nội dung" },
	{ "language", "TEXT", "Ngôn ngữ" },
	{ "numberOfPage", "INTEGER", "Số lượng trang" },
	{ "mode", "TEXT", "Chế độ sử dụng" },
	{ "confidenceLevel", "TEXT", "Mức độ tin cậy" },
	{ "autograph", "TEXT", "Bút tích" },
	{ "format", "TEXT", "Tình trạng vật lý" },
	{ "description", "TEXT", "Ghi chú" },
	{ NULL, NULL, NULL }
};

static const struct column scan_columns[] = {
	{ "fileCode", "TEXT", "Mã hồ sơ" },
	{ "docOrdinal", "INTEGER", "Số thứ tự tài liệu (phần .N của tên tệp)" },
	{ "page", "INTEGER", "Số trang (phần thứ hai của tên tệp), 0 nếu không có" },
	{ "name", "TEXT", "Tên tệp khi nhận từ máy quét" },
	{ "bytes", "INTEGER", "Dung lượng (byte)" },
	{ "sha256", "TEXT", "Mã kiểm tra SHA-256" },
	{ "pages", "INTEGER", "Số ảnh trang trong tệp" },
	{ "a4", "INTEGER", "Số trang quy A4" },
	{ "width", "INTEGER", "Chiều rộng trang đầu (điểm ảnh)" },
	{ "height", "INTEGER", "Chiều cao trang đầu (điểm ảnh)" },
	{ "xResolution", "REAL", "Độ phân giải ngang" },
	{ "yResolution", "REAL", "Độ phân giải dọc" },
	{ "bits", "INTEGER", "Số bit mỗi mẫu" },
	{ "samples", "INTEGER", "Số mẫu mỗi điểm ảnh" },
	{ NULL, NULL, NULL }
};

static const struct column criterion_columns[] = {
	{ "fileCode", "TEXT", "Mã hồ sơ" },
	{ "number", "INTEGER", "Số tiêu chí" },
	{ "name", "TEXT", "Tên tiêu chí" },
	{ "person", "TEXT", "Nhân vật, gia đình, dòng họ" },
	{ "feature", "TEXT", "Đặc điểm vật mang tin, hình thức" },
	{ "reason", "TEXT", "Lý do" },
	{ NULL, NULL, NULL }
};
/* clang-format on */

static const struct table tables[] = {
	{ "phong", "Phông, công trình, sưu tập",
	    "INSERT INTO extract.phong SELECT f.code, f.name, f.kind,"
	    " f.status, f.history, f.archives_time, f.paper_total,"
	    " f.key_groups, f.other_types, f.language, f.lookup_tools,"
	    " f.risk_recovery, count(*), sum(coalesce(d.pages, 0)), f.note"
	    " FROM fonds f JOIN dossier d ON d.fonds_id = f.id"
	    " WHERE d.id" OF_BATCH " GROUP BY f.id ORDER BY f.sort_key",
	    "SELECT * FROM extract.phong ORDER BY rowid", fonds_columns },
	{ "ho_so", "Hồ sơ, mỗi hồ sơ một gói",
	    "INSERT INTO extract.ho_so SELECT d.code, f.code,"
	    " coalesce(g.title, ''), d.title, d.maintenance, d.mode,"
	    " d.language, d.start_date, d.end_date, d.keyword, d.total_doc,"
	    " d.papers, d.pages, d.format, d.infor_sign, d.confidence,"
	    " d.paper_code, d.risk_recovery, d.risk_status, d.description,"
	    " d.catalog, d.notation, d.box, d.a4, d.scan_count, d.scan_bytes,"
	    " i.objid, i.previous, i.path, i.volume FROM handover_item i"
	    " JOIN dossier d ON d.id = i.dossier_id"
	    " JOIN fonds f ON f.id = d.fonds_id"
	    " LEFT JOIN grp g ON g.id = d.grp_id WHERE i.handover_id = ?1"
	    " ORDER BY f.sort_key, f.id, d.sort_key, d.id",
	    "SELECT * FROM extract.ho_so ORDER BY rowid", file_columns },
	{ "tai_lieu", "Văn bản, tài liệu đã biên mục",
	    "INSERT INTO extract.tai_lieu SELECT d.code, v.ordinal,"
	    " v.kind, v.type_name, v.code_number, v.code_notation,"
	    " v.issued_date, v.organ_name, v.subject, v.language, v.pages,"
	    " v.mode, v.confidence, v.autograph, v.format, v.description"
	    " FROM document v JOIN dossier d ON d.id = v.dossier_id"
	    " WHERE d.id" OF_BATCH " ORDER BY d.sort_key, d.id, v.ordinal",
	    "SELECT * FROM extract.tai_lieu ORDER BY rowid",
	    document_columns },
	{ "tep_anh", "Tệp ảnh số hóa",
	    "INSERT INTO extract.tep_anh SELECT d.code, s.document,"
	    " s.page, s.name, s.bytes, s.sha256, s.pages, s.a4,"
	    " s.width, s.height, s.x_resolution, s.y_resolution,"
	    " s.bits, s.samples FROM scan_full s JOIN dossier d"
	    " ON d.id = s.dossier_id WHERE d.id" OF_BATCH
	    " ORDER BY d.sort_key, d.id, s.document, s.page, s.id",
	    "SELECT * FROM extract.tep_anh ORDER BY rowid", scan_columns },
	{ "tieu_chi", "Tiêu chí lựa chọn của hồ sơ",
	    "INSERT INTO extract.tieu_chi SELECT d.code, t.number,"
	    " c.name_vi, t.person, t.feature, t.reason"
	    " FROM dossier_criterion t JOIN dossier d ON d.id = t.dossier_id"
	    " JOIN criterion c ON c.number = t.number WHERE d.id" OF_BATCH
	    " ORDER BY d.sort_key, d.id, t.number",
	    "SELECT * FROM extract.tieu_chi ORDER BY rowid",
	    criterion_columns },
};

static bool run_batch(struct db *db, const char *sql, int64_t handover,
    struct err *err)
{
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, handover);
	db_row(q);
	return db_end(q);
}

/* The names and types are constants of the tables above. */
static bool create(struct db *db, const struct table *table, struct err *err)
{
	struct buf sql = { 0 };
	bool ok;

	buf_printf(&sql, "CREATE TABLE extract.%s (", table->name);
	for (const struct column *c = table->columns; c->name != NULL; c++)
		buf_printf(&sql, "%s%s %s", c == table->columns ? "" : ", ",
		    c->name, c->type);
	buf_text(&sql, ")");
	ok = db_script(db, err, sql.data);
	buf_free(&sql);
	return ok;
}

static void csv_cell(struct buf *out, const char *text)
{
	bool quote = strpbrk(text, ",\"\r\n") != NULL;

	if (!quote) {
		buf_text(out, text);
		return;
	}
	buf_char(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

static bool write_csv(struct db *db, const struct table *table,
    const char *path, struct err *err)
{
	struct query *q = db_query(db, err, table->read);
	struct buf line = { 0 };
	struct fs_out out;
	bool ok = fs_out_open(&out, path, FS_REPLACE, err);
	int columns = 0;

	for (const struct column *c = table->columns; c->name != NULL; c++)
		buf_printf(&line, "%s%s", columns++ == 0 ? "" : ",", c->name);
	buf_text(&line, "\r\n");
	while (ok && db_row(q)) {
		for (int i = 0; i < columns; i++) {
			if (i > 0)
				buf_char(&line, ',');
			csv_cell(&line, db_text(q, i));
		}
		buf_text(&line, "\r\n");
		if (line.length > 65536) {
			ok = fs_out_write(&out, line.data, line.length, err);
			buf_clear(&line);
		}
	}
	ok = db_end(q) && ok &&
	    fs_out_write(&out, line.data, line.length, err) &&
	    fs_out_commit(&out, err);
	fs_out_abort(&out);
	buf_free(&line);
	return ok;
}

static bool write_readme(const char *path, struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	buf_text(&text, "CƠ SỞ DỮ LIỆU BÀN GIAO\n\n"
	    "csdl.sqlite là cơ sở dữ liệu SQLite 3; mỗi bảng cũng có một tệp "
	    "CSV cùng tên\n(UTF-8, dấu phẩy, dòng đầu là tên trường). Tên "
	    "trường theo Thông tư 05/2025/TT-BNV\nvà Thông tư "
	    "02/2019/TT-BNV. Ngày theo ISO 8601 (1968, 1968-05, "
	    "1968-05-21).\n");
	for (size_t i = 0; i < COUNT(tables); i++) {
		buf_printf(&text, "\n%s: %s\n", tables[i].name,
		    tables[i].meaning);
		for (const struct column *c = tables[i].columns;
		    c->name != NULL; c++)
			buf_printf(&text, "    %-20s %s\n", c->name,
			    c->meaning);
	}
	ok = fs_write_file(path, text.data, text.length, FS_REPLACE, err);
	buf_free(&text);
	return ok;
}

static bool attach(struct db *db, const char *path, struct err *err)
{
	static const char sql[] = "ATTACH ?1 AS extract";
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, path);
	db_row(q);
	return db_end(q);
}

/* Where each package lies is known to the plan, not yet to the catalogue. */
static bool place_packages(struct db *db, const struct build_plan *plan,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE extract.ho_so SET package = ?2, volume = ?3"
	    " WHERE objid = ?1";

	for (size_t i = 0; i < plan->count; i++) {
		struct query *q = db_query(db, err, sql);

		db_put_text(q, 1, plan->items[i].objid);
		db_put_text(q, 2, plan->items[i].path);
		db_put_int(q, 3, plan->volume[i]);
		db_row(q);
		if (!db_end(q))
			return false;
	}
	return true;
}

static bool fill(struct db *db, const struct build_plan *plan,
    const char *folder, struct pool *pool, struct err *err)
{
	for (size_t i = 0; i < COUNT(tables); i++)
		if (!create(db, &tables[i], err) ||
		    !run_batch(db, tables[i].fill, plan->handover.id, err) ||
		    (tables[i].columns == file_columns &&
		    !place_packages(db, plan, err)) || !write_csv(db, &tables[i], pool_printf(pool, "%s/%s.csv",
		    folder, tables[i].name), err))
			return false;
	return true;
}

bool build_extract(struct db *db, const struct build_plan *plan,
    const char *folder, struct err *err)
{
	struct pool pool = { 0 };
	struct err second = { 0 };
	const char *place = pool_printf(&pool, "%s/csdl", folder);
	const char *file = pool_printf(&pool, "%s/csdl.sqlite", place);
	/* The catalogue's connection creates no files: an empty one is a
	 * database without tables. */
	bool ok = fs_mkdirs(place, err) &&
	    fs_write_file(file, "", 0, FS_REPLACE, err) &&
	    attach(db, file, err);

	if (ok) {
		ok = fill(db, plan, place, &pool, err);
		if (!db_run(db, ok ? err : &second, "DETACH extract"))
			ok = false;
	}
	ok = ok && write_readme(pool_printf(&pool, "%s/README.txt", place),
	    err);
	pool_free(&pool);
	return ok;
}
