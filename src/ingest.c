#include "ingest_inside.h"

#include "clock.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* --- results -------------------------------------------------------------- */

/* What is no scan after all: told, counted, not stored. */
static bool is_put_off(struct ingest_work *w, const char *path,
    const struct scan_result *r)
{
	const char *shown = text_safe(&w->pool, path);

	switch (r->status) {
	case SCAN_WRITING:
		w->ingest->deferred++;
		job_warn(w->job, _("%s: still being written; taken in next"
		    " time"), shown);
		return true;
	case SCAN_CHANGING:
		w->ingest->deferred++;
		job_warn(w->job, _("%s: changed while it was read; taken in"
		    " next time"), shown);
		return true;
	case SCAN_UNREADABLE:
		w->ingest->refused++;
		job_warn(w->job, _("%s: cannot be read: %s"), shown,
		    r->detail);
		return true;
	case SCAN_READ:
	case SCAN_CRASHED:
	case SCAN_SLOW:
		break;
	}
	return false;
}

static bool take_result(void *to, int64_t tag, const char *path,
    const struct scan_result *result, struct err *err)
{
	struct ingest_work *w = to;
	struct pending *p = &w->batch[w->count];
	struct buf bytes = { 0 };
	bool good;

	(void)tag;
	w->done++;
	w->ingest->bytes += result->stat.size;
	if (w->job != NULL)
		w->job->bytes += result->stat.size;
	if (is_put_off(w, path, result))
		return job_step(w->job, w->done, w->total, path, err);
	scan_result_pack(&bytes, result);
	good = scan_result_unpack((unsigned char *)bytes.data, bytes.length,
	    &w->pool, &p->result);
	buf_free(&bytes);
	if (!good)
		return err_set(err, ERR_FAILED,
		    _("A reader gave an answer that makes no sense"));
	p->path = pool_copy(&w->pool, path);
	if (result->status == SCAN_CRASHED || result->status == SCAN_SLOW)
		findings_add(&p->result.findings, &w->pool, w->ingest->rules,
		    result->status == SCAN_SLOW ? T_TIME : T_CRASH, -1, "");
	if (w->count++ == 0)
		w->oldest = clock_ns();
	if ((w->count == BATCH || clock_ns() - w->oldest > BATCH_NS) &&
	    !ingest_flush(w, err))
		return false;
	return job_step(w->job, w->done, w->total, path, err);
}

/* --- the walk ------------------------------------------------------------- */

static bool count_one(void *to, const struct fs_entry *entry,
    struct err *err)
{
	struct ingest_work *w = to;

	if (entry->refused != NULL || !scan_name_wanted(entry->name))
		return true;
	w->total++;
	if (w->job != NULL)
		w->job->bytes_total += entry->stat.size;
	return !job_stopped() || job_step(w->job, 0, 0, entry->path, err);
}

/* A stored file without a dossier is read again when its name has found one
 * in the meantime. */
static bool may_be_linked(struct ingest_work *w, const char *name, bool *known,
    struct err *err)
{
	const struct target *target;
	struct scan scan = { 0 };

	if (!ingest_place(w, name, &scan, &target, err))
		return false;
	*known = target == NULL;
	return true;
}

static bool is_known(struct ingest_work *w, const struct fs_entry *entry,
    bool *known, struct err *err)
{
	struct scan_known row;
	const char *name;
	int64_t folder;

	*known = false;
	if (w->ingest->rehash || w->db == NULL)
		return true;
	if (!ingest_folder_known(w, entry->path, &name, &folder, err))
		return false;
	if (folder == 0)
		return true;
	if (!scan_at(w->db, folder, name, &row, err))
		return false;
	*known = row.id != 0 && row.stamp == scan_stamp(&entry->stat);
	if (!*known || row.dossier_id != 0 || w->ingest->dry_run)
		return true;
	return may_be_linked(w, name, known, err);
}

static bool give(struct ingest_work *w, const char *path, struct err *err)
{
	return readers_give(w->readers, 0, path,
	    READ_FACTS | READ_HASH | READ_WRITERS, err);
}

/* A file written to a moment ago is looked at again at the end. */
static bool is_fresh(struct ingest_work *w, const struct fs_entry *entry)
{
	int64_t settle = (int64_t)w->ingest->rules->settle_seconds;
	int64_t age = clock_seconds() - entry->stat.mtime / 1000000000;
	struct fs_entry *keep;

	if (age >= settle || age < -86400)
		return false;
	if (w->fresh_count == w->fresh_room) {
		w->fresh_room = w->fresh_room == 0 ? 64 : w->fresh_room * 2;
		w->fresh = must_realloc(w->fresh,
		    w->fresh_room * sizeof(*w->fresh));
	}
	keep = &w->fresh[w->fresh_count++];
	*keep = *entry;
	keep->path = pool_copy(&w->own, entry->path);
	return true;
}

