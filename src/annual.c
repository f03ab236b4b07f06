#include "annual.h"

#include "date.h"
#include "lang.h"
#include "letterhead.h"
#include "number.h"
#include "out_doc.h"
#include "programme.h"
#include "report.h"
#include "setting.h"
#include "text.h"

#include <string.h>

enum { MOST_FACTS = 80 };

/* The texts below are those of the printed form, always Vietnamese. */
struct annual {
	struct db *db;
	const struct conf *conf;
	struct pool *pool;
	struct doc *doc;
	const struct annual_options *options;
	struct {
		const char *key;
		int64_t value;
	} facts[MOST_FACTS];
	int fact_count;
	const char *cutoff;	/* dd/mm/yyyy */
};

static bool read_facts(struct annual *a, struct err *err)
{
	struct report *report = pool_alloc(a->pool, sizeof(*report));
	struct query *q;

	if (!report_find(a->conf, "annual-facts", a->pool, report, err))
		return false;
	q = db_query_text(a->db, err, report->sql);
	db_put_text(q, 1, a->options->year);
	db_put_text(q, 2, a->options->cutoff);
	while (db_row(q) && a->fact_count < MOST_FACTS) {
		a->facts[a->fact_count].key = db_copy(q, 0, a->pool);
		a->facts[a->fact_count++].value = db_int(q, 1);
	}
	return db_end(q);
}

static int64_t fact(const struct annual *a, const char *key)
{
	for (int i = 0; i < a->fact_count; i++)
		if (strcmp(a->facts[i].key, key) == 0)
			return a->facts[i].value;
	return 0;
}

static const char *count_of(const struct annual *a, const char *key)
{
	return number_text(a->pool, fact(a, key));
}

static const char *metres(const struct annual *a, const char *key)
{
	return number_real(a->pool, (double)fact(a, key) / 1000, 2);
}

static const char *money(const struct annual *a, int64_t dong)
{
	return number_text(a->pool, dong);
}

/* A table of the report of that name, as people read it. */
static bool table(struct annual *a, const char *name,
    const char *const *values, struct err *err)
{
	struct doc_column *columns = pool_array(a->pool, REPORT_COLUMNS + 1,
	    sizeof(*columns));
	struct report *r = pool_alloc(a->pool, sizeof(*r));
	struct query *q;

	if (!report_find(a->conf, name, a->pool, r, err))
		return false;
	for (int i = 0; i < r->column_count; i++) {
		bool words = r->columns[i].type == OUT_TEXT;

		columns[i].head = _(r->columns[i].head);
		columns[i].align = words ? DOC_LEFT : DOC_RIGHT;
	}
	doc_table(a->doc, columns);
	q = db_query_text(a->db, err, r->sql);
	for (int i = 0; i < r->param_count; i++)
		db_put_text(q, i + 1, values[i]);
	while (db_row(q))
		for (int i = 0; i < r->column_count; i++)
			doc_cell(a->doc, db_is_null(q, i) ? "" :
			    r->columns[i].type == OUT_TEXT ||
			    r->columns[i].type == OUT_NUMBER ? db_text(q, i) :
			    r->columns[i].type == OUT_PERCENT ?
			    pool_printf(a->pool, "%s%%", number_real(a->pool,
			    db_real(q, i), 1)) : money(a, db_int(q, i)));
	doc_table_end(a->doc);
	return db_end(q);
}

static void say_selection(struct annual *a)
{
	doc_heading(a->doc, 2, "1. Lựa chọn, thống kê tài liệu");
	doc_printf(a->doc, "Trong năm đã trình %s danh mục, được phê duyệt %s "
	    "danh mục; đưa vào danh mục %s hồ sơ, ước %s trang quy A4; được phê "
	    "duyệt %s hồ sơ, %s trang quy A4.", count_of(a, "lists_submitted"),
	    count_of(a, "lists_approved"), count_of(a, "stage1_files"),
	    count_of(a, "stage1_a4"), count_of(a, "stage2_files"),
	    count_of(a, "stage2_a4"));
}

