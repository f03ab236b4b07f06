/* bag-info.txt and fetch.txt of a bag: the rest of verify_bagit.c. */
#include "verify_bag.h"

#include "bag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- bag-info.txt ------------------------------------------------------ */

struct info {
	const char *oxum;
	const char *count;
	const char *group;
	const char *date;
};

static void once(struct bag *bag, const char *label, const char **slot,
    const char *value, bool must)
{
	const char *path = judge_path(bag->judge, "bag-info.txt");

	if (*slot == NULL)
		*slot = value;
	else if (must)
		judge_error(bag->judge, "B052", path,
		    _("\"%s\" stands there more than once"), label);
	else
		judge_warn(bag->judge, "B052", path,
		    _("\"%s\" stands there more than once"), label);
}

static void read_info_line(struct bag *bag, const char *path, char *line,
    struct info *info, long number)
{
	char *colon = strchr(line, ':');
	const char *value;

	if (colon == NULL || colon == line) {
		judge_error(bag->judge, "B050", path,
		    _("line %ld is not \"Label: value\""), number);
		return;
	}
	*colon = '\0';
	value = colon + 1;
	if (bag->strict && (line[0] == ' ' || line[0] == '\t' ||
	    colon[-1] == ' ' || colon[-1] == '\t'))
		judge_error(bag->judge, "B050", path,
		    _("line %ld: a label has no blank at its ends"), number);
	if (bag->strict && *value != ' ' && *value != '\t')
		judge_error(bag->judge, "B050", path,
		    _("line %ld: one blank stands behind the colon"), number);
	value += strspn(value, " \t");
	bag_trim_end(line);
	if (strcasecmp(line, "Payload-Oxum") == 0)
		once(bag, line, &info->oxum, value, bag->strict);
	else if (strcasecmp(line, "Bag-Count") == 0)
		once(bag, line, &info->count, value, false);
	else if (strcasecmp(line, "Bag-Group-Identifier") == 0)
		once(bag, line, &info->group, value, false);
	else if (strcasecmp(line, "Bagging-Date") == 0)
		once(bag, line, &info->date, value, false);
}

static void check_oxum(struct bag *bag, const char *path, const char *oxum)
{
	const struct source *source = bag->judge->source;
	const char *data = judge_path(bag->judge, "data/");
	long long octets = 0, streams = 0;
	long long said_octets, said_streams;
	int used = 0;

	for (size_t i = source_under(source, data); i < source->count &&
	    strncmp(source->files[i].path, data, strlen(data)) == 0; i++) {
		octets += source->files[i].size;
		streams++;
	}
	if (sscanf(oxum, "%18lld.%18lld%n", &said_octets, &said_streams,
	    &used) < 2 || oxum[used + (int)strspn(oxum + used, " \t")] !=
	    '\0')
		judge_error(bag->judge, "B051", path, _("Payload-Oxum is not "
		    "\"bytes.files\": \"%.40s\""), oxum);
	else if (said_octets != octets || said_streams != streams)
		judge_error(bag->judge, "B051", path, _("Payload-Oxum says "
		    "%lld bytes in %lld files; there are %lld in %lld"),
		    said_octets, said_streams, octets, streams);
}

static void check_date(struct bag *bag, const char *path, const char *date)
{
	int year, month, day, used = 0;

	if (sscanf(date, "%4d-%2d-%2d%n", &year, &month, &day, &used) < 3 ||
	    used != 10 || month < 1 || month > 12 || day < 1 || day > 31)
		judge_warn(bag->judge, "B053", path,
		    _("Bagging-Date is not YYYY-MM-DD: \"%.40s\""), date);
}

static void check_group(struct bag *bag, const char *path,
    const struct info *info)
{
	struct judge *judge = bag->judge;
	long number, total = 0;
	int used = 0;

	if (info->count == NULL)
		return;
	if (sscanf(info->count, "%9ld of %9ld%n", &number, &total, &used) <
	    2 && sscanf(info->count, "%9ld of ?%n", &number, &used) < 1)
		judge_warn(judge, "B054", path, _("Bag-Count is not \"number "
		    "of total\": \"%.40s\""), info->count);
	else if (info->group == NULL)
		judge_warn(judge, "B054", path, _("Bag-Count is given without "
		    "Bag-Group-Identifier"));
	judge->report->group = info->group;
	judge->report->group_count = info->count;
}

