#include "draft.h"

#include "fs.h"
#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 1 << 20 };

extern char **environ;

static const char *folder(struct pool *pool)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");

	if (state != NULL && state[0] == '/')
		return pool_printf(pool, "%s/bansao/drafts", state);
	return pool_printf(pool, "%s/.local/state/bansao/drafts",
	    home == NULL ? "." : home);
}

/* Keys are ours, but may carry a code that people chose. */
const char *draft_path(struct pool *pool, const char *key)
{
	char *path = pool_printf(pool, "%s/%s", folder(pool), key);

	for (char *p = path + strlen(folder(pool)) + 1; *p != '\0'; p++)
		if (*p == '/' || *p == '.')
			*p = '_';
	return path;
}

bool draft_write(const char *key, const char *text, struct err *err)
{
	struct pool pool = { 0 };
	bool good = fs_mkdirs(folder(&pool), err);

	if (good) {
		chmod(folder(&pool), 0700);
		good = fs_write_file(draft_path(&pool, key), text,
		    strlen(text), FS_REPLACE, err) ||
		    err_wrap(err, _("What was typed is not kept"));
	}
	pool_free(&pool);
	return good;
}

char *draft_read(const char *key, struct pool *pool)
{
	struct err err = { 0 };
	const char *path = draft_path(pool, key);
	size_t length;
	char *text;

	return access(path, R_OK) == 0 && fs_read_file(path, MOST, pool,
	    &text, &length, &err) ? text : NULL;
}

void draft_remove(const char *key)
{
	struct pool pool = { 0 };

	unlink(draft_path(&pool, key));
	pool_free(&pool);
}

bool draft_next(char **text, const char **name, char **value)
{
	char *end = strchr(*text, '\n');
	char *tab = strchr(*text, '\t');

	if (end == NULL || tab == NULL || tab > end)
		return false;
	*end = *tab = '\0';
	*name = *text;
	*value = tab + 1;
	*text = end + 1;
	for (char *p = *value; *p != '\0'; p++)
		if (*p == '\036')
			*p = '\n';
	return true;
}

static bool run_editor(const char *path, struct err *err)
{
	const char *editor = getenv("VISUAL");
	posix_spawnattr_t attributes;
	sigset_t none;
	char shell[] = "sh", dash_c[] = "-c", command[600];
	char *argv[5] = { shell, dash_c, command, NULL, NULL };
	pid_t pid;
	int status;

	if (editor == NULL || editor[0] == '\0')
		editor = getenv("EDITOR");
	if (editor == NULL || editor[0] == '\0')
		editor = "vi";
	snprintf(command, sizeof(command), "%s \"$0\"", editor);
	argv[3] = (char *)(uintptr_t)path;
	sigemptyset(&none);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attributes, &none);
	status = posix_spawn(&pid, "/bin/sh", NULL, &attributes, argv,
	    environ);
	posix_spawnattr_destroy(&attributes);
	if (status == 0)
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			if (job_stopped())
				kill(pid, SIGHUP);
	if (status != 0)
		return err_set(err, ERR_FAILED, _("The editor \"%s\" did not "
		    "end well; the text is as before"), editor);
	return true;
}

bool draft_edit(const char *text, struct pool *pool, char **edited,
    struct err *err)
{
	struct err ignored = { 0 };
	char *path;
	size_t length;
	ssize_t done;
	int fd;
	bool good;

	if (!fs_mkdirs(folder(pool), &ignored))
		return err_set(err, ERR_FAILED, "%s", ignored.text);
	path = pool_printf(pool, "%s/note-XXXXXX", folder(pool));
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		return fs_failed(path, err);
	errno = ENOSPC;
	done = write(fd, text, strlen(text));
	close(fd);
	good = (done == (ssize_t)strlen(text) || fs_write_failed(path, err)) &&
	    run_editor(path, err) &&
	    fs_read_file(path, MOST, pool, edited, &length, err);
	unlink(path);
	if (!good)
		return err_wrap(err, _("The note was not edited"));
	while (length > 0 && (*edited)[length - 1] == '\n')
		(*edited)[--length] = '\0';
	return true;
}
