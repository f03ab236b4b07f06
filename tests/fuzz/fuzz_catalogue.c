/* A catalogue file of a stranger, as it is opened, checked, restored from, read
 * and searched: a whole catalogue with bytes changed. The input is a row of
 * places (four bytes) and values (one byte), or a file of SQLite as it is.
 * An execution is, of 2,048, once the whole way from opening to the whole check,
 * else a catalogue that is open already while its bytes change on the disk: one
 * byte says how it is read, by the words, all rows, the audit chain, the proof
 * of the sums, row by row or by the quick check. */
#include "audit.h"
#include "dossier.h"
#include "dossier_list.h"
#include "fonds.h"
#include "tally.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* T-DB-6. The sanitizers take three times as long. */
extern const long fuzz_rounds;
#ifdef __SANITIZE_ADDRESS__
const long fuzz_rounds = 100000;
#else
const long fuzz_rounds = 1000000;
#endif

static char folder[64], path[96];
static uint8_t *whole;
static size_t whole_size;

static void clean(void)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".lock",
	    ".damaged", "-journal" };
	char name[128];

	for (const char *end = "bc"; *end != '\0'; end++) {
		path[strlen(path) - 1] = *end;
		for (size_t i = 0; i < COUNT(tails); i++) {
			snprintf(name, sizeof(name), "%s%s", path, tails[i]);
			unlink(name);
		}
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

/* --- an open catalogue whose bytes change under it ------------------------- */

static struct db *open_db;
static uint8_t *open_bytes;

static void close_open(void)
{
	db_close(open_db);
	munmap(open_bytes, whole_size);
}

/* Bytes of the file are changed; at the end they are as they were. */
static void bend(const uint8_t *data, size_t size, bool back)
{
	for (; size >= 5; size -= 5, data += 5) {
		uint32_t at;

		memcpy(&at, data, sizeof(at));
		at %= whole_size;
		open_bytes[at] = back ? whole[at] : data[4];
	}
}

static void row_by_row(struct db *db, struct pool *pool)
{
	struct dossier_row row;
	struct dossier dossier;
	struct tally tally;
	struct err err = { 0 };

	for (int64_t id = 1; id <= 40; id += 3) {
		if (!dossier_row(db, id, pool, &row, &err) ||
		    !dossier_get(db, id, pool, &dossier, &err))
			err_clear(&err);
	}
	if (!fonds_tally(db, 1, &tally, &err))
		err_clear(&err);
}

/* One of the ways to read it; which, the input says. */
static void read_one_way(unsigned way)
{
	struct dossier_filter filter = { .state = -1, .most = 100,
	    .search = way % 2 == 0 ? "ho so" : NULL };
	const char *complaint = "";
	struct pool pool = { 0 };
	struct err err = { 0 };
	int64_t number = 0;
	bool good = true;

	switch (way % 6) {
	case 0:
	case 1:
		good = dossier_each(open_db, &filter, none, NULL, &err);
		break;
	case 2:
		good = audit_verify(open_db, NULL, &number, &err);
		break;
	case 3:
		good = tally_prove(open_db, &number, &err);
		break;
	case 4:
		row_by_row(open_db, &pool);
		break;
	default:
		good = db_check_quick(open_db, &pool, &complaint, &err);
	}
	(void)good;
	pool_free(&pool);
}

/* The program opened it when it was whole; now it asks the disk again. */
static void open_and_bent(const uint8_t *data, size_t size)
{
	struct err err = { 0 };
	int file;

	if (open_db == NULL) {
		put(whole, whole_size);
		open_db = db_open(path, DB_READ, &err);
		must(open_db != NULL, &err);
		file = open(path, O_RDWR | O_CLOEXEC);
		open_bytes = mmap(NULL, whole_size, PROT_READ | PROT_WRITE,
		    MAP_SHARED, file, 0);
		if (file < 0 || open_bytes == MAP_FAILED)
			abort();
		close(file);
		atexit(close_open);
	}
	if (size == 0)
		return;
	bend(data + 1, size - 1, false);
	must(db_script(open_db, &err, "PRAGMA shrink_memory"), &err);
	read_one_way(data[0]);
	bend(data + 1, size - 1, true);
	must(db_script(open_db, &err, "PRAGMA shrink_memory"), &err);
}

/* Most rounds go the short way; the long one, with opening, migrating and the
 * whole check, takes a thousand times as long. */
static bool short_way(const uint8_t *data, size_t size)
{
	unsigned sum = 0;

	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	return size < 6 || sum % 2048 != 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char magic[] = "SQLite format 3";
	bool file = size >= sizeof(magic) &&
	    memcmp(data, magic, sizeof(magic)) == 0;
	uint8_t *bent;

	if (whole == NULL)
		make();
	if (!file && short_way(data, size)) {
		open_and_bent(data, size);
		return 0;
	}
	/* The long way has a file of its own. */
	path[strlen(path) - 1] = 'c';
	if (file)
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
	path[strlen(path) - 1] = 'b';
	return 0;
}
