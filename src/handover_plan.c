/* The preflight of handover_build.h. */
#include "handover_build.h"

#include "clock.h"
#include "fs.h"
#include "hash.h"
#include "pack.h"
#include "scan.h"
#include "setting.h"
#include "workflow.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NAME_MOST = 255,
	PATH_MOST = 240,	/* of Windows, with room for a drive */
	TAG_ROOM = 1 << 20,	/* lists and tag files of a volume */
	LINE_ROOM = 200		/* of a file in the manifest */
};

struct preflight {
	struct db *db;
	const struct build_wish *wish;
	struct build_plan *plan;
	struct pool *pool;	/* of the plan */
	struct job *job;
	struct hash *hash;
};

static void problem(struct preflight *pre, const char *code,
    const char *where, const char *text)
{
	pre->plan->problems++;
	job_finding(pre->job, code, where, text);
}

static void check_scan(struct preflight *pre, const struct package_scan *scan)
{
	struct fs_stat now;
	struct stat st;

	if (lstat(scan->from, &st) != 0) {
		problem(pre, "H002", scan->from, _("is not there"));
		return;
	}
	if (!S_ISREG(st.st_mode)) {
		problem(pre, "H002", scan->from, _("is no regular file"));
		return;
	}
	fs_stat_from(&now, &st);
	if (now.size != scan->bytes || scan_stamp(&now) != scan->stamp)
		problem(pre, "H003", scan->from,
		    _("has changed since it was taken in"));
	else if (access(scan->from, R_OK) != 0)
		problem(pre, "H002", scan->from, _("cannot be read"));
}

static void check_rules(struct preflight *pre,
    const struct handover_item *item, struct pool *pool, struct err *err)
{
	struct stop stops[8];
	size_t count = 0;

	if (!workflow_check(pre->db, "package", item->dossier_id, pool, stops,
	    COUNT(stops), &count, err))
		return;
	for (size_t i = 0; i < count; i++)
		problem(pre, "H004", item->code, pool_printf(pool, "%s: %s. "
		    "%s", stops[i].rule, stops[i].text, stops[i].mend));
}

/* BR16 before a byte is written; build_run asks again behind the last one. */
static void check_totals(struct preflight *pre,
    const struct handover_item *item, const struct dossier *d,
    struct pool *pool)
{
	if (item->files != d->scan_count || item->a4 != d->a4)
		problem(pre, "H004", item->code, pool_printf(pool, _("BR16: "
		    "the catalogue counts %lld scans and %lld A4 pages, the "
		    "package would hold %lld and %lld. Take its scans in "
		    "again (bansao scan ingest)"), (long long)d->scan_count,
		    (long long)d->a4, (long long)item->files,
		    (long long)item->a4));
}

static void check_members(struct preflight *pre,
    const struct package *package, struct pool *pool)
{
	for (size_t i = 0; i < package->member_count; i++) {
		const char *path = pool_printf(pool, "%s/data/goi/%s/%s",
		    pre->plan->handover.number, package->name,
		    package->members[i].path);

		if (strlen(path) > PATH_MOST)
			problem(pre, "H005", path, _("is too long a path for "
			    "Windows and some media (240 bytes)"));
		if (pre->wish->volume > 0 && !pre->plan->format->zipped &&
		    package->members[i].size > pre->wish->volume)
			problem(pre, "H006", path,
			    _("is larger than a volume"));
	}
}

/* Everything that decides the bytes of the packages goes into one digest. */
static void digest_package(struct preflight *pre,
    const struct package *package)
{
	for (size_t i = 0; i < package->member_count; i++) {
		const struct member *m = &package->members[i];

		hash_add(pre->hash, package->name, strlen(package->name) + 1);
		hash_add(pre->hash, m->path, strlen(m->path) + 1);
		hash_add(pre->hash, m->sha256, sizeof(m->sha256));
	}
}

/* What the catalogue will say of the package. */
static void plan_item(struct preflight *pre, const struct package *package,
    size_t index)
{
	struct handover_item *item = &pre->plan->items[index];

	item->path = pack_path(package, pre->plan->format->zipped, pre->pool);
	item->files = (int64_t)package->scan_count;
	item->bytes = pre->plan->sizes[index];
	item->pages = item->a4 = 0;
	for (size_t i = 0; i < package->scan_count; i++) {
		item->pages += package->scans[i].pages;
		item->a4 += package->scans[i].a4;
	}
}

