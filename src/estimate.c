#include "estimate.h"

#include "estimate_cost.h"
#include "out.h"

#include <string.h>

#define FIELDS "e.id, e.code, e.title, e.kind, coalesce(o.code, ''), e.mode," \
    " e.priced_on, e.state, e.note, e.year, e.management_milli," \
    " e.vat_milli, e.subtotal, e.management, e.vat, e.total, e.rev"

static void read_row(struct query *q, struct pool *pool, struct estimate *e)
{
	const char **texts[] = { &e->code, &e->title, &e->kind, &e->org,
	    &e->mode, &e->priced_on, &e->state, &e->note };
	int64_t *numbers[] = { &e->year, &e->management_milli, &e->vat_milli,
	    &e->subtotal, &e->management, &e->vat, &e->total, &e->rev };

	e->id = db_int(q, 0);
	for (int i = 0; i < (int)COUNT(texts); i++)
		*texts[i] = db_copy(q, i + 1, pool);
	for (int i = 0; i < (int)COUNT(numbers); i++)
		*numbers[i] = db_int(q, i + 9);
}

bool estimate_get(struct db *db, const char *code, struct pool *pool,
    struct estimate *estimate, struct err *err)
{
	static const char sql[] = "SELECT " FIELDS " FROM estimate e"
	    " LEFT JOIN org o ON o.id = e.org_id WHERE e.code = ?1";
	struct query *q = db_query(db, err, sql);
	bool found;

	db_put_text(q, 1, code);
	found = db_row(q);
	if (found)
		read_row(q, pool, estimate);
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no estimate %s:"
	    " bansao estimate list shows them"), code);
}

bool estimate_list(struct db *db, struct pool *pool, struct estimate **list,
    size_t *count, struct err *err)
{
	static const char sql[] = "SELECT " FIELDS ", count(*) OVER ()"
	    " FROM estimate e LEFT JOIN org o ON o.id = e.org_id"
	    " ORDER BY e.year, e.code";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 17),
			    sizeof(**list));
		read_row(q, pool, &(*list)[(*count)++]);
	}
	return db_end(q);
}

bool estimate_lines(struct db *db, int64_t id, struct pool *pool,
    struct estimate_line **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT ordinal, item, unit, quantity_milli, quantity_from, source,"
	    " year, unit_cost_milli, amount, note, count(*) OVER ()"
	    " FROM estimate_line WHERE estimate_id = ?1 ORDER BY ordinal";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		struct estimate_line *line;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 10),
			    sizeof(**list));
		line = &(*list)[(*count)++];
		line->ordinal = db_int(q, 0);
		line->item = db_copy(q, 1, pool);
		line->unit = db_copy(q, 2, pool);
		line->quantity_milli = db_int(q, 3);
		line->quantity_from = db_copy(q, 4, pool);
		line->source = db_copy(q, 5, pool);
		line->year = db_int(q, 6);
		line->unit_cost_milli = db_int(q, 7);
		line->amount = db_int(q, 8);
		line->note = db_copy(q, 9, pool);
	}
	return db_end(q);
}

bool estimate_steps(struct db *db, int64_t id, struct pool *pool,
    struct estimate_step **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT step, number, on_date, body, note, amount,"
	    " count(*) OVER () FROM estimate_step WHERE estimate_id = ?1"
	    " ORDER BY id";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		struct estimate_step *step;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 6),
			    sizeof(**list));
		step = &(*list)[(*count)++];
		step->step = db_copy(q, 0, pool);
		step->number = db_copy(q, 1, pool);
		step->on_date = db_copy(q, 2, pool);
		step->body = db_copy(q, 3, pool);
		step->note = db_copy(q, 4, pool);
		step->amount = db_int(q, 5);
	}
	return db_end(q);
}

/* --- changes ----------------------------------------------------------- */

