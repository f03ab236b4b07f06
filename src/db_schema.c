/* The numbered schema files: which one a catalogue has, and the way to the
 * newest. */
#include "db_inside.h"
#include "clock.h"
#include "db_lock.h"
#include "embed.h"
#include "fs.h"
#include "rights.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool db_user_version(struct db *db, int64_t *version, struct err *err)
{
	static const char sql[] = "PRAGMA user_version";
	struct query *q = db_query(db, err, sql);

	*version = 0;
	if (db_row(q))
		*version = db_int(q, 0);
	return db_end(q);
}

/* The number in front of an embedded schema file's name. */
static int64_t file_version(const struct embed *file)
{
	return strtol(file->name + sizeof("schema/") - 1, NULL, 10);
}

static int64_t newest_version(void)
{
	int64_t newest = 0;

	for (const struct embed *file = embed_next("schema/", NULL);
	    file != NULL; file = embed_next("schema/", file))
		if (file_version(file) > newest)
			newest = file_version(file);
	return newest;
}

static const struct embed *next_file(int64_t version)
{
	const struct embed *next = NULL;

	for (const struct embed *file = embed_next("schema/", NULL);
	    file != NULL; file = embed_next("schema/", file))
		if (file_version(file) > version &&
		    (next == NULL || file_version(file) < file_version(next)))
			next = file;
	return next;
}

static bool run_schema(struct db *db, const struct embed *file,
    struct err *err)
{
	char pragma[64];
	bool good;

	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %lld",
	    (long long)file_version(file));
	good = db_script(db, err, (const char *)file->data) &&
	    db_script(db, err, pragma);
	return good || err_wrap(err, "%s", file->name);
}

/* A catalogue of ours, and not another program's file or an empty one. */
bool db_is_ours(struct db *db, struct err *err)
{
	static const char sql[] = "SELECT count(*) FROM sqlite_schema"
	    " WHERE type = 'table' AND name IN ('audit', 'recorded')";
	struct query *q = db_query(db, err, sql);
	int64_t count = db_row(q) ? db_int(q, 0) : 0;

	if (!db_end(q))
		return false;
	return count == 2 || db_not_ours(db, err);
}

/* The copy of the old catalogue, once, though many may start together. A copy
 * of an earlier time with that schema stays. */
static bool save_old(struct db *db, int64_t version, struct err *err)
{
	struct pool pool = { 0 };
	const char *name = db_backup_name(db->path,
	    pool_printf(&pool, "schema-%lld", (long long)version), &pool);
	int64_t now = 0;
	bool up = rights_up(db->path);
	bool good = fs_mkdirs(db_backup_folder(db->path, &pool), err) &&
	    db_lock_take(db->lock, 600000, err) &&
	    db_user_version(db, &now, err);

	if (good && now == version) {
		const char *first = name;

		for (int64_t stamp = clock_seconds(); rights_access(name,
		    F_OK) == 0; stamp++)
			name = pool_printf(&pool, "%s-%lld", first,
			    (long long)stamp);
		good = db_backup(db, name, err);
	}
	db_lock_give(db->lock);
	rights_down(up);
	pool_free(&pool);
	return good || err_wrap(err, _("Backup before the migration"));
}

/* Each schema file in a transaction of its own; the version is asked again
 * under the lock, because somebody else may have been faster. */
bool db_migrate(struct db *db, bool creating, struct err *err)
{
	const struct embed *file;
	int64_t version, newest = newest_version();
	bool saved = creating;

	for (;;) {
		if (!db_user_version(db, &version, err))
			return false;
		/* No bansao will ever be so new: the header is destroyed. */
		if (version < 0 || version > newest + 100000)
			return db_not_ours(db, err);
		if (version > newest)
			return err_set(err, ERR_FAILED, _("This catalogue "
			    "belongs to a newer bansao (schema %lld, this one "
			    "knows %lld): install the newer program"),
			    (long long)version, (long long)newest);
		file = next_file(version);
		if (file == NULL || db->as_is)
			return true;
		if (db->read_only && db_damage_marked(db->path))
			return db_say_damaged(db->path, _("it is of an older "
			    "bansao and cannot be brought up to this one"), err);
		if (db->read_only)
			return err_set(err, ERR_FAILED, _("This catalogue is of "
			    "an older bansao (schema %lld of %lld): open it once "
			    "for writing, for example with \"bansao doctor\""),
			    (long long)version, (long long)newest);
		if (version > 0 && !saved && db->path[0] != ':' &&
		    !save_old(db, version, err))
			return false;
		saved = true;
		if (!db_begin(db, err))
			return false;
		if (!db_user_version(db, &version, err) ||
		    (next_file(version) == file && !run_schema(db, file, err))) {
			db_rollback(db);
			return false;
		}
		if (!db_commit(db, err))
			return false;
	}
}
