#include "verify.h"

#include "verify_judge.h"
#include "verify_volumes.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEPT_NOTES = 10000, NESTED_DEPTH = 2 };

/* ---- notes ------------------------------------------------------------- */

static void note(struct judge *judge, struct verify_notes *notes,
    const char *code, const char *path, const char *text)
{
	struct verify_note *row;

	notes->total++;
	if (notes->count == KEPT_NOTES)
		return;
	if (notes->count == notes->room) {
		struct verify_note *old = notes->rows;

		notes->room = notes->room == 0 ? 16 : notes->room * 2;
		notes->rows = pool_array(judge->told, notes->room,
		    sizeof(*old));
		if (notes->count > 0)
			memcpy(notes->rows, old, notes->count * sizeof(*old));
	}
	row = &notes->rows[notes->count++];
	row->code = code;
	row->path = pool_printf(judge->told, "%s%s", judge->outer, path);
	row->text = text;
}

void judge_error(struct judge *judge, const char *code, const char *path,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(judge, &judge->report->errors, code, path,
	    pool_vprintf(judge->told, format, args));
	va_end(args);
}

void judge_warn(struct judge *judge, const char *code, const char *path,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(judge, &judge->report->warnings, code, path,
	    pool_vprintf(judge->told, format, args));
	va_end(args);
}

const char *judge_path(struct judge *judge, const char *name)
{
	return pool_printf(judge->pool, "%s%s", judge->base, name);
}

struct source_file *judge_find(struct judge *judge, const char *name)
{
	return source_find(judge->source, judge_path(judge, name));
}

struct source_file *judge_main_manifest(struct judge *judge)
{
	struct source_file *file = judge_find(judge, "manifest-sha256.txt");

	return file != NULL ? file : judge_find(judge, "manifest-sha512.txt");
}

