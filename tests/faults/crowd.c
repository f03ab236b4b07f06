/* Many people at one catalogue, and the plug pulled on them. Each is a
 * process with the program's own functions; what they say is done is
 * remembered by somebody else and compared with what is stored.
 *
 *	crowd check DB			one line when all holds
 *	crowd has DB CODE...		these dossiers are stored
 *	crowd kill DB ROUNDS WRITERS AGAIN
 *	crowd work DB WRITERS EDITS READERS
 *	crowd lost DB PEOPLE EDITS
 *	crowd storm DB WRITERS SECONDS
 *	crowd hold DB			take the lock, say so, wait
 *	crowd past DB			write past the queue: must be refused */
#include "audit.h"
#include "clock.h"
#include "db_lock.h"
#include "dossier.h"
#include "fonds.h"
#include "whole.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool stored(struct db *db, const char *code)
{
	struct err err = { 0 };
	int64_t id = 0;

	if (!dossier_id(db, code, &id, &err))
		die(code, &err);
	return id != 0;
}

/* --- one person ----------------------------------------------------------- */

static bool add(struct db *db, int64_t fonds, const char *code,
    struct err *err)
{
	struct dossier d;
	struct edit edit = { .action = "dossier add", .subject = code };

	dossier_blank(&d);
	d.fonds_id = fonds;
	d.code = code;
	d.title = "Hồ sơ về việc thử sức bền";
	d.pages = 3;
	d.papers = 2;
	if (!edit_begin(db, err))
		return false;
	if (!dossier_add(db, &d, 0, err)) {
		edit_abort(db);
		return false;
	}
	edit.dossier = d.id;
	return edit_commit(db, &edit, NULL, err);
}

static bool tag(struct db *db, const char *code, struct err *err)
{
	struct pool pool = { 0 };
	struct dossier d;
	struct evidence e = {
		.number = 2, .limb = "", .person = "", .feature = "",
		.reason = "thử", .tagged_at = "2026-01-01T00:00:00.000Z"
	};
	struct edit edit = { .action = "tag", .subject = code };
	bool good = edit_begin(db, err);

	if (!good)
		return false;
	if (!dossier_find(db, code, &pool, &d, err) ||
	    !evidence_put(db, d.id, &e, err)) {
		edit_abort(db);
		pool_free(&pool);
		return false;
	}
	edit.dossier = d.id;
	pool_free(&pool);
	return edit_commit(db, &edit, NULL, err);
}

static int64_t first_fonds(struct db *db)
{
	return number(db, "SELECT id FROM fonds ORDER BY id LIMIT 1");
}

/* Say it only when it is done; then it must stay done. */
static void acknowledge(int to, const char *word)
{
	char line[64] = { 0 };

	snprintf(line, sizeof(line), "%s", word);
	if (write(to, line, sizeof(line)) != sizeof(line))
		_exit(3);
}

static void write_for_ever(const char *path, const char *name, int to)
{
	struct err err = { 0 };
	struct db *db = must_open(path);
	int64_t fonds = first_fonds(db);

	for (int i = 0;; i++) {
		char code[64];

		snprintf(code, sizeof(code), "%s.%d", name, i);
		if (!add(db, fonds, code, &err))
			die(code, &err);
		acknowledge(to, code);
		if (i % 3 != 0)
			continue;
		if (!tag(db, code, &err))
			die(code, &err);
		code[0] = 'T';	/* "T..." : tagged */
		acknowledge(to, code);
	}
}

/* --- the plug ------------------------------------------------------------- */

static void wait_ms(long ms)
{
	struct timespec span = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&span, &span) != 0 && errno == EINTR)
		continue;
}

static void compare(struct db *db, const char *line, int64_t *lost)
{
	static const char sql[] = "SELECT count(*) FROM dossier_criterion c"
	    " JOIN dossier d ON d.id = c.dossier_id WHERE d.code = ?1";
	char code[64];
	struct err err = { 0 };

	snprintf(code, sizeof(code), "%s", line);
	if (code[0] == 'T') {
		struct query *q = db_query(db, &err, sql);

		code[0] = 'K';
		db_put_text(q, 1, code);
		if (!db_row(q) || db_int(q, 0) != 1) {
			fprintf(stderr, "crowd: lost: tag of %s\n", code);
			++*lost;
		}
		if (!db_end(q))
			die(code, &err);
	} else if (!stored(db, code)) {
		fprintf(stderr, "crowd: lost: %s\n", code);
		++*lost;
	}
}

