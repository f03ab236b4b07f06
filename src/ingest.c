#include "ingest.h"

#include "audit.h"
#include "clock.h"
#include "dossier.h"
#include "reader.h"
#include "scan_read.h"
#include "text.h"
#include "workflow.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	BATCH = 1000,		/* files of one transaction */
	BATCH_NS = 300000000	/* and the longest time until it is stored */
};

/* A result that waits for its transaction. */
struct pending {
	const char *path;
	struct scan_result result;
};

/* A dossier that a file name led to. */
struct target {
	char code[128];
	int64_t id;		/* 0: there is none of that code */
	char size_class[16];
};

struct work {
	struct ingest *ingest;
	struct db *db;
	struct job *job;
	const char *root;
	struct readers *readers;
	struct scan_run run;
	int64_t rule;
	int64_t total;
	int64_t done;
	struct target given;	/* of --dossier */
	struct target last;	/* of names */
	struct pending batch[BATCH];
	int count;
	int64_t oldest;		/* ns, of the first in the batch */
	struct pool pool;	/* of the batch */
	struct pool own;	/* of the whole run */
	struct fs_entry *fresh;	/* files that may still be written */
	size_t fresh_count, fresh_room;
	struct buf folder;	/* the folder looked up last */
	int64_t folder_id;
};

/* --- where a file belongs ------------------------------------------------ */

static bool target_find(struct work *w, struct target *target,
    const char *code, struct err *err)
{
	struct dossier dossier;
	struct pool pool = { 0 };
	bool good;

	if (strcmp(target->code, code) == 0)
		return true;
	*target = (struct target){ .code = "" };
	if (strlen(code) >= sizeof(target->code))
		return true;
	good = dossier_id(w->db, code, &target->id, err);
	if (good && target->id != 0)
		good = dossier_get(w->db, target->id, &pool, &dossier, err);
	if (good) {
		strcpy(target->code, code);
		if (target->id != 0)
			strncat(target->size_class, dossier.size_class,
			    sizeof(target->size_class) - 1);
	}
	pool_free(&pool);
	return good;
}

/* The last number in a name, for files given to a dossier by hand. */
static int64_t last_number(const char *name)
{
	const char *dot = strrchr(name, '.');
	const char *end = dot == NULL ? name + strlen(name) : dot;
	const char *at = end;

	while (at > name && at[-1] >= '0' && at[-1] <= '9' && end - at < 9)
		at--;
	return at == end ? 0 : strtoll(at, NULL, 10);
}

/* A companion of a whole dossier is called fileCode.pdf. */
static int parse_name(const char *name, struct scan_name options[3])
{
	int count = scan_name_parse(name, options);
	const char *dot = strrchr(name, '.');
	size_t length = dot == NULL ? 0 : (size_t)(dot - name);

	if (scan_is_companion(name) && length > 0 &&
	    length < sizeof(options[0].code)) {
		options[count] = (struct scan_name){ .document = 0 };
		memcpy(options[count++].code, name, length);
	}
	return count;
}

/* Link by --dossier or by name; *target stays NULL when nothing fits. */
static bool find_place(struct work *w, const char *raw, struct scan *scan,
    const struct target **target, struct err *err)
{
	const char *name = text_nfc(&w->pool, raw);
	struct scan_name options[3];
	int count = parse_name(name, options);

	*target = NULL;
	for (int i = 0; i < count; i++) {
		if (w->given.id != 0 &&
		    strcmp(options[i].code, w->given.code) != 0)
			continue;
		if (!target_find(w, &w->last, options[i].code, err))
			return false;
		if (w->last.id == 0)
			continue;
		scan->document = options[i].document;
		scan->page = options[i].page;
		*target = &w->last;
		break;
	}
	if (*target == NULL && w->given.id != 0) {
		scan->document = last_number(name);
		*target = &w->given;
	}
	scan->dossier_id = *target == NULL ? 0 : (*target)->id;
	return true;
}

/* --- storing a batch ------------------------------------------------------ */

static bool folder_of(struct work *w, const char *path, bool add_it,
    const char **name, int64_t *id, struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct buf full = { 0 };
	bool good = true;

	*name = slash == NULL ? path : slash + 1;
	buf_text(&full, strcmp(w->root, "/") == 0 ? "" : w->root);
	if (slash != NULL)
		buf_printf(&full, "/%.*s", (int)(slash - path), path);
	if (full.length == 0)
		buf_char(&full, '/');
	if (w->folder_id == 0 ||
	    strcmp(buf_string(&w->folder), full.data) != 0) {
		good = scan_folder(w->db, full.data, add_it, &w->folder_id,
		    err);
		buf_clear(&w->folder);
		buf_text(&w->folder, full.data);
	}
	*id = w->folder_id;
	buf_free(&full);
	return good;
}

static void tell_findings(struct work *w, const char *path,
    const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = &findings->list[i];
		char code[8];

		if (i == 0 || findings->list[i - 1].code != f->code)
			w->ingest->found[f->code]++;
		if (f->severity == CHECK_ERROR)
			job_finding(w->job, check_name(f->code, code), path,
			    finding_text(f, &w->pool));
	}
}

