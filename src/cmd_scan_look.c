/* Looking at files of the disk that need not be in the catalogue: "scan show"
 * of one, "scan check" of files and folders. */
#include "cmd_scan.h"

#include "reader.h"
#include "scan_out.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WAITING = 4096,		/* told in the order in which they were given */
	ENOUGH = 65536		/* bytes that are written together */
};

struct look {
	struct app *app;
	const struct check_rules *rules;
	struct readers *readers;
	int wanted;
	bool many;		/* a list, even when it is of one */
	char *told[WAITING];	/* by tag: what is to be printed */
	char *paths[WAITING];	/* as people named them */
	int64_t given, printed;
	struct buf text;
	int64_t errors, unread;
	const char *folder;	/* of the walk, as it was named */
	const char *real;
};

/* What came, as far as all before it has come. */
static bool print_ready(struct look *l, struct err *err)
{
	for (; l->printed < l->given; l->printed++) {
		char **told = &l->told[l->printed % WAITING];

		if (*told == NULL)
			break;
		if (l->many && l->app->json && **told != '\0' &&
		    l->text.length > 0 && l->text.data[l->text.length - 1] ==
		    '}')
			buf_text(&l->text, ",\n");
		buf_text(&l->text, *told);
		free(*told);
		free(l->paths[l->printed % WAITING]);
		*told = l->paths[l->printed % WAITING] = NULL;
	}
	if (l->text.length < ENOUGH || l->app->output != NULL)
		return true;
	/* The last letter stays: it says whether a comma is due. */
	if (fwrite(l->text.data, 1, l->text.length - 1, stdout) !=
	    l->text.length - 1)
		return errno == EPIPE ? err_set(err, ERR_STOPPED, "%s", "") :
		    fs_stream_failed(STDOUT_FILENO, _("The result "
		    "cannot be written"), err);
	l->text.data[0] = l->text.data[l->text.length - 1];
	l->text.length = 1;
	return true;
}

static bool take(void *to, int64_t tag, const char *real,
    const struct scan_result *result, struct err *err)
{
	struct look *l = to;
	const char *path = l->paths[tag % WAITING];
	struct findings findings = result->findings;
	struct buf text = { 0 };
	struct json json = { .buf = &text };
	struct pool pool = { 0 };
	struct scan scan;

	(void)real;
	scan_from_result(&scan, result);
	if (result->status == SCAN_UNREADABLE) {
		app_say(l->app, "%s: %s", text_safe(&pool, path),
		    result->detail);
		l->unread++;
	} else if (result->status == SCAN_CHANGING)
		findings_add(&findings, &pool, l->rules, T_CHANGING, -1, "");
	else if (result->status == SCAN_CRASHED ||
	    result->status == SCAN_SLOW)
		findings_add(&findings, &pool, l->rules,
		    result->status == SCAN_SLOW ? T_TIME : T_CRASH, -1, "");
	l->errors += findings_errors(&findings) > 0;
	buf_text(&text, "");
	if (result->status == SCAN_UNREADABLE)
		;
	else if (l->app->json)
		scan_json(&json, &scan, path, result->images, result->count,
		    &findings, &pool);
	else
		scan_text(&text, &scan, path, result->images, result->count,
		    &findings, true, &pool);
	l->told[tag % WAITING] = strdup(text.data);
	buf_free(&text);
	pool_free(&pool);
	if (l->told[tag % WAITING] == NULL)
		no_memory();
	return job_step(l->app->job, l->printed, l->given, path, err) &&
	    print_ready(l, err);
}

/* real is absolute, path as people named it. */
static bool give(struct look *l, const char *real, const char *path,
    struct err *err)
{
	if (l->given - l->printed == WAITING &&
	    !readers_drain(l->readers, err))
		return false;
	l->paths[l->given % WAITING] = strdup(path);
	if (l->paths[l->given % WAITING] == NULL)
		no_memory();
	return readers_give(l->readers, l->given++, real + 1, l->wanted, err);
}

static bool visit(void *to, const struct fs_entry *entry, struct err *err)
{
	struct look *l = to;
	struct pool pool = { 0 };
	const char *path = pool_printf(&pool, "%s/%s", l->folder, entry->path);
	bool good = true;

	if (entry->refused != NULL)
		app_say(l->app, "%s: %s", text_safe(&pool, path),
		    entry->refused);
	else if (scan_name_wanted(entry->name))
		good = give(l, pool_printf(&pool, "%s/%s",
		    strcmp(l->real, "/") == 0 ? "" : l->real, entry->path),
		    path, err);
	pool_free(&pool);
	return good;
}

static bool look_at(struct look *l, const char *path, struct err *err)
{
	char *real = realpath(path, NULL);
	struct stat s;
	bool good;

	if (real == NULL) {
		err_errno(err, "%s", path);
		if (errno == ENOENT)
			err->kind = ERR_MISSING;
		return false;
	}
	l->folder = path;
	l->real = real;
	good = stat(real, &s) == 0 && S_ISDIR(s.st_mode) ?
	    fs_walk(real, visit, l, err) : give(l, real, path, err);
	free(real);
	return good;
}

static bool end(struct look *l, struct err *err)
{
	if (!readers_drain(l->readers, err))
		return false;
	if (l->many && l->app->json)
		buf_text(&l->text, "]");
	if (l->app->json)
		buf_char(&l->text, '\n');
	return scan_print(l->app, &l->text, err);
}

static bool look(struct app *app, const struct args *args, int wanted,
    bool many, struct look *l, struct err *err)
{
	struct check_rules rules;
	int64_t jobs = many ? 0 : 1;
	bool good;

	*l = (struct look){ .app = app, .rules = &rules, .wanted = wanted,
	    .many = many };
	if (!scan_rules(app, &rules, err) || (many &&
	    !args_int(args, "jobs", 1, 64, &jobs, err)))
		return false;
	l->readers = readers_open(app_reader_path(app),
	    app_work_path(app), "/", app_child_words(app), (int)jobs, err);
	if (l->readers == NULL)
		return false;
	readers_listen(l->readers, take, l);
	buf_text(&l->text, many && app->json ? "[" : "");
	good = true;
	for (int i = 0; good && i < args_count(args); i++)
		good = look_at(l, args_word(args, i), err);
	good = good && end(l, err);
	readers_close(l->readers);
	for (int i = 0; i < WAITING; i++) {
		free(l->told[i]);
		free(l->paths[i]);
	}
	buf_free(&l->text);
	if (good && l->unread > 0)
		return err_set(err, ERR_FAILED, ngettext(
		    "%lld file was not read", "%lld files were not read",
		    l->unread), (long long)l->unread);
	return good;
}

static bool is_folder(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

bool scan_show_file(struct app *app, const struct args *args,
    struct err *err)
{
	struct look *l = must_alloc(sizeof(*l));
	bool good = look(app, args, READ_FACTS | READ_HASH, false, l, err);

	free(l);
	return good;
}

bool scan_check_files(struct app *app, const struct args *args, bool decode,
    struct err *err)
{
	struct look *l = must_alloc(sizeof(*l));
	bool many = args_count(args) > 1 || is_folder(args_word(args, 0));
	bool good = look(app, args, READ_FACTS | (decode ? READ_DECODE : 0),
	    many, l, err);

	if (good && l->errors > 0)
		good = err_set(err, ERR_FINDINGS, ngettext(
		    "%lld file has errors", "%lld files have errors",
		    l->errors), (long long)l->errors);
	free(l);
	return good;
}