static int kill_rounds(const char *path, int rounds, int writers, int again)
{
	int64_t lost = 0, kept = 0;

	srand(20261123);
	for (int round = 0; round < rounds; round++) {
		pid_t people[32];
		int ends[2];
		char line[64];
		struct db *db;

		if (pipe(ends) != 0)
			return 1;
		for (int i = 0; i < writers; i++) {
			people[i] = fork();
			if (people[i] == 0) {
				char name[48];

				close(ends[0]);
				snprintf(name, sizeof(name), "K%d.%d", round, i);
				write_for_ever(path, name, ends[1]);
			}
		}
		close(ends[1]);
		/* from the first that says it has done something */
		poll(&(struct pollfd){ ends[0], POLLIN, 0 }, 1, 20000);
		wait_ms(2 + rand() % 31);
		for (int i = 0; i < writers; i++)
			kill(people[i], SIGKILL);
		for (int i = 0; i < writers; i++) {
			int status = 0;

			waitpid(people[i], &status, 0);
			if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
				return 1;
		}
		/* Kill again while the first start makes the log good. */
		for (int k = 0; k < again; k++) {
			pid_t one = fork();

			if (one == 0) {
				db = must_open(path);
				db_close(db);
				_exit(0);
			}
			if (rand() % 4 != 0)
				usleep((unsigned)(rand() % 4000));
			kill(one, SIGKILL);
			waitpid(one, NULL, 0);
		}
		db = must_open(path);
		while (read(ends[0], line, sizeof(line)) == sizeof(line)) {
			compare(db, line, &lost);
			kept++;
		}
		close(ends[0]);
		check(db, round % 50 == 49 || round == rounds - 1);
		db_close(db);
	}
	printf("{\"rounds\":%d,\"writers\":%d,\"acknowledged\":%lld,"
	    "\"lost\":%lld,\"half\":0,\"corrupt\":0}\n", rounds, writers,
	    (long long)kept, (long long)lost);
	return lost != 0 || kept == 0;
}

/* --- twenty at work -------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

	return one < two ? -1 : one > two;
}

static void read_for_ever(const char *path)
{
	static const char sql[] =
	    "SELECT count(*), sum(pages) FROM dossier";
	struct err err = { 0 };
	struct db *db = db_open(path, DB_READ, &err);

	if (db == NULL)
		die("reader", &err);
	for (;;) {
		struct query *q = db_query(db, &err, sql);

		while (db_row(q))
			continue;
		if (!db_end(q))
			die("reader", &err);
		wait_ms(2);
	}
}

static int work(const char *path, int writers, int edits, int readers)
{
	size_t count = 0, room = (size_t)writers * (size_t)edits;
	int64_t *waits = calloc(room + 1, sizeof(*waits)), ns;
	int64_t start = clock_ns();
	pid_t reading[16], people[64];
	int ends[2], bad = 0, status;
	struct db *db;

	if (waits == NULL || pipe(ends) != 0 || writers > 64 || readers > 16)
		return 1;
	for (int i = 0; i < readers; i++)
		if ((reading[i] = fork()) == 0) {
			close(ends[0]);
			close(ends[1]);
			read_for_ever(path);
		}
	for (int i = 0; i < writers; i++)
		if ((people[i] = fork()) == 0) {
			struct err err = { 0 };
			int64_t fonds;

			db = must_open(path);
			fonds = first_fonds(db);
			for (int k = 0; k < edits; k++) {
				char code[64];
				int64_t before = clock_ns();

				snprintf(code, sizeof(code), "W%d.%d", i, k);
				if (!add(db, fonds, code, &err))
					die(code, &err);
				before = clock_ns() - before;
				if (write(ends[1], &before, sizeof(before)) !=
				    sizeof(before))
					_exit(3);
			}
			db_close(db);
			_exit(0);
		}
	close(ends[1]);
	while (read(ends[0], &ns, sizeof(ns)) == sizeof(ns))
		waits[count++] = ns;
	for (int i = 0; i < writers; i++) {
		waitpid(people[i], &status, 0);
		bad += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	}
	for (int i = 0; i < readers; i++) {
		bad += waitpid(reading[i], &status, WNOHANG) != 0;
		kill(reading[i], SIGKILL);
		waitpid(reading[i], NULL, 0);
	}
	start = clock_ns() - start;
	db = must_open(path);
	check(db, true);
	bad += number(db, "SELECT count(*) FROM dossier WHERE code GLOB 'W*'") !=
	    (int64_t)room;
	db_close(db);
	qsort(waits, count, sizeof(*waits), by_size);
	printf("{\"writers\":%d,\"readers\":%d,\"edits\":%zu,\"failed\":%d,"
	    "\"seconds\":%.2f,\"p50_ms\":%.1f,\"p99_ms\":%.1f,"
	    "\"max_ms\":%.1f}\n", writers, readers, count, bad,
	    (double)start / 1e9, (double)waits[count / 2] / 1e6,
	    (double)waits[count * 99 / 100] / 1e6,
	    (double)waits[count > 0 ? count - 1 : 0] / 1e6);
	free(waits);
	return bad != 0 || count != room;
}

/* --- one record, many hands ------------------------------------------------ */