void judge_name(struct judge *judge, struct judge_names *names,
    const char *text)
{
	if (names->count == names->room) {
		const char **old = names->rows;

		names->room = names->room == 0 ? 64 : names->room * 2;
		names->rows = pool_array(judge->pool, names->room,
		    sizeof(*old));
		if (names->count > 0)
			memcpy(names->rows, old, names->count * sizeof(*old));
	}
	names->rows[names->count++] = text;
	names->sorted = false;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t judge_named(struct judge_names *names, const char *text)
{
	const char *const *found;
	size_t at, count = 0;

	if (names->count > 0 && !names->sorted)
		qsort(names->rows, names->count, sizeof(*names->rows),
		    by_text);
	names->sorted = true;
	found = names->count == 0 ? NULL : bsearch(&text, names->rows,
	    names->count, sizeof(*names->rows), by_text);
	if (found == NULL)
		return 0;
	for (at = (size_t)(found - names->rows); at > 0 &&
	    strcmp(names->rows[at - 1], text) == 0; at--)
		;
	for (; at < names->count && strcmp(names->rows[at], text) == 0; at++)
		count++;
	return count;
}

/* ---- checksums --------------------------------------------------------- */

static void compare(struct judge *judge)
{
	const struct source *source = judge->source;

	for (size_t i = 0; i < source->count; i++) {
		const struct source_file *file = &source->files[i];

		for (const struct source_expected *e = file->expected;
		    e != NULL; e = e->next)
			if (file->fault != NULL)
				judge_error(judge, "B024", file->path,
				    _("cannot be read: %s"), file->fault);
			else if (e->kind < HASH_KINDS &&
			    (file->have & 1u << e->kind) == 0)
				judge_error(judge, "B024", file->path,
				    _("was not read"));
			else if (!e->same)
				judge_error(judge, e->code, file->path,
				    _("is not what %s says: its bytes have "
				    "changed"), e->where);
	}
}

/* ---- what it is -------------------------------------------------------- */

static bool has(struct judge *judge, const char *base, const char *name)
{
	return source_find(judge->source, pool_printf(judge->pool, "%s%s",
	    base, name)) != NULL;
}

static bool begins_here(struct judge *judge, const char *base)
{
	return has(judge, base, "bagit.txt") || has(judge, base, "METS.xml");
}

/* The one folder in which all files lie, with its "/", or NULL. */
static const char *only_folder(struct judge *judge)
{
	const struct source *source = judge->source;
	size_t length = source->count == 0 ? 0 :
	    strcspn(source->files[0].path, "/");

	if (length == 0 || source->files[0].path[length] != '/')
		return NULL;
	for (size_t i = 1; i < source->count; i++)
		if (strncmp(source->files[i].path, source->files[0].path,
		    length + 1) != 0)
			return NULL;
	return pool_copy_n(judge->pool, source->files[0].path, length + 1);
}

static bool find_base(struct judge *judge)
{
	const char *folder;

	judge->base = "";
	if (begins_here(judge, "")) {
		if (strcmp(judge->source->format, "folder") != 0)
			judge_warn(judge, "C003", "", _("the package is not "
			    "in one folder of its own inside the container"));
		return true;
	}
	folder = only_folder(judge);
	if (folder == NULL || !begins_here(judge, folder))
		return false;
	judge->base = folder;
	return true;
}

/* A package whose METS.xml is gone still has its folders. */
static bool looks_like_eark(struct judge *judge)
{
	const char *folder = only_folder(judge);
	const char *bases[] = { "", folder };

	for (size_t i = 0; i < COUNT(bases) && bases[i] != NULL; i++) {
		judge->base = bases[i];
		if (source_has_folder(judge->source, judge_path(judge,
		    "representations")) && source_has_folder(judge->source,
		    judge_path(judge, "metadata")))
			return true;
	}
	judge->base = "";
	return false;
}

/* Hostile or broken entries are told whatever the package is. */
static void check_entries(struct judge *judge)
{
	const struct source *source = judge->source;
	bool folder = strcmp(source->format, "folder") == 0;
	const char *data = judge_path(judge, "data/");

	for (size_t i = 0; i < source->count; i++) {
		const struct source_file *file = &source->files[i];

		if (file->refused != NULL && !folder)
			judge_error(judge, "C002", file->path,
			    _("is not taken: %s"), file->refused);
		else if (file->refused != NULL &&
		    strncmp(file->path, data, strlen(data)) != 0)
			judge_warn(judge, "C002", file->path,
			    _("is not taken: %s"), file->refused);
		if (i > 0 && strcmp(file->path, source->files[i - 1].path) ==
		    0)
			judge_error(judge, "C004", file->path,
			    _("is in the container twice"));
	}
	if (source->damage != NULL)
		judge_error(judge, "C001", "", "%s", source->damage);
}

/* ---- packages in a bag -------------------------------------------------- */

static bool judge_source(struct judge *judge, int depth, struct err *err);

/* What the report says of the whole is not what it says of a part. */
static void stand_for(struct verify_report *report,
    const struct verify_report *outer)
{
	report->format = outer->format;
	report->version = outer->version;
	report->group = outer->group;
	report->group_count = outer->group_count;
	report->manifest_sha256 = outer->manifest_sha256;
}

/* data/NAME/METS.xml or data/goi/NAME/METS.xml: a package as a folder. */
static void judge_inner_folders(struct judge *judge)
{
	const struct source *source = judge->source;
	const struct verify_report outer = *judge->report;
	const char *base = judge->base;
	const char *data = judge_path(judge, "data/");

	for (size_t i = source_under(source, data); i < source->count &&
	    strncmp(source->files[i].path, data, strlen(data)) == 0; i++) {
		const char *path = source->files[i].path;
		size_t length = strlen(path);
		int level = 0;

		for (const char *at = path + strlen(data); *at != '\0'; at++)
			level += *at == '/';
		if (length < 9 || strcmp(path + length - 9, "/METS.xml") !=
		    0 || level < 1 || level > 2 ||
		    strstr(path, "/representations/") != NULL)
			continue;
		judge->base = pool_copy_n(judge->pool, path, length - 8);
		judge->report->packages++;
		judge_mets(judge);
		judge->base = base;
	}
	stand_for(judge->report, &outer);
}

static bool is_zip(const char *path)
{
	size_t length = strlen(path);

	return length > 4 && strcmp(path + length - 4, ".zip") == 0;
}

static bool judge_inner_zip(struct judge *judge,
    const struct source_file *file, int depth, struct err *err)
{
	bool folder = strcmp(judge->source->format, "folder") == 0;
	const char *path = file->path;
	struct pool pool = { 0 };
	struct source source;
	struct err fault = { 0 };
	struct judge inner = *judge;
	const struct verify_report outer = *judge->report;
	const char *full = folder ? pool_printf(&pool, "%s/%s",
	    judge->source->path, path) : judge->source->path;
	bool ok = true;

	if (source_open_part(&source, full, folder ? 0 : file->offset,
	    folder ? -1 : file->size, &judge->options->limits, &pool,
	    judge->job, &fault)) {
		inner.source = &source;
		inner.pool = &pool;
		inner.outer = pool_printf(&pool, "%s%s!", judge->outer, path);
		if (find_base(&inner)) {
			judge->report->packages++;
			ok = judge_source(&inner, depth + 1, err);
		} else {
			check_entries(&inner);
		}
	} else if (fault.kind == ERR_STOPPED) {
		*err = fault;
		ok = false;
	} else {
		judge_error(judge, "C001", path, "%s", fault.text);
	}
	source_close(&source);
	pool_free(&pool);
	stand_for(judge->report, &outer);
	return ok;
}

static bool judge_inner_zips(struct judge *judge, int depth, struct err *err)
{
	const struct source *source = judge->source;
	const char *data = judge_path(judge, "data/");

	for (size_t i = source_under(source, data); i < source->count &&
	    strncmp(source->files[i].path, data, strlen(data)) == 0; i++) {
		const struct source_file *file = &source->files[i];

		if (!is_zip(file->path) || file->refused != NULL)
			continue;
		if (strcmp(source->format, "folder") != 0 && file->offset < 0)
			judge_warn(judge, "C006", file->path, _("is packed "
			    "once more and is not opened; unpack the outer "
			    "container to check what is in it"));
		else if (!judge_inner_zip(judge, file, depth, err))
			return false;
	}
	return true;
}

/* ---- one package -------------------------------------------------------- */

static void remember_manifest(struct judge *judge)
{
	struct source_file *file = judge_main_manifest(judge);
	char hex[HASH_HEX_MAX];

	if (file == NULL || file->digest == NULL ||
	    (file->have & 1u << HASH_SHA256) == 0)
		return;
	hash_hex(file->digest->of[HASH_SHA256], hash_size(HASH_SHA256), hex);
	judge->report->manifest_sha256 = pool_copy(judge->told, hex);
}

static bool judge_source(struct judge *judge, int depth, struct err *err)
{
	bool bag = has(judge, judge->base, "bagit.txt");
	const char *damage = judge->source->damage;
	size_t before;

	check_entries(judge);
	if (bag) {
		judge_bag(judge);
		judge_inner_folders(judge);
	} else {
		judge_mets(judge);
	}
	before = judge->report->errors.total;
	if (depth == 0)
		job_phase(judge->job, _("Checking the checksums"));
	if (!source_hash(judge->source, judge->job, err))
		return false;
	if (judge->source->damage != damage && damage == NULL)
		judge_error(judge, "C001", "", "%s", judge->source->damage);
	compare(judge);
	if (depth == 0) {
		judge->report->complete = before == 0;
		remember_manifest(judge);
	}
	if (bag)
		judge_signatures(judge);
	if (depth == 0 && judge->report->group_count != NULL)
		judge_warn(judge, "V005", "", _("is volume %s of \"%.80s\"; "
		    "the others must be checked too"),
		    judge->report->group_count, judge->report->group == NULL ?
		    "" : judge->report->group);
	return !bag || depth >= NESTED_DEPTH ||
	    judge_inner_zips(judge, depth, err);
}

/* A folder that is no package itself: it may hold volumes. */
static bool is_plain_folder(struct judge *judge, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
	    access(pool_printf(judge->pool, "%s/bagit.txt", path), F_OK) !=
	    0 && access(pool_printf(judge->pool, "%s/METS.xml", path),
	    F_OK) != 0;
}

static bool judge_path_whole(struct judge *judge, const char *path,
    struct err *err)
{
	const struct verify_options *options = judge->options;
	struct verify_report *report = judge->report;
	struct source *source = judge->source;
	const char **volumes;
	size_t count;

	job_phase(judge->job, _("Listing the files"));
	if (is_plain_folder(judge, path) &&
	    (count = volumes_list(path, judge->pool, &volumes)) > 0)
		return judge_volumes(judge, volumes, count, err);
	if (!source_open(source, path, &options->limits, judge->pool,
	    judge->job, err)) {
		if (err->kind != ERR_FINDINGS)
			return false;
		judge_error(judge, "C001", "", "%s", err->text);
		err_clear(err);
		return true;
	}
	report->container = source->format;
	report->files = (int64_t)source->count;
	report->bytes = source->bytes;
	if (!find_base(judge)) {
		check_entries(judge);
		if (looks_like_eark(judge)) {
			judge_mets(judge);
			return true;
		}
		judge_error(judge, "C005", "", _("is no package: neither "
		    "bagit.txt nor METS.xml is at its top"));
		return true;
	}
	return judge_source(judge, 0, err);
}

bool verify_package(const char *path, const struct verify_options *options,
    struct pool *pool, struct verify_report *report, struct job *job,
    struct err *err)
{
	struct source source = { 0 };
	struct judge judge = { .report = report, .options = options,
	    .source = &source, .base = "", .outer = "", .pool = pool,
	    .told = pool, .job = job, .schemas = judge_schemas_new() };
	bool ok;

	*report = (struct verify_report){ .path = path, .format = "unknown",
	    .version = "", .container = "", .signer = "",
	    .manifest_sha256 = "" };
	ok = judge_path_whole(&judge, path, err);
	source_close(&source);
	judge_schemas_free(judge.schemas);
	report->valid = ok && report->errors.total == 0;
	report->complete |= report->valid;
	return ok;
}