bool estimate_new(struct db *db, const struct estimate *e, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO estimate (code, title, kind, org_id, year, mode,"
	    " priced_on, note) VALUES (?1, ?2, ?3,"
	    " (SELECT id FROM org WHERE code = ?4), ?5, ?6, ?7, ?8)";
	struct query *q;

	if (*e->code == '\0' || strlen(e->code) > 60 || *e->title == '\0')
		return err_set(err, ERR_USAGE,
		    _("An estimate needs a code and a title"));
	q = db_query(db, err, sql);
	db_put_text(q, 1, e->code);
	db_put_text(q, 2, e->title);
	db_put_text(q, 3, e->kind);
	db_put_text(q, 4, e->org);
	db_put_int(q, 5, e->year);
	db_put_text(q, 6, e->mode);
	db_put_text(q, 7, e->priced_on);
	db_put_text(q, 8, e->note);
	db_row(q);
	if (db_end(q))
		return true;
	if (db_was_taken(db)) {
		err_clear(err);
		return err_set(err, ERR_USAGE,
		    _("There is an estimate %s already"), e->code);
	}
	return false;
}

static bool may_change(const struct estimate *e, struct err *err)
{
	if (strcmp(e->state, "draft") == 0 || strcmp(e->state, "returned") == 0)
		return true;
	return err_set(err, ERR_RULE, _("Estimate %s is %s: only a draft or a"
	    " returned one can be changed (estimate return %s gives it back)"),
	    e->code, out_word(e->state), e->code);
}

bool estimate_add_line(struct db *db, const struct estimate *estimate,
    const struct estimate_line *line, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO estimate_line (estimate_id, ordinal, item, unit,"
	    " quantity_milli, quantity_from, source, year, note) VALUES (?1,"
	    " (SELECT coalesce(max(ordinal), 0) + 1 FROM estimate_line"
	    " WHERE estimate_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	struct query *q;

	if (!may_change(estimate, err))
		return false;
	if (line->quantity_milli <= 0)
		return err_set(err, ERR_USAGE,
		    _("The quantity of a line must be above zero"));
	q = db_query(db, err, sql);
	db_put_int(q, 1, estimate->id);
	db_put_text(q, 2, line->item);
	db_put_text(q, 3, line->unit);
	db_put_int(q, 4, line->quantity_milli);
	db_put_text(q, 5, line->quantity_from);
	db_put_text(q, 6, line->source);
	db_put_int(q, 7, line->year);
	db_put_text(q, 8, line->note);
	db_row(q);
	return db_end(q) && estimate_price(db, estimate, err);
}

bool estimate_remove_line(struct db *db, const struct estimate *estimate,
    int64_t ordinal, struct err *err)
{
	static const char sql[] =
	    "DELETE FROM estimate_line WHERE estimate_id = ?1 AND ordinal = ?2";
	struct query *q;

	if (!may_change(estimate, err))
		return false;
	q = db_query(db, err, sql);
	db_put_int(q, 1, estimate->id);
	db_put_int(q, 2, ordinal);
	db_row(q);
	if (!db_end(q))
		return false;
	if (db_changed(db) == 0)
		return err_set(err, ERR_MISSING, _("Estimate %s has no line %lld"),
		    estimate->code, (long long)ordinal);
	return estimate_price(db, estimate, err);
}

static bool read_norms(struct db *db, const char *day, struct pool *pool,
    struct cost_norm **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT kind, item, step, grade, value_milli, count(*) OVER ()"
	    " FROM norm WHERE valid_from <= ?1"
	    " AND (valid_to = '' OR valid_to >= ?1)";
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, day);
	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		struct cost_norm *norm;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 5),
			    sizeof(**list));
		norm = &(*list)[(*count)++];
		norm->kind = db_copy(q, 0, pool);
		norm->item = db_copy(q, 1, pool);
		norm->step = db_copy(q, 2, pool);
		norm->grade = db_copy(q, 3, pool);
		norm->value_milli = db_int(q, 4);
	}
	return db_end(q);
}

