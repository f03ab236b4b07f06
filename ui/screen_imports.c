/* Inventories that were taken in. */
#include "listing.h"

#include "command_form.h"
#include "prompt.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES = 40 };

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* As the shell does on Tab: what can follow, when nothing is sure. */
static void say_names(struct ui *ui, const char **names, int count)
{
	struct buf text = { 0 };

	qsort(names, (size_t)count, sizeof(*names), by_name);
	for (int i = 0; i < count; i++)
		buf_printf(&text, "%s%s", i > 0 ? "  " : "", names[i]);
	if (count == 0)
		ui_say(ui, STYLE_WARN, _("no file begins like that"));
	else if (count > 1)
		ui_say(ui, STYLE_INFO, "%s", buf_string(&text));
	buf_free(&text);
}

/* The longest name that all files share which begin as typed. */
static const char *complete(struct view *view, const char *text,
    struct pool *pool)
{
	const char *slash = strrchr(text, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - text) + 1;
	const char *begin = text + folder;
	DIR *files = opendir(folder == 0 ? "." : pool_copy_n(pool, text,
	    folder));
	char *found = NULL;
	struct dirent *entry;
	const char *names[NAMES];
	int count = 0;

	while (files != NULL && (entry = readdir(files)) != NULL) {
		size_t same = 0;

		if (strncmp(entry->d_name, begin, strlen(begin)) != 0 ||
		    (entry->d_name[0] == '.' && begin[0] != '.'))
			continue;
		if (count < NAMES)
			names[count] = pool_copy(pool, entry->d_name);
		count++;
		if (found == NULL) {
			found = pool_printf(pool, "%s%s", entry->d_name,
			    entry->d_type == DT_DIR ? "/" : "");
			continue;
		}
		while (found[same] != '\0' && found[same] ==
		    entry->d_name[same])
			same++;
		found[same] = '\0';
	}
	if (files != NULL)
		closedir(files);
	/* Not to end within a letter. */
	for (size_t end = found == NULL ? 0 : strlen(found); end > 0 &&
	    !text_valid(found); end--)
		found[end - 1] = '\0';
	if (found == NULL || strcmp(found, begin) == 0)
		say_names(view->ui, names, count < NAMES ? count : NAMES);
	return found == NULL ? NULL : pool_printf(pool, "%.*s%s",
	    (int)folder, text, found);
}

static void ask(struct view *view, const char *text);

/* What is not there is asked for again, not to be typed anew. */
static void file_done(struct view *view, const char *text)
{
	struct err err = { 0 };
	const char *home = getenv("HOME");
	const char *path = text;

	if (text[0] == '~' && text[1] == '/' && home != NULL)
		path = pool_printf(&view->ui->frame, "%s%s", home, text + 1);
	if (text[0] == '\0')
		return;
	if (access(path, R_OK) != 0) {
		(void)err_errno(&err, "%s", path);
		ask(view, text);
		ui_fail(view->ui, &err);
	} else if (!mapping_open(view->ui, path, &err)) {
		ui_fail(view->ui, &err);
	}
}

static void ask(struct view *view, const char *text)
{
	static const struct prompt prompt = {
		.label = N_("File of the inventory (Tab completes)"),
		.done = file_done, .complete = complete,
	};

	prompt_open(view->ui, &prompt, text);
}

static bool new_it(struct view *view, struct err *err)
{
	(void)err;
	ask(view, "");
	return true;
}

static bool all_options(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "import", NULL, NULL, err);
}

static bool undo_it(struct view *view, struct err *err)
{
	return listing_command(view, "import undo", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 5, TEXT_RIGHT, 0 },
	{ N_("When"), 10, TEXT_LEFT, 0 },
	{ N_("Who"), 10, TEXT_LEFT, 0 },
	{ N_("File"), 0, TEXT_LEFT, 0 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("Changed"), 9, TEXT_RIGHT, 90 },
	{ N_("Taken back"), 14, TEXT_LEFT, 100 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "import", LISTING_TEXT },
	{ "at", LISTING_DATE },
	{ "user", LISTING_TEXT },
	{ "file", LISTING_TEXT },
	{ "dossiers", LISTING_NUMBER },
	{ "updated", LISTING_NUMBER },
	{ "undone", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "new", "n", N_("Import an inventory: look at its columns first"), 0, new_it, N_("Import file") },
	{ "new-all", "N", N_("Import with all options of the command line"), NEEDS_WRITE, all_options },
	{ "undo", "D F8", N_("Take this import back"), NEEDS_ROW | NEEDS_WRITE, undo_it, N_("Take back") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "import", "list" },
	.key = "import",
	.columns = keys,
};

const struct screen screen_imports = {
	.name = "imports",
	.title = N_("Imports"),
	.help = N_("Inventories that were taken in, the newest first; each can "
	    "be taken back as long as nobody has built on it."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.empty = N_("No inventory yet. n imports one: CSV, XLSX, XLS, EAD."),
	.listing = &listing,
};
