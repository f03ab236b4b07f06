#include "job_book.h"

#include "buf.h"
#include "clock.h"
#include "fs.h"
#include "rights.h"
#include "who.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { KEPT = 200, MOST_BYTES = 1 << 20, STEP_MS = 1000, TRIES = 50 };

struct job_book {
	FILE *file;
	off_t step_at;		/* where the last line begins when it is a
				   step, which the next step replaces */
	int64_t stepped;	/* ms, when that was */
};

/* Out of the way of what people do with CATALOGUE*. */
static const char *folder_of(struct pool *pool, const char *db_path)
{
	const char *slash = strrchr(db_path, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash + 1 - db_path);

	return pool_printf(pool, "%s.%s.jobs", pool_copy_n(pool, db_path,
	    length), db_path + length);
}

static const char *path_of(struct pool *pool, const char *db_path,
    int64_t number)
{
	return pool_printf(pool, "%s/%06lld", folder_of(pool, db_path),
	    (long long)number);
}

/* --- writing -------------------------------------------------------------------- */

static void put(FILE *file, const char *name, const char *value)
{
	fprintf(file, "%s\t", name);
	for (; *value != '\0'; value++)
		if (*value == '%' || (unsigned char)*value < ' ')
			fprintf(file, "%%%02X", (unsigned char)*value);
		else
			putc(*value, file);
	putc('\n', file);
}

static bool numbers(const char *folder, struct pool *pool, int64_t **list,
    size_t *count)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t room = 0;

	*count = 0;
	*list = NULL;
	if (dir == NULL)
		return false;
	while ((entry = readdir(dir)) != NULL) {
		int64_t *more;

		if (entry->d_name[strspn(entry->d_name, "0123456789")] != '\0')
			continue;
		if (*count == room) {
			more = pool_array(pool, room = room * 2 + 64,
			    sizeof(*more));
			if (*count > 0)
				memcpy(more, *list, *count * sizeof(*more));
			*list = more;
		}
		(*list)[(*count)++] = strtoll(entry->d_name, NULL, 10);
	}
	closedir(dir);
	return true;
}

static int newest_first(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? 1 : x > y ? -1 : 0;
}

/* The new file, locked, with the next number. */
static int make(const char *db_path, struct pool *pool)
{
	const char *folder = folder_of(pool, db_path);
	struct err ignored = { 0 };
	int64_t *list;
	size_t count;
	int fd = -1;

	if (rights_access(folder, F_OK) != 0 && !fs_mkdirs(folder, &ignored))
		return -1;
	if (!numbers(folder, pool, &list, &count))
		return -1;
	if (count > 0)
		qsort(list, count, sizeof(*list), newest_first);
	for (size_t i = KEPT; i < count; i++)
		unlink(path_of(pool, db_path, list[i]));
	for (int64_t n = (count > 0 ? list[0] : 0) + 1, tries = 0; fd < 0 &&
	    tries < TRIES; n++, tries++) {
		fd = open(path_of(pool, db_path, n), O_RDWR | O_CREAT | O_EXCL |
		    O_CLOEXEC | O_NOFOLLOW, 0660);
		if (fd < 0 && errno != EEXIST)
			return -1;
	}
	if (fd >= 0)
		flock(fd, LOCK_EX | LOCK_NB);
	return fd;
}

/* The same words start it again, on whatever catalogue is open then. */
static void put_words(FILE *file, int count, const char *const *words)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(words[i], "--db") == 0 && i + 1 < count)
			i++;
		else if (strncmp(words[i], "--db=", 5) != 0)
			put(file, "word", words[i]);
	}
}

struct job_book *job_book_begin(const char *db_path, int count,
    const char *const *words)
{
	struct pool pool = { 0 };
	struct job_book *book = NULL;
	char now[CLOCK_TEXT], folder[4096];
	struct who who;
	bool up = rights_up(db_path);
	int fd = make(db_path, &pool);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r+");

	rights_down(up);
	if (file != NULL) {
		book = must_alloc(sizeof(*book));
		*book = (struct job_book){ file, -1, 0 };
		clock_utc(now);
		who_am_i(&who);
		put(file, "who", who.user);
		put(file, "pid", pool_printf(&pool, "%ld", (long)getpid()));
		put(file, "started", now);
		put(file, "folder", getcwd(folder, sizeof(folder)) == NULL ?
		    "" : folder);
		put_words(file, count, words);
		fflush(file);
	} else if (fd >= 0) {
		close(fd);
	}
	pool_free(&pool);
	return book;
}

