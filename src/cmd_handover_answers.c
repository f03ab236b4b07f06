/* The receiving side's answers from a CSV: columns code (mã hồ sơ), result
 * (kết quả), reason (lý do), found by their heads, in any order. */
#include "handover_out.h"

#include "csv_in.h"
#include "dossier.h"
#include "fs.h"
#include "text.h"

#include <string.h>

enum { LARGEST = 64 << 20, NONE = -1 };

struct answers {
	struct app *app;
	struct answer *list;
	size_t count, room;
	int code, result, reason;	/* columns */
	bool begun;
};

static int column(const char *folded, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(folded, *names) == 0)
			return 1;
	return 0;
}

static bool read_heads(struct answers *a, const struct csv_row *row,
    struct err *err)
{
	static const char *const codes[] = { "code", "filecode", "ma ho so",
	    "ho so", NULL };
	static const char *const results[] = { "result", "ket qua",
	    "xac nhan", NULL };
	static const char *const reasons[] = { "reason", "ly do", "ghi chu",
	    NULL };

	for (size_t i = 0; i < row->count; i++) {
		const char *head = text_fold(&a->app->pool,
		    row->cells[i].text);

		if (column(head, codes))
			a->code = (int)i;
		else if (column(head, results))
			a->result = (int)i;
		else if (column(head, reasons))
			a->reason = (int)i;
	}
	return (a->code != NONE && a->result != NONE) || err_set(err,
	    ERR_USAGE, _("row %lld: the heads must name the columns code and "
	    "result (mã hồ sơ, kết quả)"), (long long)row->number);
}

static bool kind_of(const char *text, struct pool *pool,
    enum answer_kind *kind)
{
	static const struct {
		const char *word;
		enum answer_kind kind;
	} words[] = {
		{ "accepted", ANSWER_ACCEPTED }, { "dat", ANSWER_ACCEPTED },
		{ "nhan", ANSWER_ACCEPTED }, { "da nhan", ANSWER_ACCEPTED },
		{ "tiep nhan", ANSWER_ACCEPTED }, { "ok", ANSWER_ACCEPTED },
		{ "returned", ANSWER_RETURNED }, { "tra lai", ANSWER_RETURNED },
		{ "khong dat", ANSWER_RETURNED }, { "tra", ANSWER_RETURNED },
		{ "rescan", ANSWER_RESCAN }, { "quet lai", ANSWER_RESCAN },
		{ "so hoa lai", ANSWER_RESCAN },
	};
	const char *folded = text_fold(pool, text);

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(folded, words[i].word) == 0) {
			*kind = words[i].kind;
			return true;
		}
	return false;
}

static const char *cell(const struct csv_row *row, int at)
{
	return at == NONE || (size_t)at >= row->count ? "" :
	    row->cells[at].text;
}

static bool take_row(void *to, const struct csv_row *row, struct err *err)
{
	struct answers *a = to;
	struct answer answer = { .reason = "" };
	const char *code = cell(row, a->code);
	struct dossier d;

	if (!a->begun) {
		a->begun = true;
		return read_heads(a, row, err);
	}
	if (code[0] == '\0' && cell(row, a->result)[0] == '\0')
		return true;
	if (!kind_of(cell(row, a->result), &a->app->pool, &answer.kind))
		return err_set(err, ERR_USAGE, _("row %lld: \"%.60s\" is no "
		    "answer: accepted, returned or rescan (đạt, trả lại, quét "
		    "lại)"), (long long)row->number, cell(row, a->result));
	if (!dossier_find(a->app->db, code, &a->app->pool, &d, err))
		return err_wrap(err, _("row %lld"), (long long)row->number);
	answer.dossier = d.id;
	answer.reason = pool_copy(&a->app->pool, cell(row, a->reason));
	if (a->count == a->room)
		return err_set(err, ERR_USAGE,
		    _("More answers than files in the batch"));
	a->list[a->count++] = answer;
	return true;
}

bool answers_from_csv(struct app *app, const char *path,
    struct answer *list, size_t room, size_t *count, struct err *err)
{
	struct answers a = { .app = app, .list = list, .count = *count,
	    .room = room, .code = NONE, .result = NONE, .reason = NONE };
	struct csv *csv;
	char *text;
	size_t length;
	size_t bom;
	bool ok;

	if (!fs_read_file(path, LARGEST, &app->pool, &text, &length, err))
		return false;
	bom = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	if (!text_valid_n(text, length))
		return err_set(err, ERR_USAGE, _("%s is not UTF-8; save it as "
		    "CSV UTF-8"), path);
	csv = csv_new(csv_separator(text + bom, length - bom), take_row, &a);
	ok = csv_feed(csv, text + bom, length - bom, err) &&
	    csv_end(csv, err);
	csv_close(csv);
	*count = a.count;
	return ok || err_wrap(err, "%s", path);
}
