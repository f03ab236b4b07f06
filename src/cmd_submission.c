#include "command.h"

#include "approval.h"
#include "audit.h"
#include "date.h"
#include "fonds.h"
#include "letterhead.h"
#include "number.h"
#include "out_doc.h"
#include "programme.h"
#include "setting.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

/* Tờ trình: the letter that goes with a list. */
struct letter {
	struct app *app;
	struct doc *doc;
	struct selection s;
	struct version v;
	struct version_total total;
	struct fonds fonds;
	const char *group;
	const char *approver;
};

static bool read_all(struct letter *l, const struct args *args,
    struct err *err)
{
	struct app *app = l->app;
	struct group group = { .title = "" };

	if (!list_open(app->db, args_word(args, 0), &app->pool, &l->s, &l->v,
	    err) || !version_sum(app->db, l->v.id, &l->total, err) ||
	    !fonds_get(app->db, l->s.fonds_id, &app->pool, &l->fonds, err) ||
	    (l->s.grp_id != 0 && !group_get(app->db, l->s.grp_id, &app->pool,
	    &group, err)) ||
	    !setting_get(app->db, "approver", NULL, &app->pool, &l->approver,
	    err))
		return false;
	l->group = group.title;
	return true;
}

/* What an act is called, by the letters behind its number. The words are
 * those of NĐ 30/2020, whatever the language of the messages. */
static const char *act_name(const char *number)
{
	static const struct {
		const char *letters, *name;
	} acts[] = {
		{ "/QĐ", "Quyết định" }, { "/NĐ", "Nghị định" },
		{ "/TT", "Thông tư" }, { "/NQ", "Nghị quyết" },
		{ "/CT", "Chỉ thị" }, { "/KH", "Kế hoạch" },
		{ "/KL", "Kết luận" }, { "/TB", "Thông báo" }
	};

	for (size_t i = 0; i < COUNT(acts); i++)
		if (strstr(number, acts[i].letters) != NULL)
			return acts[i].name;
	return "Công văn";
}

static const char *ground(struct pool *pool, const struct basis *b)
{
	bool law = strstr(b->number, "/QH") != NULL;
	struct date date;
	char day[DATE_TEXT];

	if (date_from_iso(b->issued_on, &date) && date_is_whole(date))
		date_long(date, day);
	else
		snprintf(day, sizeof(day), "%s", b->issued_on);
	if (law)
		return pool_printf(pool, "Căn cứ %s số %s %s", b->abstract,
		    b->number, day);
	return pool_printf(pool, "Căn cứ %s số %s %s của %s %s",
	    act_name(b->number), b->number, day, b->issuer, b->abstract);
}

static bool read_grounds(struct letter *l, const char *const **grounds,
    struct err *err)
{
	struct pool *pool = &l->app->pool;
	const char **lines;
	struct basis *list;
	size_t count;

	if (!basis_list(l->app->db, pool, &list, &count, err))
		return false;
	lines = pool_array(pool, count + 1, sizeof(*lines));
	for (size_t i = 0; i < count; i++)
		lines[i] = ground(pool, &list[i]);
	*grounds = lines;
	return true;
}

/* Files and pages by criterion: a file may carry several. */
struct by_criterion {
	int64_t dossiers[10], a4[10];
};

static bool count_line(void *to, const struct line *line, struct err *err)
{
	struct by_criterion *sums = to;

	(void)err;
	if ((strcmp(line->change, "drop") == 0) != line->excluded)
		return true;
	for (int n = 1; n <= 9; n++)
		if ((line->criteria >> (n - 1) & 1) != 0) {
			sums->dossiers[n]++;
			sums->a4[n] += line->a4;
		}
	return true;
}

static bool put_criteria(struct letter *l, struct err *err)
{
	struct pool *pool = &l->app->pool;
	struct doc_column *columns = pool_array(pool, 5, sizeof(*columns));
	struct by_criterion sums = { 0 };
	struct criterion *criteria;
	size_t count;

	if (!line_each(l->app->db, l->v.id, count_line, &sums, err) ||
	    !criterion_list(l->app->db, pool, &criteria, &count, err))
		return false;
	columns[0] = (struct doc_column){ _("No."), DOC_CENTER, 12 };
	columns[1] = (struct doc_column){ _("Criterion"), DOC_LEFT, 0 };
	columns[2] = (struct doc_column){ _("Dossiers"), DOC_RIGHT, 28 };
	columns[3] = (struct doc_column){ _("A4 pages"), DOC_RIGHT, 32 };
	doc_table(l->doc, columns);
	for (size_t i = 0; i < count; i++) {
		int64_t n = criteria[i].number;

		doc_cell(l->doc, number_text(pool, n));
		doc_cell(l->doc, criteria[i].name);
		doc_cell(l->doc, number_text(pool, sums.dossiers[n]));
		doc_cell(l->doc, number_text(pool, sums.a4[n]));
	}
	doc_table_end(l->doc);
	return true;
}

