/* The least that a list of dossiers costs with the usual means: SQLite, read in
 * windows, and ncurses, the same columns and words as "bansao ui dossiers" at
 * 80 columns in English. It can do nothing but move; what it sends, takes and
 * needs to start is the limit that the screens are measured by.
 *	floor-screen DB [rows]
 * j k Space b G g q. With "rows" the whole row under the cursor is reversed, as
 * most programs do; else a mark stands in the first column. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "base.h"

#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registry.h"
#include "text.h"

/* It has no built-in files: no messages in another language, no schema. */
const struct embed *const embeds[] = { NULL };

#define FIELDS "SELECT sort_key, code, title, criteria, a4, state FROM dossier"

enum { MOST = 200 };

struct row {
	unsigned char key[200];
	int key_size;
	char line[400];		/* what is shown, 80 cells at most */
};

struct floor {
	sqlite3 *db;
	sqlite3_stmt *on, *back;
	struct row rows[MOST];
	int count, at, height, width;
	long first, total;
	struct pool pool;
	bool reverse;
};

static const char *const states[] = {
	"Registered", "Tagged", "On draft", "Submitted", "Approved", "Scanning",
	"To inspect", "Passed", "Packaged", "Handed over", "Accepted", "Withdrawn"
};

static void fill(struct floor *f, struct row *row, sqlite3_stmt *q)
{
	int64_t bits = sqlite3_column_int64(q, 3);
	int64_t state = sqlite3_column_int64(q, 5);
	char criteria[32] = "";

	row->key_size = sqlite3_column_bytes(q, 0);
	if (row->key_size > (int)sizeof(row->key))
		row->key_size = sizeof(row->key);
	memcpy(row->key, sqlite3_column_blob(q, 0), (size_t)row->key_size);
	for (int i = 0; i < 5; i++)
		snprintf(criteria + strlen(criteria), sizeof(criteria) -
		    strlen(criteria), (bits >> i & 1) != 0 ? "%d" : "·", i + 1);
	snprintf(row->line, sizeof(row->line), "%s %s %s %8lld   %s",
	    text_fit(&f->pool, (const char *)sqlite3_column_text(q, 1), 16,
	    TEXT_TAIL, false), text_fit(&f->pool,
	    (const char *)sqlite3_column_text(q, 2), 27, TEXT_LEFT, false),
	    criteria, (long long)sqlite3_column_int64(q, 4),
	    state >= 0 && state < (int)COUNT(states) ? states[state] : "");
	pool_reset(&f->pool);
}

static int read_rows(struct floor *f, sqlite3_stmt *q, const void *key,
    int size, struct row *rows, int most)
{
	int count = 0;

	sqlite3_bind_blob(q, 1, key, size, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 2, most);
	while (count < most && sqlite3_step(q) == SQLITE_ROW)
		fill(f, &rows[count++], q);
	sqlite3_reset(q);
	return count;
}

static void from(struct floor *f, const void *key, int size)
{
	f->count = read_rows(f, f->on, key, size, f->rows, f->height);
}

static void up_to(struct floor *f, const void *key, int size)
{
	struct row swap;

	f->count = read_rows(f, f->back, key, size, f->rows, f->height);
	for (int i = 0, k = f->count - 1; i < k; i++, k--) {
		swap = f->rows[i];
		f->rows[i] = f->rows[k];
		f->rows[k] = swap;
	}
}

static void page(struct floor *f, int by)
{
	struct row *row = &f->rows[by > 0 ? f->count - 1 : 0];
	long first = f->first + by * f->height;

	if (f->count == 0)
		return;
	if (first < 0)
		first = 0;
	if (first + f->height > f->total)
		first = f->total - f->height;
	if (first <= 0)
		from(f, "", 0);
	else if (first + f->height >= f->total)
		up_to(f, "\377\377\377", 3);
	else if (by > 0)
		from(f, row->key, row->key_size);
	else
		up_to(f, row->key, row->key_size);
	f->first = first;
}

