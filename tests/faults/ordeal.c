/* One command and an accident at its N-th call, for every N: killed in front
 * of it, or the call fails. Each time in a fresh copy of a folder, with the
 * libraries of shim.c (disk) or memory.c in front of libc; then everything must
 * be whole, done or not done, and the same command goes through once more.
 *
 *	ordeal [OPTION]... -- COMMAND...
 *	  --from DIR		the folder as it is before
 *	  --work DIR		its copy, made anew each time; the command names it
 *	  --shim FILE		to be preloaded
 *	  --set NAME=VALUE	for the shim (SHIM_DO=kill, SHIM_OPS=write ...)
 *	  --count NAME		the variable of N: SHIM_AT, MEM_AT
 *	  --every N,STEP,MOST	every N, after the first N every STEP-th, and none
 *				beyond MOST (0: to the end)
 *	  --db FILE		of --work, which must be whole each time
 *	  --done WHAT		holds when all is done; more than one: all of them
 *	  --never WHAT		must never hold
 *	  --maybe		the command may also be refused when it is given
 *				once more after it was done
 *
 * WHAT is  file:GLOB  none:GLOB  whole:GLOB  bad:GLOB (a package that "bansao
 * verify" does not find valid)  or  sql:GLOB:SQL=VALUE  (in one of the files it
 * holds), below --work. Prints one line of JSON. */
#include "whole.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_WHAT = 8, MOST_SET = 12, CALLS_END = 1000000 };

struct ordeal {
	const char *from, *work, *shim, *count, *db;
	const char *set[MOST_SET], *done[MOST_WHAT], *never[MOST_WHAT];
	int set_count, done_count, never_count;
	int dense, step, most;
	bool maybe, killing;
	char **command;
	long killed, refused, stored, absent, present;
};

static NORETURN void fault(const char *what, long n, const char *more)
{
	char text[4000] = "";
	int fd = open(".ordeal.err", O_RDONLY);
	ssize_t size = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	text[size < 0 ? 0 : size] = '\0';
	fprintf(stderr, "ordeal: call %ld: %s %s\n%s", n, what, more, text);
	exit(1);
}

/* --- folders ---------------------------------------------------------------- */

static void copy_file(int from, int to, const char *name)
{
	static char block[1 << 16];
	struct stat about;
	int in = openat(from, name, O_RDONLY), out;
	ssize_t size;

	if (in < 0 || fstat(in, &about) != 0)
		fault("copying", 0, name);
	out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
	while ((size = read(in, block, sizeof(block))) > 0)
		if (write(out, block, (size_t)size) != size)
			fault("copying", 0, name);
	if (fchmod(out, about.st_mode & 07777) != 0 ||
	    futimens(out, (struct timespec[]){ about.st_atim,
	    about.st_mtim }) != 0)
		fault("copying", 0, name);
	close(in);
	close(out);
}

/* Everything below: copied (to >= 0) or removed (to < 0). */
static void walk(int from, int to)
{
	DIR *folder = fdopendir(dup(from));
	struct dirent *entry;

	if (folder == NULL)
		fault("reading a folder", 0, "");
	rewinddir(folder);
	while ((entry = readdir(folder)) != NULL) {
		const char *name = entry->d_name;
		struct stat about;
		int inner, outer = -1;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		if (fstatat(from, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
			fault("reading a folder", 0, name);
		if (!S_ISDIR(about.st_mode)) {
			if (to >= 0)
				copy_file(from, to, name);
			else
				unlinkat(from, name, 0);
			continue;
		}
		if (to >= 0) {
			mkdirat(to, name, about.st_mode & 07777);
			outer = openat(to, name, O_RDONLY | O_DIRECTORY);
		}
		inner = openat(from, name, O_RDONLY | O_DIRECTORY);
		walk(inner, outer);
		close(inner);
		if (to >= 0)
			close(outer);
		else
			unlinkat(from, name, AT_REMOVEDIR);
	}
	closedir(folder);
}

static void restore(const struct ordeal *o)
{
	int from = open(o->from, O_RDONLY | O_DIRECTORY), to;

	if (mkdir(o->work, 0777) != 0 && errno != EEXIST)
		fault("making", 0, o->work);
	to = open(o->work, O_RDONLY | O_DIRECTORY);
	if (from < 0 || to < 0)
		fault("opening", 0, o->work);
	walk(to, -1);
	walk(from, to);
	close(from);
	close(to);
}

/* --- questions --------------------------------------------------------------- */

/* In a process of its own: it may end there. */
static bool whole(const char *path)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct db *db = must_open(path);

		check(db, true);
		db_close(db);
		_exit(0);
	}
	return waitpid(child, &status, 0) == child && status == 0;
}

