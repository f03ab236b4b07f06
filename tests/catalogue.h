/* A fresh catalogue in memory with the programme of the plan, one fonds with
 * two groups, and short ways to fill it. For the tests of the rules. */
#ifndef CATALOGUE_H
#define CATALOGUE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "approval.h"
#include "audit.h"
#include "conf.h"
#include "dossier.h"
#include "embed.h"
#include "fonds.h"
#include "lang.h"
#include "pick.h"
#include "programme.h"
#include "setting.h"
#include "tag.h"
#include "workflow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct room {
	struct db *db;
	struct pool pool;
	struct err err;
	int64_t fonds, other_fonds;
	int64_t office, money;	/* groups of the fonds */
	int files;
};

#define MUST(call) \
	do { \
		if (!(call)) \
			fail_msg("%s: %s", #call, r->err.text); \
	} while (0)

/* Refused by a rule: exit 7, its name in the sentence. */
#define REFUSED(call, rule) \
	do { \
		assert_false(call); \
		if (r->err.kind != ERR_RULE || \
		    strstr(r->err.text, rule) == NULL) \
			fail_msg("%s: not refused by %s but %d: %s", #call, rule, \
			    (int)r->err.kind, r->err.text); \
		err_clear(&r->err); \
	} while (0)

static inline void room_edit(struct room *r)
{
	MUST(edit_begin(r->db, &r->err));
}

static inline void room_done(struct room *r)
{
	MUST(edit_commit(r->db, &(struct edit){ .action = "test",
	    .summary = "test" }, NULL, &r->err));
}

static inline void room_fill(struct room *r)
{
	const struct embed *file = embed_find("programme-qd71.ini");
	struct fonds fonds = {
		.code = "P01", .name = "Phông thử", .risk_recovery = 1
	};
	struct fonds other = {
		.code = "P02", .name = "Phông khác", .risk_recovery = 1
	};
	struct group office = { .title = "Hành chính" };
	struct group money = { .title = "Tài chính" };
	struct conf *conf;

	assert_non_null(file);
	conf = conf_text(file->data, file->size, file->name, &r->err);
	assert_non_null(conf);
	room_edit(r);
	MUST(programme_load(r->db, conf, &r->err));
	MUST(fonds_add(r->db, &fonds, 0, &r->err));
	MUST(fonds_add(r->db, &other, 0, &r->err));
	office.fonds_id = money.fonds_id = fonds.id;
	MUST(group_add(r->db, &office, 0, &r->err));
	MUST(group_add(r->db, &money, 0, &r->err));
	MUST(setting_set(r->db, "four_eyes", "", "off", &r->err));
	room_done(r);
	conf_free(conf);
	r->fonds = fonds.id;
	r->other_fonds = other.id;
	r->office = office.id;
	r->money = money.id;
}

static inline int room_enter(void **state)
{
	struct room *r = must_alloc(sizeof(*r));

	memset(r, 0, sizeof(*r));
	lang_set("en");
	r->db = db_open(":memory:", DB_WRITE, &r->err);
	assert_non_null(r->db);
	room_fill(r);
	*state = r;
	return 0;
}

static inline int room_leave(void **state)
{
	struct room *r = *state;

	db_close(r->db);
	pool_free(&r->pool);
	free(r);
	return 0;
}

/* A complete dossier P01.N of 1960-1971 with 40 pages in a group. */
static inline int64_t room_file(struct room *r, int64_t group)
{
	char code[32];
	struct dossier d;

	snprintf(code, sizeof(code), "P01.%03d", ++r->files);
	dossier_blank(&d);
	d.fonds_id = r->fonds;
	d.grp_id = group;
	d.code = code;
	d.title = pool_printf(&r->pool, "Hồ sơ số %d", r->files);
	d.start_date = "1960";
	d.end_date = "1971";
	d.maintenance = "01";
	d.mode = "01";
	d.language = "01";
	d.total_doc = 3;
	d.papers = 25;
	d.pages = 40;
	d.notation = "12";
	d.box = "3";
	room_edit(r);
	MUST(dossier_add(r->db, &d, 0, &r->err));
	room_done(r);
	return d.id;
}

static inline struct dossier room_get(struct room *r, int64_t id)
{
	struct dossier d = { 0 };

	MUST(dossier_get(r->db, id, &r->pool, &d, &r->err));
	return d;
}

#define STATE_IS(id, wanted) \
	assert_string_equal(state_code(room_get(r, id).state), \
	    state_code(wanted))

/* Change single columns as no program would: what the test is about. */
static inline void room_set(struct room *r, int64_t id, const char *column,
    const char *value)
{
	char sql[200];

	snprintf(sql, sizeof(sql), "UPDATE dossier SET %s = '%s' WHERE id ="
	    " %lld", column, value, (long long)id);
	room_edit(r);
	MUST(db_script(r->db, &r->err, sql));
	room_done(r);
}

static inline bool room_tag(struct room *r, int64_t id, unsigned criteria)
{
	struct tag_request request = { .criteria = criteria };
	struct tag_result result;

	return tag_dossiers(r->db, &id, 1, &request, &r->pool, &result,
	    &r->err);
}

static inline int64_t room_tagged(struct room *r, int64_t group)
{
	int64_t id = room_file(r, group);

	MUST(room_tag(r, id, 1));
	return id;
}

static inline void room_list(struct room *r, const char *code, int64_t group)
{
	struct selection s = {
		.code = code, .fonds_id = r->fonds, .grp_id = group,
		.year = 2026
	};

	MUST(list_new(r->db, &s, &r->pool, &r->err));
}

static inline bool room_add(struct room *r, const char *list, int64_t id)
{
	struct tag_result result;

	return list_add(r->db, list, &id, 1, false, &r->pool, &result,
	    &r->err);
}

static inline bool room_submit(struct room *r, const char *list)
{
	char hash[65];

	return list_submit(r->db, list, "1/TTr", "2026-03-01", "", &r->pool,
	    hash, &r->err);
}

static inline bool room_approve(struct room *r, const char *list)
{
	const struct decision decision = {
		.authority = "UBND tỉnh", .number = "12/QĐ-UBND",
		.day = "2026-03-01", .signer = "Nguyễn Văn A"
	};

	return list_approve(r->db, list, &decision, &r->pool, &r->err);
}

/* A file on an approved list of its own. */
static inline int64_t room_approved(struct room *r)
{
	int64_t id = room_tagged(r, r->office);
	const char *list = pool_printf(&r->pool, "L%d", r->files);

	room_list(r, list, r->office);
	MUST(room_add(r, list, id));
	MUST(room_submit(r, list));
	MUST(room_approve(r, list));
	return id;
}

/* So many scans of one page each come in, as ingest stores them. */
static inline const char *room_scans(struct room *r, int64_t id, int pages)
{
	static const char run_sql[] =
	    "INSERT OR IGNORE INTO scan_run (id, at, uid, folder)"
	    " VALUES (1, '', 0, '/s')";
	static const char folder_sql[] =
	    "INSERT OR IGNORE INTO folder (id, path) VALUES (1, '/s')";
	static const char scan_sql[] =
	    "INSERT INTO scan (dossier_id, folder_id, name, bytes, stamp,"
	    " sha256, pages, a4, run_id) VALUES (?1, 1, ?2, 10, 1,"
	    " zeroblob(32), 1, 1, 1)";
	static const char sum_sql[] =
	    "UPDATE dossier SET scan_count = ?2, image_count = ?2, a4 = ?2"
	    " WHERE id = ?1";
	const char *rule = NULL;
	struct query *q;

	room_edit(r);
	MUST(db_run(r->db, &r->err, run_sql));
	MUST(db_run(r->db, &r->err, folder_sql));
	for (int i = 0; i < pages; i++) {
		q = db_query(r->db, &r->err, scan_sql);
		db_put_int(q, 1, id);
		db_put_text(q, 2, pool_printf(&r->pool, "%lld-%d.tif",
		    (long long)id, i));
		MUST(db_end(q));
	}
	MUST(workflow_scans_arrived(r->db, id, &rule, &r->err));
	q = db_query(r->db, &r->err, sum_sql);
	db_put_int(q, 1, id);
	db_put_int(q, 2, pages);
	MUST(db_end(q));
	MUST(edit_commit(r->db, &(struct edit){ .action = "scan",
	    .final = true }, NULL, &r->err));
	return rule;
}

static inline bool room_move(struct room *r, const char *move, int64_t id)
{
	room_edit(r);
	if (!workflow_move(r->db, move, id, "2026-06-01", &r->err)) {
		edit_abort(r->db);
		return false;
	}
	room_done(r);
	return true;
}

static inline void room_arrange(struct room *r, int64_t id)
{
	static const char *const items[] = {
		"danh-so-to", "muc-luc", "bia", "bien-ban"
	};

	room_edit(r);
	for (size_t i = 0; i < COUNT(items); i++)
		MUST(arrange_tick(r->db, id, items[i], true, &r->err));
	MUST(workflow_arrange(r->db, id, "2026-04-01", &r->err));
	room_done(r);
}

static inline void room_receive(struct room *r, int64_t id)
{
	room_edit(r);
	MUST(workflow_receive(r->db, id, "2026-04-02", &r->err));
	room_done(r);
}

/* Operator_uid -1: nobody of this machine. */
static inline void room_batch(struct room *r, int64_t id,
    int64_t operator_uid)
{
	static const char sql[] =
	    "INSERT INTO batch (id, code, operator, operator_uid, scanned_on,"
	    " created_at, created_uid) VALUES (?1, 'B' || ?1, 'An',"
	    " nullif(?2, -1), '2026-05-01', '', 0)";
	static const char put_sql[] =
	    "INSERT INTO batch_dossier (batch_id, dossier_id) VALUES (?1, ?1)";
	struct query *q;

	room_edit(r);
	q = db_query(r->db, &r->err, sql);
	db_put_int(q, 1, id);
	db_put_int(q, 2, operator_uid);
	MUST(db_end(q));
	q = db_query(r->db, &r->err, put_sql);
	db_put_int(q, 1, id);
	MUST(db_end(q));
	room_done(r);
}

/* A file that has passed its inspection. */
static inline int64_t room_passed(struct room *r)
{
	int64_t id = room_approved(r);

	room_arrange(r, id);
	room_receive(r, id);
	assert_null(room_scans(r, id, 40));
	room_batch(r, id, -1);
	MUST(room_move(r, "finish", id));
	MUST(room_move(r, "pass", id));
	return id;
}

/* A batch of its own for a packaged file: built and delivered on a day, under
 * an agreement of another day. */
static inline void room_handover(struct room *r, int64_t id,
    const char *agreed, const char *delivered)
{
	static const char agree_sql[] =
	    "INSERT INTO agreement (id, number, agreed_on, profile, created_at)"
	    " VALUES (?1, 'TN' || ?1, ?2, 'bagit', '')";
	static const char batch_sql[] =
	    "INSERT INTO handover (id, number, year, agreement_id, state,"
	    " manifest_sha256, delivered_on, created_at) VALUES (?1,"
	    " 'BG' || ?1, 2028, ?1, 'delivered', 'x', ?2, '')";
	static const char item_sql[] =
	    "INSERT INTO handover_item (handover_id, dossier_id, objid, files,"
	    " a4) SELECT id, id, 'U', scan_count, a4 FROM dossier WHERE id = ?1";
	struct query *q;

	room_edit(r);
	q = db_query(r->db, &r->err, agree_sql);
	db_put_int(q, 1, id);
	db_put_text(q, 2, agreed);
	MUST(db_end(q));
	q = db_query(r->db, &r->err, batch_sql);
	db_put_int(q, 1, id);
	db_put_text(q, 2, delivered);
	MUST(db_end(q));
	q = db_query(r->db, &r->err, item_sql);
	db_put_int(q, 1, id);
	MUST(db_end(q));
	room_done(r);
}

static inline void room_run(struct room *r, const char *sql)
{
	room_edit(r);
	MUST(db_script(r->db, &r->err, sql));
	room_done(r);
}

static inline int64_t room_number(struct room *r, const char *sql)
{
	struct query *q = db_query_text(r->db, &r->err, sql);
	int64_t number = db_row(q) ? db_int(q, 0) : -1;

	MUST(db_end(q));
	return number;
}

#endif
