/* The annual report row by row: what the letter says in sentences, for
 * spreadsheets and programs. The texts are those of the printed form, always
 * Vietnamese. */
#include "annual.h"

#include "annual_facts.h"
#include "number.h"

#include <string.h>

enum how { PLAIN, MILLI, SHARE };

/* A row each; a SHARE is of the fact `whole`. */
static const struct figure {
	const char *part;
	const char *name;	/* in CSV and JSON */
	const char *key;	/* of the fact */
	const char *item;
	const char *unit;
	enum how how;
	const char *whole;
} figures[] = {
#define I "I. Chỉ đạo, phổ biến, quán triệt"
#define II1 "II.1. Lựa chọn, thống kê tài liệu"
#define II2 "II.2. Chỉnh lý tài liệu"
#define II3 "II.3. Số hóa tài liệu"
#define II4 "II.4. Bàn giao cơ sở dữ liệu"
#define II5 "II.5. Giao nộp tài liệu từ các cơ quan, tổ chức"
#define II6 "II.6. Kinh phí thực hiện"
#define III "III. Khó khăn, vướng mắc"
#define IV "IV. Kế hoạch năm sau"
	{ I, "disseminations", "disseminations", "Phổ biến, quán triệt", "lượt",
	    PLAIN, NULL },
	{ I, "disseminated_agencies", "disseminated_agencies",
	    "Cơ quan, tổ chức đã phổ biến", "cơ quan", PLAIN, NULL },
	{ I, "disseminated_people", "disseminated_people", "Người tham gia",
	    "lượt người", PLAIN, NULL },
	{ II1, "lists_submitted", "lists_submitted", "Danh mục đã trình",
	    "danh mục", PLAIN, NULL },
	{ II1, "lists_approved", "lists_approved", "Danh mục được phê duyệt",
	    "danh mục", PLAIN, NULL },
	{ II1, "stage1_files", "stage1_files", "Hồ sơ đưa vào danh mục",
	    "hồ sơ", PLAIN, NULL },
	{ II1, "stage1_a4", "stage1_a4", "Trang của hồ sơ đưa vào danh mục",
	    "trang A4", PLAIN, NULL },
	{ II1, "stage2_files", "stage2_files", "Hồ sơ được phê duyệt", "hồ sơ",
	    PLAIN, NULL },
	{ II1, "stage2_a4", "stage2_a4", "Trang của hồ sơ được phê duyệt",
	    "trang A4", PLAIN, NULL },
	{ II2, "arranged_files", "arranged_files", "Hồ sơ chỉnh lý trong năm",
	    "hồ sơ", PLAIN, NULL },
	{ II2, "arranged_all", "arranged_all", "Hồ sơ đã chỉnh lý, lũy kế",
	    "hồ sơ", PLAIN, NULL },
	{ II3, "target", "target", "Kế hoạch năm", "trang A4", PLAIN, NULL },
	{ II3, "stage3_a4", "stage3_a4", "Đã số hóa", "trang A4", PLAIN, NULL },
	{ II3, "stage4_a4", "stage4_a4", "Đạt yêu cầu kiểm tra", "trang A4",
	    PLAIN, NULL },
	{ II3, "stage4_files", "stage4_files", "Hồ sơ đạt yêu cầu kiểm tra",
	    "hồ sơ", PLAIN, NULL },
	{ II3, "percent", "stage4_a4", "Tỷ lệ so với kế hoạch năm", "%", SHARE,
	    "target" },
	{ II3, "all4_a4", "all4_a4", "Đạt yêu cầu, lũy kế", "trang A4", PLAIN,
	    NULL },
	{ II3, "target_all", "target_all", "Tổng khối lượng của Kế hoạch",
	    "trang A4", PLAIN, NULL },
	{ II3, "percent_all", "all4_a4", "Tỷ lệ so với tổng khối lượng", "%",
	    SHARE, "target_all" },
	{ II4, "stage5_files", "stage5_files", "Hồ sơ bàn giao trong năm",
	    "hồ sơ", PLAIN, NULL },
	{ II4, "stage5_a4", "stage5_a4", "Trang bàn giao trong năm", "trang A4",
	    PLAIN, NULL },
	{ II4, "stage6_files", "stage6_files", "Hồ sơ bên nhận xác nhận",
	    "hồ sơ", PLAIN, NULL },
	{ II4, "all5_files", "all5_files", "Hồ sơ bàn giao, lũy kế", "hồ sơ",
	    PLAIN, NULL },
	{ II4, "all5_a4", "all5_a4", "Trang bàn giao, lũy kế", "trang A4",
	    PLAIN, NULL },
	{ II5, "transfers", "transfers", "Đợt giao nộp đã tiếp nhận", "đợt",
	    PLAIN, NULL },
	{ II5, "transfer_agencies", "transfer_agencies",
	    "Cơ quan, tổ chức giao nộp", "cơ quan", PLAIN, NULL },
	{ II5, "transfer_files", "transfer_files",
	    "Hồ sơ bảo quản vĩnh viễn đã nhận", "hồ sơ", PLAIN, NULL },
	{ II5, "transfer_metres", "transfer_metres_milli", "Tài liệu đã nhận",
	    "mét giá", MILLI, NULL },
	{ II5, "transfers_overdue", "transfers_overdue", "Đợt giao nộp quá hạn",
	    "đợt", PLAIN, NULL },
	{ II5, "backlog_metres", "backlog_milli",
	    "Tài liệu tồn đọng tại các cơ quan", "mét giá", MILLI, NULL },
	{ II6, "estimated", "estimated", "Dự toán lập", "đồng", PLAIN, NULL },
	{ II6, "estimate_approved", "estimate_approved",
	    "Dự toán được phê duyệt", "đồng", PLAIN, NULL },
	{ II6, "allocated_budget", "allocated_budget",
	    "Được cấp: ngân sách nhà nước", "đồng", PLAIN, NULL },
	{ II6, "allocated_integrated", "allocated_integrated",
	    "Được cấp: kinh phí lồng ghép", "đồng", PLAIN, NULL },
	{ II6, "spent_budget", "spent_budget",
	    "Đã giải ngân: ngân sách nhà nước", "đồng", PLAIN, NULL },
	{ II6, "spent_integrated", "spent_integrated",
	    "Đã giải ngân: kinh phí lồng ghép", "đồng", PLAIN, NULL },
	{ III, "difficulties", "difficulties",
	    "Khó khăn, vướng mắc đã tổng hợp", "ý kiến", PLAIN, NULL },
	{ III, "difficulties_answered", "difficulties_answered",
	    "Đã được giải quyết, trả lời", "ý kiến", PLAIN, NULL },
	{ IV, "target_next", "target_next", "Chỉ tiêu năm sau", "trang A4",
	    PLAIN, NULL },
	{ IV, "planned_next", "planned_next", "Danh mục đã duyệt cho năm sau",
	    "trang A4", PLAIN, NULL },
};

