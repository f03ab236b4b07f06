#include "rescan.h"

#include "audit.h"
#include "clock.h"
#include "reader.h"
#include "scan_out.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WINDOW = 500 };

/* One scan of the window, and what was read of it. */
struct item {
	struct scan scan;
	const char *path;
	struct scan_result result;
	bool read;
};

struct pass {
	struct rescan *rescan;
	struct readers *readers;
	int wanted;
	struct item items[WINDOW];
	int count;
	struct pool pool;	/* of the window */
	int64_t started;	/* ns */
	int64_t day;
	int64_t total;
	int64_t fixity;		/* the pass of fixity_pass, 0: none */
	bool (*store)(struct pass *pass, struct item *item, struct err *err);
	int64_t dossiers[WINDOW];	/* that the window touched */
	int dossier_count;
};

static void touch(struct pass *pass, int64_t dossier)
{
	if (dossier == 0)
		return;
	for (int i = pass->dossier_count; i-- > 0;)
		if (pass->dossiers[i] == dossier)
			return;
	pass->dossiers[pass->dossier_count++] = dossier;
}

/* --- a window ------------------------------------------------------------- */

static bool take_scan(void *to, const struct scan *scan, struct err *err)
{
	struct pass *pass = to;
	struct item *item = &pass->items[pass->count++];

	(void)err;
	*item = (struct item){ .scan = *scan };
	item->scan.folder = pool_copy(&pass->pool, scan->folder);
	item->scan.name = pool_copy(&pass->pool, scan->name);
	item->scan.dossier = pool_copy(&pass->pool, scan->dossier);
	item->path = scan_path(&item->scan, &pass->pool);
	return true;
}

static bool take_result(void *to, int64_t tag, const char *path,
    const struct scan_result *result, struct err *err)
{
	struct pass *pass = to;
	struct rescan *r = pass->rescan;
	struct buf bytes = { 0 };
	struct item *item = &pass->items[tag];

	scan_result_pack(&bytes, result);
	item->read = scan_result_unpack((unsigned char *)bytes.data,
	    bytes.length, &pass->pool, &item->result);
	buf_free(&bytes);
	r->files++;
	r->bytes += result->stat.size;
	if (r->job != NULL)
		r->job->bytes += result->stat.size;
	return job_step(r->job, r->files, pass->total, path, err);
}

static bool read_window(struct pass *pass, struct err *err)
{
	for (int i = 0; i < pass->count; i++) {
		const char *path = pass->items[i].path;

		if (!readers_give(pass->readers, i, path + (path[0] == '/'),
		    pass->wanted, err))
			return false;
	}
	return readers_drain(pass->readers, err);
}

static bool store_fixity(struct pass *pass, bool ended, struct err *err);

static bool store_window(struct pass *pass, struct err *err)
{
	struct edit edit = { .action = "scan check", .subject = "",
	    .summary = _("Scans looked at again"), .note = "",
	    .final = false };

	pass->dossier_count = 0;
	if (!edit_begin(pass->rescan->db, err))
		return false;
	for (int i = 0; i < pass->count; i++)
		if (pass->items[i].read &&
		    !pass->store(pass, &pass->items[i], err))
			goto bad;
	for (int i = 0; i < pass->dossier_count; i++)
		if (!scan_sum(pass->rescan->db, pass->rescan->rules,
		    pass->dossiers[i], err))
			goto bad;
	if (pass->fixity != 0 && !store_fixity(pass, false, err))
		goto bad;
	edit.final = pass->dossier_count > 0;
	return edit_commit(pass->rescan->db, &edit, NULL, err);
bad:
	edit_abort(pass->rescan->db);
	return false;
}

