/* The manifests of a bag, line by line. */
#include "verify_bag.h"

#include "bag.h"

#include <stdio.h>
#include <string.h>

/* A payload manifest lists data/ and nothing else, a tag manifest the rest. */
static bool in_place(struct bag *bag, const struct manifest *m,
    const char *where, const char *path)
{
	bool payload = strncmp(path, "data/", 5) == 0;
	const char *fault = bag_path_fault(path);

	if (fault == NULL && !m->tag && !payload)
		fault = _("a path outside data/");
	if (fault != NULL) {
		judge_error(bag->judge, "B013", where, _("lists \"%.200s\": "
		    "%s; it is not followed"), path, fault);
		return false;
	}
	if (m->tag && (payload || strncmp(path, "tagmanifest-", 12) == 0))
		judge_error(bag->judge, "B040", where, _("lists \"%.200s\", "
		    "which no tag manifest may list"), path);
	return true;
}

/* Before 1.0 some wrote a % as it is, some like today: what is there decides. */
static struct source_file *find_decoded(struct bag *bag, const char *path)
{
	char *decoded = pool_copy(bag->judge->pool, path);

	if (bag->strict || strchr(path, '%') == NULL)
		return NULL;
	bag_decode(decoded);
	return source_find(bag->judge->source, decoded);
}

static struct source_file *listed_file(struct bag *bag,
    const struct manifest *m, const char *where, const char *path)
{
	struct judge *judge = bag->judge;
	struct source_file *file;
	const char *full;

	buf_clear(&bag->full);
	buf_printf(&bag->full, "%s%s", judge->base, path);
	full = bag->full.data;
	file = source_find(judge->source, full);
	if (file == NULL)
		file = find_decoded(bag, full);
	if (file == NULL && (file = bag_find_folded(bag, full)) != NULL)
		judge_warn(judge, "B073", where, _("writes the name of "
		    "\"%.200s\" in another Unicode form than the disk"),
		    path);
	if (file == NULL && source_has_folder(judge->source, full))
		judge_error(judge, "B012", where,
		    _("lists the folder \"%.200s\"; only files may be listed"),
		    path);
	else if (file == NULL)
		judge_error(judge, "B021", full,
		    _("is listed in %s and is not there"), where);
	if (file == NULL && !m->tag)
		judge_name(judge, &bag->missing, pool_copy(judge->pool, path));
	if (file != NULL && file->refused != NULL)
		judge_error(judge, "B023", full, _("is not read: %s"),
		    file->refused);
	return file == NULL || file->refused != NULL ? NULL : file;
}

/* Small remarks about one line. */
static void remark(struct bag *bag, const char *where,
    const struct bag_entry *entry)
{
	struct judge *judge = bag->judge;

	if (entry->star)
		judge_warn(judge, "B072", where, _("writes \"*\" in front of "
		    "\"%.200s\", as md5sum does"), entry->path);
	if (entry->dot)
		judge_warn(judge, "B072", where, _("writes \"./\" in front of "
		    "\"%.200s\""), entry->path);
	if (entry->escaped)
		judge_warn(judge, "B072", where, _("writes \"\\\" in front of "
		    "the checksum of \"%.200s\", as md5sum does"),
		    entry->path);
	if (entry->raw_percent)
		judge_error(judge, "B016", where, _("the %% in \"%.200s\" must "
		    "be written %%25"), entry->path);
}

/* What the lines of a manifest are read into. */
struct listing {
	struct bag *bag;
	struct manifest *m;
	const char *where;
};

static void read_entry(const struct listing *l, char *line, long number)
{
	struct bag *bag = l->bag;
	struct manifest *m = l->m;
	const char *where = l->where;
	struct judge *judge = bag->judge;
	struct bag_entry entry;
	struct source_file *file;
	size_t index;

	if (!bag_entry(line, bag->strict, &entry) ||
	    (m->supported && !bag_is_hex(entry.digest, hash_size(m->kind)))) {
		judge_error(judge, "B012", where, _("line %ld is not "
		    "\"checksum path\""), number);
		return;
	}
	remark(bag, where, &entry);
	if (!in_place(bag, m, where, entry.path))
		return;
	file = listed_file(bag, m, where, entry.path);
	if (file == NULL)
		return;
	index = (size_t)(file - judge->source->files);
	/* Where two lines differ, comparing shows it. */
	if (m->seen[index] && bag->strict)
		judge_error(judge, "B015", where, _("lists \"%.200s\" twice"),
		    entry.path);
	else if (m->seen[index])
		judge_warn(judge, "B015", where, _("lists \"%.200s\" twice"),
		    entry.path);
	m->seen[index] = true;
	file->known = true;
	if (m->supported)
		source_expect(judge->source, file, m->kind, entry.digest,
		    m->name, m->tag ? "B031" : "B030");
}

static void read_line(void *to, char *line, long number)
{
	if (line[strspn(line, " \t")] != '\0')
		read_entry(to, line, number);
}

static void read_manifest(struct bag *bag, struct manifest *m)
{
	struct listing l = { .bag = bag, .m = m,
	    .where = judge_path(bag->judge, m->name) };

	m->seen = pool_array(bag->judge->pool, bag->judge->source->count + 1,
	    sizeof(*m->seen));
	bag_each_line(bag, m->name, read_line, &l);
}

bool bag_is_manifest(const char *name, bool *tag, char *method,
    size_t room)
{
	const char *start;

	*tag = strncmp(name, "tagmanifest-", 12) == 0;
	start = *tag ? name + 12 : strncmp(name, "manifest-", 9) == 0 ?
	    name + 9 : NULL;
	if (start == NULL || !bag_ends_with(start, ".txt") ||
	    strlen(start) <= 4 || strlen(start) - 4 >= room)
		return false;
	snprintf(method, room, "%.*s", (int)(strlen(start) - 4), start);
	return true;
}

static void find_manifests(struct bag *bag)
{
	struct judge *judge = bag->judge;
	const struct source *source = judge->source;
	size_t base = strlen(judge->base);
	size_t payload = 0;

	for (size_t i = source_under(source, judge->base); i < source->count &&
	    strncmp(source->files[i].path, judge->base, base) == 0; i++) {
		const char *name = source->files[i].path + base;
		struct manifest *m = &bag->manifests[bag->count];
		char method[32];

		if (strchr(name, '/') != NULL ||
		    !bag_is_manifest(name, &m->tag, method, sizeof(method)) ||
		    bag->count == MANIFESTS - 1)
			continue;
		m->name = name;
		m->supported = hash_kind_of(method, &m->kind) &&
		    strchr(method, '-') == NULL;
		if (!m->supported)
			judge_warn(judge, "B011", source->files[i].path,
			    _("the method \"%s\" is not known; its checksums "
			    "are not checked"), method);
		else if (m->kind == HASH_MD5 || m->kind == HASH_SHA1)
			judge_warn(judge, "B074", source->files[i].path,
			    _("%s shows damage but no longer forgery"),
			    method);
		payload += !m->tag;
		bag->count++;
	}
	if (payload == 0)
		judge_error(judge, "B010", judge_path(judge, ""),
		    _("has no payload manifest (manifest-….txt)"));
}

void bag_read_manifests(struct bag *bag)
{
	find_manifests(bag);
	for (size_t i = 0; i < bag->count; i++)
		read_manifest(bag, &bag->manifests[i]);
	buf_free(&bag->full);
}