static void say_work(struct annual *a)
{
	int64_t done = fact(a, "stage4_a4");
	int64_t target = fact(a, "target");
	int64_t all = fact(a, "all4_a4");
	int64_t plan = fact(a, "target_all");

	doc_heading(a->doc, 2, "2. Chỉnh lý tài liệu");
	doc_printf(a->doc, "Trong năm hoàn thành chỉnh lý %s hồ sơ; lũy kế %s hồ "
	    "sơ đã chỉnh lý hoàn chỉnh.", count_of(a, "arranged_files"),
	    count_of(a, "arranged_all"));
	doc_heading(a->doc, 2, "3. Số hóa tài liệu");
	doc_printf(a->doc, "Kế hoạch năm %s: %s trang A4. Đã số hóa %s trang A4, "
	    "đạt yêu cầu kiểm tra %s trang A4 (%s hồ sơ), bằng %s kế hoạch năm. "
	    "Lũy kế đạt %s trang A4, bằng %s tổng khối lượng %s trang A4 của Kế "
	    "hoạch.", a->options->year, money(a, target),
	    count_of(a, "stage3_a4"), money(a, done),
	    count_of(a, "stage4_files"), number_percent(a->pool, done, target),
	    money(a, all), number_percent(a->pool, all, plan), money(a, plan));
	doc_heading(a->doc, 2, "4. Bàn giao cơ sở dữ liệu");
	doc_printf(a->doc, "Trong năm bàn giao %s hồ sơ, %s trang A4; bên nhận xác "
	    "nhận %s hồ sơ. Lũy kế bàn giao %s hồ sơ, %s trang A4.",
	    count_of(a, "stage5_files"), count_of(a, "stage5_a4"),
	    count_of(a, "stage6_files"), count_of(a, "all5_files"),
	    count_of(a, "all5_a4"));
	doc_heading(a->doc, 2, "5. Giao nộp tài liệu từ các cơ quan, tổ chức");
	doc_printf(a->doc, "Tiếp nhận %s đợt giao nộp của %s cơ quan, tổ chức với "
	    "%s hồ sơ bảo quản vĩnh viễn (%s mét giá). Còn %s đợt giao nộp quá "
	    "hạn; tài liệu tồn đọng chưa chỉnh lý tại các cơ quan: %s mét giá.",
	    count_of(a, "transfers"), count_of(a, "transfer_agencies"),
	    count_of(a, "transfer_files"), metres(a, "transfer_metres_milli"),
	    count_of(a, "transfers_overdue"), metres(a, "backlog_milli"));
}

static void money_row(struct annual *a, const char *source, int64_t given,
    int64_t spent)
{
	doc_cell(a->doc, source);
	doc_cell(a->doc, money(a, given));
	doc_cell(a->doc, money(a, spent));
	doc_cell(a->doc, number_percent(a->pool, spent, given));
}

static void say_money(struct annual *a)
{
	static const struct doc_column columns[] = {
		{ "Nguồn kinh phí", DOC_LEFT, 0 },
		{ "Được cấp (đồng)", DOC_RIGHT, 38 },
		{ "Đã giải ngân (đồng)", DOC_RIGHT, 38 },
		{ "Tỷ lệ", DOC_RIGHT, 20 },
		{ NULL, DOC_LEFT, 0 }
	};
	int64_t budget = fact(a, "allocated_budget");
	int64_t other = fact(a, "allocated_integrated");
	int64_t budget_spent = fact(a, "spent_budget");
	int64_t other_spent = fact(a, "spent_integrated");

	doc_heading(a->doc, 2, "6. Kinh phí thực hiện");
	doc_printf(a->doc, "Dự toán lập: %s đồng; được phê duyệt: %s đồng; được "
	    "cấp trong năm: %s đồng; đã giải ngân: %s đồng.",
	    count_of(a, "estimated"), count_of(a, "estimate_approved"),
	    money(a, budget + other), money(a, budget_spent + other_spent));
	if (budget + other + budget_spent + other_spent == 0)
		return;
	doc_table(a->doc, columns);
	money_row(a, "Ngân sách nhà nước theo phân cấp", budget, budget_spent);
	money_row(a, "Lồng ghép chương trình, dự án, đề án khác", other,
	    other_spent);
	doc_bold_row(a->doc);
	money_row(a, "Cộng", budget + other, budget_spent + other_spent);
	doc_table_end(a->doc);
}

