#include "filter.h"

#include "audit.h"
#include "clock.h"
#include "text.h"
#include "who.h"

#define FIELDS "id, name, search, user, at"

static void read_row(struct query *q, struct pool *pool,
    struct saved_filter *f)
{
	f->id = db_int(q, 0);
	f->name = db_copy(q, 1, pool);
	f->search = db_copy(q, 2, pool);
	f->user = db_copy(q, 3, pool);
	f->at = db_copy(q, 4, pool);
}

bool filter_list(struct db *db, struct pool *pool, struct saved_filter **list,
    size_t *count, struct err *err)
{
	static const char sql[] = "SELECT " FIELDS ", count(*) OVER ()"
	    " FROM saved_filter ORDER BY name COLLATE VI, id";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 5),
			    sizeof(**list));
		read_row(q, pool, &(*list)[(*count)++]);
	}
	return db_end(q);
}

bool filter_find(struct db *db, const char *name, struct pool *pool,
    struct saved_filter *found, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM saved_filter WHERE name_fold = ?1";
	struct query *q = db_query(db, err, sql);
	bool there = false;

	db_put_text(q, 1, text_fold(pool, name));
	if (db_row(q)) {
		read_row(q, pool, found);
		there = true;
	}
	if (!db_end(q))
		return false;
	return there || err_set(err, ERR_MISSING, _("There is no saved filter "
	    "\"%s\"; see \"bansao filter list\""), name);
}

static bool put(struct db *db, struct pool *pool, const char *name,
    const char *search, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO saved_filter (name, name_fold, search, user, at)"
	    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name_fold) DO UPDATE"
	    " SET name = ?1, search = ?3, user = ?4, at = ?5";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];
	struct who who;

	clock_utc(now);
	who_am_i(&who);
	db_put_text(q, 1, name);
	db_put_text(q, 2, text_fold(pool, name));
	db_put_text(q, 3, search);
	db_put_text(q, 4, who.user);
	db_put_text(q, 5, now);
	return db_end(q);
}

static bool has_place(struct pool *pool, const char *name,
    const char *search, struct err *err)
{
	if (text_fold(pool, name)[0] == '\0' || text_width(name) > 60)
		return err_set(err, ERR_USAGE, _("The name of a filter has 1 "
		    "to 60 letters"));
	if (text_fold(pool, search)[0] == '\0' || text_width(search) > 400)
		return err_set(err, ERR_USAGE, _("A filter needs words or "
		    "fields, at most 400 letters: for example year:..1974 "
		    "tc:0"));
	return true;
}

bool filter_save(struct db *db, const char *name, const char *search,
    struct err *err)
{
	struct pool pool = { 0 };
	struct edit edit = { .action = "filter save" };
	bool good;

	name = text_nfc(&pool, name);
	search = text_nfc(&pool, search);
	edit.subject = name;
	edit.summary = pool_printf(&pool, _("keep the filter %s"), name);
	good = has_place(&pool, name, search, err) && edit_begin(db, err);
	if (good && !put(db, &pool, name, search, err)) {
		edit_abort(db);
		good = false;
	}
	good = good && edit_commit(db, &edit, NULL, err);
	pool_free(&pool);
	return good;
}

bool filter_remove(struct db *db, const char *name, struct err *err)
{
	static const char sql[] = "DELETE FROM saved_filter WHERE id = ?1";
	struct pool pool = { 0 };
	struct edit edit = { .action = "filter remove" };
	struct saved_filter found = { 0 };
	struct query *q;
	bool good = edit_begin(db, err);

	if (good && filter_find(db, name, &pool, &found, err)) {
		edit.subject = found.name;
		edit.summary = pool_printf(&pool, _("remove the filter %s"),
		    found.name);
		q = db_query(db, err, sql);
		db_put_int(q, 1, found.id);
		good = db_end(q) && edit_commit(db, &edit, NULL, err);
	} else if (good) {
		edit_abort(db);
		good = false;
	}
	pool_free(&pool);
	return good;
}