void bag_read_info(struct bag *bag)
{
	const char *name = judge_find(bag->judge, "bag-info.txt") != NULL ?
	    "bag-info.txt" : "package-info.txt";
	const char *path = judge_path(bag->judge, name);
	char *text = bag_tag_text(bag, name, bag->encoding);
	struct info info = { 0 };
	long number = 0;

	if (text == NULL)
		return;
	for (char *line = bag_line(&text); line != NULL;
	    line = bag_line(&text)) {
		number++;
		if (line[0] == ' ' || line[0] == '\t') {
			if (number == 1)
				judge_error(bag->judge, "B050", path,
				    _("begins with a continued line"));
		} else if (*line != '\0') {
			read_info_line(bag, path, line, &info, number);
		}
	}
	if (info.oxum != NULL)
		check_oxum(bag, path, info.oxum);
	if (info.date != NULL)
		check_date(bag, path, info.date);
	check_group(bag, path, &info);
}

/* ---- fetch.txt --------------------------------------------------------- */

/* Is a file in every payload manifest (in one before 1.0)? */
static bool in_manifests(struct bag *bag, const struct source_file *file,
    const char *path)
{
	size_t manifests = 0, listed = 0;

	for (size_t i = 0; i < bag->count; i++) {
		if (bag->manifests[i].tag)
			continue;
		manifests++;
		if (file != NULL)
			listed += bag->manifests[i].seen[file -
			    bag->judge->source->files];
	}
	if (file == NULL)
		listed = judge_named(&bag->missing, path);
	return bag->strict ? listed >= manifests : listed > 0;
}

static void check_fetched(struct bag *bag, const char *path,
    const struct bag_fetch *fetch)
{
	struct judge *judge = bag->judge;
	const struct source_file *file = judge_find(judge, fetch->path);

	if (file == NULL)
		judge_error(judge, "B061", judge_path(judge, fetch->path),
		    _("must first be fetched from %.200s"), fetch->url);
	else if (strcmp(fetch->length, "-") != 0 &&
	    strtoll(fetch->length, NULL, 10) != file->size)
		judge_warn(judge, "B063", path, _("says \"%.200s\" has %.20s "
		    "bytes; it has %lld"), fetch->path, fetch->length,
		    (long long)file->size);
	if (!in_manifests(bag, file, fetch->path))
		judge_error(judge, "B062", path, _("lists \"%.200s\", which is "
		    "not in every payload manifest"), fetch->path);
}

static void read_fetch_line(struct bag *bag, const char *path, char *line,
    long number)
{
	struct judge *judge = bag->judge;
	struct bag_fetch fetch;
	const char *fault;

	if (!bag_fetch(line, bag->strict, &fetch)) {
		judge_error(judge, "B060", path,
		    _("line %ld is not \"URL length path\""), number);
		return;
	}
	fault = bag_path_fault(fetch.path);
	if (fault == NULL && strncmp(fetch.path, "data/", 5) != 0)
		fault = _("a path outside data/");
	if (fault != NULL)
		judge_error(judge, "B013", path, _("lists \"%.200s\": %s; it "
		    "is not followed"), fetch.path, fault);
	else
		check_fetched(bag, path, &fetch);
}

void bag_read_fetch(struct bag *bag)
{
	const char *path = judge_path(bag->judge, "fetch.txt");
	char *text = bag_tag_text(bag, "fetch.txt", bag->encoding);
	long number = 0;

	if (text == NULL)
		return;
	for (char *line = bag_line(&text); line != NULL;
	    line = bag_line(&text)) {
		number++;
		if (*line != '\0')
			read_fetch_line(bag, path, line, number);
	}
}
