/* bansao scan preview: a page image in the terminal. */
#include "cmd_scan.h"

#include "rights.h"
#include "reader_child.h"
#include "scan_out.h"
#include "scan_preview.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static bool read_size(const struct args *args, struct preview *p,
    struct err *err)
{
	const char *text = args_value(args, "size");
	struct winsize w;
	char rest;

	p->cols = 80;
	p->rows = 23;
	if (isatty(1) && ioctl(1, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 &&
	    w.ws_row > 1) {
		p->cols = w.ws_col;
		p->rows = w.ws_row - 1;
	}
	if (text == NULL)
		return true;
	if (sscanf(text, "%dx%d%c", &p->cols, &p->rows, &rest) != 2 ||
	    p->cols < 1 || p->rows < 1 || p->cols > 500 || p->rows > 500)
		return err_set(err, ERR_USAGE,
		    _("--size: write columns and rows, for example 80x24"));
	return true;
}

static bool read_part(const struct args *args, struct preview *p,
    struct err *err)
{
	const char *zoom = args_value(args, "zoom");
	const char *at = args_value(args, "at");
	char rest;

	p->zoom = 1;
	p->x = p->y = 0.5;
	if (zoom != NULL && (sscanf(zoom, "%lf%c", &p->zoom, &rest) != 1 ||
	    !(p->zoom >= 1 && p->zoom <= 64)))
		return err_set(err, ERR_USAGE,
		    _("--zoom: write a number from 1 to 64"));
	if (at != NULL && (sscanf(at, "%lf,%lf%c", &p->x, &p->y, &rest) != 2 ||
	    !(p->x >= 0 && p->x <= 1 && p->y >= 0 && p->y <= 1)))
		return err_set(err, ERR_USAGE,
		    _("--at: write two numbers from 0 to 1, for example"
		    " 0.5,0.25"));
	return true;
}

/* What this terminal can, when nobody says. */
static enum cells_mode good_mode(const struct app *app)
{
	const char *colours = getenv("COLORTERM");
	const char *term = getenv("TERM");

	if (term != NULL && strcmp(term, "dumb") == 0)
		return CELLS_ASCII;
	if (!app->color)
		return CELLS_MONO;
	if (colours != NULL && (strcmp(colours, "truecolor") == 0 ||
	    strcmp(colours, "24bit") == 0))
		return CELLS_TRUE;
	return term != NULL && strstr(term, "256") != NULL ? CELLS_256 :
	    CELLS_16;
}

static bool read_mode(struct app *app, const struct args *args,
    struct preview *p, struct err *err)
{
	const char *mode = args_value(args, "mode");
	const char *pixels = args_value(args, "pixels");

	p->mode = good_mode(app);
	p->form = args_given(args, "cells") ? CELLS_RUNS : CELLS_ANSI;
	if (mode != NULL && !cells_mode_of(mode, &p->mode))
		return err_set(err, ERR_USAGE, _("--mode: write truecolor,"
		    " 256, 16, grey, mono or ascii"));
	if (pixels == NULL)
		return true;
	if (strcmp(pixels, "sixel") == 0)
		p->form = CELLS_SIXEL;
	else if (strcmp(pixels, "kitty") == 0)
		p->form = CELLS_KITTY;
	else
		return err_set(err, ERR_USAGE,
		    _("--pixels: write sixel or kitty"));
	return true;
}

/* --- in a child ----------------------------------------------------------- */

enum { DRAW_SECONDS = 60 };	/* of processor time */

/* What the child tells before the drawing itself. */
struct answer {
	struct err err;
	struct preview preview;
	uint64_t length;
};

static bool write_all(int fd, const void *data, size_t length)
{
	const char *from = data;

	while (length > 0) {
		ssize_t n = write(fd, from, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		from += n;
		length -= (size_t)n;
	}
	return true;
}

static NORETURN void draw_in_child(const struct preview *p, int fd, int to)
{
	struct answer answer = { .preview = *p };
	struct buf out = { 0 };
	bool good;

	reader_be_small();
	reader_give_time(DRAW_SECONDS);
	good = preview_draw(&answer.preview, fd, &out, &answer.err);
	answer.length = good ? out.length : 0;
	good = write_all(to, &answer, sizeof(answer)) &&
	    write_all(to, buf_string(&out), answer.length);
	_exit(good ? 0 : 1);
}

/* A file that kills the one who decodes it kills a child of ours. */
static bool draw(struct preview *p, int fd, struct buf *out, struct err *err)
{
	struct answer answer;
	int pipes[2];
	pid_t pid;
	bool good;

	if (pipe(pipes) != 0 || (pid = fork()) < 0)
		return err_errno(err, _("No reader can be started (%s)"), "");
	if (pid == 0)
		draw_in_child(p, fd, pipes[1]);
	close(pipes[1]);
	good = fs_read_full(pipes[0], &answer, sizeof(answer)) ==
	    (ssize_t)sizeof(answer) && answer.length < (1u << 30) &&
	    fs_read_full(pipes[0], buf_room(out, answer.length),
	    answer.length) == (ssize_t)answer.length;
	close(pipes[0]);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (!good)
		return err_set(err, ERR_FINDINGS, _("The file broke the"
		    " program that reads it; it is not shown"));
	if (answer.err.kind != ERR_NONE) {
		*err = answer.err;
		return false;
	}
	out->length += answer.length;
	*p = answer.preview;
	return true;
}

/* --- the verb -------------------------------------------------------------- */

/* The path on the disk: as given, or the one the catalogue knows. */
static bool find_file(struct app *app, const char *word, const char **path,
    struct err *err)
{
	struct scan scan;

	*path = word;
	if (access(word, F_OK) == 0)
		return true;
	if (!db_there(app->db_path))
		return err_set(err, ERR_MISSING, _("%s: no such file"), word);
	if (!app_open(app, DB_READ, err) ||
	    !scan_find(app->db, word, &app->pool, &scan, err))
		return false;
	*path = scan_path(&scan, &app->pool);
	db_close(app->db);	/* no child may inherit it */
	app->db = NULL;
	return true;
}

bool scan_preview_run(struct app *app, const struct args *args,
    struct err *err)
{
	struct preview p = { .page = 0 };
	struct buf text = { 0 };
	struct buf out = { 0 };
	int64_t page = 1;
	const char *path;
	bool good;
	int fd;

	if (!args_int(args, "page", 1, TIFF_MOST_IMAGES, &page, err) ||
	    !read_size(args, &p, err) || !read_part(args, &p, err) ||
	    !read_mode(app, args, &p, err) ||
	    !find_file(app, args_word(args, 0), &path, err))
		return false;
	p.page = (uint32_t)page - 1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return err_errno(err, "%s", path);
	good = draw(&p, fd, &out, err) || err_wrap(err, "%s", path);
	close(fd);
	if (good && p.form == CELLS_RUNS)
		buf_printf(&text, "cells %d %d %u %u %u %u %d\n",
		    p.used_cols, p.used_rows, p.page + 1, p.pages,
		    p.full_width, p.full_height, p.partly);
	if (good && p.partly)
		app_warn(app, _("Parts of the page could not be decoded; they"
		    " are grey"));
	if (good) {
		buf_add(&text, buf_string(&out), out.length);
		good = scan_print(app, &text, err);
	}
	buf_free(&text);
	buf_free(&out);
	return good;
}
