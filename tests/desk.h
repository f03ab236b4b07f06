/* Somebody at the screens: a small catalogue in memory, the screens on an
 * array of cells, and short ways to press keys and to look. */
#ifndef DESK_H
#define DESK_H

#include "catalogue.h"

#include <locale.h>

#include "command_form.h"
#include "form.h"
#include "keys.h"
#include "task.h"
#include "term_grid.h"
#include "ui.h"

struct desk {
	struct room room;
	struct app app;
	struct ui ui;
	struct tty *tty;
	int64_t first;
};

/* Fifty files, one of them with a title from the plan's own world. */
static inline int sit_down(void **state)
{
	struct desk *desk = must_alloc(sizeof(*desk));
	struct room *r = NULL;

	room_enter((void **)&r);
	memset(desk, 0, sizeof(*desk));
	for (int i = 0; i < 50; i++) {
		int64_t id = room_file(r, r->office);

		if (i == 0)
			desk->first = id;
		if (i == 40)
			room_set(r, id, "title_fold", "ban do dong phu"),
			    room_set(r, id, "title", "Bản đồ Đồng Phú");
	}
	desk->room = *r;
	desk->app.db = r->db;
	desk->app.conf = conf_empty();
	desk->app.db_path = ":memory:";
	desk->app.program = getenv("BANSAO") == NULL ? "./bansao" :
	    getenv("BANSAO");
	desk->tty = grid_open();
	ui_start(&desk->ui, &desk->app, desk->tty);
	free(r);
	*state = desk;
	return 0;
}

static inline int stand_up(void **state)
{
	struct desk *desk = *state;

	ui_end(&desk->ui);
	grid_close(desk->tty);
	conf_free((struct conf *)(uintptr_t)desk->app.conf);
	pool_free(&desk->app.pool);
	db_close(desk->room.db);
	pool_free(&desk->room.pool);
	free(desk);
	lang_set("en");
	return 0;
}

static inline void open_screen(struct desk *desk, const char *name)
{
	struct err err = { 0 };

	if (!ui_open(&desk->ui, name, 0, &err))
		fail_msg("%s: %s", name, err.text);
	ui_draw(&desk->ui);
}

static inline void press(struct desk *desk, const char *keys)
{
	while (*keys != '\0') {
		size_t length = strcspn(keys, " ");
		int32_t key = key_parse(keys, length);

		assert_int_not_equal(key, KEY_IS_NONE);
		ui_key(&desk->ui, key);
		keys += length + (keys[length] == ' ');
	}
	ui_draw(&desk->ui);
}

static inline void type(struct desk *desk, const char *text)
{
	int32_t letter;

	while ((letter = text_next(&text)) > 0)
		ui_key(&desk->ui, letter);
	ui_draw(&desk->ui);
}

static inline void shows(const char *text)
{
	if (grid_has(text))
		return;
	for (int row = 0; row < 24; row++)
		print_message("|%s\n", grid_row(row));
	fail_msg("the screen does not show \"%s\"", text);
}

#define AT_THE_DESK(test) \
	cmocka_unit_test_setup_teardown(test, sit_down, stand_up)

#endif
