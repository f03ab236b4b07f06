/* Going out. */
#include "exchange.h"

#include "bag.h"
#include "clock.h"
#include "exchange_codes.h"
#include "exchange_lines.h"
#include "exchange_whole.h"
#include "fs.h"
#include "parcel.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct going {
	struct exchange_out *out;
	struct db *db;
	struct parcel *parcel;
	struct exchange_codes codes;
	struct buf lines;
	struct pool pool;
	int64_t now;
	int64_t bytes, files;
	struct job *job;
};

static bool put(struct going *g, const char *path, const void *data,
    size_t size, struct err *err)
{
	if (strncmp(path, "data/", 5) == 0) {
		g->bytes += (int64_t)size;
		g->files++;
	}
	return parcel_put(g->parcel, path, data, size, g->now, err);
}

static bool put_row(void *to, const struct audit_link *link, struct err *err)
{
	struct going *g = to;
	char name[64];

	if (g->out->first == 0)
		g->out->first = link->row.seq;
	g->out->last = link->row.seq;
	exchange_put_line(&g->lines, link);
	if (!job_step(g->job, link->row.seq, 0, link->row.summary, err))
		return false;
	if (link->size == 0)
		return true;
	if (!db_each_change(g->db, link->changes, link->size,
	    exchange_codes_add, &g->codes, err))
		return false;
	snprintf(name, sizeof(name), "data/changes/%010lld.changeset",
	    (long long)link->row.seq);
	return put(g, name, link->changes, link->size, err);
}

/* The lines of a manifest. */
struct listing {
	bool tag;
	struct buf *text;
};

static bool list_one(void *to, const struct parcel_file *file, struct err *err)
{
	struct listing *l = to;

	(void)err;
	if (file->tag != l->tag)
		return true;
	buf_hex(l->text, file->digest.of[HASH_SHA256], 32);
	buf_text(l->text, "  ");
	bag_put_path(l->text, file->path);
	buf_char(l->text, '\n');
	return true;
}

static bool manifest(struct going *g, bool tag, struct buf *text,
    struct err *err)
{
	struct listing l = { .tag = tag, .text = text };

	buf_clear(text);
	return parcel_settle(g->parcel, err) &&
	    parcel_each(g->parcel, list_one, &l, err);
}

static bool sign(struct going *g, const struct buf *text, struct err *err)
{
	const char *copy = pool_printf(&g->pool, "%s.unsigned", g->out->path);
	struct buf der = { 0 };
	bool good;

	if (g->out->cert == NULL)
		return true;
	good = fs_write_file(copy, buf_string(text), text->length, FS_REPLACE,
	    err) && hash_cms_sign(copy, g->out->cert, g->out->key == NULL ?
	    g->out->cert : g->out->key, &der, err) &&
	    put(g, "manifest-sha256.txt.p7s", der.data, der.length, err);
	unlink(copy);
	buf_free(&der);
	return good;
}

static bool put_tags(struct going *g, struct err *err)
{
	static const char version[] = "BagIt-Version: 1.0\n"
	    "Tag-File-Character-Encoding: UTF-8\n";
	struct buf text = { 0 };
	char day[CLOCK_TEXT];
	bool good;

	clock_vietnam_of(g->now, day);
	buf_printf(&text, "External-Description: %s\nBagging-Date: %.10s\n"
	    "Payload-Oxum: %lld.%lld\nInternal-Sender-Identifier: ",
	    "bansao exchange", day, (long long)g->bytes, (long long)g->files);
	for (const char *c = g->out->site; *c != '\0'; c++)
		buf_char(&text,
		    (char)((unsigned char)*c < ' ' ? ' ' : *c));
	buf_printf(&text, "\nBag-Software-Agent: bansao %s\n", VERSION);
	good = put(g, "bagit.txt", version, sizeof(version) - 1, err) &&
	    put(g, "bag-info.txt", text.data, text.length, err) &&
	    manifest(g, false, &text, err) && sign(g, &text, err) &&
	    put(g, "manifest-sha256.txt", buf_string(&text), text.length,
	    err) && manifest(g, true, &text, err) && put(g, "tagmanifest-sha256.txt", buf_string(&text),
	    text.length, err) && parcel_complete(g->parcel, err);
	buf_free(&text);
	return good;
}