static bool visit(void *to, const struct fs_entry *entry, struct err *err)
{
	struct ingest_work *w = to;
	bool known;

	if (entry->refused != NULL) {
		w->ingest->refused++;
		job_warn(w->job, "%s: %s", text_safe(&w->own, entry->path),
		    entry->refused);
		return true;
	}
	if (scan_name_unfinished(entry->name)) {
		w->ingest->deferred++;
		return true;
	}
	if (scan_name_trailing(entry->name)) {
		w->ingest->refused++;
		job_warn(w->job, "%s: %s", text_safe(&w->own, entry->path),
		    _("ends with a blank or a dot"));
		return true;
	}
	if (!scan_name_wanted(entry->name)) {
		w->ingest->other++;
		return true;
	}
	w->ingest->files++;
	if (!is_known(w, entry, &known, err))
		return false;
	if (!known)
		return is_fresh(w, entry) || give(w, entry->path, err);
	w->ingest->unchanged++;
	w->done++;
	if (w->job != NULL)
		w->job->bytes_total -= entry->stat.size;
	return (w->done & 255) != 0 ||
	    job_step(w->job, w->done, w->total, entry->path, err);
}

/* Wait until the fresh files have had their rest; those that changed in the
 * meantime are left for the next time. */
static bool take_fresh(struct ingest_work *w, struct err *err)
{
	const struct timespec pause = { 0, 100000000 };
	int64_t settle = (int64_t)w->ingest->rules->settle_seconds;
	int64_t ready = 0;

	for (size_t i = 0; i < w->fresh_count; i++) {
		int64_t at = w->fresh[i].stat.mtime / 1000000000 + settle + 1;

		if (at > ready)
			ready = at;
	}
	if (ready > clock_seconds() + settle + 1)
		ready = clock_seconds() + settle + 1;
	while (clock_seconds() < ready) {
		if (!job_step(w->job, w->done, w->total, "", err))
			return false;
		nanosleep(&pause, NULL);
	}
	for (size_t i = 0; i < w->fresh_count; i++) {
		char *path = pool_printf(&w->own, "%s/%s", w->root,
		    w->fresh[i].path);
		struct fs_stat now = { 0 };
		struct stat s;

		if (lstat(path, &s) == 0)
			fs_stat_from(&now, &s);
		if (fs_stat_same(&now, &w->fresh[i].stat)) {
			if (!give(w, w->fresh[i].path, err))
				return false;
			continue;
		}
		w->done++;
		w->ingest->deferred++;
		job_warn(w->job, _("%s: still being written; taken in next"
		    " time"), text_safe(&w->own, w->fresh[i].path));
	}
	return true;
}

/* --- all of it ------------------------------------------------------------ */

static bool begin(struct ingest_work *w, struct err *err)
{
	if (w->ingest->dossier != NULL && w->db != NULL) {
		if (!ingest_target(w, &w->given, w->ingest->dossier, err))
			return false;
		if (w->given.id == 0)
			return err_set(err, ERR_MISSING,
			    _("There is no dossier %s; \"bansao dossier list\""
			    " shows what there is"), w->ingest->dossier);
	}
	if (w->ingest->dry_run)
		return true;
	w->run.folder = w->root;
	if (!db_begin(w->db, err))
		return false;
	if (scan_run_begin(w->db, &w->run, err) &&
	    scan_rule(w->db, &w->ingest->rules->paper, &w->rule, err))
		return db_commit(w->db, err);
	db_rollback(w->db);
	return false;
}

static bool end(struct ingest_work *w, struct err *err)
{
	if (w->ingest->dry_run)
		return true;
	ingest_note(w);
	if (!db_begin(w->db, err))
		return false;
	if (scan_run_update(w->db, &w->run, true, err))
		return db_commit(w->db, err);
	db_rollback(w->db);
	return false;
}

static bool work(struct ingest_work *w, struct err *err)
{
	const struct ingest *i = w->ingest;

	job_phase(w->job, _("Looking"));
	if (!begin(w, err) || !fs_walk(w->root, count_one, w, err))
		return false;
	job_phase(w->job, _("Taking in"));
	w->readers = readers_open(i->program, i->companion_program,
	    w->root, i->extra, i->jobs, err);
	if (w->readers == NULL)
		return false;
	readers_listen(w->readers, take_result, w);
	if (!fs_walk(w->root, visit, w, err) ||
	    !readers_drain(w->readers, err) || !take_fresh(w, err) ||
	    !readers_drain(w->readers, err))
		return false;
	return ingest_flush(w, err) && end(w, err);
}

bool ingest_run(struct ingest *ingest, struct db *db, struct job *job,
    struct err *err)
{
	struct ingest_work *w = must_alloc(sizeof(*w));
	char *root = realpath(ingest->folder, NULL);
	bool good;

	w->ingest = ingest;
	w->db = db;
	w->job = job;
	w->root = root;
	good = root != NULL ? work(w, err) : errno == ENOENT ?
	    err_set(err, ERR_MISSING, _("There is no folder %s"),
	    ingest->folder) :
	    err_errno(err, _("The folder %s cannot be opened"),
	    ingest->folder);
	if (!good && err->kind == ERR_STOPPED && root != NULL) {
		struct err later = { 0 };

		(void)!ingest_flush(w, &later);	/* keep what was read */
	}
	readers_close(w->readers);
	pool_free(&w->pool);
	pool_free(&w->own);
	buf_free(&w->folder);
	buf_free(&w->seen);
	free(w->fresh);
	free(root);
	free(w);
	return good;
}
