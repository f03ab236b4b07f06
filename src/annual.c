#include "annual.h"

#include "annual_facts.h"
#include "date.h"
#include "lang.h"
#include "letterhead.h"
#include "number.h"
#include "out_doc.h"
#include "programme.h"
#include "report.h"
#include "setting.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* The texts below are those of the printed form, always Vietnamese. */
struct annual {
	struct db *db;
	const struct conf *conf;
	struct pool *pool;
	struct doc *doc;
	const struct annual_options *options;
	struct annual_facts facts;
	const char *cutoff;	/* dd/mm/yyyy */
};

static int64_t fact(const struct annual *a, const char *key)
{
	return annual_fact(&a->facts, key);
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

static const char *cell_words(struct annual *a, struct query *q, int i,
    enum out_type type)
{
	if (db_is_null(q, i))
		return "";
	if (type == OUT_TEXT || type == OUT_NUMBER)
		return db_text(q, i);
	if (type == OUT_PERCENT)
		return pool_printf(a->pool, "%s%%", number_real(a->pool,
		    db_real(q, i), 1));
	return money(a, db_int(q, i));
}

/* A table of the report of that name, as people read it. */
static bool table(struct annual *a, const char *name, struct err *err)
{
	struct doc_column *columns = pool_array(a->pool, REPORT_COLUMNS + 1,
	    sizeof(*columns));
	struct report *r = pool_alloc(a->pool, sizeof(*r));
	struct query *q = annual_rows(a->db, a->conf, name, a->options->year,
	    a->options->cutoff, a->pool, r, err);

	if (q == NULL)
		return false;
	for (int i = 0; i < r->column_count; i++) {
		enum out_type type = r->columns[i].type;

		columns[i].head = _(r->columns[i].head);
		columns[i].align = type == OUT_TEXT ? DOC_LEFT :
		    type == OUT_NUMBER ? DOC_CENTER : DOC_RIGHT;
	}
	doc_table(a->doc, columns);
	while (db_row(q))
		for (int i = 0; i < r->column_count; i++)
			doc_cell(a->doc, cell_words(a, q, i,
			    r->columns[i].type));
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
	doc_printf(a->doc, "%s Đã số hóa %s trang A4, đạt yêu cầu kiểm tra %s "
	    "trang A4 (%s hồ sơ)%s. Lũy kế đạt %s trang A4, bằng %s tổng khối "
	    "lượng %s trang A4 của Kế hoạch.", target == 0 ?
	    pool_printf(a->pool, "Năm %s chưa có chỉ tiêu số hóa.",
	    a->options->year) : pool_printf(a->pool, "Kế hoạch năm %s: %s trang "
	    "A4.", a->options->year, money(a, target)),
	    count_of(a, "stage3_a4"), money(a, done),
	    count_of(a, "stage4_files"), target == 0 ? "" :
	    pool_printf(a->pool, ", bằng %s kế hoạch năm",
	    number_percent(a->pool, done, target)),
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
	struct report *r = pool_alloc(a->pool, sizeof(*r));
	struct query *q = annual_rows(a->db, a->conf, "annual-difficulties",
	    a->options->year, a->options->cutoff, a->pool, r, err);

	if (q == NULL)
		return false;
	doc_heading(a->doc, 1, "III. KHÓ KHĂN, VƯỚNG MẮC");
	if (fact(a, "difficulties") == 0)
		doc_para(a->doc, "Trong kỳ không có cơ quan, đơn vị nào có văn bản "
		    "về khó khăn, vướng mắc.");
	else
		doc_printf(a->doc, "Đã tổng hợp %s khó khăn, vướng mắc của các cơ "
		    "quan, đơn vị; %s đã được giải quyết, trả lời:",
		    count_of(a, "difficulties"),
		    count_of(a, "difficulties_answered"));
	while (db_row(q)) {
		const char *from = db_text(q, 2);
		const char *answer = db_text(q, 3);

		doc_item(a->doc, pool_printf(a->pool, "%s%s%s%s%s%s",
		    db_text(q, 1), *from == '\0' ? "" : " (", from,
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
	    "đạt của chỉ tiêu các năm đến nay", money(a, behind)));
	doc_heading(a->doc, 1, "V. KIẾN NGHỊ, ĐỀ XUẤT");
	for (int i = 0; a->options->proposals[i] != NULL; i++)
		doc_item(a->doc, a->options->proposals[i]);
	if (a->options->proposals[0] == NULL)
		doc_para(a->doc, "………………………………………………………………");
}

/* "Thực hiện Kế hoạch số 12/KH-UBND ngày ... về ...": what the settings know. */
static bool say_plan(struct annual *a, struct err *err)
{
	const char *number, *day, *title;
	char words[DATE_TEXT];
	struct date date;

	if (!setting_get(a->db, "plan_number", a->options->date, a->pool,
	    &number, err) || !setting_get(a->db, "plan_date", a->options->date,
	    a->pool, &day, err) || !setting_get(a->db, "plan_title",
	    a->options->date, a->pool, &title, err))
		return false;
	if (*number == '\0')
		return true;
	if (date_from_iso(day, &date) && date_is_whole(date)) {
		date_vi(date, words);
		day = pool_copy(a->pool, words);
	}
	doc_printf(a->doc, "Thực hiện Kế hoạch số %s%s%s của Ủy ban nhân dân "
	    "tỉnh%s%s, kết quả như sau.", number, *day == '\0' ? "" : " ngày ",
	    day, *title == '\0' ? "" : " ", title);
	return true;
}

static bool body(struct annual *a, struct err *err)
{
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
	if (!table(a, "annual-criteria", err))
		return false;
	say_work(a);
	say_money(a);
	if (!say_difficulties(a, err))
		return false;
	say_next(a);
	doc_para(a->doc, "Trân trọng báo cáo./.");
	doc_sign(a->doc);
	doc_page_break(a->doc);
	doc_line(a->doc, DOC_CENTER, true, "PHỤ LỤC");
	doc_line(a->doc, DOC_CENTER, true, pool_printf(a->pool, "Kết quả số hóa "
	    "theo năm, tính đến hết ngày %s (trang quy A4)", a->cutoff));
	return table(a, "annual-years", err);
}

/* The committee signs what goes to the Ministry: its own header and signer. */
static bool committee_frame(struct annual *a, struct out_frame *frame,
    struct err *err)
{
	const struct {
		const char *name;
		const char **to;
	} wanted[] = {
		{ "committee_head", &frame->issuing },
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

/* Kính gửi: the setting names both addressees, the department's first. */
static bool addressee(struct annual *a, const char **to, struct err *err)
{
	bool ministry = a->options->to_ministry;
	const char *both;
	const char *const *list;

	if (!setting_get(a->db, "report_to", a->options->date, a->pool, &both,
	    err))
		return false;
	list = letter_lines(a->pool, both);
	if (list[0] != NULL && (!ministry || list[1] != NULL)) {
		*to = list[ministry];
		return true;
	}
	return setting_get(a->db, ministry ? "ministry" : "committee",
	    a->options->date, a->pool, to, err);
}

bool annual_frame(struct db *db, const struct annual_options *options,
    struct pool *pool, struct out_frame *frame, struct err *err)
{
	struct annual a = { .db = db, .pool = pool, .options = options };
	const char **to = pool_array(pool, 2, sizeof(*to));
	struct programme programme;

	if (!letterhead(db, options->date, "BC", "", pool, frame, err) ||
	    !programme_get(db, pool, &programme, err) ||
	    (options->to_ministry && !committee_frame(&a, frame, err)) ||
	    !addressee(&a, &to[0], err))
		return false;
	if (options->number != NULL)
		frame->number = options->number;
	frame->to = to;
	frame->kind = "BÁO CÁO";
	frame->about = pool_printf(pool, "Kết quả thực hiện năm %s: %s",
	    options->year, programme.name);
	return true;
}

bool annual_check(struct db *db, const struct annual_options *options,
    struct err *err)
{
	struct pool pool = { 0 };
	struct programme p = { 0 };
	struct date cutoff;
	long year = strtol(options->year, NULL, 10);
	bool good = programme_get(db, &pool, &p, err);

	pool_free(&pool);
	if (!good)
		return false;
	if (year < p.select_from || year > p.handover_to)
		return err_set(err, ERR_USAGE, _("%s is outside the plan, which"
		    " lasts from %lld to %lld"), options->year,
		    (long long)p.select_from, (long long)p.handover_to);
	if (!date_from_iso(options->cutoff, &cutoff) ||
	    !date_is_whole(cutoff))
		return err_set(err, ERR_USAGE,
		    _("%s is no cut-off day: dd/mm/yyyy"), options->cutoff);
	if (strncmp(options->cutoff, options->year, 4) != 0)
		return err_set(err, ERR_USAGE, _("The cut-off day %s is not in"
		    " the year %s of the report"), options->cutoff,
		    options->year);
	return true;
}

bool annual_write(struct db *db, const struct conf *conf,
    const struct annual_options *options, const struct out_options *paper,
    struct pool *pool, struct err *err)
{
	struct annual *a = pool_alloc(pool, sizeof(*a));
	struct out_frame *frame = pool_alloc(pool, sizeof(*frame));
	const char *language = lang_current();
	struct date cutoff = { 0 };
	char words[DATE_TEXT];
	bool good;

	a->db = db;
	a->conf = conf;
	a->pool = pool;
	a->options = options;
	if (!annual_check(db, options, err) ||
	    !annual_facts_read(db, conf, options->year, options->cutoff, pool,
	    &a->facts, err) ||
	    !annual_frame(db, options, pool, frame, err))
		return false;
	(void)!date_from_iso(options->cutoff, &cutoff);
	date_vi(cutoff, words);
	a->cutoff = pool_copy(pool, words);
	a->doc = doc_open(paper, frame, false, err);
	if (a->doc == NULL)
		return false;
	/* A form of the province is Vietnamese, its numbers and heads too. */
	lang_set("vi");
	good = body(a, err);
	lang_set(language);
	return good ? doc_close(a->doc, err) : doc_abort(a->doc);
}
