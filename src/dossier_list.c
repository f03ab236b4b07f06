#include "dossier_list.h"

#include "buf.h"
#include "text.h"

#include <string.h>

const char *search_expression(struct pool *pool, const char *text)
{
	struct buf words = { 0 };
	const char *folded = text_fold(pool, text);
	const char *expression;
	bool inside = false;

	/* Only letters and digits are words to the tokenizer. */
	for (const char *at = folded; *at != '\0';) {
		const char *start = at;
		int32_t letter = text_next(&at);
		bool word = letter >= 128 || (letter >= '0' && letter <= '9') ||
		    (letter >= 'a' && letter <= 'z');

		if (word && !inside)
			buf_text(&words, words.length > 0 ? " \"" : "\"");
		if (!word && inside)
			buf_text(&words, "\"*");
		if (word)
			buf_add(&words, start, (size_t)(at - start));
		inside = word;
	}
	if (inside)
		buf_text(&words, "\"*");
	expression = pool_copy(pool, buf_string(&words));
	buf_free(&words);
	return expression;
}

#define FILTERED \
	"SELECT id FROM dossier d WHERE (?1 = 0 OR fonds_id = ?1)" \
	" AND (?2 = 0 OR grp_id IN (WITH RECURSIVE below (id) AS" \
	" (SELECT ?2 UNION ALL SELECT grp.id FROM grp JOIN below" \
	" ON grp.parent_id = below.id) SELECT id FROM below))" \
	" AND (?3 = 0 OR criteria & (1 << (?3 - 1)))" \
	" AND (?4 < 0 OR state = ?4)" \
	" AND (?5 = 0 OR (start_year <= ?5" \
	" AND coalesce(end_year, start_year) >= ?5))" \
	" AND (?6 IS NULL OR id IN (SELECT rowid FROM dossier_fts" \
	" WHERE dossier_fts MATCH ?6)) ORDER BY "

static const char *sorted(const char *sort)
{
	static const char by_code[] = FILTERED "sort_key, id";
	static const char by_title[] = FILTERED "title_fold, id";
	static const char by_year[] = FILTERED "start_year, sort_key";
	static const char by_pages[] = FILTERED "a4_estimate DESC, sort_key";
	static const char by_state[] = FILTERED "state, sort_key";

	if (sort == NULL || strcmp(sort, "code") == 0)
		return by_code;
	return strcmp(sort, "title") == 0 ? by_title :
	    strcmp(sort, "year") == 0 ? by_year :
	    strcmp(sort, "pages") == 0 ? by_pages :
	    strcmp(sort, "state") == 0 ? by_state : NULL;
}

/* With diacritics in the question, only exact matches count. */
static bool exactly(struct db *db, int64_t id, const char *text, bool *holds,
    struct err *err)
{
	static const char sql[] =
	    "SELECT title || ' ' || code || ' ' || persons || ' ' || places ||"
	    " ' ' || keyword || ' ' || description || ' ' || notation"
	    " FROM dossier WHERE id = ?1";
	struct pool pool = { 0 };
	struct query *q = db_query(db, err, sql);
	char *rest = pool_copy(&pool, text);

	*holds = true;
	db_put_int(q, 1, id);
	if (db_row(q))
		for (char *word = strsep(&rest, " \t"); word != NULL && *holds;
		    word = strsep(&rest, " \t"))
			if (text_has_marks(word))
				*holds = text_contains(db_text(q, 0), word);
	pool_free(&pool);
	return db_end(q);
}

bool dossier_each(struct db *db, const struct dossier_filter *filter,
    bool (*each)(void *to, int64_t id, struct err *err), void *to,
    struct err *err)
{
	const char *sql = sorted(filter->sort);
	bool marks = filter->search != NULL && text_has_marks(filter->search);
	struct pool pool = { 0 };
	struct query *q;
	bool good = true;

	if (sql == NULL)
		return err_set(err, ERR_USAGE, _("--sort takes code, title, "
		    "year, pages or state, not \"%s\""), filter->sort);
	q = db_query(db, err, sql);
	db_put_int(q, 1, filter->fonds_id);
	db_put_int(q, 2, filter->grp_id);
	db_put_int(q, 3, filter->criterion);
	db_put_int(q, 4, filter->state);
	db_put_int(q, 5, filter->year);
	if (filter->search != NULL) {
		const char *words = search_expression(&pool, filter->search);

		db_put_text(q, 6, words[0] == '\0' ? NULL : words);
	}
	while (good && db_row(q)) {
		bool holds = true;

		good = (!marks || exactly(db, db_int(q, 0), filter->search,
		    &holds, err)) && (!holds || each(to, db_int(q, 0), err));
	}
	good = db_end(q) && good;
	pool_free(&pool);
	return good;
}
