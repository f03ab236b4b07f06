/* Does the audit chain hold, and do the triggers stand that guard it? */
#include "audit.h"

#include "sha256.h"

#include <string.h>
#include <strings.h>

/* --- the guards --------------------------------------------------------- */

static const char *const guards[] = { "audit_no_update", "audit_no_delete" };

/* *wrong: the first trigger of the table that is missing, is not as the schema
 * has it, or is not of the schema at all; NULL: all is as it should be. */
static bool find_wrong_guard(struct db *db, struct pool *pool,
    const char **wrong, struct err *err)
{
	static const char sql[] =
	    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
	    " AND tbl_name = 'audit' COLLATE NOCASE";
	struct query *q = db_query(db, err, sql);
	bool seen[COUNT(guards)] = { false };

	*wrong = NULL;
	while (db_row(q)) {
		bool known = false;

		for (size_t i = 0; i < COUNT(guards); i++) {
			const char *text = db_schema_text("TRIGGER", guards[i], pool);

			if (text != NULL && strcmp(db_text(q, 1), text) == 0)
				known = seen[i] = true;
		}
		if (!known && *wrong == NULL)
			*wrong = db_copy(q, 0, pool);
	}
	for (size_t i = 0; i < COUNT(guards); i++)
		if (!seen[i] && *wrong == NULL)
			*wrong = guards[i];
	return db_end(q);
}

static bool guards_stand(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *wrong;
	bool good = find_wrong_guard(db, &pool, &wrong, err);

	if (good && wrong != NULL)
		good = err_set(err, ERR_FINDINGS, _("The chain holds in itself, "
		    "but the trigger %s that guards it was taken away or "
		    "changed: somebody wrote past bansao. To do: compare with "
		    "the printed hashes (--anchor HASH), then \"bansao doctor "
		    "--repair\" puts it back"), wrong);
	pool_free(&pool);
	return good;
}

static bool put_guards(struct db *db, struct pool *pool, struct err *err)
{
	static const char drop_sql[] =
	    "DROP TRIGGER IF EXISTS main.audit_no_update;"
	    " DROP TRIGGER IF EXISTS main.audit_no_delete";

	if (!db_script(db, err, drop_sql))
		return false;
	for (size_t i = 0; i < COUNT(guards); i++)
		if (!db_script(db, err, db_schema_text("TRIGGER", guards[i], pool)))
			return false;
	return true;
}

bool audit_put_guards(struct db *db, bool *changed, struct err *err)
{
	struct edit edit = { .action = "guards", .final = true, .summary =
	    _("put the triggers back that guard the audit chain") };
	struct pool pool = { 0 };
	const char *wrong;
	bool good = find_wrong_guard(db, &pool, &wrong, err);

	*changed = good && wrong != NULL;
	if (*changed) {
		good = edit_begin(db, err);
		if (good && !put_guards(db, &pool, err)) {
			edit_abort(db);
			good = false;
		}
		edit.note = wrong;
		good = good && edit_commit(db, &edit, NULL, err);
	}
	pool_free(&pool);
	return good;
}

/* --- the chain ---------------------------------------------------------- */

/* Following the chain from its beginning. */
struct following {
	unsigned char before[32];
	const char *anchor;	/* NULL: none */
	size_t anchor_length;
	bool anchored;
	int64_t rows;
	int64_t hidden;		/* the first row with a NUL byte, 0: none */
};

static bool follow(void *to, const struct audit_link *link, struct err *err)
{
	struct following *f = to;
	unsigned char digest[32];
	char hex[65];

	audit_digest(link, f->before, digest);
	if (link->row.seq != f->rows + 1 || link->row.seq == f->hidden ||
	    memcmp(link->hash, digest, sizeof(digest)) != 0)
		return err_set(err, ERR_FINDINGS, _("The audit chain is broken at "
		    "row %lld: it, or a row beside it, was changed, removed or "
		    "put in"), (long long)f->rows + 1);
	sha256_hex(digest, hex);
	if (f->anchor != NULL && strncasecmp(hex, f->anchor,
	    f->anchor_length) == 0)
		f->anchored = true;
	memcpy(f->before, digest, sizeof(digest));
	f->rows++;
	return true;
}

/* Behind a NUL byte something could hide from the hash. */
static bool find_hidden(struct db *db, int64_t *seq, struct err *err)
{
	static const char sql[] =
	    "SELECT coalesce(min(seq), 0) FROM audit WHERE instr(CAST(at || user"
	    " || host || action || subject || summary || note AS BLOB), x'00')";
	struct query *q = db_query(db, err, sql);

	*seq = db_row(q) ? db_int(q, 0) : 0;
	return db_end(q);
}

bool audit_verify(struct db *db, const char *anchor, int64_t *rows,
    struct err *err)
{
	struct following f = { .anchor = anchor,
	    .anchor_length = anchor == NULL ? 0 : strlen(anchor) };
	bool good;

	*rows = 0;
	if (anchor != NULL && (f.anchor_length < 8 || f.anchor_length > 64))
		return err_set(err, ERR_USAGE, _("An anchor is the printed hash: "
		    "at least 8 and at most 64 hexadecimal digits"));
	good = find_hidden(db, &f.hidden, err) &&
	    audit_each(db, INT64_MIN, follow, &f, err) &&
	    guards_stand(db, err);
	*rows = f.rows;
	if (good && anchor != NULL && !f.anchored)
		return err_set(err, ERR_FINDINGS, _("The chain holds in itself, "
		    "but the printed hash %s is not in it: it was cut off or "
		    "made anew since that was printed"), anchor);
	return good;
}