static bool say_difficulties(struct annual *a, struct err *err)
{
	static const char sql[] =
	    "SELECT d.content, coalesce(o.name, ''), d.answer, d.answered_on"
	    " FROM difficulty d LEFT JOIN org o ON o.id = d.org_id"
	    " WHERE d.received_on BETWEEN ?1 || '-01-01' AND ?2"
	    " ORDER BY d.topic, d.received_on, d.id";
	struct query *q = db_query(a->db, err, sql);

	doc_heading(a->doc, 1, "III. KHÓ KHĂN, VƯỚNG MẮC");
	if (fact(a, "difficulties") == 0)
		doc_para(a->doc, "Trong kỳ không có cơ quan, đơn vị nào có văn bản "
		    "về khó khăn, vướng mắc.");
	else
		doc_printf(a->doc, "Đã tổng hợp %s khó khăn, vướng mắc của các cơ "
		    "quan, đơn vị; %s đã được giải quyết, trả lời:",
		    count_of(a, "difficulties"),
		    count_of(a, "difficulties_answered"));
	db_put_text(q, 1, a->options->year);
	db_put_text(q, 2, a->options->cutoff);
	while (db_row(q)) {
		const char *from = db_text(q, 1);
		const char *answer = db_text(q, 2);

		doc_item(a->doc, pool_printf(a->pool, "%s%s%s%s%s%s",
		    db_text(q, 0), *from == '\0' ? "" : " (", from,
		    *from == '\0' ? "" : ")", *answer == '\0' ? "" :
		    ". Kết quả giải quyết: ", answer));
	}
	return db_end(q);
}

static void say_next(struct annual *a)
{
	int64_t left = fact(a, "target_all") - fact(a, "all4_a4");
	int64_t behind = fact(a, "target_so_far") - fact(a, "all4_a4");

	doc_heading(a->doc, 1, "IV. KẾ HOẠCH NĂM SAU");
	doc_printf(a->doc, "Chỉ tiêu năm sau: %s trang A4; danh mục đã được phê "
	    "duyệt cho năm sau: %s trang A4. Khối lượng còn lại của Kế hoạch: %s "
	    "trang A4%s.", count_of(a, "target_next"),
	    count_of(a, "planned_next"), money(a, left > 0 ? left : 0),
	    behind <= 0 ? "" : pool_printf(a->pool, ", trong đó %s trang A4 chưa "
	    "đạt của các năm đến nay chuyển sang", money(a, behind)));
	doc_heading(a->doc, 1, "V. KIẾN NGHỊ, ĐỀ XUẤT");
	doc_para(a->doc, "………………………………………………………………");
}

/* "Thực hiện Kế hoạch số 12/KH-UBND ngày ...": when the settings know it. */
static bool say_plan(struct annual *a, struct err *err)
{
	const char *number, *day;
	char words[DATE_TEXT];
	struct date date;

	if (!setting_get(a->db, "plan_number", a->options->date, a->pool,
	    &number, err) || !setting_get(a->db, "plan_date", a->options->date,
	    a->pool, &day, err))
		return false;
	if (*number == '\0')
		return true;
	if (date_from_iso(day, &date) && date_is_whole(date)) {
		date_vi(date, words);
		day = pool_copy(a->pool, words);
	}
	doc_printf(a->doc, "Thực hiện Kế hoạch số %s%s%s của Ủy ban nhân dân "
	    "tỉnh, kết quả như sau.", number, *day == '\0' ? "" : " ngày ", day);
	return true;
}