void job_book_note(struct job_book *book, const struct job_event *event)
{
	bool step = event->kind == JOB_STEP;
	int64_t now = clock_ns() / 1000000;

	if (book == NULL || (step && book->step_at >= 0 &&
	    now - book->stepped < STEP_MS))
		return;
	if (step && book->step_at >= 0 && (fseeko(book->file, book->step_at,
	    SEEK_SET) != 0 || ftruncate(fileno(book->file),
	    book->step_at) != 0))
		return;
	book->step_at = step ? ftello(book->file) : -1;
	book->stepped = now;
	if (step || ftello(book->file) < MOST_BYTES)
		job_lines(book->file, event);
}

void job_book_end(struct job_book *book, int status, const char *text)
{
	struct pool pool = { 0 };
	char now[CLOCK_TEXT];

	if (book == NULL)
		return;
	clock_utc(now);
	put(book->file, "ended", now);
	put(book->file, "why", text);
	put(book->file, "status", pool_printf(&pool, "%d", status));
	fclose(book->file);
	free(book);
	pool_free(&pool);
}

/* --- reading -------------------------------------------------------------------- */

static const char *plain(struct pool *pool, const char *text)
{
	char *copy = pool_copy(pool, text), *to = copy;
	unsigned value;

	for (const char *p = copy; *p != '\0'; p++)
		if (*p == '%' && sscanf(p + 1, "%2X", &value) == 1 &&
		    value != 0) {
			*to++ = (char)value;
			p += 2;
		} else {
			*to++ = *p;
		}
	*to = '\0';
	return copy;
}

static void take_event(struct job_entry *e, const struct job_event *event,
    struct pool *pool, struct buf *log)
{
	static const char *const marks[] = {
		[JOB_WARNING] = "! ", [JOB_FINDING] = "* ",
	};
	const char *text = pool_copy(pool, event->text);

	if (event->kind == JOB_STEP) {
		e->piece = text;
		e->done = event->done;
		e->total = event->total;
	} else if (event->kind == JOB_PHASE) {
		e->phase = text;
		e->done = e->total = 0;
	} else {
		e->findings += event->kind == JOB_FINDING;
		e->warnings += event->kind == JOB_WARNING;
		if (event->kind == JOB_DONE || event->kind == JOB_FAILED)
			e->result = text;
		buf_printf(log, "%s%s\n", event->kind == JOB_WARNING ||
		    event->kind == JOB_FINDING ? marks[event->kind] : "",
		    text);
	}
	if (event->bytes > 0)
		e->bytes = event->bytes;
	if (event->bytes_total > 0)
		e->bytes_total = event->bytes_total;
}

static void take_line(struct job_entry *e, char *line, struct pool *pool,
    struct buf *words, struct buf *log)
{
	struct job_event event;
	char *tab = strchr(line, '\t');
	const char *value;

	if (tab == NULL)
		return;
	value = plain(pool, tab + 1);
	if (strncmp(line, "word\t", 5) == 0) {
		buf_add(words, value, strlen(value) + 1);
	} else if (strncmp(line, "who\t", 4) == 0) {
		e->who = value;
	} else if (strncmp(line, "pid\t", 4) == 0) {
		e->pid = (pid_t)strtol(value, NULL, 10);
	} else if (strncmp(line, "started\t", 8) == 0) {
		e->started = value;
	} else if (strncmp(line, "folder\t", 7) == 0) {
		e->folder = value;
	} else if (strncmp(line, "ended\t", 6) == 0) {
		e->ended = value;
	} else if (strncmp(line, "why\t", 4) == 0) {
		if (value[0] != '\0' && e->result[0] == '\0') {
			e->result = value;
			buf_printf(log, "%s\n", value);
		}
	} else if (strncmp(line, "status\t", 7) == 0) {
		e->status = (int)strtol(value, NULL, 10);
	} else if (job_parse(line, &event)) {
		take_event(e, &event, pool, log);
	}
}

/* The words as a list, and as the line somebody would type. */
static void take_words(struct job_entry *e, const struct buf *words,
    struct pool *pool)
{
	struct buf line = { 0 }, title = { 0 };
	size_t count = 0, at = 0;

