#include "tag_judge.h"

#include "audit.h"
#include "text.h"
#include "workflow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- words -------------------------------------------------------------- */

const char *criteria_words(struct pool *pool, unsigned criteria)
{
	const char *words = "";

	for (int n = 1; n <= 9; n++)
		if ((criteria >> (n - 1) & 1) != 0)
			words = pool_printf(pool, "%s%sTC%d", words,
			    words[0] == '\0' ? "" : ", ", n);
	return words;
}

static bool criterion_exists(struct db *db, long number, bool *exists,
    struct err *err)
{
	static const char sql[] = "SELECT 1 FROM criterion WHERE number = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, number);
	*exists = db_row(q);
	return db_end(q);
}

bool criteria_parse(struct db *db, const char *text, unsigned *criteria,
    struct err *err)
{
	const char *at = text;

	*criteria = 0;
	while (*at != '\0') {
		char *end;
		long number;
		bool exists = false;

		at += strspn(at, " ,;");
		if (*at == '\0')
			break;
		if ((at[0] == 'T' || at[0] == 't') &&
		    (at[1] == 'C' || at[1] == 'c'))
			at += 2;
		number = strtol(at, &end, 10);
		if (end == at || number < 1 || number > 9 ||
		    strchr(" ,;", *end) == NULL)
			return err_set(err, ERR_USAGE, _("\"%s\" is no list of "
			    "criteria; write for example 2,5"), text);
		if (!criterion_exists(db, number, &exists, err))
			return false;
		if (!exists)
			return err_set(err, ERR_USAGE, _("The programme has no "
			    "criterion %ld"), number);
		*criteria |= 1U << (number - 1);
		at = end;
	}
	return *criteria != 0 || err_set(err, ERR_USAGE,
	    _("Say which criteria, for example 2,5"));
}

/* --- judging ------------------------------------------------------------ */

struct work {
	struct db *db;
	const struct tag_request *request;
	struct criterion *criteria;
	size_t criterion_count;
	struct pool *pool;	/* of the caller: refusals live there */
	struct pool row;	/* of one dossier */
	struct tag_result *result;
};

static void count_refusal(struct work *work, const struct tag_refusal *refusal)
{
	struct tag_result *result = work->result;

	result->refused++;
	if (result->shown_count < TAG_SHOWN) {
		struct tag_refusal *kept =
		    &result->shown[result->shown_count++];

		*kept = *refusal;
		kept->code = pool_copy(work->pool, refusal->code);
		kept->text = pool_copy(work->pool, refusal->text);
	}
}

/* The evidence that is there already, to be kept where nothing new is said. */
static bool old_evidence(struct work *work, const struct facts *facts,
    struct evidence *list, struct err *err)
{
	struct evidence *old;
	size_t count;