/* Everybody reads, thinks and writes pages + 1 at the revision that was read.
 * The loser is told and reads again. */
static int lost(const char *path, int people, int edits)
{
	pid_t who[64];
	int ends[2], status, bad = 0;
	int64_t told = 0, wins = 0, pages, rev;
	char mark;
	struct db *db = must_open(path);
	struct err err = { 0 };

	if (people > 64 || pipe(ends) != 0)
		return 1;
	if (!add(db, first_fonds(db), "L.1", &err))
		die("L.1", &err);
	db_close(db);
	for (int i = 0; i < people; i++)
		if ((who[i] = fork()) == 0) {
			int done = 0;

			srand((unsigned)i);
			db = must_open(path);
			while (done < edits / people) {
				struct pool pool = { 0 };
				struct dossier d;
				struct edit edit = { .action = "dossier edit" };

				err_clear(&err);
				if (!dossier_find(db, "L.1", &pool, &d, &err))
					die("read", &err);
				if (rand() % 2 == 0)
					usleep((unsigned)(rand() % 500));
				d.pages++;
				if (!edit_begin(db, &err))
					die("begin", &err);
				if (dossier_save(db, &d, &err)) {
					if (!edit_commit(db, &edit, NULL, &err))
						die("commit", &err);
					done++;
					mark = 'w';
				} else {
					edit_abort(db);
					if (err.kind != ERR_BUSY)
						die("save", &err);
					mark = 'l';
				}
				if (write(ends[1], &mark, 1) != 1)
					_exit(3);
				pool_free(&pool);
			}
			db_close(db);
			_exit(0);
		}
	close(ends[1]);
	while (read(ends[0], &mark, 1) == 1)
		*(mark == 'w' ? &wins : &told) += 1;
	for (int i = 0; i < people; i++) {
		waitpid(who[i], &status, 0);
		bad += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	}
	db = must_open(path);
	check(db, true);
	pages = number(db, "SELECT pages FROM dossier WHERE code = 'L.1'");
	rev = number(db, "SELECT rev FROM dossier WHERE code = 'L.1'");
	db_close(db);
	printf("{\"people\":%d,\"accepted\":%lld,\"told\":%lld,\"pages\":%lld,"
	    "\"rev\":%lld}\n", people, (long long)wins, (long long)told,
	    (long long)pages, (long long)rev);
	return bad != 0 || pages != 3 + wins || rev != 1 + wins ||
	    wins != edits / people * people;
}

/* --- commits against checkpoints -------------------------------------------- */

static void storm_checkpoints(const char *path, int64_t until)
{
	struct err err = { 0 };
	struct db *db = must_open(path);
	struct db_lock *lock = db_lock_new(path);
	int64_t many = 0;

	while (clock_ns() < until) {
		struct err ignored = { 0 };

		if (!db_lock_take(lock, 10000, &err))
			die("storm", &err);
		/* a reader in the way is no failure */
		if (!db_script(db, &ignored, many % 2 == 0 ?
		    "PRAGMA wal_checkpoint(RESTART)" :
		    "PRAGMA wal_checkpoint(PASSIVE)"))
			err_clear(&ignored);
		many++;
		db_lock_give(lock);
	}
	db_lock_free(lock);
	db_close(db);
	printf("{\"checkpoints\":%lld,", (long long)many);
	fflush(stdout);
}

