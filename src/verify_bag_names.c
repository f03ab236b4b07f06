/* Names of a bag that meet on some medium: Unicode forms, case, Windows, and
 * what operating systems leave behind. */
#include "verify_bag.h"

#include "bag.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int by_fold(const void *a, const void *b)
{
	return strcmp((*(struct source_file *const *)a)->folded,
	    (*(struct source_file *const *)b)->folded);
}

static void fold_all(struct bag *bag)
{
	struct source *source = bag->judge->source;

	if (bag->folded != NULL)
		return;
	bag->folded = pool_array(bag->judge->pool, source->count + 1,
	    sizeof(*bag->folded));
	for (size_t i = 0; i < source->count; i++) {
		source->files[i].folded = source_fold(source,
		    source->files[i].path);
		bag->folded[bag->folded_count++] = &source->files[i];
	}
	if (bag->folded_count > 0)
		qsort(bag->folded, bag->folded_count,
		    sizeof(*bag->folded), by_fold);
}

struct source_file *bag_find_folded(struct bag *bag, const char *path)
{
	struct source_file key = { 0 }, *wanted = &key, **found;

	fold_all(bag);
	key.folded = source_fold(bag->judge->source, path);
	found = bsearch(&wanted, bag->folded, bag->folded_count,
	    sizeof(*bag->folded), by_fold);
	return found == NULL ? NULL : *found;
}

/* ---- names that meet elsewhere ------------------------------------------- */

struct lowered {
	const char *name;	/* the NFC in small letters */
	const struct source_file *file;
};

static int by_lower(const void *a, const void *b)
{
	return strcmp(((const struct lowered *)a)->name,
	    ((const struct lowered *)b)->name);
}

/* What Windows and macOS leave in folders by themselves. */
static bool left_by_a_system(const char *path)
{
	static const char *const names[] = { ".DS_Store", "Thumbs.db",
	    "ehthumbs.db", "desktop.ini", ".Spotlight-V100", ".Trashes",
	    ".fseventsd", ".TemporaryItems", ".apdisk", "__MACOSX" };

	while (*path != '\0') {
		size_t length = strcspn(path, "/");

		if (length > 2 && strncmp(path, "._", 2) == 0)
			return true;
		for (size_t i = 0; i < COUNT(names); i++)
			if (length == strlen(names[i]) &&
			    strncasecmp(path, names[i], length) == 0)
				return true;
		path += length;
		path += *path == '/';
	}
	return false;
}

static void check_one(struct bag *bag, const struct source_file *file)
{
	const char *trouble = bag_name_trouble(file->path);

	if (trouble != NULL)
		judge_warn(bag->judge, "B077", file->path, "%s", trouble);
	if (left_by_a_system(file->path))
		judge_warn(bag->judge, "B078", file->path, _("was left there "
		    "by an operating system and is hardly meant"));
}

static void check_pair(struct bag *bag, const struct source_file *one,
    const struct source_file *other)
{
	if (strcmp(one->folded, other->folded) == 0)
		judge_warn(bag->judge, "B076", other->path,
		    _("differs from %s only in its Unicode form"), one->path);
	else
		judge_warn(bag->judge, "B076", other->path,
		    _("differs from %s only in its case"), one->path);
}

void bag_check_names(struct bag *bag)
{
	const char *data = judge_path(bag->judge, "data/");
	struct pool *pool = bag->judge->pool;
	struct lowered *names = pool_array(pool, bag->judge->source->count +
	    1, sizeof(*names));
	size_t count = 0;

	fold_all(bag);
	for (size_t i = 0; i < bag->folded_count; i++) {
		const struct source_file *file = bag->folded[i];

		if (strncmp(file->path, data, strlen(data)) != 0)
			continue;
		check_one(bag, file);
		names[count++] = (struct lowered){ .file = file,
		    .name = text_valid(file->folded) ?
		    text_lower(pool, file->folded) : file->folded };
	}
	if (count > 0)
		qsort(names, count, sizeof(*names), by_lower);
	for (size_t i = 1; i < count; i++)
		if (by_lower(&names[i - 1], &names[i]) == 0)
			check_pair(bag, names[i - 1].file, names[i].file);
}