/* Slow down to the rate that was asked for. */
static bool rest(struct pass *pass, struct err *err)
{
	struct rescan *r = pass->rescan;

	while (r->rate > 0 && (double)(clock_ns() - pass->started) / 1e9 *
	    (double)r->rate < (double)r->bytes) {
		const struct timespec pause = { 0, 50000000 };

		if (!job_step(r->job, r->files, pass->total, "", err))
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

static bool is_spent(const struct pass *pass)
{
	const struct rescan *r = pass->rescan;

	return (r->most_bytes > 0 && r->bytes >= r->most_bytes) ||
	    (r->most_seconds > 0 && clock_ns() - pass->started >=
	    r->most_seconds * 1000000000);
}

/* All windows from the scan behind `after`. */
static bool go_over(struct pass *pass, int64_t after, struct err *err)
{
	struct rescan *r = pass->rescan;
	struct scan_filter filter = { .dossier_id = r->dossier_id,
	    .by_id = true, .after = after, .limit = WINDOW,
	    .undecoded = (pass->wanted & READ_DECODE) != 0 && !r->again };
	bool good = true;

	pass->started = clock_ns();
	pass->day = date_number(clock_today());
	pass->readers = readers_open(r->program, r->companion_program, "/",
	    r->extra, r->jobs, err);
	if (pass->readers == NULL)
		return false;
	readers_listen(pass->readers, take_result, pass);
	while (good && !r->whole && !is_spent(pass)) {
		struct err stopped = { 0 };

		pass->count = 0;
		pool_reset(&pass->pool);
		if (!scan_each(r->db, &filter, take_scan, pass, err)) {
			good = false;
			break;
		}
		r->whole = pass->count < WINDOW;
		if (pass->count > 0)
			filter.after = pass->items[pass->count - 1].scan.id;
		good = read_window(pass, &stopped);
		if (!good && pass->fixity != 0)
			err_set(err, stopped.kind, "%s", stopped.text);
		else if (!good && stopped.kind == ERR_STOPPED)
			(void)!store_window(pass, err);
		if (!good)
			err_set(err, stopped.kind, "%s", stopped.text);
		good = good && store_window(pass, err) && rest(pass, err);
	}
	r->whole = r->whole && good;
	readers_close(pass->readers);
	pool_free(&pass->pool);
	return good;
}

/* --- check ------------------------------------------------------------------ */

static void tell(struct pass *pass, const struct item *item, int code,
    const char *detail)
{
	struct finding f = { code, -1, CHECK_ERROR, detail };
	char name[8];

	job_finding(pass->rescan->job, check_name(code, name), item->path,
	    finding_text(&f, &pass->pool));
}

/* Findings by the facts are made anew; those about names, doubles, links and
 * fixity stay. */
static bool store_check(struct pass *pass, struct item *item,
    struct err *err)
{
	struct rescan *r = pass->rescan;
	struct findings *findings = &item->result.findings;
	struct pool *pool = &pass->pool;
	bool decode = (pass->wanted & READ_DECODE) != 0;
	struct findings old;

	switch (item->result.status) {
	case SCAN_UNREADABLE:
	case SCAN_WRITING:
	case SCAN_CHANGING:
		r->unreadable++;
		r->bad++;
		tell(pass, item, T_UNREADABLE, item->result.detail);
		return true;
	case SCAN_CRASHED:
	case SCAN_SLOW:
		findings_add(findings, pool, r->rules,
		    item->result.status == SCAN_SLOW ? T_TIME : T_CRASH, -1,
		    "");
		break;
	case SCAN_READ:
		break;
	}
	if (!scan_findings(r->db, item->scan.id, pool, &old, err))
		return false;
	for (size_t i = 0; i < old.count; i++)
		if (old.list[i].code >= T_UNLINKED &&
		    old.list[i].code != T_CRASH && old.list[i].code != T_TIME &&
		    (!decode || (old.list[i].code != T_DECODE &&
		    old.list[i].code != T_BLANK)))
			findings_add(findings, pool, r->rules,
			    old.list[i].code, old.list[i].image,
			    old.list[i].detail);
	if (!scan_put_findings(r->db, item->scan.id, findings, err) ||
	    (decode && !scan_mark_decoded(r->db, item->scan.id, pass->day,
	    err)))
		return false;
	touch(pass, item->scan.dossier_id);
	r->good += findings_errors(findings) == 0;
	r->bad += findings_errors(findings) > 0;
	for (size_t i = 0; i < findings->count; i++)
		if (findings->list[i].severity == CHECK_ERROR)
			tell(pass, item, findings->list[i].code,
			    findings->list[i].detail);
	return true;
}

bool rescan_check(struct rescan *rescan, bool decode, struct err *err)
{
	struct pass *pass = must_alloc(sizeof(*pass));
	bool good;

	pass->rescan = rescan;
	pass->wanted = READ_FACTS | (decode ? READ_DECODE : 0);
	pass->store = store_check;
	job_phase(rescan->job, decode ? _("Decoding") : _("Checking"));
	good = scan_count(rescan->db, rescan->dossier_id, decode &&
	    !rescan->again, &pass->total, err) && go_over(pass, 0, err);
	free(pass);
	return good;
}

/* --- verify ------------------------------------------------------------------- */

static bool store_bad(struct pass *pass, struct item *item,
    const char *result, int code, const char *detail, struct err *err)
{
	struct finding f = { code, -1, (enum severity)
	    pass->rescan->rules->severity[code], detail };

	pass->rescan->bad++;
	tell(pass, item, code, detail);
	touch(pass, item->scan.dossier_id);
	return fixity_add(pass->rescan->db, pass->fixity, item->scan.id,
	    result, detail, err) && (f.severity == CHECK_OFF ||
	    scan_add_finding(pass->rescan->db, item->scan.id, &f, err));
}

static bool store_verify(struct pass *pass, struct item *item,
    struct err *err)
{
	struct rescan *r = pass->rescan;
	const struct scan_result *got = &item->result;
	const struct scan *scan = &item->scan;

	if (got->status == SCAN_UNREADABLE && got->missing) {
		r->missing++;
		return store_bad(pass, item, "missing", T_MISSING, "", err);
	}
	if (got->status != SCAN_READ && got->status != SCAN_CRASHED &&
	    got->status != SCAN_SLOW) {
		r->unreadable++;
		return store_bad(pass, item, "unreadable", T_UNREADABLE,
		    got->detail, err);
	}
	if (got->stat.size != scan->bytes) {
		r->replaced++;
		return store_bad(pass, item, "replaced", T_CHANGED,
		    pool_printf(&pass->pool, "%lld -> %lld B",
		    (long long)scan->bytes, (long long)got->stat.size), err);
	}
	if (memcmp(got->sha256, scan->sha256, sizeof(scan->sha256)) != 0) {
		r->changed++;
		return store_bad(pass, item, "changed", T_CHANGED, "SHA-256",
		    err);
	}
	r->good++;
	touch(pass, fixity_had(r->db, scan->id) ? scan->dossier_id : 0);
	return fixity_solve(r->db, scan->id, err) &&
	    scan_mark_verified(r->db, scan->id, pass->day,
	    scan_stamp(&got->stat), err);
}

static bool store_fixity(struct pass *pass, bool ended, struct err *err)
{
	const struct rescan *r = pass->rescan;
	struct fixity_pass row = { .id = pass->fixity, .files = r->files,
	    .bytes = r->bytes, .bad = r->bad };

	if (r->dossier_id == 0 && pass->count > 0)
		row.last_scan = pass->items[pass->count - 1].scan.id;
	return fixity_note(r->db, &row, ended, err);
}

bool rescan_verify(struct rescan *rescan, struct err *err)
{
	struct pass *pass = must_alloc(sizeof(*pass));
	struct fixity_pass row = { 0 };
	bool good;

	pass->rescan = rescan;
	pass->wanted = READ_HASH;
	pass->store = store_verify;
	job_phase(rescan->job, _("Comparing with the catalogue"));
	good = db_begin(rescan->db, err) && ((fixity_begin(rescan->db,
	    rescan->dossier_id == 0, &row, err) &&
	    db_commit(rescan->db, err)) || (db_rollback(rescan->db), false));
	pass->fixity = row.id;
	good = good && scan_count(rescan->db, rescan->dossier_id, false,
	    &pass->total, err) && go_over(pass,
	    rescan->dossier_id == 0 ? row.last_scan : 0, err);
	pass->count = 0;
	if (good && rescan->whole)
		good = db_begin(rescan->db, err) && ((store_fixity(pass, true,
		    err) && db_commit(rescan->db, err)) ||
		    (db_rollback(rescan->db), false));
	free(pass);
	return good;
}