	memset(list, 0, 10 * sizeof(*list));
	if (facts->criteria == 0)
		return true;
	if (!evidence_list(work->db, facts->id, &work->row, &old, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (old[i].number >= 1 && old[i].number <= 9)
			list[old[i].number] = old[i];
	return true;
}

static bool judge_all(struct work *work, const struct facts *facts,
    struct evidence *evidence, struct tag_refusal *refusal, struct err *err)
{
	const struct tag_request *r = work->request;

	memset(refusal, 0, sizeof(*refusal));
	judge_state(facts, refusal);
	if (refusal->rule != NULL)
		return true;
	if (!old_evidence(work, facts, evidence, err))
		return false;
	for (size_t i = 0; i < work->criterion_count; i++) {
		const struct criterion *c = &work->criteria[i];
		bool has = (facts->criteria >> (c->number - 1) & 1) != 0;
		bool wants = (r->criteria >> (c->number - 1) & 1) != 0;

		/* A condition that is worse now may end an old criterion. */
		if (!wants && !(has && r->legibility != NULL &&
		    strcmp(c->evidence, "damage") == 0))
			continue;
		judge(facts, c, r, &work->row, &evidence[c->number], refusal);
		if (refusal->rule != NULL)
			return true;
	}
	return true;
}

/* --- writing ------------------------------------------------------------ */

static bool same(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

static bool put_evidence(struct work *work, const struct facts *facts,
    const struct evidence *evidence, struct err *err)
{
	struct evidence old[10];

	if (!old_evidence(work, facts, old, err))
		return false;
	for (int n = 1; n <= 9; n++) {
		const struct evidence *e = &evidence[n];

		if ((work->request->criteria >> (n - 1) & 1) == 0)
			continue;
		if ((facts->criteria >> (n - 1) & 1) != 0 &&
		    same(old[n].limb, e->limb) &&
		    same(old[n].person, e->person) &&
		    same(old[n].feature, e->feature) &&
		    same(old[n].reason, e->reason))
			continue;
		if (!evidence_put(work->db, facts->id, e, err))
			return false;
	}
	return true;
}

static bool put_condition(struct work *work, const struct facts *facts,
    struct err *err)
{
	const struct tag_request *r = work->request;

	for (size_t i = 0; i < r->damage_count; i++)
		if (!damage_put(work->db, facts->id, r->damage[i], err))
			return false;
	if (r->carrier == NULL && r->legibility == NULL)
		return true;
	return dossier_condition(work->db, facts->id, r->carrier,
	    r->legibility, err);
}

static int64_t revision(struct db *db, int64_t dossier, struct err *err)
{
	static const char sql[] =
	    "SELECT rev + 1000000 * (SELECT count(*) FROM damage"
	    " WHERE dossier_id = ?1) FROM dossier WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	int64_t rev;

	db_put_int(q, 1, dossier);
	rev = db_row(q) ? db_int(q, 0) : 0;
	return db_end(q) ? rev : -1;
}

static bool tag_one(struct work *work, int64_t id, struct err *err)
{
	struct facts facts;
	struct evidence evidence[10];
	struct tag_refusal refusal;
	int64_t before, after;

	pool_reset(&work->row);
	if (!facts_read(work->db, id, &work->row, &facts, err) ||
	    !judge_all(work, &facts, evidence, &refusal, err))
		return false;
	if (refusal.rule != NULL) {
		count_refusal(work, &refusal);
		return true;
	}
	before = revision(work->db, id, err);
	if (!put_condition(work, &facts, err) ||
	    !put_evidence(work, &facts, evidence, err))
		return false;
	if (facts.state == S0_REGISTERED && work->request->criteria != 0 &&
	    !workflow_move(work->db, "tag", id, NULL, err))
		return false;
	after = revision(work->db, id, err);
	work->result->tagged += after != before;
	work->result->unchanged += after == before;
	work->result->taken[work->result->taken_count++] = id;
	return err->kind == ERR_NONE;
}

static bool refused(const struct tag_result *result, struct err *err)
{
	const struct tag_refusal *first = &result->shown[0];

	if (result->refused == 1)
		return err_set(err, ERR_RULE, _("%s: %s: %s. To do: %s"),
		    first->code, first->rule, first->text, first->mend);
	return err_set(err, ERR_RULE, _("%s: %s: %s. To do: %s. %lld dossiers "
	    "are refused in all and nothing is changed; --skip leaves them "
	    "out"), first->code, first->rule, first->text, first->mend,
	    (long long)result->refused);
}

static bool finish(struct work *work, const struct edit *edit,
    struct err *err)
{
	struct tag_result *result = work->result;

	pool_free(&work->row);
	if (err->kind == ERR_NONE && result->refused > 0 &&
	    (!work->request->skip || result->tagged + result->unchanged == 0))
		refused(result, err);
	if (err->kind != ERR_NONE) {
		edit_abort(work->db);
		return false;
	}
	return edit_commit(work->db, edit, &result->seq, err);
}

bool tag_dossiers(struct db *db, const int64_t *ids, size_t count,
    const struct tag_request *request, struct pool *pool,
    struct tag_result *result, struct err *err)
{
	struct work work = {
		.db = db, .request = request, .pool = pool, .result = result
	};
	struct edit edit = { .action = "tag", .note = request->reason };
	struct facts one;

	memset(result, 0, sizeof(*result));
	result->taken = pool_array(pool, count + 1, sizeof(*result->taken));
	if (!criterion_list(db, pool, &work.criteria, &work.criterion_count,
	    err) || !edit_begin(db, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!tag_one(&work, ids[i], err))
			break;
	if (err->kind == ERR_NONE && count == 1 &&
	    facts_read(db, ids[0], pool, &one, err)) {
		edit.dossier = one.id;
		edit.subject = one.code;
	}
	edit.summary = request->criteria == 0 ? pool_printf(pool,
	    ngettext("set the condition of %lld dossier",
	    "set the condition of %lld dossiers", (long long)result->tagged),
	    (long long)result->tagged) : pool_printf(pool,
	    ngettext("tag %lld dossier %s", "tag %lld dossiers %s",
	    (long long)result->tagged), (long long)result->tagged,
	    criteria_words(pool, request->criteria));
	return finish(&work, &edit, err);
}

bool tag_check(struct db *db, int64_t dossier,
    const struct tag_request *request, struct pool *pool,
    struct tag_refusal *refusal, struct err *err)
{
	struct work work = { .db = db, .request = request, .pool = pool };
	struct evidence evidence[10];
	struct facts facts;
	bool good = criterion_list(db, pool, &work.criteria,
	    &work.criterion_count, err) &&
	    facts_read(db, dossier, pool, &facts, err) &&
	    judge_all(&work, &facts, evidence, refusal, err);

	if (good && refusal->rule != NULL)
		refusal->text = pool_copy(pool, refusal->text);
	pool_free(&work.row);
	return good;
}

/* --- taking away -------------------------------------------------------- */

static bool untag_one(struct work *work, int64_t id, unsigned criteria,
    struct err *err)
{
	struct tag_refusal refusal = { 0 };
	struct facts facts;
	unsigned left;

	pool_reset(&work->row);
	if (!facts_read(work->db, id, &work->row, &facts, err))
		return false;
	left = (unsigned)facts.criteria & ~criteria;
	judge_state(&facts, &refusal);
	if (refusal.rule == NULL && left == 0 && facts.state == S2_DRAFT) {
		refusal.rule = "BR2";
		refusal.text = _("a listed file needs at least one criterion");
		refusal.mend = _("bansao selection remove LIST CODE");
	}
	if (refusal.rule != NULL) {
		count_refusal(work, &refusal);
		return true;
	}
	if (left == (unsigned)facts.criteria) {
		work->result->unchanged++;
		return true;
	}
	for (int n = 1; n <= 9; n++)
		if ((criteria & (unsigned)facts.criteria) >> (n - 1) & 1 &&
		    !evidence_remove(work->db, id, n, err))
			return false;
	work->result->tagged++;
	return left != 0 || facts.state != S1_TAGGED ||
	    workflow_move(work->db, "untag", id, NULL, err);
}

bool untag_dossiers(struct db *db, const int64_t *ids, size_t count,
    unsigned criteria, const char *reason, struct pool *pool,
    struct tag_result *result, struct err *err)
{
	const struct tag_request request = { .reason = reason };
	struct work work = {
		.db = db, .request = &request, .pool = pool, .result = result
	};
	struct edit edit = { .action = "untag", .note = reason };

	memset(result, 0, sizeof(*result));
	if (!edit_begin(db, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!untag_one(&work, ids[i], criteria, err))
			break;
	edit.dossier = count == 1 ? ids[0] : 0;
	edit.summary = pool_printf(pool, ngettext("untag %lld dossier %s",
	    "untag %lld dossiers %s", (long long)result->tagged),
	    (long long)result->tagged, criteria_words(pool, criteria & 0x1ffU));
	return finish(&work, &edit, err);
}

/* --- the name index ----------------------------------------------------- */

bool person_list(struct db *db, const char *words, struct pool *pool,
    struct person **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT person, count(*), count(*) OVER () FROM dossier_criterion"
	    " WHERE person <> '' GROUP BY person";
	struct query *q = db_query(db, err, sql);
	const char *wanted = text_fold(pool, words);
	bool marks = text_has_marks(words);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		const char *name = db_text(q, 0);

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 2),
			    sizeof(**list));
		if (marks ? !text_contains(name, words) :
		    strstr(text_fold(pool, name), wanted) == NULL)
			continue;
		(*list)[*count].name = db_copy(q, 0, pool);
		(*list)[(*count)++].dossiers = db_int(q, 1);
	}
	return db_end(q);
}
