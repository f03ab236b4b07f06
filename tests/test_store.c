/* The store through its headers: transactions, the queue of writers, the
 * audit chain, undo, the kept sums. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "audit.h"
#include "dossier_list.h"
#include "fonds.h"
#include "lang.h"
#include "sha256.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct room {
	struct db *db;
	struct pool pool;
	struct err err;
	int64_t fonds;
};

static int enter(void **state)
{
	struct room *r = must_alloc(sizeof(*r));
	struct fonds fonds = {
		.code = "P01", .name = "Phông thử", .risk_recovery = 1
	};

	r->db = db_open(":memory:", DB_WRITE, &r->err);
	assert_non_null(r->db);
	assert_true(edit_begin(r->db, &r->err));
	assert_true(fonds_add(r->db, &fonds, 0, &r->err));
	assert_true(edit_commit(r->db, &(struct edit){ .action = "fonds" }, NULL,
	    &r->err));
	r->fonds = fonds.id;
	*state = r;
	return 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	db_close(r->db);
	pool_free(&r->pool);
	free(r);
	return 0;
}

static int64_t add(struct room *r, const char *code, int64_t pages)
{
	struct dossier d;

	dossier_blank(&d);
	d.fonds_id = r->fonds;
	d.code = code;
	d.title = "Hồ sơ thử";
	d.pages = pages;
	assert_true(edit_begin(r->db, &r->err));
	assert_true(dossier_add(r->db, &d, 0, &r->err));
	assert_true(edit_commit(r->db, &(struct edit){ .action = "dossier add",
	    .summary = pool_printf(&r->pool, "add %s", code) }, NULL, &r->err));
	return d.id;
}

static int64_t pages(struct room *r)
{
	struct tally tally;

	assert_true(fonds_tally(r->db, r->fonds, &tally, &r->err));
	return tally.pages;
}

static bool retitle(struct room *r, int64_t id, const char *title)
{
	struct dossier d;

	if (!edit_begin(r->db, &r->err))
		return false;
	if (!dossier_get(r->db, id, &r->pool, &d, &r->err))
		return false;
	d.title = title;
	if (!dossier_save(r->db, &d, &r->err)) {
		edit_abort(r->db);
		return false;
	}
	return edit_commit(r->db, &(struct edit){ .action = "edit",
	    .summary = title }, NULL, &r->err);
}

static const char *title(struct room *r, int64_t id)
{
	struct dossier d;

	assert_true(dossier_get(r->db, id, &r->pool, &d, &r->err));
	return d.title;
}

/* --- edits -------------------------------------------------------------- */

static void sums_follow_every_change(void **state)
{
	struct room *r = *state;

	add(r, "P01.1", 100);
	add(r, "P01.2", 20);
	assert_int_equal(pages(r), 120);
}

static void an_aborted_edit_leaves_nothing(void **state)
{
	struct room *r = *state;
	struct dossier d;

	dossier_blank(&d);
	d.fonds_id = r->fonds;
	d.code = "P01.9";
	d.title = "x";
	d.pages = 7;
	assert_true(edit_begin(r->db, &r->err));
	assert_true(dossier_add(r->db, &d, 0, &r->err));
	edit_abort(r->db);
	assert_int_equal(pages(r), 0);
}

static void an_edit_that_changes_nothing_is_not_logged(void **state)
{
	struct room *r = *state;
	int64_t seq = -1;

	assert_true(edit_begin(r->db, &r->err));
	assert_true(edit_commit(r->db, &(struct edit){ .action = "none" }, &seq,
	    &r->err));
	assert_int_equal(seq, 0);
}

