#include "tty_inside.h"

#include "job.h"
#include "theme.h"

#include <curses.h>
#include <term.h>

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

int64_t tty_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- what the terminal can ---------------------------------------------- */

/* A capability without its padding: no terminal has needed it for decades
 * and every emulator counts the bytes. */
static const char *cap(struct tty *term, const char *name)
{
	const char *text = tigetstr(name);
	char *copy, *to;

	if (text == NULL || text == (char *)-1)
		return "";
	copy = pool_copy(&term->pool, text);
	for (to = copy; *text != '\0'; text++) {
		const char *end = strncmp(text, "$<", 2) == 0 ?
		    strchr(text, '>') : NULL;

		if (end != NULL)
			text = end;
		else
			*to++ = *text;
	}
	*to = '\0';
	return copy;
}

void tty_write_cap(struct tty *term, const char *text)
{
	buf_text(&term->bytes, text);
}

void tty_write_cup(struct tty *term, int row, int col)
{
	if (term->plain_cup && col == 0)
		buf_printf(&term->bytes, "\033[%dH", row + 1);
	else if (term->plain_cup)
		buf_printf(&term->bytes, "\033[%d;%dH", row + 1, col + 1);
	else
		buf_text(&term->bytes, tiparm(term->cup, row, col));
}

void tty_write_csr(struct tty *term, int top, int bottom)
{
	buf_text(&term->bytes, tiparm(term->csr, top, bottom));
}

/* ESC[1m and ESC[31m become ";1;31": all terminals with colors speak this. */
static void add_code(char *code, const char *sgr)
{
	size_t length = strlen(sgr);

	if (length < 4 || strncmp(sgr, "\033[", 2) != 0 ||
	    sgr[length - 1] != 'm' || strlen(code) + length > STYLE_CODE - 4)
		return;
	strcat(code, ";");
	strncat(code, sgr + 2, length - 3);
}

static void make_styles(struct tty *term)
{
	bool color = term->setup.color && term->colors >= 8 &&
	    term->setaf[0] != '\0';
	const struct look *looks = theme_looks(color ? term->setup.theme :
	    "mono");

	for (int i = 0; i < STYLES; i++) {
		const struct look *look = &looks[i];
		char *code = term->style[i];

		if (look->bold)
			add_code(code, term->bold);
		if (look->dim)
			add_code(code, term->dim);
		if (look->rev)
			add_code(code, term->rev);
		if (look->underline)
			add_code(code, term->underline);
		if (color && theme_color(look, term->colors) >= 0)
			add_code(code, tiparm(term->setaf, theme_color(look,
			    term->colors)));
	}
}

static bool no_terminal(struct err *err, const char *name)
{
	return err_set(err, ERR_USAGE, _("The screens cannot be shown on a "
	    "terminal of the kind \"%s\". Everything can be done by command "
	    "line as well: see \"bansao --help\", or use \"bansao ui "
	    "--plain\""), name);
}

/* Descriptions that are missing on small machines, and what is near enough. */
static const char *stand_in(const char *name)
{
	static const char *const near[][2] = {
		{ "putty", "xterm-256color" }, { "xterm", "xterm-256color" },
		{ "rxvt", "xterm-256color" }, { "alacritty", "xterm-256color" },
		{ "foot", "xterm-256color" }, { "kitty", "xterm-256color" },
		{ "konsole", "xterm-256color" }, { "gnome", "xterm-256color" },
		{ "vte", "xterm-256color" }, { "mintty", "xterm-256color" },
		{ "tmux", "screen" }, { "screen", "screen" }, { "vt", "vt100" },
		{ "linux", "linux" },
	};

	for (size_t i = 0; i < COUNT(near); i++)
		if (strncmp(name, near[i][0], strlen(near[i][0])) == 0)
			return near[i][1];
	return NULL;
}