/* The same content under another name. */
static bool judge_twin(struct work *w, const struct scan *scan,
    struct findings *findings, struct err *err)
{
	const char *path;
	int64_t twin;
	bool same;
	size_t before = findings->count;
	int code;

	if (scan->bytes == 0)
		return true;
	if (!scan_twin(w->db, scan->sha256, scan->id, scan->dossier_id, &twin,
	    &same, &w->pool, &path, err))
		return false;
	if (twin == 0)
		return true;
	code = same ? T_TWICE : T_ELSEWHERE;
	findings_add(findings, &w->pool, w->ingest->rules, code, -1, path);
	return findings->count == before ||
	    scan_add_finding(w->db, scan->id, &findings->list[before], err);
}

static void judge_place(struct work *w, const struct scan *scan,
    const struct target *target, struct findings *findings)
{
	const struct check_rules *rules = w->ingest->rules;

	if (target == NULL)
		findings_add(findings, &w->pool, rules, T_UNLINKED, -1, "");
	else if (target->size_class[0] != '\0' &&
	    scan->first.size_class[0] != '\0' &&
	    strcmp(target->size_class, scan->first.size_class) != 0) {
		char detail[48];

		snprintf(detail, sizeof(detail), "%s / %s",
		    scan->first.size_class, target->size_class);
		findings_add(findings, &w->pool, rules, T_CATALOGUE_SIZE, -1,
		    detail);
	}
}

/* Numbers of the dossiers that this batch touched. */
struct touched {
	int64_t id[BATCH];
	int count;
};

static void touch(struct touched *touched, int64_t dossier)
{
	if (dossier == 0)
		return;
	for (int i = touched->count; i-- > 0;)
		if (touched->id[i] == dossier)
			return;
	touched->id[touched->count++] = dossier;
}

static bool store_one(struct work *w, struct pending *p,
    struct touched *touched, struct err *err)
{
	struct findings *findings = &p->result.findings;
	const struct target *target;
	struct scan_known known;
	struct scan scan;
	const char *name;
	int64_t folder;

	scan_from_result(&scan, &p->result);
	if (!folder_of(w, p->path, true, &name, &folder, err) ||
	    !scan_at(w->db, folder, name, &known, err))
		return false;
	if (known.id != 0 && known.stamp != scan.stamp &&
	    known.dossier_id != 0 && !w->ingest->rehash &&
	    memcmp(known.sha256, scan.sha256, sizeof(scan.sha256)) == 0) {
		w->ingest->unchanged++;
		return scan_touch(w->db, known.id, scan.stamp, err);
	}
	scan.id = known.id;
	scan.folder_id = folder;
	scan.name = name;
	scan.rule_id = w->rule;
	scan.run_id = w->run.id;
	if (!find_place(w, name, &scan, &target, err))
		return false;
	if (known.id == 0)
		touch(touched, scan.dossier_id);
	else {
		if (known.dossier_id != 0)
			scan.dossier_id = known.dossier_id;
		touch(touched, scan.dossier_id);
		if (memcmp(known.sha256, scan.sha256,
		    sizeof(scan.sha256)) != 0)
			findings_add(findings, &w->pool, w->ingest->rules,
			    T_REPLACED, -1, "");
	}
	if (known.id == 0 || known.dossier_id == 0)
		judge_place(w, &scan, target, findings);
	if (!scan_put(w->db, &scan, p->result.images, findings, err) ||
	    (known.id != 0 && scan.dossier_id != known.dossier_id &&
	    !scan_link(w->db, scan.id, scan.dossier_id, scan.document,
	    scan.page, err)) ||
	    !judge_twin(w, &scan, findings, err))
		return false;
	if (known.id == 0)
		w->ingest->taken++;
	else
		w->ingest->changed++;
	w->ingest->unlinked += scan.dossier_id == 0;
	w->ingest->with_errors += findings_errors(findings) > 0;
	w->ingest->pages += scan.pages;
	w->ingest->a4 += scan.a4;
	tell_findings(w, p->path, findings);
	return true;
}

static void note_run(struct work *w)
{
	const struct ingest *i = w->ingest;

	w->run.taken = i->taken;
	w->run.changed = i->changed;
	w->run.unchanged = i->unchanged;
	w->run.deferred = i->deferred;
	w->run.refused = i->refused;
	w->run.bytes = i->bytes;
}

/* One transaction: the files of the batch, the sums of their dossiers, the
 * place in the audit chain. */
