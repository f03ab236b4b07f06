/* What a command of ours prints, and the tables in it. */
#include "listing_inside.h"

#include "job.h"
#include "lang.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_BYTES = 8 << 20, MOST_COLUMNS = 48 };

extern char **environ;

/* --- what a command prints ------------------------------------------------------ */

/* What a screen reads is no job of anybody. */
static char **without_book(struct pool *pool)
{
	size_t count = 0;
	char **all;

	while (environ[count] != NULL)
		count++;
	all = pool_array(pool, count + 2, sizeof(*all));
	memcpy(all, environ, count * sizeof(*all));
	all[count] = pool_copy(pool, "BANSAO_JOBS=off");
	return all;
}

static bool start(struct ui *ui, const char *const *words, pid_t *pid,
    int *out, int *complaint, struct err *err)
{
	const char *argv[LISTING_WORDS + 8];
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	int to[2], bad[2], status, at = 0;
	struct pool pool = { 0 };

	argv[at++] = ui->app->program;
	argv[at++] = "--no-input";
	argv[at++] = "--db";
	argv[at++] = ui->app->db_path == NULL ? "" : ui->app->db_path;
	argv[at++] = "--lang";
	argv[at++] = lang_current();
	for (int i = 0; i < LISTING_WORDS && words[i] != NULL; i++)
		argv[at++] = words[i];
	argv[at] = NULL;
	if (pipe2(to, O_CLOEXEC) != 0)
		return err_errno(err, _("A command cannot be started"));
	if (pipe2(bad, O_CLOEXEC) != 0) {
		close(to[0]);
		close(to[1]);
		return err_errno(err, _("A command cannot be started"));
	}
	sigemptyset(&none);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, to[1], 1);
	posix_spawn_file_actions_adddup2(&files, bad[1], 2);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attributes, &none);
	status = posix_spawn(pid, argv[0], &files, &attributes,
	    (char *const *)(uintptr_t)argv, without_book(&pool));
	pool_free(&pool);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	close(to[1]);
	close(bad[1]);
	*out = to[0];
	*complaint = bad[0];
	if (status == 0)
		return true;
	close(to[0]);
	close(bad[0]);
	errno = status;
	return err_errno(err, _("%s cannot be started"), argv[0]);
}

/* Both pipes at once, so that a long complaint never blocks the answer. */
static void read_both(pid_t pid, const int fds[2], struct buf *const to[2])
{
	struct pollfd wait[2] = { { fds[0], POLLIN, 0 }, { fds[1], POLLIN, 0 } };
	int open = 2;

	while (open > 0) {
		if (poll(wait, 2, -1) < 0) {
			if (job_stopped())
				kill(pid, SIGTERM);
			continue;
		}
		for (int i = 0; i < 2; i++) {
			char data[8192];
			ssize_t got;

			if (wait[i].fd < 0 || wait[i].revents == 0)
				continue;
			got = read(wait[i].fd, data, sizeof(data));
			if (got > 0 && to[i]->length < MOST_BYTES)
				buf_add(to[i], data, (size_t)got);
			if (got > 0 || (got < 0 && errno == EINTR))
				continue;
			close(wait[i].fd);
			wait[i].fd = -1;
			open--;
		}
	}
}

bool command_read(struct ui *ui, const char *const *words, struct buf *out,
    struct err *err)
{
	struct buf words_back = { 0 }, *const to[2] = { out, &words_back };
	int fds[2] = { -1, -1 }, status = 0;
	pid_t pid = 0;
	char *text;
	bool good;

	if (!start(ui, words, &pid, &fds[0], &fds[1], err))
		return false;
	read_both(pid, fds, to);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	good = WIFEXITED(status) && (WEXITSTATUS(status) == 0 ||
	    WEXITSTATUS(status) == ERR_FINDINGS ||
	    WEXITSTATUS(status) == ERR_BEHIND);
	buf_add(&words_back, "", 0);
	text = words_back.data;
	if (strncmp(text, "bansao: ", 8) == 0)
		text += 8;
	text[strcspn(text, "\n")] = '\0';
	if (!good)
		err_set(err, WIFEXITED(status) ? (enum err_kind)
		    WEXITSTATUS(status) : ERR_FAILED, "%s", text);
	buf_free(&words_back);
	return good;
}

