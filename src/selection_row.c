/* All lists, each with its version in hand. */
#include "selection.h"

#define NEWEST \
	"(SELECT w.id FROM selection_version w WHERE w.selection_id = s.id" \
	" ORDER BY w.version DESC LIMIT 1)"
#define ROW \
	"SELECT s.code, v.version, v.state, f.code, coalesce(g.title, '')," \
	" s.year, coalesce(t.dossiers, 0), coalesce(t.papers, 0)," \
	" coalesce(t.pages, 0), coalesce(t.a4, 0), v.submitted_on," \
	" v.decision, v.decided_on FROM selection s" \
	" CROSS JOIN selection_version v ON v.id = " NEWEST \
	" CROSS JOIN fonds f ON f.id = s.fonds_id" \
	" LEFT JOIN grp g ON g.id = s.grp_id" \
	" LEFT JOIN tally_list t ON t.version_id = v.id"

static const char *keep(struct query *q, int column, struct pool *pool)
{
	return pool == NULL ? db_text(q, column) : db_copy(q, column, pool);
}

static void read_row(struct query *q, struct pool *pool,
    struct selection_row *row)
{
	*row = (struct selection_row){ .code = keep(q, 0, pool),
	    .version = db_int(q, 1), .state = keep(q, 2, pool),
	    .fonds = keep(q, 3, pool), .group = keep(q, 4, pool),
	    .year = db_int(q, 5), .dossiers = db_int(q, 6),
	    .papers = db_int(q, 7), .pages = db_int(q, 8),
	    .a4 = db_int(q, 9), .submitted_on = keep(q, 10, pool),
	    .decision = keep(q, 11, pool), .decided_on = keep(q, 12, pool) };
}

bool selection_row(struct db *db, int64_t id, struct pool *pool,
    struct selection_row *row, struct err *err)
{
	static const char sql[] = ROW " WHERE s.id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found;

	db_put_int(q, 1, id);
	found = db_row(q);
	if (found)
		read_row(q, pool, row);
	return db_end(q) &&
	    (found || err_set(err, ERR_MISSING, _("There is no such list")));
}

bool selection_each(struct db *db, int64_t limit,
    bool (*each)(void *to, const struct selection_row *row, struct err *err),
    void *to, struct err *err)
{
	static const char sql[] = ROW " ORDER BY s.id DESC LIMIT ?1";
	struct query *q = db_query(db, err, sql);
	struct selection_row row;
	bool good = true;

	db_put_int(q, 1, limit > 0 ? limit : -1);
	while (good && db_row(q)) {
		read_row(q, NULL, &row);
		good = each(to, &row, err);
	}
	return db_end(q) && good;
}

bool selection_index(struct db *db, struct pool *pool, int64_t **ids,
    size_t *count, struct version_total *total, struct err *err)
{
	static const char how_many[] = "SELECT count(*) FROM selection";
	static const char sql[] =
	    "SELECT s.id, t.dossiers, t.papers, t.pages, t.a4 FROM selection s"
	    " LEFT JOIN tally_list t ON t.version_id = " NEWEST
	    " ORDER BY s.id DESC LIMIT ?1";
	struct query *q = db_query(db, err, how_many);
	int64_t most = db_row(q) ? db_int(q, 0) : 0;

	*count = 0;
	*total = (struct version_total){ 0 };
	if (!db_end(q))
		return false;
	*ids = pool_array(pool, (size_t)most + 1, sizeof(**ids));
	q = db_query(db, err, sql);
	db_put_int(q, 1, most);
	while (db_row(q)) {
		(*ids)[(*count)++] = db_int(q, 0);
		total->dossiers += db_int(q, 1);
		total->papers += db_int(q, 2);
		total->pages += db_int(q, 3);
		total->a4 += db_int(q, 4);
	}
	return db_end(q);
}

bool selection_drafts(struct db *db, struct pool *pool, int64_t **ids,
    size_t *count, struct err *err)
{
	/* The first condition is that of the index. */
	static const char sql[] =
	    "SELECT selection_id FROM selection_version"
	    " WHERE state IN ('draft', 'submitted') AND state = 'draft'"
	    " ORDER BY selection_id DESC";
	struct query *q = db_query(db, err, sql);

	*ids = NULL;
	*count = 0;
	while (db_row(q)) {
		*ids = pool_grow(pool, *ids, *count, sizeof(**ids));
		(*ids)[(*count)++] = db_int(q, 0);
	}
	return db_end(q);
}