static void a_code_is_unique(void **state)
{
	struct room *r = *state;
	struct dossier d;

	add(r, "P01.1", 1);
	dossier_blank(&d);
	d.fonds_id = r->fonds;
	d.code = "P01.1";
	d.title = "x";
	assert_true(edit_begin(r->db, &r->err));
	assert_false(dossier_add(r->db, &d, 0, &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	edit_abort(r->db);
}

static void the_second_to_save_is_told(void **state)
{
	struct room *r = *state;
	int64_t id = add(r, "P01.1", 1);
	struct dossier mine, theirs;

	assert_true(dossier_get(r->db, id, &r->pool, &mine, &r->err));
	theirs = mine;
	theirs.title = "Của người khác";
	assert_true(edit_begin(r->db, &r->err));
	assert_true(dossier_save(r->db, &theirs, &r->err));
	assert_true(edit_commit(r->db, &(struct edit){ .action = "edit" }, NULL,
	    &r->err));
	mine.title = "Của tôi";
	assert_true(edit_begin(r->db, &r->err));
	assert_false(dossier_save(r->db, &mine, &r->err));
	assert_int_equal(r->err.kind, ERR_BUSY);
	edit_abort(r->db);
	err_clear(&r->err);
	assert_string_equal(title(r, id), "Của người khác");
}

static void a_dry_run_changes_nothing(void **state)
{
	struct room *r = *state;

	db_dry_run(r->db, true);
	add(r, "P01.1", 5);
	db_dry_run(r->db, false);
	assert_int_equal(pages(r), 0);
}

/* --- undo --------------------------------------------------------------- */

static void undo_says_what_and_does_it(void **state)
{
	struct room *r = *state;
	const char *words;

	add(r, "P01.1", 33);
	assert_true(undo_next(r->db, false, &r->pool, &words, &r->err));
	assert_string_equal(words, "add P01.1");
	assert_true(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_int_equal(pages(r), 0);
	assert_true(undo_run(r->db, true, &r->pool, &words, &r->err));
	assert_int_equal(pages(r), 33);
	assert_true(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_int_equal(pages(r), 0);
}

static void undo_goes_back_step_by_step(void **state)
{
	struct room *r = *state;
	int64_t id = add(r, "P01.1", 1);
	const char *words;

	assert_true(retitle(r, id, "Một"));
	assert_true(retitle(r, id, "Hai"));
	assert_true(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_string_equal(title(r, id), "Một");
	assert_true(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_string_equal(title(r, id), "Hồ sơ thử");
	assert_true(undo_run(r->db, true, &r->pool, &words, &r->err));
	assert_string_equal(title(r, id), "Một");
	assert_true(undo_run(r->db, true, &r->pool, &words, &r->err));
	assert_string_equal(title(r, id), "Hai");
	assert_false(undo_run(r->db, true, &r->pool, &words, &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
}

static void a_new_edit_ends_redo(void **state)
{
	struct room *r = *state;
	int64_t id = add(r, "P01.1", 1);
	const char *words;

	assert_true(retitle(r, id, "Một"));
	assert_true(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_true(retitle(r, id, "Khác"));
	assert_true(undo_next(r->db, true, &r->pool, &words, &r->err));
	assert_string_equal(words, "");
}

static void the_word_index_follows_undo(void **state)
{
	struct room *r = *state;
	int64_t id = add(r, "P01.1", 1);
	static const char sql[] =
	    "SELECT count(*) FROM dossier_fts WHERE dossier_fts MATCH 'moi'";
	const char *words;
	struct query *q;

	assert_true(retitle(r, id, "Tiêu đề mới"));
	q = db_query(r->db, &r->err, sql);
	assert_true(db_row(q));
	assert_int_equal(db_int(q, 0), 1);
	assert_true(db_end(q));
	assert_true(undo_run(r->db, false, &r->pool, &words, &r->err));
	q = db_query(r->db, &r->err, sql);
	assert_true(db_row(q));
	assert_int_equal(db_int(q, 0), 0);
	assert_true(db_end(q));
}

static void undo_refuses_where_later_work_stands(void **state)
{
	struct room *r = *state;
	int64_t id = add(r, "P01.1", 1);
	static const char sql[] =
	    "UPDATE dossier SET title = 'khác', rev = rev + 1";
	const char *words;

	assert_true(retitle(r, id, "Một"));
	/* Somebody else, whose edits are not ours to undo. */
	assert_true(db_run(r->db, &r->err, sql));
	assert_false(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_int_equal(r->err.kind, ERR_RULE);
	err_clear(&r->err);
	assert_string_equal(title(r, id), "khác");
}

static void a_final_edit_cannot_be_undone(void **state)
{
	struct room *r = *state;
	const char *words;

	add(r, "P01.1", 1);
	assert_true(edit_begin(r->db, &r->err));
	assert_true(edit_commit(r->db, &(struct edit){ .action = "approve",
	    .final = true }, NULL, &r->err));
	assert_false(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
}

/* --- rules of the schema ------------------------------------------------- */

static void a_broken_rule_of_the_schema_is_a_sentence(void **state)
{
	static const struct {
		const char *sql, *words;
	} rows[] = {
		{ "UPDATE fonds SET code = ''",
		    "\"code\" takes 1 to 30 letters" },
		{ "UPDATE dossier SET title = ''", "\"title\"" },
		{ "INSERT INTO holiday (day, kind, name) VALUES"
		    " ('2026', 'off', 'x')", "\"day\" takes 10 letters" },
		{ "INSERT INTO quota (year, a4, basis, set_on) VALUES"
		    " (2500, 1, 'x', '')", "\"year\" goes from 1900 to 2200" },
		{ "UPDATE dossier SET papers = -1",
		    "\"papers\" must be 0 or more" },
		{ "UPDATE dossier SET legibility = 'x'", "legibility" },
		{ "UPDATE fonds SET kind = 'x'",
		    "\"kind\" does not take this value" },
		{ "INSERT INTO fonds (code, name, name_fold, sort_key)"
		    " SELECT code, name, name_fold, sort_key FROM fonds",
		    "in the catalogue already" },
		{ "UPDATE fonds SET code = NULL", "must not be empty" },
		{ "UPDATE dossier SET fonds_id = 999", "refers to something" },
		{ "UPDATE dossier SET papers = 'many'",
		    "not a value of the kind" },
	};
	struct room *r = *state;

	add(r, "P01.1", 1);
	lang_set("en");
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_true(db_begin(r->db, &r->err));
		/* Deferred references are asked for at the end. */
		if (db_run(r->db, &r->err, rows[i].sql) &&
		    db_commit(r->db, &r->err))
			fail_msg("nobody refuses %s", rows[i].sql);
		assert_int_equal(r->err.kind, ERR_USAGE);
		if (strstr(r->err.text, rows[i].words) == NULL)
			fail_msg("%s: \"%s\"", rows[i].sql, r->err.text);
		err_clear(&r->err);
		db_rollback(r->db);
	}
	lang_set("vi");
}

/* --- the chain ---------------------------------------------------------- */

static void the_chain_holds_and_shows_tampering(void **state)
{
	static const char *const tampering[] = {
		"UPDATE audit SET summary = 'x' WHERE seq = 3",
		"DELETE FROM audit WHERE seq = 3",
		"UPDATE audit SET seq = CASE seq WHEN 3 THEN 100 ELSE seq END",
		"UPDATE audit SET changes = x'00' WHERE seq = 2"
	};
	struct room *r = *state;
	int64_t rows;
	bool changed;

	for (int i = 0; i < 5; i++)
		add(r, pool_printf(&r->pool, "P01.%d", i), 1);
	assert_true(audit_verify(r->db, NULL, &rows, &r->err));
	assert_int_equal(rows, 6);
	assert_true(db_script(r->db, &r->err, "DROP TRIGGER main.audit_no_update;"
	    "DROP TRIGGER main.audit_no_delete; DROP TRIGGER temp.audit_no_update;"
	    "DROP TRIGGER temp.audit_no_delete; PRAGMA foreign_keys = OFF"));
	for (size_t i = 0; i < COUNT(tampering); i++) {
		assert_true(db_script(r->db, &r->err, "SAVEPOINT t"));
		assert_true(db_script(r->db, &r->err, tampering[i]));
		assert_false(audit_verify(r->db, NULL, &rows, &r->err));
		assert_int_equal(r->err.kind, ERR_FINDINGS);
		err_clear(&r->err);
		assert_true(db_script(r->db, &r->err,
		    "ROLLBACK TO t; RELEASE t"));
	}
	/* The chain holds again, but nothing guards it. */
	assert_false(audit_verify(r->db, NULL, &rows, &r->err));
	assert_non_null(strstr(r->err.text, "audit_no_update"));
	err_clear(&r->err);
	assert_true(audit_put_guards(r->db, &changed, &r->err));
	assert_true(changed);
	assert_true(audit_verify(r->db, NULL, &rows, &r->err));
	assert_int_equal(rows, 7);
}

static void a_cut_tail_is_found_by_its_anchor(void **state)
{
	struct room *r = *state;
	char head[65];
	int64_t rows;
	bool changed;

	add(r, "P01.1", 1);
	add(r, "P01.2", 1);
	assert_true(audit_head(r->db, head, &r->err));
	assert_true(audit_verify(r->db, head, &rows, &r->err));
	assert_true(db_script(r->db, &r->err,
	    "DROP TRIGGER main.audit_no_delete;"
	    "DROP TRIGGER temp.audit_no_delete;"
	    "PRAGMA foreign_keys = OFF;"
	    "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)"));
	assert_true(audit_put_guards(r->db, &changed, &r->err));
	assert_true(audit_verify(r->db, NULL, &rows, &r->err));
	assert_false(audit_verify(r->db, head, &rows, &r->err));
	assert_int_equal(r->err.kind, ERR_FINDINGS);
}

static void the_chain_cannot_be_edited_by_the_way(void **state)
{
	struct room *r = *state;

	assert_false(db_script(r->db, &r->err,
	    "UPDATE audit SET note = 'x'"));
	err_clear(&r->err);
	assert_false(db_script(r->db, &r->err, "DELETE FROM audit"));
}

/* --- the file ----------------------------------------------------------- */

static void a_catalogue_is_nobodys_but_the_groups(void **state)
{
	char path[] = "/tmp/bansao-test-XXXXXX";
	struct err err = { 0 };
	struct stat about;
	struct db *db;
	char name[64];

	(void)state;
	assert_non_null(mkdtemp(path));
	snprintf(name, sizeof(name), "%s/a.db", path);
	umask(0);
	db = db_open(name, DB_CREATE, &err);
	assert_non_null(db);
	assert_int_equal(stat(name, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0660);
	assert_null(db_open(name, DB_CREATE, &err));
	assert_int_equal(err.kind, ERR_USAGE);
	db_close(db);
	err_clear(&err);
	assert_null(db_open("/nowhere/a.db", DB_READ, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	unlink(name);
	snprintf(name, sizeof(name), "%s/a.db.lock", path);
	unlink(name);
	rmdir(path);
}

/* What may not be written is told before anything is touched. */
static void writing_is_refused_in_words(void **state)
{
	char path[] = "/tmp/bansao-test-XXXXXX";
	static const char *const tails[] = { "a.db", "a.db.lock", "b.db",
	    "b.db.lock", "a.db-wal", "a.db-shm", "b.db-wal", "b.db-shm" };
	struct err err = { 0 };
	struct db *db, *other;
	struct query *q;
	char name[64], second[64];

	(void)state;
	assert_non_null(mkdtemp(path));
	snprintf(name, sizeof(name), "%s/a.db", path);
	snprintf(second, sizeof(second), "%s/b.db", path);
	lang_set("en");
	db = db_open(name, DB_CREATE, &err);
	other = db_open(second, DB_CREATE, &err);
	assert_true(db != NULL && other != NULL);
	db_close(other);
	other = db_open(name, DB_READ, &err);
	assert_non_null(other);
	assert_false(db_begin(other, &err));
	assert_non_null(strstr(err.text, "open for reading only"));
	err_clear(&err);
	/* A report may only ask. */
	assert_false(db_end(db_query_text(db, &err, "DELETE FROM setting")));
	assert_non_null(strstr(err.text, "Only reading is allowed here"));
	/* After a failure nothing more is asked. */
	q = db_query(db, &err, "SELECT 1");
	assert_false(db_row(q));
	assert_false(db_end(q));
	q = db_query_text(db, &err, "SELECT 1");
	assert_false(db_row(q));
	assert_false(db_end(q));
	err_clear(&err);
	db_close(other);
	/* Another file under the name: what is written would go astray. */
	assert_int_equal(rename(second, name), 0);
	assert_false(db_begin(db, &err));
	assert_non_null(strstr(err.text, "was replaced"));
	err_clear(&err);
	db_close(db);
	/* Of an older program: not by somebody who may only read. */
	db = db_open(name, DB_WRITE, &err);
	assert_non_null(db);
	assert_true(db_begin(db, &err) &&
	    db_script(db, &err, "PRAGMA user_version = 10") &&
	    db_commit(db, &err));
	db_close(db);
	assert_null(db_open(name, DB_READ, &err));
	assert_non_null(strstr(err.text, "of an older bansao"));
	err_clear(&err);
	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(name, sizeof(name), "%s/%s", path, tails[i]);
		unlink(name);
	}
	rmdir(path);
	lang_set("vi");
}

static void who_waits_is_told_who_holds_the_lock(void **state)
{
	char path[] = "/tmp/bansao-test-XXXXXX";
	struct err err = { 0 };
	struct db *one, *two;
	char name[64], pid[32];

	(void)state;
	assert_non_null(mkdtemp(path));
	snprintf(name, sizeof(name), "%s/a.db", path);
	one = db_open(name, DB_CREATE, &err);
	two = db_open(name, DB_WRITE, &err);
	assert_non_null(one);
	assert_non_null(two);
	assert_true(db_begin(one, &err));
	db_patience(two, 50);
	assert_false(db_begin(two, &err));
	assert_int_equal(err.kind, ERR_BUSY);
	snprintf(pid, sizeof(pid), "%ld", (long)getpid());
	assert_non_null(strstr(err.text, pid));
	err_clear(&err);
	db_rollback(one);
	assert_true(db_begin(two, &err));
	db_rollback(two);
	db_close(two);
	db_close(one);
	unlink(name);
	strcat(name, ".lock");
	unlink(name);
	rmdir(path);
}

static void sha256_is_the_standards(void **state)
{
	static const struct { const char *text; size_t times; const char *hex; }
	known[] = {
		{ "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
		    "7852b855" },
		{ "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410f"
		    "f61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
		    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db"
		    "06c1" },
		{ "a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e0"
		    "46d39ccc7112cd0" }
	};

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		struct sha256 sha;
		unsigned char digest[32];
		char hex[65];

		sha256_start(&sha);
		for (size_t k = 0; k < known[i].times; k++)
			sha256_add(&sha, known[i].text, strlen(known[i].text));
		sha256_end(&sha, digest);
		sha256_hex(digest, hex);
		assert_string_equal(hex, known[i].hex);
	}
}

static void search_syntax_is_plain_text(void **state)
{
	static const char *const hostile[] = {
		"\"", "NEAR(", "a*b", "a AND", "title:", "-x", "^a", "(", "\xff",
		"'; DROP TABLE dossier; --"
	};
	struct room *r = *state;

	add(r, "P01.1", 1);
	for (size_t i = 0; i < COUNT(hostile); i++) {
		static const char sql[] =
		    "SELECT count(*) FROM dossier_fts WHERE dossier_fts MATCH ?1";
		const char *words = search_expression(&r->pool, hostile[i]);
		struct query *q;

		if (words[0] == '\0')
			continue;
		q = db_query(r->db, &r->err, sql);
		db_put_text(q, 1, words);
		assert_true(db_row(q));
		assert_true(db_end(q));
	}
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ROOM(sums_follow_every_change),
		IN_ROOM(an_aborted_edit_leaves_nothing),
		IN_ROOM(an_edit_that_changes_nothing_is_not_logged),
		IN_ROOM(a_code_is_unique),
		IN_ROOM(the_second_to_save_is_told),
		IN_ROOM(a_dry_run_changes_nothing),
		IN_ROOM(undo_says_what_and_does_it),
		IN_ROOM(undo_goes_back_step_by_step),
		IN_ROOM(a_new_edit_ends_redo),
		IN_ROOM(the_word_index_follows_undo),
		IN_ROOM(undo_refuses_where_later_work_stands),
		IN_ROOM(a_final_edit_cannot_be_undone),
		IN_ROOM(a_broken_rule_of_the_schema_is_a_sentence),
		IN_ROOM(the_chain_holds_and_shows_tampering),
		IN_ROOM(a_cut_tail_is_found_by_its_anchor),
		IN_ROOM(the_chain_cannot_be_edited_by_the_way),
		IN_ROOM(search_syntax_is_plain_text),
		cmocka_unit_test(a_catalogue_is_nobodys_but_the_groups),
		cmocka_unit_test(writing_is_refused_in_words),
		cmocka_unit_test(who_waits_is_told_who_holds_the_lock),
		cmocka_unit_test(sha256_is_the_standards)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