/* One row on or back: the others are moved. */
static void roll(struct floor *f, int by)
{
	struct row *edge = &f->rows[by > 0 ? f->count - 1 : 0], next;

	if (f->first + by < 0 || f->first + by + f->height > f->total ||
	    read_rows(f, by > 0 ? f->on : f->back, edge->key, edge->key_size,
	    &next, 1) == 0)
		return;
	memmove(&f->rows[by > 0 ? 0 : 1], &f->rows[by > 0 ? 1 : 0],
	    (size_t)(f->count - 1) * sizeof(next));
	f->rows[by > 0 ? f->count - 1 : 0] = next;
	f->first += by;
}

static void step(struct floor *f, int by)
{
	if (f->at + by < 0 || f->at + by >= f->count)
		roll(f, by);
	else
		f->at += by;
}

static void draw(struct floor *f)
{
	char right[80];

	snprintf(right, sizeof(right), "%ld/%ld ", f->first + f->at + 1,
	    f->total);
	attrset(A_REVERSE);
	mvprintw(0, 0, " bansao │ Files (hồ sơ)%*s%s", f->width - 23 -
	    (int)strlen(right), "", right);
	attrset(A_NORMAL);
	for (int i = 0; i < f->height; i++) {
		move(i + 2, 0);
		if (i == f->at && f->reverse)
			attrset(A_REVERSE);
		if (i < f->count)
			printw("%c %s", i == f->at ? '>' : ' ',
			    f->rows[i].line);
		clrtoeol();
		attrset(A_NORMAL);
	}
	refresh();
}

static bool open_catalogue(struct floor *f, const char *path)
{
	sqlite3_stmt *sum;
	bool good = sqlite3_open_v2(path, &f->db, SQLITE_OPEN_READONLY,
	    NULL) == SQLITE_OK && sqlite3_prepare_v2(f->db, FIELDS
	    " WHERE sort_key > ?1 ORDER BY sort_key LIMIT ?2", -1, &f->on,
	    NULL) == SQLITE_OK && sqlite3_prepare_v2(f->db, FIELDS
	    " WHERE sort_key < ?1 ORDER BY sort_key DESC LIMIT ?2", -1,
	    &f->back, NULL) == SQLITE_OK && sqlite3_prepare_v2(f->db,
	    "SELECT sum(dossiers) FROM tally_state", -1, &sum, NULL) ==
	    SQLITE_OK;

	if (good && sqlite3_step(sum) == SQLITE_ROW)
		f->total = (long)sqlite3_column_int64(sum, 0);
	if (good)
		sqlite3_finalize(sum);
	return good;
}

int main(int argc, char **argv)
{
	static struct floor f;
	int key;

	if (argc < 2 || !open_catalogue(&f, argv[1])) {
		fprintf(stderr, "floor-screen DB [rows]\n");
		return 2;
	}
	f.reverse = argc > 2 && strcmp(argv[2], "rows") == 0;
	setlocale(LC_ALL, "");
	initscr();
	/* Else ncurses sends each movement of the cursor in a write(). */
	endwin();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	idlok(stdscr, TRUE);
	curs_set(0);
	f.width = COLS;
	f.height = LINES - 4 < MOST ? LINES - 4 : MOST;
	from(&f, "", 0);
	mvaddstr(1, 0, "  Code             Title                       Crit. "
	    "A4 pages ! State");
	mvaddstr(LINES - 1, 0, " F1 Help  F9 Menu  F2 Tag  F3 Scans  F4 Edit  "
	    "s List  f Filter  F10 Leave");
	for (draw(&f); (key = getch()) != 'q'; draw(&f)) {
		if (key == 'j' || key == KEY_DOWN)
			step(&f, 1);
		else if (key == 'k' || key == KEY_UP)
			step(&f, -1);
		else if (key == ' ' || key == KEY_NPAGE)
			page(&f, 1);
		else if (key == 'b' || key == KEY_PPAGE)
			page(&f, -1);
		else if (key == 'G' || key == KEY_END) {
			up_to(&f, "\377\377\377", 3);
			f.first = f.total - f.count;
			f.at = f.count - 1;
		} else if (key == 'g' || key == KEY_HOME) {
			from(&f, "", 0);
			f.first = f.at = 0;
		}
	}
	endwin();
	sqlite3_finalize(f.on);
	sqlite3_finalize(f.back);
	sqlite3_close(f.db);
	pool_free(&f.pool);
	return 0;
}