static bool body(struct annual *a, struct err *err)
{
	static const char *const none[REPORT_PARAMS] = { NULL };

	if (!say_plan(a, err))
		return false;
	doc_printf(a->doc, "Số liệu tính đến hết ngày %s; kết quả sau ngày này "
	    "được tính vào số lũy kế của báo cáo năm sau.", a->cutoff);
	doc_heading(a->doc, 1, "I. CHỈ ĐẠO, PHỔ BIẾN, QUÁN TRIỆT");
	doc_printf(a->doc, "Đã tổ chức %s lượt phổ biến, quán triệt tại %s cơ "
	    "quan, tổ chức với %s lượt người tham gia.",
	    count_of(a, "disseminations"),
	    count_of(a, "disseminated_agencies"),
	    count_of(a, "disseminated_people"));
	doc_heading(a->doc, 1, "II. KẾT QUẢ THỰC HIỆN");
	say_selection(a);
	if (!table(a, "annual-criteria", none, err))
		return false;
	say_work(a);
	say_money(a);
	if (!say_difficulties(a, err))
		return false;
	say_next(a);
	doc_para(a->doc, "Trân trọng báo cáo./.");
	return true;
}

/* The committee signs what goes to the Ministry: its own header and signer. */
static bool committee_frame(struct annual *a, struct out_frame *frame,
    struct err *err)
{
	const struct {
		const char *name;
		const char **to;
	} wanted[] = {
		{ "head_parent", &frame->issuing },
		{ "committee_power", &frame->power },
		{ "committee_title", &frame->signer_title },
		{ "committee_signer", &frame->signer },
	};

	for (size_t i = 0; i < COUNT(wanted); i++)
		if (!setting_get(a->db, wanted[i].name, a->options->date,
		    a->pool, wanted[i].to, err))
			return false;
	frame->governing = "";
	frame->number = "/BC-UBND";
	return true;
}

static bool make_frame(struct annual *a, struct out_frame *frame,
    struct err *err)
{
	const char **to = pool_array(a->pool, 2, sizeof(*to));
	struct programme programme;

	if (!letterhead(a->db, a->options->date, "BC", "", a->pool, frame,
	    err) ||
	    !programme_get(a->db, a->pool, &programme, err) ||
	    (a->options->to_ministry && !committee_frame(a, frame, err)) ||
	    !setting_get(a->db, a->options->to_ministry ? "ministry" :
	    "committee", a->options->date, a->pool, &to[0], err))
		return false;
	if (a->options->number != NULL)
		frame->number = a->options->number;
	frame->to = to;
	frame->kind = "BÁO CÁO";
	frame->about = pool_printf(a->pool, "Kết quả thực hiện năm %s: %s",
	    a->options->year, programme.name);
	return true;
}

bool annual_write(struct db *db, const struct conf *conf,
    const struct annual_options *options, const struct out_options *paper,
    struct pool *pool, struct err *err)
{
	struct annual *a = pool_alloc(pool, sizeof(*a));
	struct out_frame *frame = pool_alloc(pool, sizeof(*frame));
	const char *language = lang_current();
	struct date cutoff;
	char words[DATE_TEXT];
	bool good;

	a->db = db;
	a->conf = conf;
	a->pool = pool;
	a->options = options;
	if (!date_from_iso(options->cutoff, &cutoff) ||
	    !date_is_whole(cutoff))
		return err_set(err, ERR_USAGE,
		    _("%s is no cut-off day: dd/mm/yyyy"), options->cutoff);
	if (strncmp(options->cutoff, options->year, 4) != 0)
		return err_set(err, ERR_USAGE, _("The cut-off day %s is not in"
		    " the year %s of the report"), options->cutoff,
		    options->year);
	date_vi(cutoff, words);
	a->cutoff = pool_copy(pool, words);
	if (!read_facts(a, err) || !make_frame(a, frame, err))
		return false;
	a->doc = doc_open(paper, frame, false, err);
	if (a->doc == NULL)
		return false;
	/* A form of the province is Vietnamese, its numbers and heads too. */
	lang_set("vi");
	good = body(a, err);
	lang_set(language);
	return good ? doc_close(a->doc, err) : doc_abort(a->doc);
}