static bool look_at(struct preflight *pre, size_t index, struct err *err)
{
	struct build_plan *plan = pre->plan;
	const struct handover_item *item = &plan->items[index];
	struct pool pool = { 0 };
	struct package package;
	bool ok = package_gather(pre->db, item, &plan->handover, &pool,
	    &package, err);

	if (ok) {
		package.ordinal = index + 1;
		package.schemas = pre->wish->schemas;
		ok = plan->format->lay_out(&package, &pool, err);
	}
	if (ok) {
		check_rules(pre, item, &pool, err);
		for (size_t i = 0; i < package.problem_count; i++)
			problem(pre, "H008", item->code, package.problems[i]);
		if (package.scan_count == 0)
			problem(pre, "H001", item->code,
			    _("has no scans to hand over"));
		for (size_t i = 0; i < package.scan_count; i++) {
			check_scan(pre, &package.scans[i]);
			plan->sources += package.scans[i].bytes;
		}
		check_members(pre, &package, &pool);
		digest_package(pre, &package);
		plan->sizes[index] = pack_size(&package,
		    plan->format->zipped);
		plan->bytes += plan->sizes[index];
		plan->files += plan->format->zipped ? 1 :
		    (int64_t)package.member_count;
		plan_item(pre, &package, index);
		check_totals(pre, item, &package.dossier, &pool);
		if (pre->wish->volume > 0 &&
		    plan->sizes[index] + TAG_ROOM > pre->wish->volume)
			problem(pre, "H006", item->code, _("its package is "
			    "larger than a volume"));
	}
	pool_free(&pool);
	return ok && err->kind == ERR_NONE;
}

/* In order, each volume as full as it gets. The lists go into the first. */
static void share_out(struct build_plan *plan, int64_t most)
{
	int64_t lists = TAG_ROOM + (int64_t)plan->count * 4 * LINE_ROOM;
	int64_t used = lists;

	plan->volumes = 1;
	for (size_t i = 0; i < plan->count; i++) {
		int64_t need = plan->sizes[i] + LINE_ROOM;

		if (most > 0 && used + need > most &&
		    used > (plan->volumes == 1 ? lists : TAG_ROOM)) {
			plan->volumes++;
			used = TAG_ROOM;
		}
		plan->volume[i] = plan->volumes;
		plan->items[i].volume = plan->volumes;
		used += need;
	}
}

static bool add_size(void *to, const struct fs_entry *entry, struct err *err)
{
	(void)err;
	*(int64_t *)to += entry->stat.size;
	return true;
}

/* What an earlier run has left of this batch is room that is not needed. */
static int64_t left_there(struct preflight *pre, struct pool *pool)
{
	static const char *const endings[] = { "", ".tar", ".zip" };
	const char *path = pool_printf(pool, "%s/%s%s.partial",
	    pre->wish->folder, pre->plan->handover.number,
	    endings[pre->wish->kind]);
	struct err ignored = { 0 };
	int64_t bytes = 0;
	struct stat st;

	if (lstat(path, &st) != 0)
		return 0;
	if (S_ISDIR(st.st_mode) && !fs_walk(path, add_size, &bytes, &ignored))
		return 0;
	return S_ISREG(st.st_mode) ? st.st_size : bytes;
}

static void check_space(struct preflight *pre)
{
	const char *folder = pre->wish->folder;
	int64_t free_bytes = fs_free(folder);
	int64_t need = pre->plan->bytes + (int64_t)pre->plan->count * 2048 +
	    (8 << 20);
	struct pool pool = { 0 };

	need -= left_there(pre, &pool);
	if (free_bytes >= 0 && free_bytes < need)
		problem(pre, "H007", folder, pool_printf(&pool,
		    _("%lld bytes are needed and %lld are free"),
		    (long long)need, (long long)free_bytes));
	if (access(folder, F_OK) == 0 && access(folder, W_OK) != 0)
		problem(pre, "H007", folder, _("cannot be written to"));
	pool_free(&pool);
}

/* What was agreed about signing, and whether it can be done. */
static void check_signature(struct preflight *pre)
{
	const struct build_wish *wish = pre->wish;
	const char *agreed = pre->plan->agreement.signature;
	struct err err = { 0 };

	if (wish->cert == NULL && agreed[0] != '\0')
		problem(pre, "H009", pre->plan->agreement.number, _("the "
		    "agreement asks for a signature: give the certificate and "
		    "the key (--cert, --key, or [handover] of the ini)"));
	else if (wish->cert != NULL && !hash_cms_ready(wish->cert,
	    wish->key == NULL ? wish->cert : wish->key, &err))
		problem(pre, "H009", wish->cert, err.text);
}

