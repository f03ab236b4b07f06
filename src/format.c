#include "format.h"

#include "clock.h"
#include "embed.h"
#include "fs.h"
#include "hash.h"
#include "scan.h"
#include "text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_SCHEMA = 16 << 20 };

const struct format *format_find(const char *name, struct err *err)
{
	char names[200] = "";

	for (size_t i = 0; formats[i] != NULL; i++) {
		size_t length = strlen(names);

		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
		snprintf(names + length, sizeof(names) - length, "%s%s",
		    i == 0 ? "" : ", ", formats[i]->name);
	}
	err_set(err, ERR_USAGE, _("There is no profile \"%s\"; there are %s"),
	    name, names);
	return NULL;
}

static struct member *add_member(struct package *p, struct pool *pool,
    const char *path)
{
	struct member *member;

	if (p->member_count == p->member_room) {
		struct member *old = p->members;

		p->member_room = p->member_room == 0 ? 32 :
		    p->member_room * 2;
		p->members = pool_array(pool, p->member_room, sizeof(*old));
		if (p->member_count > 0)
			memcpy(p->members, old,
			    p->member_count * sizeof(*old));
	}
	member = &p->members[p->member_count++];
	member->path = pool_copy(pool, path);
	return member;
}

void package_add_bytes(struct package *package, struct pool *pool,
    const char *path, const void *data, size_t size)
{
	struct member *member = add_member(package, pool, path);
	unsigned char digest[HASH_MAX];

	member->data = data;
	member->size = (int64_t)size;
	hash_of(HASH_SHA256, data, size, digest);
	hash_hex(digest, hash_size(HASH_SHA256), member->sha256);
}

void package_add_scan(struct package *package, struct pool *pool,
    const char *path, const struct package_scan *scan)
{
	struct member *member = add_member(package, pool, path);

	member->scan = scan;
	member->size = scan->bytes;
	memcpy(member->sha256, scan->sha256, sizeof(member->sha256));
}

static size_t slot_of(const char *const *names, size_t room, const char *name)
{
	uint64_t hash = 14695981039346656037u;
	size_t at;

	for (const char *c = name; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	at = (size_t)(hash % room);
	while (names[at] != NULL && strcmp(names[at], name) != 0)
		at = (at + 1) % room;
	return at;
}

static void more_room(struct package *p, struct pool *pool)
{
	const char **old = p->names;
	size_t old_room = p->name_room;

	p->name_room = old_room == 0 ? 64 : old_room * 2;
	p->names = pool_array(pool, p->name_room, sizeof(*old));
	for (size_t i = 0; i < old_room; i++)
		if (old[i] != NULL)
			p->names[slot_of(p->names, p->name_room, old[i])] =
			    old[i];
}

bool package_take_name(struct package *p, struct pool *pool, const char *name)
{
	const char *lower = text_lower(pool, name);
	size_t at;

	if (p->name_count * 2 >= p->name_room)
		more_room(p, pool);
	at = slot_of(p->names, p->name_room, lower);
	if (p->names[at] != NULL)
		return false;
	p->names[at] = lower;
	p->name_count++;
	return true;
}

void package_forget_names(struct package *package)
{
	package->names = NULL;
	package->name_count = package->name_room = 0;
}

void package_problem(struct package *p, struct pool *pool, const char *text)
{
	if (p->problem_count == p->problem_room) {
		const char **old = p->problems;

		p->problem_room = p->problem_room == 0 ? 8 :
		    p->problem_room * 2;
		p->problems = pool_array(pool, p->problem_room,
		    sizeof(*old));
		if (p->problem_count > 0)
			memcpy(p->problems, old,
			    p->problem_count * sizeof(*old));
	}
	p->problems[p->problem_count++] = pool_copy(pool, text);
}

const struct member *package_find(const struct package *package,
    const char *path)
{
	for (size_t i = 0; i < package->member_count; i++)
		if (strcmp(package->members[i].path, path) == 0)
			return &package->members[i];
	return NULL;
}

bool package_add_schema(struct package *package, struct pool *pool,
    const char *path, const char *name, struct err *err)
{
	const struct embed *own = embed_find(pool_printf(pool,
	    "schemas/%s", name));
	const char *file;
	size_t size;
	char *data;

	if (own != NULL) {
		package_add_bytes(package, pool, path, own->data, own->size);
		return true;
	}
	if (package->schemas == NULL || package->schemas[0] == '\0')
		return true;
	file = pool_printf(pool, "%s/%s", package->schemas, name);
	if (access(file, F_OK) != 0)
		return true;
	if (!fs_read_file(file, LARGEST_SCHEMA, pool, &data, &size, err))
		return false;
	package_add_bytes(package, pool, path, data, size);
	return true;
}

const char *package_time(const struct package *package, struct pool *pool)
{
	char text[CLOCK_TEXT];

	clock_vietnam_of(package->stamp, text);
	return pool_printf(pool, "%.19s.000+07:00", text);
}

const char *package_uuid(const struct package *package, struct pool *pool,
    const char *name)
{
	unsigned char digest[HASH_MAX];
	char hex[65];
	const char *seed = pool_printf(pool, "%s/%s", package->uuid, name);

	hash_of(HASH_SHA256, seed, strlen(seed), digest);
	digest[6] = (unsigned char)((digest[6] & 0x0f) | 0x80);	/* version 8 */
	digest[8] = (unsigned char)((digest[8] & 0x3f) | 0x80);
	hash_hex(digest, 16, hex);
	for (char *at = hex; *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	return pool_printf(pool, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
}

struct package_type package_type(const struct package_scan *scan)
{
	static const struct package_type types[] = {
		[SCAN_FORMAT_UNKNOWN] = { "application/octet-stream",
		    "unknown", "", "" },
		[SCAN_FORMAT_TIFF] = { "image/tiff", "TIFF", "6.0",
		    "fmt/353" },
		[SCAN_FORMAT_PDF] = { "application/pdf", "PDF", "", "" },
		[SCAN_FORMAT_JPEG] = { "image/jpeg", "JPEG", "", "fmt/43" },
		[SCAN_FORMAT_PNG] = { "image/png", "PNG", "", "fmt/11" },
		[SCAN_FORMAT_JP2] = { "image/jp2", "JPEG 2000", "",
		    "x-fmt/392" },
	};

	return scan->format < 0 || scan->format >= (int64_t)COUNT(types) ?
	    types[0] : types[scan->format];
}

const char *package_href(struct pool *pool, const char *path)
{
	struct buf href = { 0 };
	const char *copy;

	for (; *path != '\0'; path++)
		if (isalnum((unsigned char)*path) ||
		    strchr("-._~/", *path) != NULL)
			buf_char(&href, *path);
		else
			buf_printf(&href, "%%%02X", (unsigned char)*path);
	copy = pool_copy(pool, buf_string(&href));
	buf_free(&href);
	return copy;
}