static bool store_batch(struct work *w, struct err *err)
{
	struct touched touched = { .count = 0 };
	struct edit edit = { .action = "scan", .subject = w->given.code,
	    .dossier = w->given.id, .note = "", .final = true };
	int64_t before = w->ingest->taken + w->ingest->changed;

	if (w->count == 0)
		return true;
	if (!edit_begin(w->db, err))
		return false;
	w->folder_id = 0;
	for (int i = 0; i < w->count; i++)
		if (!store_one(w, &w->batch[i], &touched, err))
			goto bad;
	for (int i = 0; i < touched.count; i++) {
		const char *rule = NULL;

		if (!scan_sum(w->db, w->ingest->rules, touched.id[i], err) ||
		    !workflow_scans_arrived(w->db, touched.id[i], &rule, err) ||
		    !scan_note(w->db, w->ingest->rules, touched.id[i], rule,
		    err))
			goto bad;
	}
	note_run(w);
	if (!scan_run_update(w->db, &w->run, false, err))
		goto bad;
	before = w->ingest->taken + w->ingest->changed - before;
	edit.summary = pool_printf(&w->pool, ngettext(
	    "%lld scan taken in from %s", "%lld scans taken in from %s",
	    before), (long long)before, w->root);
	if (!edit_commit(w->db, &edit, NULL, err))
		goto bad;
	w->count = 0;
	w->folder_id = 0;
	pool_reset(&w->pool);
	return true;
bad:
	edit_abort(w->db);
	return false;
}

/* A dry run judges without a catalogue. */
static void judge_batch(struct work *w)
{
	for (int i = 0; i < w->count; i++) {
		struct pending *p = &w->batch[i];

		w->ingest->taken++;
		w->ingest->with_errors +=
		    findings_errors(&p->result.findings) > 0;
		w->ingest->pages += p->result.pages;
		w->ingest->a4 += p->result.a4;
		tell_findings(w, p->path, &p->result.findings);
	}
	w->count = 0;
	pool_reset(&w->pool);
}

static bool flush_batch(struct work *w, struct err *err)
{
	if (!w->ingest->dry_run)
		return store_batch(w, err);
	judge_batch(w);
	return true;
}

/* --- results -------------------------------------------------------------- */

/* What is no scan after all: told, counted, not stored. */
static bool is_put_off(struct work *w, const char *path,
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
	struct work *w = to;
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
	    !flush_batch(w, err))
		return false;
	return job_step(w->job, w->done, w->total, path, err);
}

/* --- the walk ------------------------------------------------------------- */

static bool count_one(void *to, const struct fs_entry *entry,
    struct err *err)
{
	struct work *w = to;

	if (entry->refused != NULL || !scan_name_wanted(entry->name))
		return true;
	w->total++;
	if (w->job != NULL)
		w->job->bytes_total += entry->stat.size;
	return !job_stopped() || job_step(w->job, 0, 0, entry->path, err);
}

/* A stored file without a dossier is read again when its name has found one
 * in the meantime. */
static bool may_be_linked(struct work *w, const char *name, bool *known,
    struct err *err)
{
	const struct target *target;
	struct scan scan = { 0 };

	if (!find_place(w, name, &scan, &target, err))
		return false;
	*known = target == NULL;
	return true;
}

static bool is_known(struct work *w, const struct fs_entry *entry,
    bool *known, struct err *err)
{
	struct scan_known row;
	const char *name;
	int64_t folder;

	*known = false;
	if (w->ingest->rehash || w->db == NULL)
		return true;
	if (!folder_of(w, entry->path, false, &name, &folder, err))
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

static bool give(struct work *w, const char *path, struct err *err)
{
	return readers_give(w->readers, 0, path,
	    READ_FACTS | READ_HASH | READ_WRITERS, err);
}

/* A file written to a moment ago is looked at again at the end. */
static bool is_fresh(struct work *w, const struct fs_entry *entry)
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
	struct work *w = to;
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
static bool take_fresh(struct work *w, struct err *err)
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

static bool begin(struct work *w, struct err *err)
{
	if (w->ingest->dossier != NULL && w->db != NULL) {
		if (!target_find(w, &w->given, w->ingest->dossier, err))
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

static bool end(struct work *w, struct err *err)
{
	if (w->ingest->dry_run)
		return true;
	note_run(w);
	if (!db_begin(w->db, err))
		return false;
	if (scan_run_update(w->db, &w->run, true, err))
		return db_commit(w->db, err);
	db_rollback(w->db);
	return false;
}

/* Two hash streams fill two cores; a cold disk wants eight readers. */
static int good_jobs(int asked)
{
	return asked > 0 ? asked : 8;
}

static bool work(struct work *w, struct err *err)
{
	const struct ingest *i = w->ingest;

	job_phase(w->job, _("Looking"));
	if (!begin(w, err) || !fs_walk(w->root, count_one, w, err))
		return false;
	job_phase(w->job, _("Taking in"));
	w->readers = readers_open(i->program, w->root, i->extra,
	    good_jobs(i->jobs), err);
	if (w->readers == NULL)
		return false;
	readers_listen(w->readers, take_result, w);
	if (!fs_walk(w->root, visit, w, err) ||
	    !readers_drain(w->readers, err) || !take_fresh(w, err) ||
	    !readers_drain(w->readers, err))
		return false;
	return flush_batch(w, err) && end(w, err);
}

bool ingest_run(struct ingest *ingest, struct db *db, struct job *job,
    struct err *err)
{
	struct work *w = must_alloc(sizeof(*w));
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

		(void)!flush_batch(w, &later);	/* keep what was read */
	}
	readers_close(w->readers);
	pool_free(&w->pool);
	pool_free(&w->own);
	buf_free(&w->folder);
	free(w->fresh);
	free(root);
	free(w);
	return good;
}
