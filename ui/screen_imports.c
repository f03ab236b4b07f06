/* Inventories that were taken in. */
#include "listing.h"

#include "command_form.h"
#include "prompt.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

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

	(void)view;
	while (files != NULL && (entry = readdir(files)) != NULL) {
		size_t same = 0;

		if (strncmp(entry->d_name, begin, strlen(begin)) != 0 ||
		    (entry->d_name[0] == '.' && begin[0] != '.'))
			continue;
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
	return found == NULL ? NULL : pool_printf(pool, "%.*s%s",
	    (int)folder, text, found);
}

static void file_done(struct view *view, const char *text)
{
	struct err err = { 0 };
	const char *home = getenv("HOME");
	const char *path = text;

	if (text[0] == '~' && text[1] == '/' && home != NULL)
		path = pool_printf(&view->ui->frame, "%s%s", home, text + 1);
	if (text[0] != '\0' && !mapping_open(view->ui, path, &err))
		ui_fail(view->ui, &err);
}

static bool new_it(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("File of the inventory (Tab completes)"),
		.done = file_done, .complete = complete,
	};

	(void)err;
	prompt_open(view->ui, &prompt, "");
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
	{ "new", "n F7", N_("Import an inventory: look at its columns first"), 0, new_it, N_("Import file") },
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
