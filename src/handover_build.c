#include "handover_inside.h"

#include "audit.h"
#include "bag.h"
#include "clock.h"
#include "finished.h"
#include "fs.h"
#include "number.h"
#include "pack.h"
#include "verify.h"
#include "who.h"
#include "workflow.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- ids -------------------------------------------------------------------- */

static const char *new_uuid(struct pool *pool)
{
	unsigned char b[16];

	if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b))
		return NULL;
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	return pool_printf(pool, "%02X%02X%02X%02X-%02X%02X-%02X%02X-%02X%02X-"
	    "%02X%02X%02X%02X%02X%02X", b[0], b[1], b[2], b[3], b[4], b[5],
	    b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

/* The time and the ids of a batch are fixed before its first byte, so that a
 * build that goes on after a crash makes the same packages. */
static bool fix_ids(struct db *db, const struct handover *h, struct pool *pool,
    struct err *err)
{
	struct handover_item *items;
	size_t count;

	if (!db_begin(db, err))
		return false;
	if ((h->stamp != 0 || handover_stamp(db, h->id, clock_seconds(),
	    err)) && handover_items(db, h->id, pool, &items, &count, err)) {
		for (size_t i = 0; i < count && err->kind == ERR_NONE; i++) {
			const char *uuid = new_uuid(pool);

			if (items[i].objid[0] != '\0')
				continue;
			if (uuid == NULL)
				err_errno(err, _("No random numbers"));
			else if (!handover_item_objid(db, h->id,
			    items[i].dossier_id, uuid, err))
				break;
		}
	}
	if (err->kind == ERR_NONE)
		return db_commit(db, err);
	db_rollback(db);
	return false;
}

/* ---- one volume: payload ---------------------------------------------------- */

static bool add_packages(struct volume *v, struct err *err)
{
	struct build *b = v->build;
	const struct build_plan *plan = &b->plan;

	for (size_t i = 0; i < plan->count; i++) {
		struct pool pool = { 0 };
		struct package package;
		bool ok;

		if (plan->volume[i] != v->number)
			continue;
		v->pack.done = b->done++;
		ok = package_gather(b->db, &plan->items[i], &plan->handover,
		    &pool, &package, err);
		package.ordinal = i + 1;
		package.schemas = b->wish->schemas;
		ok = ok && plan->format->lay_out(&package, &pool, err) &&
		    pack_add(&v->pack, &package, plan->format->zipped, err);
		pool_free(&pool);
		if (!ok)
			return false;
	}
	return true;
}

bool build_add_file(struct volume *v, const char *from, const char *path,
    struct err *err)
{
	struct stat st;
	int fd = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool ok;

	if (fd < 0 || fstat(fd, &st) != 0) {
		if (fd >= 0)
			close(fd);
		return err_errno(err, "%s", from);
	}
	ok = parcel_begin(v->parcel, path, st.st_size,
	    v->build->plan.handover.stamp, err);
	for (int64_t left = st.st_size; ok && left > 0;) {
		struct crew_block *block = crew_block(v->build->crew);
		ssize_t got = fs_read_full(fd, block->data,
		    left < (int64_t)block->size ? (size_t)left : block->size);

		ok = got > 0 ? parcel_block(v->parcel, block, (size_t)got,
		    err) : err_errno(err, "%s", from);
		crew_release(v->build->crew, block);
		left -= got > 0 ? got : 0;
		ok = ok && job_step(v->build->job, v->build->done, (int64_t)
		    v->build->plan.count, path, err);
	}
	close(fd);
	return ok && parcel_end(v->parcel, err);
}

static bool add_staged(void *to, const struct fs_entry *entry, struct err *err)
{
	struct volume *v = to;
	struct pool pool = { 0 };
	bool ok = entry->refused == NULL && build_add_file(v, pool_printf(
	    &pool, "%s/%s", v->build->staging, entry->path), pool_printf(
	    &pool, "data/%s", entry->path), err);

	pool_free(&pool);
	return ok || err_set(err, ERR_FAILED, "%s: %s", entry->path,
	    entry->refused == NULL ? "?" : entry->refused);
}

/* ---- one volume --------------------------------------------------------------- */

static const char *ending(enum parcel_kind kind)
{
	return kind == PARCEL_TAR ? ".tar" : kind == PARCEL_ZIP ? ".zip" : "";
}

static void name_volume(struct volume *v)
{
	struct build *b = v->build;
	const char *number = b->plan.handover.number;

	v->name = b->plan.volumes == 1 ? number : pool_printf(b->pool,
	    "%s-%dof%d", number, v->number, b->plan.volumes);
	v->path = pool_printf(b->pool, "%s/%s%s", b->plan.volumes == 1 ?
	    b->wish->folder : pool_printf(b->pool, "%s/%s", b->wish->folder,
	    number), v->name, ending(b->wish->kind));
}

static bool verified(struct volume *v, struct err *err)
{
	struct build *b = v->build;
	struct verify_options options = { .schemas = b->wish->schemas };
	struct verify_report report;
	struct pool pool = { 0 };
	const struct verify_note *first;
	bool ok;

	job_phase(b->job, _("Checking what was written"));
	crew_rest(b->crew);
	ok = verify_package(parcel_held(v->parcel), &options, &pool,
	    &report, b->job, err);
	if (ok && !report.valid) {
		first = &report.errors.rows[0];
		for (size_t i = 0; i < report.errors.count; i++)
			job_finding(b->job, report.errors.rows[i].code,
			    report.errors.rows[i].path,
			    report.errors.rows[i].text);
		ok = err_set(err, ERR_FINDINGS, _("What was written does not "
		    "hold (%s: %s). Is the medium sound?"), first->path,
		    first->text);
	}
	pool_free(&pool);
	return ok;
}

static bool fill_volume(struct volume *v, struct err *err)
{
	struct build *b = v->build;
	struct package_bodies bodies;

	job_phase(b->job, b->plan.volumes == 1 ? _("Writing the packages") :
	    pool_printf(b->pool, _("Writing volume %d of %d"), v->number,
	    b->plan.volumes));
	if (!add_packages(v, err) || !parcel_settle(v->parcel, err))
		return false;
	parcel_journal_stop(v->parcel);
	if (v->number == 1) {
		job_phase(b->job, _("Writing the lists"));
		if (!build_lists(b->db, &b->plan, b->staging, b->job, err) ||
		    !fs_walk(b->staging, add_staged, v, err))
			return false;
	}
	return package_bodies(b->db, b->pool, &bodies, err) &&
	    build_tags(v, &bodies, err) && parcel_complete(v->parcel, err) &&
	    verified(v, err);
}

/* What the catalogue will say of the volume. */
static void note_volume(struct volume *v)
{
	struct build *b = v->build;

	b->volumes[v->number - 1] = (struct handover_volume){
	    .number = v->number, .name = v->name,
	    .manifest_sha256 = v->manifest, .files = v->streams,
	    .bytes = v->octets };
	b->files += v->streams;
	b->bytes += v->octets;
}

/* Where the next zipped package of a volume is in the plan. */
struct digests {
	struct volume *volume;
	size_t at;
};

static bool take_digest(void *to, const struct parcel_file *file,
    struct err *err)
{
	struct digests *d = to;
	struct build *b = d->volume->build;
	char hex[HASH_HEX_MAX];

	(void)err;
	while (d->at < b->plan.count &&
	    b->plan.volume[d->at] != d->volume->number)
		d->at++;
	if (d->at == b->plan.count ||
	    strcmp(file->path, b->plan.items[d->at].path) != 0)
		return true;
	hash_hex(file->digest.of[HASH_SHA256], 32, hex);
	b->plan.items[d->at++].sha256 = pool_copy(b->pool, hex);
	return true;
}

/* The digest of each zipped package, from what was written. */
static bool note_digests(struct volume *v, struct err *err)
{
	struct digests d = { .volume = v };

	return !v->build->plan.format->zipped ||
	    parcel_each(v->parcel, take_digest, &d, err);
}

/* ---- a volume that got its name before a crash ------------------------------- */

/* Is the bag of this plan? Its bag-info.txt says so; for zipped packages its
 * manifest gives their digests. */
static bool read_finished(struct volume *v, struct err *err)
{
	struct build *b = v->build;
	struct finished f = { .plan = b->plan.digest };
	char hex[65];

	if (!finished_open(&f, v->path, &v->pool, err))
		return false;
	if (!f.same)
		return err_set(err, ERR_USAGE, _("%s exists already and is "
		    "not replaced. Choose another folder or remove it"),
		    v->path);
	v->octets = f.octets;
	v->streams = f.streams;
	for (size_t i = 0; b->plan.format->zipped && i < b->plan.count; i++)
		if (b->plan.volume[i] == v->number &&
		    finished_digest(&f, b->plan.items[i].path, hex))
			b->plan.items[i].sha256 = pool_copy(b->pool, hex);
	return true;
}

static bool take_finished(struct volume *v, struct err *err)
{
	struct build *b = v->build;
	struct verify_options options = { .schemas = b->wish->schemas };
	struct verify_report report;

	if (!read_finished(v, err) || !verify_package(v->path, &options,
	    &v->pool, &report, b->job, err))
		return false;
	if (!report.valid)
		return err_set(err, ERR_FINDINGS, _("%s was finished by an "
		    "earlier run and no longer holds. Remove it and build "
		    "again"), v->path);
	unlink(pool_printf(&v->pool, "%s.partial.journal", v->path));
	job_warn(b->job, _("%s was finished by an earlier run and holds"),
	    v->path);
	v->manifest = pool_copy(b->pool, report.manifest_sha256);
	note_volume(v);
	return true;
}

/* BR16: what went into the packages is what the catalogue counts. */
static bool totals_agree(struct build *b, struct err *err)
{
	static const char sql[] =
	    "SELECT count(*), coalesce(sum(d.scan_count), 0),"
	    " coalesce(sum(d.a4), 0) FROM handover_item i"
	    " JOIN dossier d ON d.id = i.dossier_id WHERE i.handover_id = ?1";
	struct query *q = db_query(b->db, err, sql);
	int64_t dossiers = 0, scans = 0, a4 = 0, packed = 0, packed_a4 = 0;

	db_put_int(q, 1, b->plan.handover.id);
	if (db_row(q)) {
		dossiers = db_int(q, 0);
		scans = db_int(q, 1);
		a4 = db_int(q, 2);
	}
	if (!db_end(q))
		return false;
	for (size_t i = 0; i < b->plan.count; i++) {
		packed += b->plan.items[i].files;
		packed_a4 += b->plan.items[i].a4;
	}
	return (dossiers == (int64_t)b->plan.count && scans == packed &&
	    a4 == packed_a4) || err_set(err, ERR_FINDINGS,
	    _("BR16: the catalogue counts %lld files with %lld scans and %lld "
	    "A4 pages, the packages hold %zu with %lld and %lld. Was it "
	    "changed meanwhile? Build again"), (long long)dossiers,
	    (long long)scans, (long long)a4, b->plan.count,
	    (long long)packed, (long long)packed_a4);
}

static bool write_volume(struct build *b, int number, struct err *err)
{
	struct volume v = { .build = b, .number = number };
	struct parcel_options options = { .kind = b->wish->kind,
	    .kinds = build_kinds(b) | 1u << HASH_SHA256,
	    .plan = b->plan.digest, .crew = b->crew, .pool = &v.pool };
	bool ok;

	name_volume(&v);
	if (access(v.path, F_OK) == 0) {
		ok = take_finished(&v, err);
		pool_free(&v.pool);
		return ok;
	}
	options.path = v.path;
	options.top = v.name;
	v.parcel = parcel_open(&options, err);
	if (v.parcel == NULL) {
		pool_free(&v.pool);
		return false;
	}
	if (parcel_resumed(v.parcel) > 0)
		job_warn(b->job, ngettext("Going on behind %lld file that is "
		    "safe already", "Going on behind %lld files that are safe "
		    "already", parcel_resumed(v.parcel)),
		    (long long)parcel_resumed(v.parcel));
	v.pack = (struct pack){ .parcel = v.parcel, .crew = b->crew,
	    .job = b->job, .total = (int64_t)b->plan.count };
	/* No name for what the catalogue contradicts. */
	ok = fill_volume(&v, err) && note_digests(&v, err) &&
	    (number < b->plan.volumes || totals_agree(b, err)) &&
	    parcel_commit(v.parcel, err);
	if (ok)
		note_volume(&v);
	pack_free(&v.pack);
	parcel_close(v.parcel, ok || err->kind == ERR_FINDINGS ?
	    PARCEL_REMOVE : err->kind == ERR_STOPPED ? PARCEL_LEAVE :
	    PARCEL_KEEP);
	pool_free(&v.pool);
	return ok;
}

/* ---- the batch ------------------------------------------------------------------ */

static bool enter(struct build *b, struct err *err)
{
	static const char *const containers[] = { "folder", "tar", "zip" };
	struct handover h = b->plan.handover;
	char now[CLOCK_TEXT], head[65] = "";
	struct edit edit = { .action = "handover build", .final = true,
	    .subject = h.number, .note = "" };
	struct who who;

	who_am_i(&who);
	clock_utc(now);
	if (!audit_head(b->db, head, err))
		return false;
	h.profile = b->plan.format->name;
	h.container = containers[b->wish->kind];
	h.path = b->top;
	h.volumes = b->plan.volumes;
	h.files = b->files;
	h.bytes = b->bytes;
	h.manifest_sha256 = b->volumes[0].manifest_sha256;
	h.built_at = now;
	h.built_by = who.user;
	h.chain_head = head;
	edit.summary = pool_printf(b->pool, _("batch %s packaged: %zu files, "
	    "%lld bytes"), h.number, b->plan.count, (long long)b->bytes);
	if (!edit_begin(b->db, err))
		return false;
	for (size_t i = 0; i < b->plan.count; i++)
		if (!handover_item_built(b->db, &b->plan.items[i], err) ||
		    !workflow_move(b->db, "package",
		    b->plan.items[i].dossier_id, NULL, err)) {
			edit_abort(b->db);
			return false;
		}
	if (!handover_built(b->db, &h, err) || !handover_volumes_set(b->db,
	    h.id, b->volumes, (size_t)b->plan.volumes, err)) {
		edit_abort(b->db);
		return false;
	}
	return edit_commit(b->db, &edit, NULL, err);
}

static bool make_place(struct build *b, struct err *err)
{
	const char *number = b->plan.handover.number;
	char *full;

	if (!fs_mkdirs(b->wish->folder, err))
		return false;
	full = realpath(b->wish->folder, NULL);
	b->top = pool_printf(b->pool, "%s/%s%s", full == NULL ?
	    b->wish->folder : full, number, b->plan.volumes > 1 ? "" :
	    ending(b->wish->kind));
	free(full);
	b->staging = pool_printf(b->pool, "%s/.%s.lists.partial",
	    b->wish->folder, number);
	if (b->plan.volumes > 1 && !fs_mkdirs(pool_printf(b->pool, "%s/%s",
	    b->wish->folder, number), err))
		return false;
	/* One at a time builds this batch here. */
	b->staging_fd = fs_take_folder(b->staging, err);
	return b->staging_fd >= 0;
}

static bool write_batch(struct build *b, struct err *err)
{
	struct err ignored = { 0 };
	bool ok;

	if (!make_place(b, err))
		return false;
	if (b->job != NULL)
		b->job->bytes_total += b->plan.sources;
	b->volumes = pool_array(b->pool, (size_t)b->plan.volumes,
	    sizeof(*b->volumes));
	b->crew = crew_open(0);
	ok = true;
	for (int n = 1; ok && n <= b->plan.volumes; n++)
		ok = write_volume(b, n, err);
	crew_close(b->crew);
	if (!fs_remove_tree(b->staging, &ignored))
		job_warn(b->job, "%s", ignored.text);
	close(b->staging_fd);
	return ok && totals_agree(b, err) && enter(b, err);
}

bool build_prepare(struct db *db, const struct handover *handover,
    const struct build_wish *wish, struct pool *pool,
    struct build_plan *plan, struct job *job, struct err *err)
{
	struct handover fixed = *handover;

	return (wish->dry_run || (fix_ids(db, handover, pool, err) &&
	    handover_get(db, handover->id, pool, &fixed, err))) &&
	    build_preflight(db, &fixed, wish, pool, plan, job, err);
}

const char *build_estimate(const struct build_plan *plan, struct pool *pool)
{
	/* Read once, written once, read again: at 100 MB/s. */
	int64_t minutes = (plan->sources + plan->bytes * 2) / 6000000000 + 1;

	return pool_printf(pool, _("Packages: %zu (%s), volumes: %d, about "
	    "%lld min at 100 MB/s"), plan->count, number_bytes(pool,
	    plan->bytes), plan->volumes, (long long)minutes);
}

bool build_run(struct db *db, const struct build_plan *plan,
    const struct build_wish *wish, struct pool *pool, const char **path,
    struct job *job, struct err *err)
{
	struct build b = { .db = db, .wish = wish, .plan = *plan,
	    .pool = pool, .job = job };

	if (!write_batch(&b, err))
		return false;
	*path = b.top;
	job_done(job, _("Batch %s is packaged and verified: %s"),
	    plan->handover.number, b.top);
	return true;
}
