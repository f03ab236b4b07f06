/* Fill a new catalogue (bansao init) as the plan would fill it:
 *	make-catalogue DB [PER CENT [FONDS]]
 * 100 per cent are 300 fonds, 100,000 dossiers and 8,000,000 scans; a single
 * fonds has a single group with all dossiers in it. The rows
 * are those that import, tag, ingest and the workflow would have written; the
 * sums are added up at the end. Always the same catalogue for the same number. It is for measuring: there are no files behind the scans,
 * and the rows are not in the audit chain. */
#include "base.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db.h"
#include "search_index.h"
#include "tally.h"
#include "text.h"

enum { FONDS = 300, DOSSIERS = 100000, SCANS = 8000000, GROUPS = 6 };

static uint64_t seed = 71;

static uint64_t dice(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static const char *one_of(const char *const *words, size_t count)
{
	return words[dice() % count];
}
#define ONE_OF(words) one_of(words, COUNT(words))

static const char *const districts[] = {
	"Đồng Phú", "Bù Đăng", "Bù Đốp", "Lộc Ninh", "Chơn Thành", "Hớn Quản",
	"Phú Riềng", "Bù Gia Mập", "Bình Long", "Phước Long", "Đồng Xoài",
	"Phước Bình", "Bố Đức", "Đôn Luân", "Tân Khai", "Minh Hưng"
};
static const char *const bodies[] = {
	"Ủy ban hành chính", "Ủy ban nhân dân huyện", "Sở Nông nghiệp",
	"Ty Giáo dục", "Sở Xây dựng", "Tòa Hành chánh tỉnh", "Ty Điền địa",
	"Sở Giao thông", "Hội đồng nhân dân huyện", "Liên đoàn Lao động",
	"Nông trường cao su", "Phòng Thương binh và Xã hội", "Ty Công chánh"
};
static const char *const kinds[] = {
	"Quyết định", "Công văn", "Báo cáo", "Tờ trình", "Biên bản",
	"Hồ sơ giải quyết", "Tập bản đồ", "Kế hoạch", "Danh sách", "Chương trình",
	"Hồ sơ xây dựng", "Sổ đăng ký", "Đơn thư khiếu nại"
};
static const char *const matters[] = {
	"giao đất, cho thuê đất", "xây dựng trường học", "đường liên tỉnh",
	"hợp tác xã nông nghiệp", "trợ cấp thương binh, liệt sĩ",
	"khai hoang phục hóa", "đồn điền cao su", "bầu cử Hội đồng nhân dân",
	"chia tách địa giới xã", "thủy lợi và cấp nước", "phòng chống sốt rét",
	"định canh định cư đồng bào X'tiêng", "ngân sách và quyết toán",
	"tổ chức bộ máy và cán bộ", "trùng tu di tích sóc Bom Bo",
	"kiểm lâm và rừng phòng hộ", "bổ túc văn hóa", "thăng thưởng viên chức"
};
static const char *const groups[] = {
	"Tổng hợp", "Tổ chức cán bộ", "Tài chính", "Xây dựng cơ bản",
	"Nông lâm nghiệp", "Văn hóa xã hội"
};

/* Not through src/db.c: that keeps the log and the queue of the writers,
 * which a file that nobody else has does without. */
struct maker {
	sqlite3 *db;
	const char *texts[8];
	sqlite3_stmt *statements[8];
	struct pool pool;	/* of the piece in hand */
	int64_t fonds, groups, dossiers, scans;
};

static sqlite3_stmt *query(struct maker *m, const char *sql)
{
	size_t i = 0;

	while (i < COUNT(m->texts) - 1 && m->texts[i] != NULL &&
	    m->texts[i] != sql)
		i++;
	if (m->texts[i] == NULL && sqlite3_prepare_v3(m->db, sql, -1,
	    SQLITE_PREPARE_PERSISTENT, &m->statements[i], NULL) == SQLITE_OK)
		m->texts[i] = sql;
	return m->statements[i];
}

static void put_int(sqlite3_stmt *q, int index, int64_t value)
{
	sqlite3_bind_int64(q, index, value);
}

static void put_text(sqlite3_stmt *q, int index, const char *text)
{
	sqlite3_bind_text(q, index, text, -1, SQLITE_STATIC);
}

static void put_blob(sqlite3_stmt *q, int index, const void *data, size_t size)
{
	sqlite3_bind_blob(q, index, data, (int)size, SQLITE_STATIC);
}

static bool done(sqlite3_stmt *q)
{
	bool good = sqlite3_step(q) == SQLITE_DONE;

	return sqlite3_reset(q) == SQLITE_OK && good;
}

static bool run(struct maker *m, const char *sql)
{
	return sqlite3_exec(m->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool add_fonds(struct maker *m, int64_t number)
{
	static const char add[] = "INSERT INTO fonds (id, code, name, name_fold,"
	    " sort_key, kind, status) VALUES (?1, ?2, ?3, ?4, ?5, 'fonds', ?6)";
	static const char add_group[] = "INSERT INTO grp (id, fonds_id, title,"
	    " title_fold, sort_key) VALUES (?1, ?2, ?3, ?4, ?5)";
	const char *code = pool_printf(&m->pool, "H10.%03lld",
	    (long long)number);
	const char *name = pool_printf(&m->pool, "%s %s (%lld)", ONE_OF(bodies),
	    ONE_OF(districts), (long long)number);
	size_t length;
	const char *key = text_sort_key(&m->pool, code, &length);
	sqlite3_stmt *q = query(m, add);

	put_int(q, 1, number);
	put_text(q, 2, code);
	put_text(q, 3, name);
	put_text(q, 4, text_fold(&m->pool, name));
	put_blob(q, 5, key, length);
	put_text(q, 6, dice() % 3 == 0 ? "closed" : "open");
	if (!done(q))
		return false;
	for (int i = 0; i < m->groups; i++) {
		key = text_sort_key(&m->pool, groups[i], &length);
		q = query(m, add_group);
		put_int(q, 1, (number - 1) * m->groups + i + 1);
		put_int(q, 2, number);
		put_text(q, 3, groups[i]);
		put_text(q, 4, text_fold(&m->pool, groups[i]));
		put_blob(q, 5, key, length);
		if (!done(q))
			return false;
	}
	return true;
}

/* A working day of the plan, 2026 to 2033, in order of the number. */
static const char *plan_day(struct maker *m, int64_t number)
{
	int64_t day = number * 8 * 360 / m->dossiers;

	return pool_printf(&m->pool, "%lld-%02lld-%02lld",
	    (long long)(2026 + day / 360), (long long)(day % 360 / 30 + 1),
	    (long long)(day % 30 % 28 + 1));
}

static int64_t scans_of(const struct maker *m, int64_t number)
{
	return m->scans * number / m->dossiers -
	    m->scans * (number - 1) / m->dossiers;
}

static bool add_dossier(struct maker *m, int64_t number)
{
	static const char add[] = "INSERT INTO dossier (id, fonds_id, grp_id,"
	    " code, title, maintenance, start_date, end_date, start_year,"
	    " end_year, papers, pages, box, state, criteria, arranged_on,"
	    " received_on, selected_on, approved_on, scanned_on, passed_on,"
	    " handed_on, scan_count, image_count, a4, scan_bytes, sort_key,"
	    " title_fold, code_fold, a4_estimate, created_at) VALUES (?1, ?2,"
	    " ?3, ?4, ?5, '01', ?6, ?6, ?7, ?7, ?8, ?9, ?10, 9, ?11, ?12, ?12,"
	    " ?12, ?12, ?12, ?12, ?12, ?13, ?13, ?13, ?14, ?15, ?16, ?17, ?13,"
	    " '2026-01-05T01:00:00Z')";
	static const char tag[] = "INSERT INTO dossier_criterion (dossier_id,"
	    " number, limb, tagged_by, tagged_at) VALUES (?1, ?2, 'b', 0,"
	    " '2026-01-05T01:00:00Z')";
	int64_t fonds = (number - 1) * m->fonds / m->dossiers + 1;
	int64_t pages = scans_of(m, number);
	int year = 1945 + (int)(dice() % 70);
	int second = year < 1975 ? 2 : 5;
	const char *code = pool_printf(&m->pool, "H10.%03lld.%d.%06lld",
	    (long long)fonds, year, (long long)number);
	const char *title = pool_printf(&m->pool, "%s của %s %s về %s năm %d",
	    ONE_OF(kinds), ONE_OF(bodies), ONE_OF(districts), ONE_OF(matters),
	    year);
	size_t length;
	const char *key = text_sort_key(&m->pool, code, &length);
	sqlite3_stmt *q = query(m, add);

	put_int(q, 1, number);
	put_int(q, 2, fonds);
	put_int(q, 3, (fonds - 1) * m->groups + (int64_t)(dice() %
	    (uint64_t)m->groups) + 1);
	put_text(q, 4, code);
	put_text(q, 5, title);
	put_text(q, 6, pool_printf(&m->pool, "%d", year));
	put_int(q, 7, year);
	put_int(q, 8, (pages + 1) / 2);
	put_int(q, 9, pages);
	put_text(q, 10, pool_printf(&m->pool, "%lld",
	    (long long)(number / 12 + 1)));
	put_int(q, 11, 1 | 1 << (second - 1));
	put_text(q, 12, plan_day(m, number - 1));
	put_int(q, 13, pages);
	put_int(q, 14, pages * 90000);
	put_blob(q, 15, key, length);
	put_text(q, 16, text_fold(&m->pool, title));
	put_text(q, 17, text_fold(&m->pool, code));
	if (!done(q))
		return false;
	for (int i = 0; i < 2; i++) {
		q = query(m, tag);
		put_int(q, 1, number);
		put_int(q, 2, i == 0 ? 1 : second);
		if (!done(q))
			return false;
	}
	return true;
}

static bool add_scans(struct maker *m, int64_t number)
{
	static const char folder[] = "INSERT INTO folder (id, path)"
	    " VALUES (?1, ?2)";
	static const char add[] = "INSERT INTO scan (dossier_id, document, page,"
	    " folder_id, name, format, bytes, stamp, sha256, pages, images, a4,"
	    " width, height, x_resolution, y_resolution, depth, compression,"
	    " size_class, run_id) VALUES (?1, 1, ?2, ?3, ?4, 1, 90000, ?5, ?6, 1,"
	    " 1, 1, 2480, 3508, 300, NULL, 196616, 5, 'A4', 1)";
	sqlite3_stmt *q = query(m, folder);
	int64_t count = scans_of(m, number);
	char name[64];
	uint64_t hash[4];

	put_int(q, 1, number);
	put_text(q, 2, pool_printf(&m->pool, "/srv/scans/%06lld",
	    (long long)number));
	if (!done(q))
		return false;
	for (int64_t page = 1; page <= count; page++) {
		for (size_t i = 0; i < COUNT(hash); i++)
			hash[i] = dice();
		snprintf(name, sizeof(name), "H10.%06lld.1.%04lld.tif",
		    (long long)number, (long long)page);
		q = query(m, add);
		put_int(q, 1, number);
		put_int(q, 2, page);
		put_int(q, 3, number);
		put_text(q, 4, name);
		put_int(q, 5, (int64_t)(dice() >> 17));
		put_blob(q, 6, hash, sizeof(hash));
		if (!done(q))
			return false;
	}
	return true;
}

/* What people do with the files, in the order of the plan: a list for each
 * group, a batch for each day, a handover for each month. */
static bool add_work(struct maker *m)
{
	return run(m,
	    "INSERT INTO selection (id, code, fonds_id, grp_id, year, title, "
	    "created_on, created_by) SELECT id, 'DM.' || id, fonds_id, id, 2026 "
	    "+ (fonds_id - 1) * 8 / (SELECT count(*) FROM fonds), 'Danh mục ' "
	    "|| title, '2026-01-05', 0 FROM grp; "
	    "INSERT INTO selection_version (id, selection_id, version, state, "
	    "submitted_on, submission, authority, decision, decided_on, signer) "
	    "SELECT id, id, 1, 'approved', '2026-01-10', id || '/TTr', 'UBND', "
	    "id || '/QĐ', '2026-01-15', 'Chủ tịch' FROM selection; "
	    "INSERT INTO selection_item (version_id, dossier_id) SELECT grp_id, "
	    "id FROM dossier ORDER BY grp_id, id; "
	    "INSERT INTO selection_live SELECT id, grp_id FROM dossier; "
	    "INSERT INTO batch (code, operator, scanned_on, state, created_at, "
	    "created_uid) SELECT DISTINCT 'LO.' || scanned_on, 'Người quét ' || "
	    "(CAST(substr(scanned_on, 9) AS INTEGER) % 6 + 1), scanned_on, "
	    "'passed', scanned_on || 'T01:00:00Z', 0 FROM dossier ORDER BY 1; "
	    "INSERT INTO batch_dossier SELECT b.id, d.id FROM dossier d JOIN "
	    "batch b ON b.code = 'LO.' || d.scanned_on ORDER BY b.id, d.id; "
	    "INSERT INTO agreement (id, number, agreed_on, profile, created_at) "
	    "VALUES (1, '1/VTLTNN', '2026-01-02', 'tt05-sip', "
	    "'2026-01-02T01:00:00Z'); "
	    "INSERT INTO handover (number, year, agreement_id, state, "
	    "container, volumes, delivered_on, minutes, created_at) SELECT "
	    "DISTINCT 'BG.' || substr(handed_on, 1, 7), CAST(substr(handed_on, "
	    "1, 4) AS INTEGER), 1, 'delivered', 'tar', 1, substr(handed_on, 1, "
	    "7) || '-28', 'BB.' || substr(handed_on, 1, 7), substr(handed_on, "
	    "1, 7) || '-28T01:00:00Z' FROM dossier ORDER BY 1; "
	    "INSERT INTO handover_item (handover_id, dossier_id, volume, files, "
	    "bytes, pages, a4) SELECT h.id, d.id, 1, d.scan_count, "
	    "d.scan_bytes, d.image_count, d.a4 FROM dossier d JOIN handover h "
	    "ON h.number = 'BG.' || substr(d.handed_on, 1, 7) ORDER BY h.id, "
	    "d.id; ");
}

/* Rows first, indexes after: three times faster than both at once. */
static bool fill(struct maker *m)
{
	if (!run(m, "BEGIN; DROP INDEX scan_place; DROP INDEX scan_dossier;"
	    " DROP INDEX scan_sha; INSERT INTO scan_run (id, at, uid, folder,"
	    " ended_at) VALUES (1, '2026-01-05T01:00:00Z', 0, '/srv/scans',"
	    " '2026-01-05T09:00:00Z')"))
		return false;
	for (int64_t i = 1; i <= m->fonds; i++)
		if (!add_fonds(m, i))
			return false;
	for (int64_t i = 1; i <= m->dossiers; i++) {
		if (!add_dossier(m, i) || !add_scans(m, i))
			return false;
		pool_reset(&m->pool);
	}
	fprintf(stderr, "the rows are in; now the indexes\n");
	return add_work(m) && run(m, "CREATE UNIQUE INDEX scan_place ON scan (folder_id, name);"
	    " CREATE INDEX scan_dossier ON scan (dossier_id, document, page, id);"
	    " CREATE INDEX scan_sha ON scan (substr(sha256, 1, 4)); COMMIT;"
	    " PRAGMA journal_mode = WAL;");
}

/* The daily copy that "bansao init" has started may still be reading. */
static bool have_alone(struct maker *m)
{
	const struct timespec moment = { 0, 50000000 };

	for (int i = 0; i < 200; i++) {
		if (run(m, "PRAGMA journal_mode = MEMORY"))
			return run(m, "PRAGMA synchronous = OFF;"
			    " PRAGMA cache_size = -100000;");
		nanosleep(&moment, NULL);
	}
	return false;
}

static bool sums_and_words(const char *path)
{
	struct err err = { 0 };
	struct db *db = db_open(path, DB_WRITE, &err);
	bool good = db != NULL && db_begin(db, &err) &&
	    tally_rebuild(db, &err) && search_index_all(db, &err) &&
	    db_commit(db, &err);

	if (!good)
		fprintf(stderr, "make-catalogue: %s\n", err.text);
	db_close(db);
	return good;
}

int main(int argc, char **argv)
{
	struct maker m = { 0 };
	double part = argc > 2 ? strtod(argv[2], NULL) / 100 : 1;

	if (argc < 2 || part <= 0) {
		fprintf(stderr, "make-catalogue DB [PER CENT [FONDS]]\n");
		return 2;
	}
	m.fonds = (int64_t)(FONDS * part);
	m.fonds = argc > 3 ? strtoll(argv[3], NULL, 10) : m.fonds;
	m.fonds = m.fonds < 1 ? 1 : m.fonds;
	m.groups = argc > 3 && m.fonds == 1 ? 1 : GROUPS;
	m.dossiers = (int64_t)(DOSSIERS * part);
	m.scans = (int64_t)(SCANS * part);
	bool good = sqlite3_open_v2(argv[1], &m.db, SQLITE_OPEN_READWRITE,
	    NULL) == SQLITE_OK && have_alone(&m) && fill(&m);
	if (!good)
		fprintf(stderr, "make-catalogue: %s: %s\n", argv[1],
		    sqlite3_errmsg(m.db));
	for (size_t i = 0; i < COUNT(m.statements); i++)
		sqlite3_finalize(m.statements[i]);
	sqlite3_close(m.db);
	pool_free(&m.pool);
	if (!good || !sums_and_words(argv[1]))
		return 1;
	fprintf(stderr, "%lld fonds, %lld dossiers, %lld scans\n",
	    (long long)m.fonds, (long long)m.dossiers, (long long)m.scans);
	return 0;
}
