/* A catalogue file of a stranger, as it is opened, checked, restored from, read
 * and searched: a whole catalogue with bytes changed. The input is a row of
 * places (four bytes) and values (one byte), or a file of SQLite as it is. */
#include "audit.h"
#include "dossier.h"
#include "dossier_list.h"
#include "fonds.h"
#include "tally.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64], path[96];
static uint8_t *whole;
static size_t whole_size;

static void clean(void)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".lock",
	    ".damaged", "-journal" };
	char name[128];

	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(name, sizeof(name), "%s%s", path, tails[i]);
		unlink(name);
	}
	rmdir(folder);
	free(whole);
}

static void must(bool good, const struct err *err)
{
	if (good)
		return;
	fprintf(stderr, "fuzz_catalogue: %s\n", err->text);
	abort();
}

/* A catalogue with a few files, in memory and as bytes. */
static void make(void)
{
	struct fonds fonds = { .code = "P1", .name = "Phông", .kind = "fonds" };
	struct edit edit = { .action = "dossier add" };
	struct err err = { 0 };
	struct stat about;
	struct db *db;
	int file;

	snprintf(folder, sizeof(folder), "%s/bansao-fuzz.XXXXXX",
	    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (mkdtemp(folder) == NULL)
		abort();
	snprintf(path, sizeof(path), "%s/k.db", folder);
	db = db_open(path, DB_CREATE, &err);
	must(db != NULL, &err);
	must(edit_begin(db, &err) && fonds_add(db, &fonds, 0, &err) &&
	    edit_commit(db, &edit, NULL, &err), &err);
	for (int i = 0; i < 40; i++) {
		struct dossier d;
		char code[32];

		snprintf(code, sizeof(code), "P1.%d", i);
		dossier_blank(&d);
		d.fonds_id = fonds.id;
		d.code = code;
		d.title = "Hồ sơ về việc thử";
		d.pages = i;
		must(edit_begin(db, &err) && dossier_add(db, &d, 0, &err), &err);
		edit.dossier = d.id;
		must(edit_commit(db, &edit, NULL, &err), &err);
	}
	db_close(db);
	file = open(path, O_RDONLY);
	if (file < 0 || fstat(file, &about) != 0)
		abort();
	whole_size = (size_t)about.st_size;
	whole = malloc(whole_size);
	if (whole == NULL || read(file, whole, whole_size) !=
	    (ssize_t)whole_size)
		abort();
	close(file);
	atexit(clean);
}

static void put(const uint8_t *data, size_t size)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (file < 0 || write(file, data, size) != (ssize_t)size)
		abort();
	close(file);
}

static bool none(void *to, int64_t id, struct err *err)
{
	(void)to;
	(void)id;
	(void)err;
	return true;
}

static void use(enum db_mode mode)
{
	struct dossier_filter filter = { .state = -1, .search = "ho so", .most = 100 };
	const char *complaint = "";
	struct pool pool = { 0 };
	struct err err = { 0 };
	struct db *db = db_open(path, mode, &err);
	int64_t number = 0;

	if (db == NULL)
		return;
	if (!db_check(db, &pool, &complaint, &err))
		err_clear(&err);
	if (!audit_verify(db, NULL, &number, &err))
		err_clear(&err);
	if (!tally_prove(db, &number, &err))
		err_clear(&err);
	if (!dossier_each(db, &filter, none, NULL, &err))
		err_clear(&err);
	filter.search = NULL;
	if (!dossier_each(db, &filter, none, NULL, &err))
		err_clear(&err);
	pool_free(&pool);
	db_close(db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char magic[] = "SQLite format 3";
	uint8_t *bent;

	if (whole == NULL)
		make();
	if (size >= sizeof(magic) && memcmp(data, magic, sizeof(magic)) == 0)
		put(data, size);
	else {
		bent = malloc(whole_size);
		if (bent == NULL)
			abort();
		memcpy(bent, whole, whole_size);
		for (; size >= 5; size -= 5, data += 5) {
			uint32_t at;

			memcpy(&at, data, sizeof(at));
			bent[at % whole_size] = data[4];
		}
		put(bent, whole_size);
		free(bent);
	}
	use(DB_READ);
	use(DB_AS_IS);
	return 0;
}
