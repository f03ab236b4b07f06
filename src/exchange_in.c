/* Coming in. */
#include "exchange.h"

#include "bag.h"
#include "clock.h"
#include "dossier.h"
#include "exchange_codes.h"
#include "exchange_inside.h"
#include "search_index.h"
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LIST = 256 << 20 };

/* --- the bag -------------------------------------------------------------------- */

static bool judge(struct coming *c)
{
	struct verify_options options = { .trusted = c->in->trust,
	    .valid_today = true };
	struct verify_report report = { .path = NULL };

	if (!verify_package(c->in->path, &options, c->pool, &report, c->job,
	    c->err))
		return false;
	if (!report.valid || report.errors.total > 0)
		return err_set(c->err, ERR_FINDINGS, _("%s does not hold: %s %s. "
		    "Let it be handed over again"), c->in->path,
		    report.errors.count == 0 ? "" : report.errors.rows[0].path,
		    report.errors.count == 0 ? "" : report.errors.rows[0].text);
	c->in->signer = pool_copy(c->pool, report.signer);
	if (c->in->trust != NULL && c->in->signer[0] == '\0')
		return err_set(c->err, ERR_FINDINGS, _("%s is not signed by "
		    "anybody trusted here"), c->in->path);
	return true;
}

static bool read_part(struct coming *c, const char *name, size_t most,
    struct buf *data)
{
	const char *path = pool_printf(c->pool, "%s%s", c->base, name);
	const struct source_file *file = source_find(&c->source, path);

	if (file == NULL)
		return err_set(c->err, ERR_FINDINGS, _("%s: %s is missing in "
		    "it"), c->in->path, name);
	return source_read(&c->source, file, most, data, c->err);
}

static bool find_base(struct coming *c)
{
	static const char name[] = "data/rows.tsv";

	for (size_t i = 0; i < c->source.count; i++) {
		const char *path = c->source.files[i].path;
		size_t length = strlen(path);

		if (length < sizeof(name) - 1 || strcmp(path + length -
		    (sizeof(name) - 1), name) != 0)
			continue;
		c->base = pool_copy_n(c->pool, path, length -
		    (sizeof(name) - 1));
		return true;
	}
	return err_set(c->err, ERR_FINDINGS, _("%s is a valid bag, but not one "
	    "of \"bansao exchange export\""), c->in->path);
}

/* --- who they are ----------------------------------------------------------------- */

static bool read_site(struct coming *c)
{
	static const char sql[] = "SELECT last_seq, last_hash FROM exchange_site"
	    " WHERE site = ?1";
	struct query *q = db_query(c->db, c->err, sql);

	db_put_text(q, 1, c->head.site);
	c->known = db_row(q);
	if (c->known) {
		size_t size;
		const void *data = db_blob(q, 1, &size);

		c->last_seq = db_int(q, 0);
		if (size == 32)
			memcpy(c->last_hash, data, 32);
	}
	return db_end(q);
}

static bool write_site(struct coming *c, int64_t seq,
    const unsigned char hash[32])
{
	static const char sql[] = "INSERT INTO exchange_site (site, last_seq,"
	    " last_hash, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET"
	    " last_seq = excluded.last_seq, last_hash = excluded.last_hash,"
	    " at = excluded.at";
	struct query *q = db_query(c->db, c->err, sql);
	char now[CLOCK_TEXT];

	clock_utc(now);
	db_put_text(q, 1, c->head.site);
	db_put_int(q, 2, seq);
	db_put_blob(q, 3, hash, 32);
	db_put_text(q, 4, now);
	return db_end(q);
}

/* Is the row in front of these the last one that was taken in from the site,
 * or one that both catalogues have in common? */
static bool follows_on(struct coming *c, int64_t first)
{
	unsigned char mine[32];

	if (c->known && first > c->last_seq + 1)
		return err_set(c->err, ERR_RULE, _("The changes %lld to %lld of "
		    "%s are missing: take in the bag before this one first"),
		    (long long)c->last_seq + 1, (long long)first - 1,
		    c->head.site);
	if (c->known && first == c->last_seq + 1)
		return memcmp(c->head.before, c->last_hash, 32) == 0 ||
		    err_set(c->err, ERR_FINDINGS, _("These are not the changes "
		    "of %s that follow the last ones: its audit chain is "
		    "another"), c->head.site);
	if (!c->known && first > 1 && (!audit_hash_of(c->db, first - 1, mine,
	    c->err) || memcmp(mine, c->head.before, 32) != 0))
		return err_set(c->err, ERR_RULE, _("The catalogue of %s and this "
		    "one have no history in common up to change %lld: export "
		    "with --since 1"), c->head.site, (long long)first - 1);
	return true;
}