/* The schemas of METS, PREMIS and EAD are not ours to ship with the program. */
static void check_schemas(struct preflight *pre)
{
	const char *folder = pre->wish->schemas;

	if (!pre->plan->format->zipped)
		return;
	if (folder == NULL || folder[0] == '\0')
		job_warn(pre->job, _("No folder of XML schemas is named "
		    "(--schemas, or [handover] schemas of the ini): the "
		    "packages will hold none of METS, PREMIS and EAD"));
	else if (access(folder, R_OK | X_OK) != 0)
		problem(pre, "H010", folder, _("the folder of XML schemas "
		    "cannot be read"));
}

/* A batch outside its years is a warning, not a refusal (BR13). */
static void warn_window(struct preflight *pre, struct err *err)
{
	static const char sql[] =
	    "SELECT handover_from, handover_to FROM programme";
	struct query *q = db_query(pre->db, err, sql);
	int64_t from = 0, to = 0;

	if (db_row(q)) {
		from = db_int(q, 0);
		to = db_int(q, 1);
	}
	if (db_end(q) && from > 0 && (pre->plan->handover.year < from ||
	    pre->plan->handover.year > to))
		job_warn(pre->job, _("BR13: the batch is of %lld; the plan "
		    "hands over in %lld-%lld"),
		    (long long)pre->plan->handover.year, (long long)from,
		    (long long)to);
}

static bool start(struct preflight *pre, struct pool *pool, struct err *err)
{
	struct build_plan *plan = pre->plan;
	const struct handover *h = &plan->handover;
	const char *profile = pre->wish->profile;

	if (strcmp(h->state, "prepared") != 0)
		return err_set(err, ERR_RULE, _("Batch %s is %s already. To "
		    "package a file again: bansao handover reopen CODE"),
		    h->number, handover_state_name(h->state));
	if (h->agreement_id == 0)
		return err_set(err, ERR_RULE, _("BR15: batch %s has no "
		    "agreement with the central body. Record it (bansao "
		    "handover agree NUMBER --date DAY) and name it (bansao "
		    "handover agree NUMBER --for %s)"), h->number, h->number);
	if (!agreement_get(pre->db, h->agreement_id, pool, &plan->agreement,
	    err))
		return false;
	plan->format = format_find(profile != NULL ? profile :
	    plan->agreement.profile, err);
	if (plan->format == NULL ||
	    !handover_items(pre->db, h->id, pool, &plan->items, &plan->count,
	    err))
		return false;
	if (plan->count == 0)
		return err_set(err, ERR_RULE, _("Batch %s is empty. Add files "
		    "that passed: bansao handover add %s --fonds CODE"),
		    h->number, h->number);
	plan->sizes = pool_array(pool, plan->count, sizeof(*plan->sizes));
	plan->volume = pool_array(pool, plan->count, sizeof(*plan->volume));
	return true;
}

bool build_preflight(struct db *db, const struct handover *handover,
    const struct build_wish *wish, struct pool *pool,
    struct build_plan *plan, struct job *job, struct err *err)
{
	struct preflight pre = { .db = db, .wish = wish, .plan = plan,
	    .pool = pool, .job = job };
	unsigned char digest[HASH_MAX];
	bool ok = true;

	*plan = (struct build_plan){ .handover = *handover };
	if (!start(&pre, pool, err))
		return false;
	job_phase(job, _("Looking at everything first"));
	warn_window(&pre, err);
	check_signature(&pre);
	check_schemas(&pre);
	pre.hash = hash_open(HASH_SHA256);
	for (size_t i = 0; ok && i < plan->count; i++)
		ok = job_step(job, (int64_t)i, (int64_t)plan->count,
		    plan->items[i].code, err) && look_at(&pre, i, err);
	hash_add(pre.hash, handover->number, strlen(handover->number));
	hash_end(pre.hash, digest);
	hash_hex(digest, hash_size(HASH_SHA256), plan->digest);
	hash_close(pre.hash);
	if (!ok)
		return false;
	share_out(plan, wish->volume);
	check_space(&pre);
	if (plan->problems > 0)
		return err_set(err, ERR_FINDINGS, ngettext("%zu problem; "
		    "nothing was written", "%zu problems; nothing was written",
		    (long long)plan->problems), plan->problems);
	return true;
}