static bool read_terminfo(struct tty *term, struct err *err)
{
	const char *name = term->setup.name;
	int status;

	if (name == NULL)
		name = getenv("TERM");
	if (name == NULL || name[0] == '\0' || strcmp(name, "dumb") == 0)
		return no_terminal(err, name == NULL ? "" : name);
	if (setupterm(name, term->out, &status) != OK) {
		const char *near = stand_in(name);

		if (near == NULL || (setupterm(near, term->out, &status) != OK &&
		    setupterm("xterm", term->out, &status) != OK))
			return no_terminal(err, name);
	}
	term->cup = cap(term, "cup");
	term->clear = cap(term, "clear");
	if (term->cup[0] == '\0' || term->clear[0] == '\0')
		return no_terminal(err, name);
	term->plain_cup = strcmp(term->cup, "\033[%i%p1%d;%p2%dH") == 0;
	term->enter = cap(term, "smcup");
	term->leave = cap(term, "rmcup");
	term->keypad_on = cap(term, "smkx");
	term->keypad_off = cap(term, "rmkx");
	term->hide = cap(term, "civis");
	term->show = cap(term, "cnorm");
	term->erase_line = cap(term, "el");
	term->index = cap(term, "ind");
	term->reverse = cap(term, "ri");
	term->csr = cap(term, "csr");
	term->bold = cap(term, "bold");
	term->dim = cap(term, "dim");
	term->rev = cap(term, "rev");
	term->underline = cap(term, "smul");
	term->setaf = cap(term, "setaf");
	term->colors = tigetnum("colors");
	term->can_scroll = term->csr[0] != '\0' && term->index[0] != '\0' &&
	    term->reverse[0] != '\0';
	term->can_hpa = strcmp(cap(term, "hpa"), "\033[%i%p1%dG") == 0;
	term->can_cuf = strcmp(cap(term, "cuf"), "\033[%p1%dC") == 0;
	return true;
}

static void read_keys(struct tty *term)
{
	static const struct {
		const char *cap;
		int32_t key;
	} rows[] = {
		{ "kcuu1", KEY_IS_UP }, { "kcud1", KEY_IS_DOWN },
		{ "kcub1", KEY_IS_LEFT }, { "kcuf1", KEY_IS_RIGHT },
		{ "kpp", KEY_IS_PAGE_UP }, { "knp", KEY_IS_PAGE_DOWN },
		{ "khome", KEY_IS_HOME }, { "kend", KEY_IS_END },
		{ "kich1", KEY_IS_INSERT }, { "kdch1", KEY_IS_DELETE },
		{ "kcbt", KEY_IS_BACKTAB },
	};
	char name[16];

	for (size_t i = 0; i < COUNT(rows); i++)
		tty_sequence(term, cap(term, rows[i].cap), rows[i].key);
	for (int f = 1; f <= 12; f++) {
		snprintf(name, sizeof(name), "kf%d", f);
		tty_sequence(term, cap(term, name), KEY_IS_F1 + f - 1);
	}
	tty_sequences(term);
}

/* --- open and close ------------------------------------------------------ */

static bool utf8_locale(struct tty *term, struct err *err)
{
	const char *codeset = nl_langinfo(CODESET);

	if (strcmp(codeset, "UTF-8") == 0)
		return true;
	/* What the C locale says of itself (ASCII) is no choice of anybody. */
	if (strcmp(codeset, "ANSI_X3.4-1968") != 0)
		term->codeset = pool_copy(&term->pool, codeset);
	if (setlocale(LC_CTYPE, "C.UTF-8") != NULL ||
	    setlocale(LC_CTYPE, "C.utf8") != NULL)
		return true;
	return err_set(err, ERR_USAGE, _("Vietnamese needs a UTF-8 locale and "
	    "this machine has none. Install one (for example C.UTF-8) or set "
	    "LC_ALL to one that is there"));
}

struct tty *tty_open(const struct tty_setup *setup, struct err *err)
{
	struct tty *term = must_alloc(sizeof(*term));

