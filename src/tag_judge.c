#include "tag_judge.h"

#include "workflow.h"

#include <string.h>

bool facts_read(struct db *db, int64_t dossier, struct pool *pool,
    struct facts *facts, struct err *err)
{
	static const char sql[] =
	    "SELECT code, state, criteria, maintenance, received_on IS NOT NULL,"
	    " coalesce(start_year, -1), coalesce(end_year, -1), persons,"
	    " carrier, legibility, format, (SELECT count(*) FROM damage"
	    " WHERE dossier_id = d.id), special FROM dossier d WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, dossier);
	if (db_row(q)) {
		facts->id = dossier;
		facts->code = db_copy(q, 0, pool);
		facts->state = db_int(q, 1);
		facts->criteria = db_int(q, 2);
		facts->maintenance = db_copy(q, 3, pool);
		facts->received = db_int(q, 4) != 0;
		facts->start_year = db_int(q, 5);
		facts->end_year = db_int(q, 6);
		facts->persons = db_copy(q, 7, pool);
		facts->carrier = db_copy(q, 8, pool);
		facts->legibility = db_copy(q, 9, pool);
		facts->format = db_copy(q, 10, pool);
		facts->damage = db_int(q, 11);
		facts->special = db_int(q, 12) != 0;
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no such dossier"));
}

/* --- one function a kind of evidence ------------------------------------ */

static bool given(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static void refuse(struct tag_refusal *refusal, const char *rule,
    const char *text, const char *mend)
{
	refusal->rule = rule;
	refusal->text = text;
	refusal->mend = mend;
}

/* TC1: (a) permanent records still at a source agency, (b) what the Centre
 * keeps. Where the facts leave one limb only, they say which. */
static void judge_limb(const struct facts *f, const struct tag_request *r,
    struct pool *pool, struct evidence *e, struct tag_refusal *refusal)
{
	bool permanent = strcmp(f->maintenance, "01") == 0;
	const char *limb = given(r->limb) ? r->limb :
	    f->received ? "b" : permanent ? "a" : "";

	(void)pool;
	if (limb[0] == '\0')
		refuse(refusal, "BR2", _("neither permanent (maintenance 01) nor "
		    "at the Centre: no limb of the criterion fits"),
		    _("bansao dossier edit CODE maintenance=01, or bansao "
		    "receive CODE"));
	else if (strcmp(limb, "a") != 0 && strcmp(limb, "b") != 0)
		refuse(refusal, "BR2", _("the limb is a (permanent, at a source "
		    "agency) or b (kept at the Centre)"), "--limb a|b");
	else if (limb[0] == 'a' && !permanent)
		refuse(refusal, "BR2", _("limb a is for permanent records "
		    "(maintenance 01)"),
		    _("bansao dossier edit CODE maintenance=01"));
	else if (limb[0] == 'b' && !f->received)
		refuse(refusal, "BR2", _("limb b is for what the Centre keeps; "
		    "this file has not been received"), _("bansao receive CODE"));
	e->limb = limb;
}

/* TC2: what ends with the last year that counts (1974 in the plan) or before
 * is, what begins after it is not; between, and without dates, a person
 * decides and says why. */
static void judge_years(const struct facts *f, int64_t last,
    const struct tag_request *r, struct pool *pool,
    struct tag_refusal *refusal)
{
	long long next = (long long)last + 1;
	int64_t from = f->start_year, to = f->end_year;

	if (from == NOT_KNOWN)
		from = to;
	if (to == NOT_KNOWN)
		to = from;
	if (from != NOT_KNOWN && from > last)
		refuse(refusal, "BR2", pool_printf(pool, _("formed in %lld, not "
		    "before %lld"), (long long)from, next),
		    _("correct the dates with bansao dossier edit CODE"));
	else if ((from == NOT_KNOWN || to > last) &&
	    !given(r->reason))
		refuse(refusal, "BR2", from == NOT_KNOWN ?
		    pool_printf(pool, _("without dates a person must decide "
		    "whether it is from before %lld"), next) :
		    pool_printf(pool, _("%lld-%lld crosses %lld: a person must "
		    "decide"), (long long)from, (long long)to, next),
		    _("--reason TEXT says why it belongs to that time"));
}

static void judge_person(const struct tag_request *r, struct evidence *e,
    struct tag_refusal *refusal)
{
	if (given(r->person))
		e->person = r->person;
	if (!given(e->person))
		refuse(refusal, "BR2", _("the name of the person, family or clan "
		    "is missing"), _("--person NAME"));
}

static void judge_carrier(const struct facts *f, const struct tag_request *r,
    struct evidence *e, struct tag_refusal *refusal)
{
	const char *carrier = r->carrier != NULL ? r->carrier : f->carrier;

	if (given(r->feature))
		e->feature = r->feature;
	if (given(e->feature) || (given(carrier) &&
	    strcmp(carrier, "giay") != 0))
		return;
	refuse(refusal, "BR2", given(carrier) ?
	    _("plain paper is no rare carrier; say what is unique about it") :
	    _("the carrier or what is unique about it is missing"),
	    _("--carrier KIND, --feature TEXT"));
}

static void judge_damage(const struct facts *f, const struct tag_request *r,
    struct tag_refusal *refusal)
{
	const char *legibility = r->legibility != NULL ? r->legibility :
	    f->legibility;

	if (strcmp(legibility, "unreadable") == 0)
		refuse(refusal, "BR3", _("what cannot be read any more cannot be "
		    "chosen for its damage"), "--legibility read|mostly");
	else if (f->damage + (int64_t)r->damage_count == 0)
		refuse(refusal, "BR2", _("at least one sign of damage is "
		    "missing"), _("--damage SIGN,..."));
	else if (legibility[0] == '\0')
		refuse(refusal, "BR3", _("it is not said whether the file can "
		    "still be read"), "--legibility read|mostly");
}

void judge(const struct facts *facts, const struct criterion *criterion,
    const struct tag_request *request, struct pool *pool,
    struct evidence *evidence, struct tag_refusal *refusal)
{
	const char *kind = criterion->evidence;

	evidence->number = criterion->number;
	refusal->dossier = facts->id;
	refusal->code = facts->code;
	refusal->number = criterion->number;
	if (given(request->reason))
		evidence->reason = request->reason;
	if (strcmp(kind, "limb") == 0)
		judge_limb(facts, request, pool, evidence, refusal);
	else if (strcmp(kind, "years") == 0)
		judge_years(facts, criterion->last_year, request, pool,
		    refusal);
	else if (strcmp(kind, "person") == 0)
		judge_person(request, evidence, refusal);
	else if (strcmp(kind, "carrier") == 0)
		judge_carrier(facts, request, evidence, refusal);
	else if (strcmp(kind, "damage") == 0)
		judge_damage(facts, request, refusal);
	else if (strcmp(kind, "special") == 0 && !facts->special &&
	    !given(request->reason))
		refuse(refusal, "BR2", _("the decision that recognises the "
		    "special value is missing"), _("--reason TEXT"));
}

void judge_state(const struct facts *facts, struct tag_refusal *refusal)
{
	refusal->dossier = facts->id;
	refusal->code = facts->code;
	if (facts->state == SX_WITHDRAWN)
		refuse(refusal, "BR20", _("the file was withdrawn from the "
		    "programme"), _("bansao selection restore CODE"));
	else if (facts->state >= S3_SUBMITTED)
		refuse(refusal, "BR5", _("its list is submitted or approved; the "
		    "criteria are frozen with it"),
		    _("bansao selection return|amend LIST"));
}

/* --- suggestions -------------------------------------------------------- */

struct offers {
	struct pool *pool;
	const struct facts *facts;
	struct suggestion *list;
	size_t room, count;
	struct suggestion nowhere;	/* takes what finds no room */
};

static struct suggestion *offer(struct offers *to, int64_t number, bool ask,
    const char *text)
{
	struct suggestion *s = to->count < to->room ?
	    &to->list[to->count++] : &to->nowhere;

	s->dossier = to->facts->id;
	s->code = to->facts->code;
	s->number = number;
	s->limb = "";
	s->ask = ask;
	s->text = text;
	return s;
}

static void offer_years(struct offers *to, int64_t number, int64_t last)
{
	const struct facts *f = to->facts;
	int64_t from = f->start_year != NOT_KNOWN ? f->start_year : f->end_year;

	if (from == NOT_KNOWN || from > last)
		return;
	if (f->end_year != NOT_KNOWN && f->end_year <= last)
		offer(to, number, false, pool_printf(to->pool,
		    _("the last year is %lld"), (long long)f->end_year));
	else
		offer(to, number, true, pool_printf(to->pool,
		    _("it begins in %lld and crosses %lld"), (long long)from,
		    (long long)last + 1));
}

static void offer_one(struct offers *to, const struct criterion *c)
{
	const struct facts *f = to->facts;
	const char *kind = c->evidence;
	bool permanent = strcmp(f->maintenance, "01") == 0;

	if (strcmp(kind, "limb") == 0 && (f->received || permanent))
		offer(to, c->number, false, f->received ?
		    (permanent ? _("permanent, kept at the Centre (limb b)") :
		    _("kept at the Centre (limb b)")) :
		    _("permanent, at its agency (limb a)"))->limb =
		    f->received ? "b" : "a";
	else if (strcmp(kind, "years") == 0)
		offer_years(to, c->number, c->last_year);
	else if (strcmp(kind, "person") == 0 && f->persons[0] != '\0')
		offer(to, c->number, true, pool_printf(to->pool,
		    _("it names %s"), f->persons));
	else if (strcmp(kind, "carrier") == 0 && f->carrier[0] != '\0' &&
	    strcmp(f->carrier, "giay") != 0)
		offer(to, c->number, false, pool_printf(to->pool,
		    _("its carrier is \"%s\""), f->carrier));
	else if (strcmp(kind, "damage") == 0 &&
	    strcmp(f->legibility, "unreadable") != 0 &&
	    (f->damage > 0 || strcmp(f->format, "03") == 0))
		offer(to, c->number, f->damage == 0, f->damage > 0 ?
		    _("signs of damage are recorded") :
		    _("its physical state is \"damaged\""));
	else if (strcmp(kind, "special") == 0 && f->special)
		offer(to, c->number, false, _("its special value is recognised"));
}

bool tag_suggest(struct db *db, int64_t dossier, struct pool *pool,
    struct suggestion *list, size_t room, size_t *count, struct err *err)
{
	struct facts facts = {
		.code = "", .maintenance = "", .persons = "", .carrier = "",
		.legibility = "", .format = ""
	};
	struct offers offers = {
		.pool = pool, .facts = &facts, .list = list, .room = room
	};
	struct criterion *criteria;
	size_t n;

	*count = 0;
	if (!facts_read(db, dossier, pool, &facts, err) ||
	    !criterion_list(db, pool, &criteria, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((facts.criteria >> (criteria[i].number - 1) & 1) == 0)
			offer_one(&offers, &criteria[i]);
	*count = offers.count;
	return true;
}