static bool put_whole(struct going *g, const char *name,
    bool (*gather)(struct db *db, int64_t first, int64_t last,
    struct exchange_codes *codes, void **data, size_t *size, struct err *err),
    struct err *err)
{
	void *data = NULL;
	size_t size = 0;
	bool good = gather(g->db, g->out->first, g->out->last, &g->codes, &data,
	    &size, err) && (size == 0 || put(g, name, data, size, err));

	db_record_free(data);
	return good;
}

static bool fill(struct going *g, struct db *db, struct err *err)
{
	struct exchange_head head = {
		.site = g->out->site, .schema = db_schema_version(db)
	};

	if (g->out->since > 1 && !audit_hash_of(db, g->out->since - 1,
	    head.before, err))
		return err_set(err, ERR_MISSING, _("There is no audit row %lld"),
		    (long long)g->out->since - 1);
	exchange_put_head(&g->lines, &head);
	if (!audit_each(db, g->out->since, put_row, g, err))
		return false;
	if (g->out->first == 0)
		return err_set(err, ERR_MISSING, _("Nothing has changed since "
		    "row %lld of the audit"), (long long)g->out->since);
	if (!put(g, "data/rows.tsv", g->lines.data, g->lines.length, err) ||
	    !put_whole(g, EXCHANGE_IMPORTED, exchange_imported, err) ||
	    !put_whole(g, EXCHANGE_SCANS, exchange_scans, err))
		return false;
	buf_clear(&g->lines);
	return exchange_codes_put(&g->codes, db, &g->lines, err) &&
	    put(g, "data/codes.tsv", buf_string(&g->lines), g->lines.length,
	    err) && put_tags(g, err);
}

/* The row of the audit that says what went out ends what can be undone: it is
 * with the others now. */
static bool note_export(struct db *db, const struct exchange_out *out,
    struct pool *pool, struct err *err)
{
	struct edit edit = { .action = "exchange export", .subject = out->site,
	    .final = true };

	edit.summary = pool_printf(pool, _("changes %lld to %lld handed over to "
	    "other sites"), (long long)out->first, (long long)out->last);
	return edit_begin(db, err) && edit_commit(db, &edit, NULL, err);
}

bool exchange_export(struct db *db, struct exchange_out *out, struct job *job,
    struct err *err)
{
	struct going g = { .out = out, .db = db, .now = clock_seconds(), .job = job };
	struct parcel_options options = { .kind = PARCEL_FOLDER,
	    .path = out->path, .top = "exchange", .kinds = 1u << HASH_SHA256,
	    .pool = &g.pool };
	const char *slash = strrchr(out->path, '/');
	bool good;

	if (out->since == 0 && !audit_last_of(db, "exchange export",
	    &out->since, err))
		return false;
	if (out->since == 0)
		out->since = 1;
	options.top = slash == NULL ? out->path : slash + 1;
	options.plan = pool_printf(&g.pool, "%s %lld %lld", out->site,
	    (long long)out->since, (long long)g.now);
	options.crew = crew_open(1);
	g.parcel = parcel_open(&options, err);
	if (g.parcel != NULL)
		parcel_journal_stop(g.parcel);
	good = g.parcel != NULL && fill(&g, db, err) &&
	    parcel_commit(g.parcel, err) && note_export(db, out, &g.pool, err);
	if (g.parcel != NULL)
		parcel_close(g.parcel, PARCEL_REMOVE);
	crew_close(options.crew);
	exchange_codes_free(&g.codes);
	buf_free(&g.lines);
	pool_free(&g.pool);
	return good;
}
