#include "listing.h"

#include "command_form.h"
#include "task.h"

#include "date.h"
#include "job.h"
#include "lang.h"
#include "number.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_BYTES = 8 << 20, MOST_COLUMNS = 48, WORDS = 400 };

extern char **environ;

struct listing_table {
	const char **heads;
	int columns;
	const char ***rows;
	int64_t count;
	int64_t pane_id;	/* whose text is kept */
	const char *pane;
};

/* --- what a command prints ------------------------------------------------------ */

static bool start(struct ui *ui, const char *const *words, pid_t *pid,
    int *out, int *complaint, struct err *err)
{
	const char *argv[WORDS + 8];
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	int to[2], bad[2], status, at = 0;

	argv[at++] = ui->app->program;
	argv[at++] = "--no-input";
	argv[at++] = "--db";
	argv[at++] = ui->app->db_path == NULL ? "" : ui->app->db_path;
	argv[at++] = "--lang";
	argv[at++] = lang_current();
	for (int i = 0; i < WORDS && words[i] != NULL; i++)
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
	    (char *const *)(uintptr_t)argv, environ);
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
	int fds[2], status = 0;
	pid_t pid;
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

static void read_table(struct listing_table *table, const char *text,
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
		read_table(*table, buf_string(&text), pool);
	}
	buf_free(&text);
	return good;
}

int64_t listing_rows(const struct listing_table *table)
{
	return table == NULL ? 0 : table->count;
}

/* --- the screen -------------------------------------------------------------------- */

bool listing_load(struct view *view, struct err *err)
{
	const struct listing *l = view->screen->listing;
	const char *words[WORDS];
	struct buf text = { 0 };
	struct listing_table *table;
	int64_t *ids;
	int at = 0;

	if (view->data == NULL)
		view->data = pool_alloc(&view->own, sizeof(*table));
	table = view->data;
	*table = (struct listing_table){ 0 };
	for (; l->list[at] != NULL; at++)
		words[at] = l->list[at];
	if (view->word != NULL)
		words[at++] = view->word;
	words[at++] = "--csv";
	words[at] = NULL;
	/* Only now is the old list gone: a reload keeps the place. */
	if (!command_read(view->ui, words, &text, err)) {
		list_set(view, NULL, 0);
		buf_free(&text);
		return false;
	}
	read_table(table, buf_string(&text), &view->pool);
	buf_free(&text);
	ids = pool_array(&view->pool, (size_t)table->count + 1, sizeof(*ids));
	for (int64_t i = 0; i < table->count; i++)
		ids[i] = i + 1;
	list_set(view, ids, table->count);
	return true;
}

bool listing_row(struct view *view, int64_t id, struct err *err)
{
	struct listing_table *table = view->data;

	if (table == NULL || id < 1 || id > table->count)
		return err_set(err, ERR_MISSING, _("This row is gone"));
	view->row = table->rows[id - 1];
	return true;
}

static const char *value_of(const struct listing_table *table, const char **row,
    const char *key)
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
	    value_of(table, table->rows[row], key);
}

const char *listing_value(struct view *view, const char *key)
{
	struct listing_table *table = view->data;
	int64_t id = list_id(view);

	return listing_field(table, id - 1, key);
}

static const char *as_people_write(struct pool *pool, const char *value,
    enum listing_kind kind)
{
	struct date date;
	char text[DATE_TEXT];

	if (value[0] == '\0')
		return "";
	switch (kind) {
	case LISTING_NUMBER:
		return number_text(pool, strtoll(value, NULL, 10));
	case LISTING_BYTES:
		return number_bytes(pool, strtoll(value, NULL, 10));
	case LISTING_MONEY:
		return number_money(pool, strtoll(value, NULL, 10));
	case LISTING_DECIMAL:
		return number_real(pool, strtod(value, NULL), 3);
	case LISTING_DATE:
		if (!date_from_iso(pool_copy_n(pool, value,
		    strcspn(value, "T")), &date))
			return value;
		date_vi(date, text);
		return pool_copy(pool, text);
	case LISTING_TEXT:
		break;
	}
	return value;
}