/* --- CSV of our own --------------------------------------------------------------- */

/* One field from *at into the pool; *at stops at what ends it. */
static const char *field(const char **at, struct pool *pool)
{
	const char *p = *at;
	char *to, *copy;
	size_t room = strcspn(p, "\n") + 2;

	if (*p != '"') {
		size_t length = strcspn(p, ",\n");

		*at = p + length;
		/* The mark against formulas is not part of the value. */
		if (p[0] == '\'' && length > 1 && strchr("=+-@", p[1]))
			return pool_copy_n(pool, p + 1, length - 1);
		return pool_copy_n(pool, p, length);
	}
	for (const char *q = p + 1; *q != '\0'; q++) {
		if (*q == '"' && q[1] != '"')
			break;
		q += *q == '"';
		room = (size_t)(q - p) + 2;
	}
	copy = to = pool_alloc(pool, room);
	for (p++; *p != '\0'; p++) {
		if (*p == '"' && p[1] != '"')
			break;
		p += *p == '"';
		*to++ = *p;
	}
	*to = '\0';
	*at = *p == '"' ? p + 1 : p;
	return copy[0] == '\'' && copy[1] != '\0' && strchr("=+-@", copy[1]) ?
	    copy + 1 : copy;
}

static int record(const char **at, struct pool *pool, const char **fields)
{
	int count = 0;

	while (**at != '\0') {
		const char *value = field(at, pool);

		if (count < MOST_COLUMNS)
			fields[count++] = value;
		if (**at == ',') {
			(*at)++;
			continue;
		}
		while (**at != '\0' && **at != '\n')
			(*at)++;
		*at += **at == '\n';
		break;
	}
	if (count > 0) {
		size_t length = strlen(fields[count - 1]);

		if (length > 0 && fields[count - 1][length - 1] == '\r')
			fields[count - 1] = pool_copy_n(pool,
			    fields[count - 1], length - 1);
	}
	return count;
}

void listing_parse(struct listing_table *table, const char *text,
    struct pool *pool)
{
	const char *fields[MOST_COLUMNS];
	int64_t room = 0;

	table->columns = record(&text, pool, fields);
	table->heads = pool_array(pool, MOST_COLUMNS, sizeof(char *));
	memcpy(table->heads, fields,
	    (size_t)table->columns * sizeof(*table->heads));
	while (*text != '\0') {
		int count = record(&text, pool, fields);
		const char **row = pool_array(pool,
		    (size_t)table->columns + 1, sizeof(*row));

		for (int i = 0; i < table->columns; i++)
			row[i] = i < count ? fields[i] : "";
		if (table->count == room) {
			const char ***more = pool_array(pool, (size_t)(room =
			    room * 2 + 64), sizeof(*more));

			if (table->count > 0)
				memcpy(more, table->rows,
				    (size_t)table->count * sizeof(*more));
			table->rows = more;
		}
		table->rows[table->count++] = row;
	}
}

bool listing_read(struct ui *ui, const char *const *words, struct pool *pool,
    struct listing_table **table, struct err *err)
{
	struct buf text = { 0 };
	bool good = command_read(ui, words, &text, err);

	*table = NULL;
	if (good) {
		*table = pool_alloc(pool, sizeof(**table));
		listing_parse(*table, buf_string(&text), pool);
	}
	buf_free(&text);
	return good;
}

int64_t listing_rows(const struct listing_table *table)
{
	return table == NULL ? 0 : table->count;
}

const char *listing_value_of(const struct listing_table *table,
    const char **row, const char *key)
{
	for (int i = 0; i < table->columns; i++)
		if (strcmp(table->heads[i], key) == 0)
			return row[i];
	return "";
}

const char *listing_field(const struct listing_table *table, int64_t row,
    const char *key)
{
	return table == NULL || row < 0 || row >= table->count ? "" :
	    listing_value_of(table, table->rows[row], key);
}