	term->setup = *setup;
	term->in = 0;
	term->out = 1;
	if (!isatty(term->in) || !isatty(term->out)) {
		err_set(err, ERR_USAGE, _("The screens need a terminal for "
		    "input and output; without one use the commands of "
		    "\"bansao --help\""));
		goto bad;
	}
	if (!utf8_locale(term, err) || !read_terminfo(term, err))
		goto bad;
	make_styles(term);
	read_keys(term);
	term->cursor_row = -1;
	tty_enter(term);
	return term;
bad:
	pool_free(&term->pool);
	free(term);
	return NULL;
}

/* There is no more memory: what is about to be written needs none. */
static void give_back(void *of)
{
	struct tty *term = of;

	buf_clear(&term->bytes);
	tty_leave(term);
}

void tty_enter(struct tty *term)
{
	struct termios raw;

	if (term->active)
		return;
	buf_room(&term->bytes, 4096);
	no_memory_leave(give_back, term);
	tcgetattr(term->in, &term->before);
	raw = term->before;
	raw.c_iflag &= (tcflag_t)~(ICRNL | INLCR | IGNCR | IXON | ISTRIP);
	raw.c_oflag &= (tcflag_t)~OPOST;
	raw.c_lflag &= (tcflag_t)~(ICANON | ECHO | ISIG | IEXTEN);
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	tcsetattr(term->in, TCSADRAIN, &raw);
	term->active = true;
	tty_resize(term);
	tty_write_cap(term, term->enter);
	tty_write_cap(term, term->keypad_on);
	tty_write_cap(term, "\033[?2004h");	/* bracketed paste */
	if (term->setup.mouse)
		tty_write_cap(term, "\033[?1000;1006h");
	tty_redraw(term);
}

void tty_leave(struct tty *term)
{
	if (!term->active)
		return;
	if (term->can_scroll)
		tty_write_csr(term, 0, term->want.rows - 1);
	if (term->setup.mouse)
		tty_write_cap(term, "\033[?1000;1006l");
	tty_write_cap(term, "\033[?2004l\033[m");
	tty_write_cup(term, term->want.rows - 1, 0);
	tty_write_cap(term, term->erase_line);
	tty_write_cap(term, term->keypad_off);
	tty_write_cap(term, term->show);
	tty_write_cap(term, term->leave);
	tty_send(term);
	tcsetattr(term->in, job_stopped() ? TCSANOW : TCSADRAIN,
	    &term->before);
	term->active = false;
	no_memory_leave(NULL, NULL);
}

void tty_close(struct tty *term)
{
	if (term == NULL)
		return;
	tty_leave(term);
	del_curterm(cur_term);
	grid_free(term);
	buf_free(&term->bytes);
	pool_free(&term->pool);
	free(term);
}

bool tty_resize(struct tty *term)
{
	struct winsize size = { 0 };
	int rows = 24, cols = 80;

	if (ioctl(term->out, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
	    size.ws_col > 0) {
		rows = size.ws_row > 1000 ? 1000 : size.ws_row;
		cols = size.ws_col > 1000 ? 1000 : size.ws_col;
	}
	if (rows == term->want.rows && cols == term->want.cols)
		return false;
	grid_make(term, rows, cols);
	return true;
}

const char *tty_codeset(const struct tty *term)
{
	return term->codeset == NULL ? "" : term->codeset;
}

int tty_fd(const struct tty *term)
{
	return term->in;
}

bool tty_is_ascii(const struct tty *term)
{
	return term->setup.ascii;
}

int tty_colors(const struct tty *term)
{
	return term->setup.color && term->colors >= 8 ? term->colors : 0;
}

void tty_pass(struct tty *term, const char *bytes, size_t length,
    const char *line)
{
	tty_write_cap(term, "\033[m");
	tty_write_cap(term, term->clear);
	buf_add(&term->bytes, bytes, length);
	tty_write_cap(term, "\033[m");
	tty_write_cup(term, term->want.rows - 1, 0);
	tty_write_cap(term, line);
	tty_write_cap(term, term->erase_line);
	tty_send(term);
	term->row = term->col = term->look = -1;
}

void tty_mouse(const struct tty *term, int *row, int *col, int *button)
{
	*row = term->mouse_row;
	*col = term->mouse_col;
	*button = term->mouse_button;
}