	for (size_t i = 0; i < words->length; i++)
		count += words->data[i] == '\0';
	e->words = pool_array(pool, count + 1, sizeof(*e->words));
	for (size_t i = 0; i < count; i++) {
		const char *word = pool_copy(pool, words->data + at);

		at += strlen(word) + 1;
		e->words[i] = word;
		/* What only says how to speak is no part of it. */
		if (i > 0 && strcmp(e->words[i - 1], "--lang") == 0)
			continue;
		if (strcmp(word, "--lang") == 0)
			continue;
		buf_printf(&line, "%s%s", line.length > 0 ? " " : "", word);
		if (word[0] != '-' && strchr(word, '/') == NULL)
			buf_printf(&title, "%s%s", title.length > 0 ? " " : "",
			    word);
	}
	e->line = pool_copy(pool, buf_string(&line));
	e->title = pool_copy(pool, buf_string(&title));
	buf_free(&line);
	buf_free(&title);
}

static const char *state_of(const struct job_entry *e, bool alive)
{
	if (e->ended[0] == '\0')
		return alive ? "running" : "died";
	if (e->status == ERR_STOPPED)
		return "stopped";
	if (e->status == ERR_FINDINGS || (e->status == 0 && e->findings > 0))
		return "findings";
	return e->status == 0 || e->status == ERR_BEHIND ? "done" : "failed";
}

/* Whose lock it is lives. */
static bool is_locked(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0;

	if (fd >= 0)
		close(fd);
	return locked;
}

static int64_t seconds_of(const char *utc)
{
	struct tm parts = { 0 };

	if (sscanf(utc, "%d-%d-%dT%d:%d:%d", &parts.tm_year, &parts.tm_mon,
	    &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec) != 6)
		return 0;
	parts.tm_year -= 1900;
	parts.tm_mon--;
	return (int64_t)timegm(&parts);
}

bool job_book_read(const char *db_path, int64_t number, struct pool *pool,
    struct job_entry *entry, struct err *err)
{
	const char *path = path_of(pool, db_path, number);
	struct buf words = { 0 }, log = { 0 };
	struct err why = { 0 };
	char *text, *line;
	size_t length;
	bool up = rights_up(db_path), alive;

	*entry = (struct job_entry){ .number = number, .who = "", .folder = "",
		.started = "", .ended = "", .phase = "", .piece = "",
		.result = "", .state = "" };
	alive = is_locked(path);
	if (!fs_read_file(path, (size_t)MOST_BYTES * 2, pool, &text, &length, &why))
		text = NULL;
	rights_down(up);
	if (text == NULL)
		return err_set(err, ERR_MISSING, _("There is no job %lld; "
		    "\"bansao job list\" shows them"), (long long)number);
	while ((line = strsep(&text, "\n")) != NULL)
		take_line(entry, line, pool, &words, &log);
	take_words(entry, &words, pool);
	entry->log = pool_copy(pool, buf_string(&log));
	buf_free(&words);
	buf_free(&log);
	entry->state = state_of(entry, alive);
	entry->seconds = (entry->ended[0] != '\0' ? seconds_of(entry->ended) :
	    clock_seconds()) - seconds_of(entry->started);
	return true;
}

bool job_book_list(const char *db_path, struct pool *pool,
    struct job_entry **list, size_t *count, struct err *err)
{
	int64_t *found;
	size_t all = 0;
	bool up = rights_up(db_path);

	(void)err;
	*count = 0;
	numbers(folder_of(pool, db_path), pool, &found, &all);
	rights_down(up);
	if (all > 0)
		qsort(found, all, sizeof(*found), newest_first);
	*list = pool_array(pool, all + 1, sizeof(**list));
	for (size_t i = 0; i < all; i++) {
		struct err gone = { 0 };

		if (job_book_read(db_path, found[i], pool, &(*list)[*count],
		    &gone))
			(*count)++;
	}
	return true;
}

bool job_book_stop(const char *db_path, int64_t number, struct err *err)
{
	struct pool pool = { 0 };
	struct job_entry entry = { .state = "" };
	bool good = job_book_read(db_path, number, &pool, &entry, err);

	if (good && strcmp(entry.state, "running") != 0)
		good = err_set(err, ERR_RULE, _("Job %lld is over"),
		    (long long)number);
	else if (good && kill(entry.pid, SIGTERM) != 0)
		good = errno == EPERM ? err_set(err, ERR_RULE, _("Job %lld is "
		    "that of %s; ask there"), (long long)number, entry.who) :
		    err_errno(err, _("Job %lld"), (long long)number);
	pool_free(&pool);
	return good;
}