static bool put_body(struct letter *l, struct err *err)
{
	struct pool *pool = &l->app->pool;
	struct programme programme;
	const char *centre;
	char head[65];

	if (!programme_get(l->app->db, pool, &programme, err) ||
	    !setting_get(l->app->db, "centre", NULL, pool, &centre, err))
		return false;
	doc_para(l->doc, pool_printf(pool, _("%s has chosen, by whole files, the "
	    "records of %s%s%s to be digitised for insurance copies under the "
	    "programme \"%s\", planned for %lld:"), centre, l->fonds.name,
	    l->group[0] == '\0' ? "" : _(", group "), l->group,
	    programme.name,
	    (long long)l->s.year));
	doc_item(l->doc, pool_printf(pool, _("Files: %s (in words: %s)"),
	    number_text(pool, l->total.dossiers),
	    number_words(pool, l->total.dossiers)));
	doc_item(l->doc, pool_printf(pool, _("Sheets: %s; pages: %s"),
	    number_text(pool, l->total.papers),
	    number_text(pool, l->total.pages)));
	doc_item(l->doc, pool_printf(pool, _("A4 pages: %s (in words: %s)"),
	    number_text(pool, l->total.a4), number_words(pool, l->total.a4)));
	if (l->v.version > 1)
		doc_item(l->doc, pool_printf(pool, _("Amendment, version %lld: "
		    "%lld files added, %lld dropped; reason: %s"),
		    (long long)l->v.version, (long long)l->total.added,
		    (long long)l->total.dropped, l->v.reason));
	doc_para(l->doc, _("By criterion (a file may carry several):"));
	if (!put_criteria(l, err) || !audit_head(l->app->db, head, err))
		return false;
	doc_para(l->doc, pool_printf(pool, _("%s is asked to consider and "
	    "approve the list %s that is attached."), l->approver, l->s.code));
	if (l->v.content_hash[0] != '\0')
		doc_line(l->doc, DOC_LEFT, false, pool_printf(pool,
		    _("Fingerprint of the content (SHA-256): %s"),
		    l->v.content_hash));
	doc_line(l->doc, DOC_LEFT, false, pool_printf(pool,
	    _("Head of the audit chain: %s"), head));
	return true;
}

static bool submission(struct app *app, const struct args *args,
    struct err *err)
{
	const struct out_options options = {
		.path = app->output, .force = app->force, .kind = NULL
	};
	struct letter l = { .app = app };
	struct out_frame frame;
	const char *to[2] = { NULL, NULL };

	if (!read_all(&l, args, err) || !letterhead(app->db, l.v.submitted_on,
	    "TTr", l.v.submission, &app->pool, &frame, err) ||
	    !read_grounds(&l, &frame.grounds, err))
		return false;
	if (text_is_blank(frame.power) && text_is_blank(frame.signer_title)) {
		frame.signer_title = "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ";
		app_warn(app, _("Who signs is not set: bansao config set "
		    "signer_title TEXT, signer_power, signer_name"));
	}
	to[0] = l.approver;
	frame.kind = _("LETTER OF SUBMISSION");
	frame.about = pool_printf(&app->pool, _("on approving the list of files "
	    "to be digitised for insurance copies, %s"), l.fonds.name);
	frame.to = to;
	l.doc = doc_open(&options, &frame, false, err);
	if (l.doc == NULL)
		return false;
	if (!put_body(&l, err))
		return doc_abort(l.doc);
	return doc_close(l.doc, err);
}

static const struct verb verbs[] = {
	{ NULL, N_("LIST"), N_("the letter (tờ trình) that goes with a list; -o "
	    "FILE.odt, .html, .txt"), 1, 1, NEEDS_DB, NULL, submission },
	{ 0 }
};

const struct command command_submission = {
	"submission", N_("the letter of submission of a list (tờ trình)"), verbs
};
