/* The Vietnamese order inside of SQLite. */
#include "buf.h"
#include "db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void sqlite_knows_the_vietnamese_order(void **state)
{
	static const char sql[] = "SELECT column1 FROM (VALUES ('Hồ sơ 10'),"
	    " ('đá'), ('Hồ sơ 2'), ('Dạ'), ('dong'), ('đông'), ('ăn'), ('an'),"
	    " ('ân'), ('Đồng'), ('mạ kẽm'), ('má hồng'), ('mà cả'))"
	    " ORDER BY column1 COLLATE VI";
	struct err err = { 0 };
	struct db *db = db_open(":memory:", DB_CREATE, &err);
	struct buf found = { 0 };
	struct query *q;

	(void)state;
	assert_non_null(db);
	q = db_query(db, &err, sql);
	while (db_row(q))
		buf_printf(&found, "%s|", db_text(q, 0));
	assert_true(db_end(q));
	assert_string_equal(found.data, "an|ăn|ân|Dạ|dong|đá|đông|Đồng|"
	    "Hồ sơ 2|Hồ sơ 10|mà cả|má hồng|mạ kẽm|");
	buf_free(&found);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sqlite_knows_the_vietnamese_order),
	};

	return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