/* --- row by row ---------------------------------------------------------------------- */

static bool is_common(struct coming *c, const struct audit_link *link)
{
	unsigned char mine[32];

	return audit_hash_of(c->db, link->row.seq, mine, c->err) &&
	    memcmp(mine, link->hash, 32) == 0;
}

static bool take_row(struct coming *c, struct audit_link *link,
    unsigned char before[32])
{
	const struct db_merge how = {
		.to = c, .ours = coming_ours, .note = coming_note, .rule = coming_rule, .tell = coming_tell,
		.take_theirs = c->in->take_theirs, .settled = coming_is_settled
	};
	struct buf data = { 0 };
	unsigned char digest[32];
	size_t size = link->size;
	bool good = true, echo = false;

	if (size > 0)
		good = read_part(c, pool_printf(c->pool,
		    "data/changes/%010lld.changeset", (long long)link->row.seq),
		    COMING_MOST, &data);
	link->changes = data.data;
	if (good) {
		audit_digest(link, before, digest);
		if (data.length != size || memcmp(digest, link->hash, 32) != 0)
			good = err_set(c->err, ERR_FINDINGS, _("Row %lld of the "
			    "audit chain of %s does not hold: it was changed "
			    "after it was made"), (long long)link->row.seq,
			    c->head.site);
	}
	memcpy(before, link->hash, 32);
	if (good && c->known && link->row.seq == c->last_seq &&
	    memcmp(link->hash, c->last_hash, 32) != 0)
		good = err_set(c->err, ERR_FINDINGS, _("These are not the "
		    "changes of %s that follow the last ones: its audit chain "
		    "is another"), c->head.site);
	if (good && link->row.seq > c->last_seq && !is_common(c, link)) {
		c->in->rows++;
		good = c->err->kind == ERR_NONE && coming_echo(c, link,
		    data.data, size, &echo) && (echo || size == 0 ||
		    db_merge(c->db, data.data, size, &how, c->err));
	}
	buf_free(&data);
	return good && c->err->kind == ERR_NONE;
}

/* One line of codes.tsv: which of our rows is that one of theirs? */
static bool take_code(struct coming *c, char *line)
{
	char *number = strchr(line, '\t');
	char *age = number == NULL ? NULL : strchr(number + 1, '\t');
	char *code = age == NULL ? NULL : strchr(age + 1, '\t');
	int64_t theirs, mine;

	if (code == NULL)
		return err_set(c->err, ERR_FINDINGS, _("%s: data/codes.tsv is not "
		    "what \"bansao exchange export\" writes"), c->in->path);
	*number++ = *age++ = *code++ = '\0';
	theirs = strtoll(number, NULL, 10);
	if (strcmp(line, "dossier") != 0 && strcmp(line, "fonds") != 0)
		return true;
	if (strcmp(age, "gone") == 0) {
		coming_settle(c, line[0] == 'd' ? "dossier" : "fonds", theirs);
		return true;
	}
	if (!exchange_code_find(c->db, line, code, &mine, c->err))
		return false;
	if (strcmp(age, "new") == 0 || coming_ours(c, line, theirs) != 0)
		return c->err->kind == ERR_NONE;
	if (mine != 0)
		return coming_note(c, line, theirs, mine, c->err);
	if (coming_is_gone(c, line, theirs))
		return true;
	return err_set(c->err, ERR_RULE, _("The changes of %s touch %s, which is "
	    "not here: it was handed over before, or the bag before this one is "
	    "missing; nothing was changed"), c->head.site, code);
}

static bool take_codes(struct coming *c)
{
	struct buf list = { 0 };
	bool good = read_part(c, "data/codes.tsv", MOST_LIST, &list);
	char *text = list.data, *line;

	while (good && text != NULL && (line = bag_line(&text)) != NULL)
		good = take_code(c, line);
	buf_free(&list);
	return good;
}

/* --- all rows -------------------------------------------------------------- */

