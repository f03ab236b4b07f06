/* A folder of volumes: bags of one Bag-Group-Identifier, each judged by
 * itself, and all of them there. */
#include "verify_volumes.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_VOLUMES = 10000 };

static bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), tail = strlen(end);

	return length > tail && strcmp(name + length - tail, end) == 0;
}

/* A folder with bagit.txt in it, or a container by its name. */
static bool may_be_volume(const char *folder, const char *name)
{
	static const char *const ends[] = { ".tar", ".tar.gz", ".tgz",
	    ".zip" };
	struct pool pool = { 0 };
	struct stat st;
	bool is = false;

	if (name[0] == '.')
		return false;
	if (lstat(pool_printf(&pool, "%s/%s/bagit.txt", folder, name), &st) ==
	    0)
		is = S_ISREG(st.st_mode);
	for (size_t i = 0; i < COUNT(ends) && !is; i++)
		is = ends_with(name, ends[i]);
	pool_free(&pool);
	return is;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t volumes_list(const char *folder, struct pool *pool, const char ***list)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	*list = NULL;
	if (dir == NULL)
		return 0;
	*list = pool_array(pool, MOST_VOLUMES, sizeof(**list));
	while ((entry = readdir(dir)) != NULL && count < MOST_VOLUMES)
		if (may_be_volume(folder, entry->d_name))
			(*list)[count++] = pool_copy(pool, entry->d_name);
	closedir(dir);
	qsort(*list, count, sizeof(**list), by_name);
	return count;
}

static void add_notes(struct judge *judge, struct verify_notes *from,
    bool error, const char *volume)
{
	const char *outer = judge->outer;

	judge->outer = pool_printf(judge->pool, "%s/", volume);
	for (size_t i = 0; i < from->count; i++)
		if (strcmp(from->rows[i].code, "V005") == 0)
			continue;	/* that is what we are about to see */
		else if (error)
			judge_error(judge, from->rows[i].code,
			    from->rows[i].path, "%s", from->rows[i].text);
		else
			judge_warn(judge, from->rows[i].code,
			    from->rows[i].path, "%s", from->rows[i].text);
	judge->outer = outer;
}

bool verify_place(const char *count, long *number, long *total)
{
	return count != NULL &&
	    sscanf(count, "%9ld of %9ld", number, total) == 2;
}

static void note_volume(struct verify_report *report, const char *name,
    const struct verify_report *one)
{
	struct verify_volume *v = &report->volumes[report->volume_count++];

	*v = (struct verify_volume){ .name = name,
	    .manifest_sha256 = one->manifest_sha256 };
	if (!verify_place(one->group_count, &v->number, &v->total))
		v->number = v->total = 0;
}

struct group {
	const char *name;
	long total;
	bool *seen;
	size_t bags;
};

static void take_place(struct judge *judge, struct group *group,
    const struct verify_report *one, const char *volume)
{
	long number = 0, total = 0;

	group->bags++;
	if (one->group == NULL || one->group_count == NULL ||
	    !verify_place(one->group_count, &number, &total) ||
	    number < 1 || total < number || total > MOST_VOLUMES) {
		judge_error(judge, "V001", volume,
		    _("is no volume of a group (Bag-Group-Identifier and "
		    "Bag-Count)"));
		return;
	}
	if (group->name == NULL) {
		group->name = one->group;
		group->total = total;
		group->seen = pool_array(judge->pool, (size_t)total + 1,
		    sizeof(bool));
	}
	if (strcmp(group->name, one->group) != 0 || total != group->total)
		judge_error(judge, "V002", volume, _("belongs to the group "
		    "\"%.80s\" of %ld, the others to \"%.80s\" of %ld"),
		    one->group, total, group->name, group->total);
	else if (group->seen[number])
		judge_error(judge, "V003", volume,
		    _("is volume %ld once more"), number);
	else
		group->seen[number] = true;
}

bool judge_volumes(struct judge *judge, const char *const *list, size_t count,
    struct err *err)
{
	struct verify_report *report = judge->report;
	struct group group = { 0 };

	report->format = "volumes";
	report->complete = true;
	report->volumes = pool_array(judge->pool, count,
	    sizeof(*report->volumes));
	for (size_t i = 0; i < count; i++) {
		struct verify_report one;

		if (!verify_package(pool_printf(judge->pool, "%s/%s",
		    report->path, list[i]), judge->options, judge->pool, &one,
		    judge->job, err))
			return false;
		add_notes(judge, &one.errors, true, list[i]);
		add_notes(judge, &one.warnings, false, list[i]);
		/* A bag of its own in a folder is just that. */
		if (count > 1 || one.group_count != NULL)
			take_place(judge, &group, &one, list[i]);
		else
			report->format = one.format;
		report->container = one.container;
		report->version = one.version;
		report->files += one.files;
		report->bytes += one.bytes;
		report->packages += one.packages;
		report->complete &= one.complete;
		if (one.signer[0] != '\0')
			report->signer = one.signer;
		if (i == 0)
			report->manifest_sha256 = one.manifest_sha256;
		note_volume(report, list[i], &one);
	}
	for (long n = 1; group.name != NULL && n <= group.total; n++)
		if (!group.seen[n]) {
			judge_error(judge, "V004", "", _("volume %ld of %ld "
			    "of \"%.80s\" is not there"), n, group.total,
			    group.name);
			report->complete = false;
		}
	return true;
}
