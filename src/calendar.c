#include "calendar.h"

#include <string.h>

bool calendar_load(struct db *db, struct pool *pool, struct calendar *calendar,
    struct err *err)
{
	static const char sql[] =
	    "SELECT day, kind = 'work' FROM holiday ORDER BY day";
	struct query *q = db_query(db, err, sql);
	int64_t *off = NULL, *work = NULL;
	size_t off_count = 0, work_count = 0;

	while (db_row(q)) {
		struct date date;

		if (!date_from_iso(db_text(q, 0), &date) ||
		    !date_is_whole(date))
			continue;
		if (db_int(q, 1) != 0) {
			work = pool_grow(pool, work, work_count, sizeof(*work));
			work[work_count++] = date_number(date);
		} else {
			off = pool_grow(pool, off, off_count, sizeof(*off));
			off[off_count++] = date_number(date);
		}
	}
	*calendar = (struct calendar){ off, (int)off_count, work,
		(int)work_count };
	return db_end(q);
}

bool holiday_list(struct db *db, int64_t year, struct pool *pool,
    struct holiday **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT day, kind, name, basis, count(*) OVER () FROM holiday"
	    " WHERE ?1 = 0 OR substr(day, 1, 4) = CAST(?1 AS TEXT)"
	    " ORDER BY day";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, year);
	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		struct holiday *h;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 4),
			    sizeof(**list));
		h = &(*list)[(*count)++];
		h->day = db_copy(q, 0, pool);
		h->kind = db_copy(q, 1, pool);
		h->name = db_copy(q, 2, pool);
		h->basis = db_copy(q, 3, pool);
	}
	return db_end(q);
}

bool holiday_put(struct db *db, const struct holiday *holiday, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO holiday (day, kind, name, basis) VALUES (?1, ?2, ?3,"
	    " ?4) ON CONFLICT DO UPDATE SET kind = excluded.kind,"
	    " name = excluded.name, basis = excluded.basis";
	struct query *q;
	struct date date;
	bool work = strcmp(holiday->kind, "work") == 0;

	if (!date_from_iso(holiday->day, &date) || !date_is_whole(date))
		return err_set(err, ERR_USAGE,
		    _("%s: the working calendar needs a whole day"),
		    holiday->day);
	if (work && date_weekday(date) <= 5)
		return err_set(err, ERR_USAGE,
		    _("%s is a working day anyway: remove it from the list"
		    " instead"), holiday->day);
	if (!work && date_weekday(date) > 5)
		return err_set(err, ERR_USAGE,
		    _("%s is a weekend anyway: put in the substitute day off"),
		    holiday->day);
	if (*holiday->name == '\0')
		return err_set(err, ERR_USAGE, _("A day off needs a name"));
	q = db_query(db, err, sql);
	db_put_text(q, 1, holiday->day);
	db_put_text(q, 2, holiday->kind);
	db_put_text(q, 3, holiday->name);
	db_put_text(q, 4, holiday->basis == NULL ? "" : holiday->basis);
	db_row(q);
	return db_end(q);
}

bool holiday_remove(struct db *db, const char *day, struct err *err)
{
	static const char sql[] = "DELETE FROM holiday WHERE day = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, day);
	db_row(q);
	if (!db_end(q))
		return false;
	if (db_changed(db) == 0)
		return err_set(err, ERR_MISSING,
		    _("%s is not in the list of days off"), day);
	return true;
}