static bool take_rows(struct coming *c, char *text)
{
	unsigned char before[32];
	int64_t wanted = 0;
	char *line = bag_line(&text);

	if (line == NULL || !exchange_read_head(line, &c->head))
		return err_set(c->err, ERR_FINDINGS, _("%s: data/rows.tsv is not "
		    "what \"bansao exchange export\" writes"), c->in->path);
	c->in->site = c->head.site;
	if (c->head.schema != db_schema_version(c->db))
		return err_set(c->err, ERR_RULE, _("%s works with schema %lld, "
		    "this catalogue with %d: bring both to the same bansao"),
		    c->head.site, (long long)c->head.schema,
		    db_schema_version(c->db));
	if (!read_site(c))
		return false;
	if (!c->known && !write_site(c, 0, c->head.before))
		return false;
	memcpy(before, c->head.before, 32);
	while ((line = bag_line(&text)) != NULL) {
		struct audit_link link = { 0 };

		if (!exchange_read_line(line, &link) ||
		    (wanted != 0 && link.row.seq != wanted))
			return err_set(c->err, ERR_FINDINGS, _("%s: data/rows.tsv "
			    "is not what \"bansao exchange export\" writes"),
			    c->in->path);
		if (wanted == 0 && (!follows_on(c, link.row.seq) ||
		    !take_codes(c) || !coming_imported(c)))
			return false;
		if (!job_step(c->job, link.row.seq, 0, link.row.summary,
		    c->err) || !take_row(c, &link, before))
			return false;
		wanted = link.row.seq + 1;
		c->in->last = link.row.seq;
	}
	return coming_scans(c) && (c->in->last <= c->last_seq ||
	    write_site(c, c->in->last, before));
}

static bool index_touched(struct coming *c)
{
	int64_t id;

	for (size_t at = 0; at < c->touched.length; at += sizeof(id)) {
		memcpy(&id, c->touched.data + at, sizeof(id));
		if (!search_index_row(c->db, id, c->err))
			return false;
	}
	return true;
}

/* All or nothing. */
static bool decide(struct coming *c)
{
	struct exchange_in *in = c->in;
	struct edit edit = { .action = "exchange import" };

	if (in->rows == 0) {
		edit_abort(c->db);
		return err_set(c->err, ERR_MISSING, _("Nothing new: the changes "
		    "of %s up to %lld are here already"), in->site,
		    (long long)in->last);
	}
	if (in->refused == 0 && in->clashes == 0 && db_dangling(c->db))
		return err_set(c->err, ERR_RULE, _("Something in the changes of "
		    "%s points to what is not here; nothing was changed"),
		    in->site);
	if (in->refused > 0 || in->clashes > 0)
		return err_set(c->err, ERR_RULE, _("Nothing was changed: %lld "
		    "values were changed on both sides (--theirs takes theirs), "
		    "%lld are refused by a rule"), (long long)in->clashes,
		    (long long)in->refused);
	edit.subject = in->site;
	edit.note = in->signer;
	/* What is said of scans is not recorded value by value. */
	edit.final = in->scans > 0;
	edit.summary = pool_printf(c->pool, _("changes of %s up to %lld taken in: "
	    "%lld new, %lld changed, %lld removed"), in->site,
	    (long long)in->last, (long long)in->added, (long long)in->changed,
	    (long long)in->removed);
	return index_touched(c) && edit_commit(c->db, &edit, NULL, c->err);
}

bool exchange_import(struct db *db, struct exchange_in *in, struct job *job,
    struct pool *pool, struct err *err)
{
	struct coming c = { .db = db, .in = in, .pool = pool, .job = job,
	    .err = err };
	const struct tar_limits limits = { 0 };
	struct buf list = { 0 };
	bool good = judge(&c) && source_open(&c.source, in->path, &limits, pool,
	    job, err) && find_base(&c) &&
	    read_part(&c, "data/rows.tsv", MOST_LIST, &list) &&
	    edit_begin(db, err);

	if (good) {
		good = take_rows(&c, list.data) && decide(&c);
		if (!good)
			edit_abort(db);
	}
	in->site = in->site == NULL ? "" : pool_copy(pool, in->site);
	source_close(&c.source);
	buf_free(&list);
	buf_free(&c.touched);
	buf_free(&c.scanned);
	buf_free(&c.settled);
	buf_free(&c.imported);
	buf_free(&c.scans);
	return good;
}