static enum style style_of(const char *state)
{
	static const struct {
		const char *word;
		enum style style;
	} rows[] = {
		{ "approved", STYLE_GOOD }, { "passed", STYLE_GOOD },
		{ "accepted", STYLE_GOOD }, { "delivered", STYLE_GOOD },
		{ "done", STYLE_GOOD }, { "answered", STYLE_GOOD },
		{ "failed", STYLE_BAD }, { "returned", STYLE_BAD },
		{ "overdue", STYLE_BAD }, { "error", STYLE_BAD },
		{ "submitted", STYLE_WARN }, { "built", STYLE_WARN },
		{ "warning", STYLE_WARN }, { "draft", STYLE_INFO },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].word, state) == 0)
			return rows[i].style;
	return STYLE_TEXT;
}

const char *listing_cell(struct view *view, int column, enum style *style)
{
	const struct listing *l = view->screen->listing;
	const struct listing_column *c = &l->columns[column];
	const char *value = value_of(view->data, view->row, c->key);

	if (l->state != NULL && strcmp(c->key, l->state) == 0)
		*style = style_of(value);
	if (l->words != NULL)
		value = l->words(c->key, value);
	return as_people_write(&view->ui->frame, value, c->kind);
}

/* Sums of the columns that can be added, each behind `gap`; one that would
 * go over the edge is left out, not cut. */
static const char *sums(struct view *view, const char *head, const char *gap,
    bool *all)
{
	const struct listing *l = view->screen->listing;
	struct listing_table *table = view->data;
	struct pool *pool = &view->ui->frame;
	const char *words = head;

	for (int c = 0; view->screen->columns[c].title != NULL; c++) {
		int64_t sum = 0;
		const char *more;

		if (l->columns[c].kind == LISTING_TEXT ||
		    l->columns[c].kind == LISTING_DATE)
			continue;
		for (int64_t i = 0; i < table->count; i++)
			sum += strtoll(value_of(table, table->rows[i],
			    l->columns[c].key), NULL, 10);
		more = pool_printf(pool, "%s%s%s %s", words,
		    words[0] == '\0' ? "" : gap,
		    _(view->screen->columns[c].title), as_people_write(pool,
		    pool_printf(pool, "%lld", (long long)sum),
		    l->columns[c].kind));
		if (text_width(more) < view->ui->cols)
			words = more;
		else
			*all = false;
	}
	return words;
}

static bool has_sums(const struct view *view)
{
	const struct listing *l = view->screen->listing;

	for (int c = 0; view->screen->columns[c].title != NULL; c++)
		if (l->columns[c].kind != LISTING_TEXT &&
		    l->columns[c].kind != LISTING_DATE)
			return true;
	return false;
}

const char *listing_status(struct view *view)
{
	const struct listing_table *table = view->data;
	const char *head, *words;
	bool all = true;

	if (table == NULL || table->count < 2 ||
	    view->list.marks.count > 0 || !has_sums(view))
		return "";
	head = pool_printf(&view->ui->frame, "%s:", _("Total"));
	words = sums(view, head, "   ", &all);
	/* Where they are too many, more of them without the word. */
	return all ? words : sums(view, "", "  ", &all);
}

bool listing_page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	const struct listing *l = view->screen->listing;
	struct listing_table *table = view->data;
	const char *words[WORDS];
	struct buf text = { 0 };
	int at = 0;

	if (table == NULL || id < 1 || id > table->count ||
	    l->show[0] == NULL)
		return true;
	if (table->pane_id != id) {
		for (; l->show[at] != NULL; at++)
			words[at] = l->show[at];
		words[at++] = value_of(table, table->rows[id - 1], l->key);
		words[at] = NULL;
		if (!command_read(view->ui, words, &text, err)) {
			buf_free(&text);
			return false;
		}
		table->pane = pool_copy(&view->pool, buf_string(&text));
		table->pane_id = id;
		buf_free(&text);
	}
	page_line(page);
	for (const char *line = table->pane; *line != '\0';) {
		size_t length = strcspn(line, "\n");

		page_line(page);
		page_at(page, 1, STYLE_TEXT, "%.*s", (int)length, line);
		line += length + (line[length] == '\n');
	}
	return true;
}

bool listing_command(struct view *view, const char *name, struct err *err)
{
	const struct listing *l = view->screen->listing;
	const char *key = view->word != NULL && strcmp(l->key, "") == 0 ?
	    view->word : listing_value(view, l->key);

	return command_form_by_name(view->ui, name, key, NULL, err);
}

bool listing_tell(struct view *view, const char *const *words,
    struct err *err)
{
	struct buf text = { 0 };
	bool good = command_read(view->ui, words, &text, err);

	if (good)
		ui_tell(view->ui, _(view->screen->title), buf_string(&text));
	buf_free(&text);
	return good;
}
