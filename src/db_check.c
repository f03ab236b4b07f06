/* Is the file whole? And the watch over queries that read all of it. */
#include "db_inside.h"

#include "clock.h"
#include "job.h"

#include <stdio.h>
#include <string.h>

/* SQLite's complaint begins with "*** in database main ***" and a new line. */
static const char *one_line(char *text)
{
	char *at = strncmp(text, "***", 3) == 0 ? strchr(text, '\n') : NULL;

	text = at == NULL ? text : at + 1;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static bool complain(struct db *db, const char *pages, const char *keys,
    struct pool *pool, const char **complaint, struct err *err)
{
	struct query *q = db_query(db, err, pages);

	*complaint = "ok";
	if (db_row(q))
		*complaint = one_line(db_copy(q, 0, pool));
	if (!db_end(q))
		return false;
	/* What a look that was stopped says of the rest is not true. */
	if (db->watcher != NULL && job_stopped())
		return err_set(err, ERR_STOPPED, _("Stopped"));
	if (strcmp(*complaint, "ok") != 0)
		return true;
	q = db_query(db, err, keys);
	if (db_row(q))
		*complaint = pool_printf(pool,
		    _("row %lld of table %s points to nothing in %s"),
		    (long long)db_int(q, 1), db_text(q, 0), db_text(q, 2));
	return db_end(q);
}

bool db_check(struct db *db, struct pool *pool, const char **complaint,
    struct err *err)
{
	static const char pages[] = "PRAGMA integrity_check(1)";
	static const char keys[] = "PRAGMA foreign_key_check";

	return complain(db, pages, keys, pool, complaint, err);
}

bool db_check_quick(struct db *db, struct pool *pool, const char **complaint,
    struct err *err)
{
#define MOST_TABLES " FROM pragma_table_list AS t WHERE t.schema = 'main'" \
	" AND t.name NOT IN ('scan', 'image') AND t.type"
	static const char pages[] =
	    "SELECT q.quick_check FROM (SELECT t.name" MOST_TABLES
	    " IN ('table', 'shadow')) AS t, pragma_quick_check(t.name) AS q"
	    " WHERE q.quick_check <> 'ok' LIMIT 1";
	static const char keys[] =
	    "SELECT k.* FROM (SELECT t.name" MOST_TABLES " = 'table') AS t,"
	    " pragma_foreign_key_check(t.name) AS k LIMIT 1";
#undef MOST_TABLES

	return complain(db, pages, keys, pool, complaint, err);
}

/* --- a long query ------------------------------------------------------------ */

enum { STEPS = 100000 };	/* of SQLite's machine: a few milliseconds */

static int still_there(void *to)
{
	struct db *db = to;
	struct err err = { 0 };
	int64_t gone = (clock_ns() - db->watched) / 1000000000;
	char text[32];

	if (gone == db->told)
		return job_stopped();
	db->told = gone;
	snprintf(text, sizeof(text), "%lld:%02lld", (long long)gone / 60,
	    (long long)gone % 60);
	return !job_step(db->watcher, 0, 0, text, &err);
}

static void interrupt(void *to)
{
	db_interrupt(to);
}

void db_watch(struct db *db, struct job *job)
{
	job_on_stop(job == NULL ? NULL : interrupt, db);
	db->watcher = job;
	db->watched = clock_ns();
	db->told = 0;
	sqlite3_progress_handler(db->handle, job == NULL ? 0 : STEPS,
	    job == NULL ? NULL : still_there, db);
}