static int storm(const char *path, int writers, int seconds)
{
	int64_t until = clock_ns() + (int64_t)seconds * 1000000000, next;
	pid_t who[64], stormer;
	int status, bad = 0, checks = 0;
	struct db *db;

	fflush(stdout);
	stormer = fork();
	if (stormer == 0) {
		storm_checkpoints(path, until);
		_exit(0);
	}
	for (int i = 0; i < writers && i < 64; i++)
		if ((who[i] = fork()) == 0) {
			struct err err = { 0 };
			int k = 0;

			while (clock_ns() < until) {
				/* open and close too: the last one out folds
				 * the log in */
				int64_t fonds;

				db = must_open(path);
				fonds = first_fonds(db);
				for (int n = 0; n < 5; n++, k++) {
					char code[64];

					snprintf(code, sizeof(code),
					    "S%d.%d.%d", (int)getpid(), i, k);
					if (!add(db, fonds, code, &err))
						die(code, &err);
				}
				db_close(db);
			}
			_exit(0);
		}
	for (next = clock_ns() + 1000000000; clock_ns() < until;) {
		wait_ms(50);
		if (clock_ns() < next)
			continue;
		next = clock_ns() + 5000000000;
		db = must_open(path);
		check(db, true);
		db_close(db);
		checks++;
	}
	for (int i = 0; i < writers; i++) {
		waitpid(who[i], &status, 0);
		bad += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	}
	waitpid(stormer, &status, 0);
	bad += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	db = must_open(path);
	check(db, true);
	printf("\"writers\":%d,\"commits\":%lld,\"checks\":%d,\"failed\":%d}\n",
	    writers, (long long)number(db,
	    "SELECT count(*) FROM dossier WHERE code GLOB 'S*'"), checks, bad);
	db_close(db);
	return bad != 0;
}

static int hold(const char *path)
{
	struct err err = { 0 };
	struct db *db = must_open(path);

	if (!db_begin(db, &err))
		die("hold", &err);
	printf("held\n");
	fflush(stdout);
	for (;;)
		pause();
	return 0;
}

static int past(const char *path)
{
	static const char sql[] = "UPDATE fonds SET note = 'past the queue'";
	struct err err = { 0 };
	struct db *db = must_open(path);
	bool written = db_run(db, &err, sql);

	if (!written)
		printf("refused: %s\n", err.text);
	db_close(db);
	return written;
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	const char *path = argc > 2 ? argv[2] : "";
	int a = argc > 3 ? atoi(argv[3]) : 0, b = argc > 4 ? atoi(argv[4]) : 0;
	int c = argc > 5 ? atoi(argv[5]) : 0;

	signal(SIGPIPE, SIG_IGN);
	if (strcmp(what, "check") == 0) {
		struct db *db = must_open(path);

		check(db, true);
		printf("%lld dossiers, %lld rows of audit\n",
		    (long long)number(db, "SELECT count(*) FROM dossier"),
		    (long long)number(db, "SELECT count(*) FROM audit"));
		db_close(db);
		return 0;
	}
	if (strcmp(what, "has") == 0) {
		struct db *db = must_open(path);
		int missing = 0;

		for (int i = 3; i < argc; i++)
			if (!stored(db, argv[i])) {
				fprintf(stderr, "crowd: lost: %s\n", argv[i]);
				missing++;
			}
		db_close(db);
		return missing != 0;
	}
	if (strcmp(what, "kill") == 0)
		return kill_rounds(path, a, b, c);
	if (strcmp(what, "work") == 0)
		return work(path, a, b, c);
	if (strcmp(what, "lost") == 0)
		return lost(path, a, b);
	if (strcmp(what, "storm") == 0)
		return storm(path, a, b);
	if (strcmp(what, "hold") == 0)
		return hold(path);
	if (strcmp(what, "past") == 0)
		return past(path);
	fprintf(stderr, "crowd: see the head of crowd.c\n");
	return 2;
}
