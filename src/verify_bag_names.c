/* Names of a bag that meet on some medium: Unicode forms, case, Windows, and
 * what operating systems leave behind. */
#include "verify_bag.h"

#include "bag.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static uint64_t hash_name_of(const char *text)
{
	uint64_t hash = 14695981039346656037u;

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash;
}

static int by_hash(const void *a, const void *b)
{
	const struct bag_name *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->file < y->file ? -1 : x->file > y->file;
}

static const char *folded(struct pool *pool, const char *path)
{
	return text_valid(path) ? text_nfc(pool, path) : path;
}

static const char *lowered(struct pool *pool, const char *path)
{
	return text_valid(path) ? text_lower(pool, text_nfc(pool, path)) :
	    path;
}

/* The files from `first` on, as many as there are below `prefix`, in the order
 * of their hashes. */
static struct bag_name *names_of(const struct source *source, size_t first,
    const char *prefix, const char *(*form)(struct pool *pool,
    const char *path), size_t *count)
{
	size_t length = strlen(prefix);
	struct bag_name *names;
	struct pool pool = { 0 };

	*count = 0;
	while (first + *count < source->count && strncmp(
	    source->files[first + *count].path, prefix, length) == 0)
		(*count)++;
	names = must_alloc((*count + 1) * sizeof(*names));
	for (size_t i = 0; i < *count; i++) {
		names[i].file = (uint32_t)(first + i);
		names[i].hash = hash_name_of(form(&pool,
		    source->files[first + i].path));
		pool_reset(&pool);
	}
	if (*count > 0)
		qsort(names, *count, sizeof(*names), by_hash);
	pool_free(&pool);
	return names;
}

static void fold_all(struct bag *bag)
{
	struct source *source = bag->judge->source;
	struct bag_name *names;
	size_t count;

	if (bag->folded != NULL)
		return;
	names = names_of(source, 0, "", folded, &count);
	bag->folded = pool_array(bag->judge->pool, count + 1, sizeof(*names));
	memcpy(bag->folded, names, count * sizeof(*names));
	free(names);
}

struct source_file *bag_find_folded(struct bag *bag, const char *path)
{
	struct source *source = bag->judge->source;
	struct pool pool = { 0 };
	const char *wanted = folded(&pool, path);
	uint64_t hash = hash_name_of(wanted);
	size_t low = 0, high = source->count;
	struct source_file *found = NULL;

	fold_all(bag);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (bag->folded[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; found == NULL && low < source->count &&
	    bag->folded[low].hash == hash; low++) {
		struct source_file *file =
		    &source->files[bag->folded[low].file];

		if (strcmp(folded(&pool, file->path), wanted) == 0)
			found = file;
	}
	pool_free(&pool);
	return found;
}

/* ---- names that meet elsewhere ------------------------------------------- */

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
	struct pool pool = { 0 };
	bool form = strcmp(folded(&pool, one->path), folded(&pool,
	    other->path)) == 0;

	/* Two hashes may be the same by chance. */
	if (strcmp(lowered(&pool, one->path), lowered(&pool, other->path)) !=
	    0)
		;
	else if (form)
		judge_warn(bag->judge, "B076", other->path,
		    _("differs from %s only in its Unicode form"), one->path);
	else
		judge_warn(bag->judge, "B076", other->path,
		    _("differs from %s only in its case"), one->path);
	pool_free(&pool);
}

void bag_check_names(struct bag *bag)
{
	const struct source *source = bag->judge->source;
	const char *data = judge_path(bag->judge, "data/");
	size_t first = source_under(source, data);
	size_t count;
	struct bag_name *names = names_of(source, first, data, lowered,
	    &count);

	for (size_t i = 0; i < count; i++)
		check_one(bag, &source->files[first + i]);
	for (size_t i = 1; i < count; i++)
		if (names[i - 1].hash == names[i].hash)
			check_pair(bag, &source->files[names[i - 1].file],
			    &source->files[names[i].file]);
	free(names);
}