static bool answers(const char *path, char *sql)
{
	struct err err = { 0 };
	char *value = strrchr(sql, '=');
	struct db *db = db_open(path, DB_AS_IS, &err);
	struct query *q;
	bool same;

	if (db == NULL)
		return false;
	*value = '\0';
	q = db_query_text(db, &err, sql);
	same = db_row(q) && strcmp(db_text(q, 0), value + 1) == 0;
	if (!db_end(q))
		same = false;
	*value = '=';
	db_close(db);
	return same;
}

/* A package that its own program does not find valid. */
static bool is_bad(const struct ordeal *o, const char *path)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		int out = open(".ordeal.err", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(out, 1);
		dup2(out, 2);
		execl(o->command[0], o->command[0], "verify", path, (char *)NULL);
		_exit(127);
	}
	return waitpid(child, &status, 0) != child || status != 0;
}

static bool is_beside(const char *path)
{
	static const char *const ends[] = { "-wal", "-shm", ".lock" };
	size_t length = strlen(path);

	for (size_t i = 0; i < COUNT(ends); i++)
		if (length > strlen(ends[i]) && strcmp(path + length -
		    strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

static bool holds(const struct ordeal *o, const char *what)
{
	char text[2000], *name, *sql = NULL;
	char pattern[3000];
	glob_t found;
	bool any = false;

	snprintf(text, sizeof(text), "%s", what);
	name = strchr(text, ':');
	if (name == NULL)
		fault("not a question:", 0, what);
	*name++ = '\0';
	if (strcmp(text, "sql") == 0) {
		sql = strchr(name, ':');
		if (sql == NULL || strrchr(sql, '=') == NULL)
			fault("not a question:", 0, what);
		*sql++ = '\0';
	}
	snprintf(pattern, sizeof(pattern), "%s/%s", o->work, name);
	if (glob(pattern, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc && !any; i++)
			any = !is_beside(found.gl_pathv[i]) &&
			    (sql != NULL ? answers(found.gl_pathv[i], sql) :
			    strcmp(text, "bad") == 0 ? is_bad(o,
			    found.gl_pathv[i]) :
			    strcmp(text, "whole") != 0 ||
			    whole(found.gl_pathv[i]));
		globfree(&found);
	}
	return strcmp(text, "none") == 0 ? !any : any;
}

static bool is_done(const struct ordeal *o, long n)
{
	for (int i = 0; i < o->never_count; i++)
		if (holds(o, o->never[i]))
			fault("must never hold:", n, o->never[i]);
	for (int i = 0; i < o->done_count; i++)
		if (!holds(o, o->done[i]))
			return false;
	return true;
}

static void must_be_whole(const struct ordeal *o, long n, const char *when)
{
	char path[3000];

	if (o->db == NULL)
		return;
	snprintf(path, sizeof(path), "%s/%s", o->work, o->db);
	if (access(path, F_OK) == 0 && !whole(path))
		fault("the catalogue is not whole", n, when);
}

/* --- the command -------------------------------------------------------------- */

static int command(const struct ordeal *o, long n)
{
	char folder[2000], counted[2100];
	int status = 0;
	pid_t child;

	if (getcwd(folder, sizeof(folder)) == NULL)
		fault("where am I?", n, "");
	snprintf(counted, sizeof(counted), "%s/.ordeal.count", folder);
	child = fork();

	if (child == 0) {
		char text[32];
		int out = open(".ordeal.out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		int err = open(".ordeal.err", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		int in = open("/dev/null", O_RDONLY);

		dup2(in, 0);
		dup2(out, 1);
		dup2(err, 2);
		if (n > 0) {
			snprintf(text, sizeof(text), "%ld", n);
			setenv(o->count, text, 1);
			setenv("LD_PRELOAD", o->shim, 1);
			setenv("SHIM_COUNT", counted, 1);
			setenv("MEM_COUNT", counted, 1);
			for (int i = 0; i < o->set_count; i++)
				putenv((char *)(uintptr_t)o->set[i]);
		}
		execv(o->command[0], o->command);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		fault("the command cannot be run", n, "");
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
	    WEXITSTATUS(status);
}

/* How many calls it made, by the file the shim writes; -1: not said. */
static long calls_made(void)
{
	FILE *file = fopen(".ordeal.count", "r");
	long calls = -1, more;

	while (file != NULL && fscanf(file, "%ld", &more) == 1)
		if (more > calls)
			calls = more;
	if (file != NULL)
		fclose(file);
	unlink(".ordeal.count");
	return calls;
}

static void again(struct ordeal *o, long n)
{
	int status = command(o, 0);

	if (status != 0 && !o->maybe)
		fault("it cannot be done again", n, o->command[0]);
	if (!is_done(o, n))
		fault("done again, but is not there", n, "");
	must_be_whole(o, n, "(done again)");
}

/* True: there was no N-th call, all is done. */
static bool one(struct ordeal *o, long n)
{
	int status;
	long calls;
	bool done;

	restore(o);
	status = command(o, n);
	calls = calls_made();
	done = is_done(o, n);
	if (status == 0 && !done)
		fault("it said done and is not", n, "");
	if (status == 137 && o->killing)
		o->killed++;
	else if (status >= 126)
		fault("it died", n, "");
	else if (o->killing && status != 0)
		fault("it failed and was not killed", n, "");
	else if (status != 0) {
		struct stat about;

		o->refused++;
		if (stat(".ordeal.err", &about) != 0 || about.st_size == 0)
			fault("refused without a word", n, "");
	}
	must_be_whole(o, n, "");
	if (status == 0 && (o->killing || (calls >= 0 && calls < n)))
		return true;
	if (status == 0)
		o->stored++;
	if (done)
		o->present++;
	else {
		o->absent++;
		again(o, n);
	}
	return false;
}

static void read_options(struct ordeal *o, int argc, char **argv)
{
	int i = 1;

	for (; i + 1 < argc && strcmp(argv[i], "--") != 0; i += 2) {
		const char *name = argv[i], *value = argv[i + 1];

		if (strcmp(name, "--maybe") == 0) {
			o->maybe = true;
			i--;
		} else if (strcmp(name, "--from") == 0)
			o->from = value;
		else if (strcmp(name, "--work") == 0)
			o->work = value;
		else if (strcmp(name, "--shim") == 0)
			o->shim = value;
		else if (strcmp(name, "--count") == 0)
			o->count = value;
		else if (strcmp(name, "--db") == 0)
			o->db = value;
		else if (strcmp(name, "--set") == 0 && o->set_count < MOST_SET)
			o->set[o->set_count++] = value;
		else if (strcmp(name, "--done") == 0 &&
		    o->done_count < MOST_WHAT)
			o->done[o->done_count++] = value;
		else if (strcmp(name, "--never") == 0 &&
		    o->never_count < MOST_WHAT)
			o->never[o->never_count++] = value;
		else if (strcmp(name, "--every") == 0)
			sscanf(value, "%d,%d,%d", &o->dense, &o->step, &o->most);
		else
			fault("not an option:", 0, name);
		if (strcmp(value, "SHIM_DO=kill") == 0)
			o->killing = true;
	}
	if (i + 1 >= argc || o->from == NULL || o->work == NULL ||
	    o->shim == NULL || o->done_count == 0)
		fault("see the head of ordeal.c", 0, "");
	o->command = argv + i + 1;
}

int main(int argc, char **argv)
{
	struct ordeal o = { .count = "SHIM_AT", .dense = 1 << 20, .step = 1 };
	long n = 1;

	signal(SIGPIPE, SIG_IGN);
	read_options(&o, argc, argv);
	while (!one(&o, n)) {
		n += n < o.dense ? 1 : o.step;
		if (o.most != 0 && n > o.most)
			break;
		if (n > CALLS_END)
			fault("does not come to an end", n, "");
	}
	if (n < 2 && o.killing)
		fault("made no call at all: is the shim there?", n, "");
	printf("{\"calls\":%ld,\"killed\":%ld,\"refused\":%ld,\"stored\":%ld,"
	    "\"absent\":%ld,\"present\":%ld}\n", n, o.killed, o.refused,
	    o.stored, o.absent, o.present);
	return 0;
}