static bool put_price(struct db *db, int64_t id, const struct estimate_line *l,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE estimate_line SET unit_cost_milli = ?3, amount = ?4"
	    " WHERE estimate_id = ?1 AND ordinal = ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	db_put_int(q, 2, l->ordinal);
	db_put_int(q, 3, l->unit_cost_milli);
	db_put_int(q, 4, l->amount);
	db_row(q);
	return db_end(q);
}

static bool put_sums(struct db *db, const struct estimate *e, struct err *err)
{
	static const char sql[] =
	    "UPDATE estimate SET management_milli = ?2, vat_milli = ?3,"
	    " subtotal = ?4, management = ?5, vat = ?6, total = ?7,"
	    " rev = rev + 1 WHERE id = ?1";
	const int64_t values[] = { e->id, e->management_milli, e->vat_milli,
	    e->subtotal, e->management, e->vat, e->total };
	struct query *q = db_query(db, err, sql);

	for (int i = 0; i < (int)COUNT(values); i++)
		db_put_int(q, i + 1, values[i]);
	db_row(q);
	return db_end(q);
}

static int64_t percent_of(const struct cost_norm *norms, size_t count,
    const char *kind)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(norms[i].kind, kind) == 0 &&
		    *norms[i].item == '\0')
			return norms[i].value_milli;
	return 0;
}

static bool price_all(struct db *db, struct estimate *e, struct pool *pool,
    struct err *err)
{
	struct estimate_line *lines;
	struct cost_norm *norms;
	size_t count, norm_count;

	if (!read_norms(db, e->priced_on, pool, &norms, &norm_count, err) ||
	    !estimate_lines(db, e->id, pool, &lines, &count, err))
		return false;
	e->subtotal = 0;
	for (size_t i = 0; i < count; i++) {
		if (!cost_of_unit(norms, norm_count, lines[i].item,
		    strcmp(e->mode, "price") == 0, &lines[i].unit_cost_milli,
		    err) || !cost_of_line(lines[i].quantity_milli,
		    lines[i].unit_cost_milli, &lines[i].amount, err))
			return err_wrap(err, "%s", e->priced_on);
		e->subtotal += lines[i].amount;
		if (!put_price(db, e->id, &lines[i], err))
			return false;
	}
	e->management_milli = percent_of(norms, norm_count, "management");
	e->vat_milli = percent_of(norms, norm_count, "vat");
	e->management = cost_share(e->subtotal, e->management_milli);
	e->vat = cost_share(e->subtotal + e->management, e->vat_milli);
	e->total = e->subtotal + e->management + e->vat;
	return put_sums(db, e, err);
}

bool estimate_price(struct db *db, const struct estimate *estimate,
    struct err *err)
{
	struct estimate copy = *estimate;
	struct pool pool = { 0 };
	bool good = may_change(estimate, err) &&
	    price_all(db, &copy, &pool, err);

	pool_free(&pool);
	return good;
}

/* --- the chain of approval ---------------------------------------------- */

static const struct {
	const char *step;
	const char *from;	/* states, each between bars */
	const char *to;
	const char *turn;	/* N_(): what must come first */
} moves[] = {
	{ "submit", "|draft|returned|", "submitted",
	    N_("only a draft or a returned estimate is submitted") },
	{ "appraise", "|submitted|", "appraised",
	    N_("it must be submitted first (estimate submit)") },
	{ "approve", "|appraised|", "approved",
	    N_("the finance department appraises it first (estimate appraise)") },
	{ "return", "|submitted|appraised|", "returned",
	    N_("only what is submitted or appraised can be returned") },
};

static bool last_date(struct db *db, int64_t id, char day[16], struct err *err)
{
	static const char sql[] = "SELECT coalesce(max(on_date), '')"
	    " FROM estimate_step WHERE estimate_id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	day[0] = '\0';
	if (db_row(q))
		strncat(day, db_text(q, 0), 15);
	return db_end(q);
}