static const struct out_column columns[] = {
	{ .key = "key", .head = N_("Figure"), .where = OUT_FOR_PROGRAMS },
	{ .key = "item", .head = N_("Content") },
	{ .key = "unit", .head = N_("Unit") },
	{ .key = "value", .head = N_("Value"), .type = OUT_DECIMAL },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

struct work {
	struct db *db;
	const struct conf *conf;
	const struct annual_options *options;
	struct pool *pool;
	struct out *out;
	struct annual_facts facts;
};

static void row(struct out *out, const char *key, const char *item,
    const char *unit)
{
	out_text(out, key);
	out_text(out, item);
	out_text(out, unit);
}

static void figure(struct work *w, const struct figure *f)
{
	int64_t value = annual_fact(&w->facts, f->key);
	int64_t whole = f->whole == NULL ? 0 : annual_fact(&w->facts, f->whole);

	row(w->out, f->name, f->item, f->unit);
	if (f->how == MILLI)
		out_real(w->out, (double)value / 1000);
	else if (f->how == PLAIN)
		out_int(w->out, value);
	else if (whole == 0)
		out_none(w->out);
	else
		out_real(w->out, number_share(value, whole));
	out_none(w->out);
}

/* Behind II.1: each criterion. */
static bool criteria(struct work *w, struct err *err)
{
	struct report *r = pool_alloc(w->pool, sizeof(*r));
	struct query *q = annual_rows(w->db, w->conf, "annual-criteria",
	    w->options->year, w->options->cutoff, w->pool, r, err);

	if (q == NULL)
		return false;
	while (db_row(q)) {
		const char *name = pool_printf(w->pool, "Tiêu chí %s: %s",
		    db_text(q, 0), db_text(q, 1));

		row(w->out, pool_printf(w->pool, "criterion%s_approved",
		    db_text(q, 0)), name, "hồ sơ");
		out_int(w->out, db_int(q, 4));
		out_text(w->out, "trong danh mục đã duyệt, lũy kế");
		row(w->out, pool_printf(w->pool, "criterion%s_passed",
		    db_text(q, 0)), name, "hồ sơ");
		out_int(w->out, db_int(q, 5));
		out_text(w->out, "đạt yêu cầu kiểm tra, lũy kế");
	}
	return db_end(q);
}

/* Behind III: each difficulty with what was answered. */
static bool difficulties(struct work *w, struct err *err)
{
	struct report *r = pool_alloc(w->pool, sizeof(*r));
	struct query *q = annual_rows(w->db, w->conf, "annual-difficulties",
	    w->options->year, w->options->cutoff, w->pool, r, err);

	if (q == NULL)
		return false;
	while (db_row(q)) {
		const char *agency = db_text(q, 2), *answer = db_text(q, 3);

		row(w->out, "difficulty", db_text(q, 1), NULL);
		out_none(w->out);
		out_text(w->out, pool_printf(w->pool, "%s%s%s", agency,
		    *agency == '\0' || *answer == '\0' ? "" : ". Kết quả: ",
		    answer));
	}
	return db_end(q);
}

static bool rows(struct work *w, struct err *err)
{
	const char *part = "";

	for (size_t i = 0; i < COUNT(figures); i++) {
		const struct figure *f = &figures[i];
		const char *next = i + 1 < COUNT(figures) ?
		    figures[i + 1].part : "";

		if (strcmp(part, f->part) != 0)
			out_group(w->out, f->part);
		part = f->part;
		figure(w, f);
		if (strcmp(part, next) == 0)
			continue;
		if (strcmp(part, II1) == 0 && !criteria(w, err))
			return false;
		if (strcmp(part, III) == 0 && !difficulties(w, err))
			return false;
	}
	if (w->options->proposals[0] != NULL)
		out_group(w->out, "V. Kiến nghị, đề xuất");
	for (int i = 0; w->options->proposals[i] != NULL; i++) {
		row(w->out, "proposal", w->options->proposals[i], NULL);
		out_none(w->out);
		out_none(w->out);
	}
	return true;
}

bool annual_figures(struct db *db, const struct conf *conf,
    const struct annual_options *options, struct out *out, struct err *err)
{
	struct pool pool = { 0 };
	struct work w = { .db = db, .conf = conf, .options = options,
		.pool = &pool, .out = out };
	bool good = annual_check(db, options, err) && annual_facts_read(db,
	    conf, options->year, options->cutoff, &pool, &w.facts, err);

	if (good) {
		out_columns(out, columns);
		good = rows(&w, err);
	}
	pool_free(&pool);
	return good ? out_close(out, err) : out_abort(out);
}
