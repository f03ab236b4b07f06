#include "handover.h"

static bool forget(struct db *db, int64_t handover, struct err *err)
{
	static const char sql[] =
	    "DELETE FROM handover_volume WHERE handover_id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, handover);
	db_row(q);
	return db_end(q);
}

static bool add(struct db *db, int64_t handover,
    const struct handover_volume *volume, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO handover_volume (handover_id, number, name,"
	    " manifest_sha256, files, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, handover);
	db_put_int(q, 2, volume->number);
	db_put_text(q, 3, volume->name);
	db_put_text(q, 4, volume->manifest_sha256);
	db_put_int(q, 5, volume->files);
	db_put_int(q, 6, volume->bytes);
	db_row(q);
	return db_end(q);
}

bool handover_volumes_set(struct db *db, int64_t handover,
    const struct handover_volume *list, size_t count, struct err *err)
{
	bool ok = forget(db, handover, err);

	for (size_t i = 0; ok && i < count; i++)
		ok = add(db, handover, &list[i], err);
	return ok;
}

bool handover_volumes(struct db *db, int64_t handover, struct pool *pool,
    struct handover_volume **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT number, name, manifest_sha256, files, bytes,"
	    " count(*) OVER () FROM handover_volume WHERE handover_id = ?1"
	    " ORDER BY number";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	db_put_int(q, 1, handover);
	while (db_row(q)) {
		struct handover_volume *v;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 5),
			    sizeof(**list));
		v = &(*list)[(*count)++];
		v->number = db_int(q, 0);
		v->name = db_copy(q, 1, pool);
		v->manifest_sha256 = db_copy(q, 2, pool);
		v->files = db_int(q, 3);
		v->bytes = db_int(q, 4);
	}
	return db_end(q);
}