static bool put_step(struct db *db, const struct estimate *e,
    const struct estimate_step *step, const char *state, struct err *err)
{
	static const char step_sql[] =
	    "INSERT INTO estimate_step (estimate_id, step, number, on_date,"
	    " body, amount, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	static const char state_sql[] =
	    "UPDATE estimate SET state = ?2, rev = rev + 1"
	    " WHERE id = ?1 AND rev = ?3";
	struct query *q = db_query(db, err, step_sql);

	db_put_int(q, 1, e->id);
	db_put_text(q, 2, step->step);
	db_put_text(q, 3, step->number);
	db_put_text(q, 4, step->on_date);
	db_put_text(q, 5, step->body);
	db_put_int(q, 6, step->amount == 0 ? e->total : step->amount);
	db_put_text(q, 7, step->note);
	db_row(q);
	if (!db_end(q))
		return false;
	q = db_query(db, err, state_sql);
	db_put_int(q, 1, e->id);
	db_put_text(q, 2, state);
	db_put_int(q, 3, e->rev);
	db_row(q);
	if (!db_end(q))
		return false;
	return db_changed(db) == 1 || err_set(err, ERR_BUSY, _("Estimate %s was"
	    " changed by somebody else meanwhile: look at it again"), e->code);
}

bool estimate_take_step(struct db *db, const struct estimate *e,
    const struct estimate_step *step, struct err *err)
{
	char state[24] = "|", before[16];

	strncat(strncat(state, e->state, 20), "|", 2);
	if (!last_date(db, e->id, before, err))
		return false;
	for (size_t i = 0; i < COUNT(moves); i++) {
		if (strcmp(moves[i].step, step->step) != 0)
			continue;
		if (strstr(moves[i].from, state) == NULL)
			return err_set(err, ERR_RULE, _("Estimate %s is %s: %s"),
			    e->code, out_word(e->state), _(moves[i].turn));
		if (e->total == 0)
			return err_set(err, ERR_RULE, _("Estimate %s has no lines"
			    " with an amount: estimate line"), e->code);
		if (strcmp(step->on_date, before) < 0)
			return err_set(err, ERR_RULE, _("%s is before the last"
			    " step of estimate %s on %s"), step->on_date,
			    e->code, before);
		return put_step(db, e, step, moves[i].to, err);
	}
	return err_set(err, ERR_USAGE, _("%s is no step of an estimate"),
	    step->step);
}

bool estimate_count(struct db *db, struct estimate_quantity *quantity,
    struct err *err)
{
	static const char sql[] =
	    "SELECT count(*), coalesce(sum(iif(a4 > 0, a4, a4_estimate)), 0),"
	    " coalesce(sum(papers), 0), coalesce(sum(pages), 0),"
	    " coalesce((SELECT CAST(1000 * CAST(replace(paper_total, ',', '.')"
	    " AS REAL) + 0.5 AS INTEGER) FROM fonds WHERE code = ?3), 0)"
	    " FROM dossier d WHERE d.state <> 11"
	    " AND (?1 = '' OR d.id IN (SELECT i.dossier_id FROM selection_now s"
	    "  JOIN selection_item i ON i.version_id = s.version_id"
	    "  WHERE s.code = ?1 AND i.excluded = 0 AND i.change <> 'drop'))"
	    " AND (?2 = 0 OR d.id IN (SELECT i.dossier_id FROM selection_now s"
	    "  JOIN selection_item i ON i.version_id = s.version_id"
	    "  WHERE s.year = ?2 AND i.excluded = 0 AND i.change <> 'drop'))"
	    " AND (?3 = '' OR d.fonds_id IN (SELECT id FROM fonds"
	    "  WHERE code = ?3))"
	    " AND (?4 = '' OR d.size_class = ?4)";
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, quantity->list);
	db_put_int(q, 2, quantity->year);
	db_put_text(q, 3, quantity->fonds);
	db_put_text(q, 4, quantity->size);
	if (db_row(q)) {
		quantity->dossiers = db_int(q, 0);
		quantity->a4 = db_int(q, 1);
		quantity->papers = db_int(q, 2);
		quantity->pages = db_int(q, 3);
		quantity->metres_milli = db_int(q, 4);
	}
	return db_end(q);
}
