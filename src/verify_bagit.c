/* BagIt: RFC 8493 to the letter for 1.0, the drafts for 0.93 to 0.97. */
#include "verify_bag.h"

#include "bag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool bag_ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* A tag file as UTF-8 text in the judge's pool, NULL when it cannot be. */
char *bag_tag_text(struct bag *bag, const char *name,
    const char *encoding)
{
	struct judge *judge = bag->judge;
	const struct source_file *file = judge_find(judge, name);
	struct buf bytes = { 0 }, text = { 0 };
	struct err fault = { 0 };
	char *result = NULL;

	if (file == NULL)
		return NULL;
	if (!source_read(judge->source, file, JUDGE_TEXT, &bytes, &fault)) {
		judge_error(judge, "B024", file->path, "%s", fault.text);
		goto done;
	}
	if (bytes.length >= 3 && strcasecmp(encoding, "UTF-8") == 0 &&
	    memcmp(bytes.data, "\xef\xbb\xbf", 3) == 0) {
		judge_error(judge, "B005", file->path,
		    _("begins with a byte order mark"));
		memmove(bytes.data, bytes.data + 3, bytes.length - 3 + 1);
		bytes.length -= 3;
	}
	if (!bag_text(encoding, buf_string(&bytes), bytes.length, &text,
	    &fault)) {
		judge_error(judge, "B004", file->path, "%s", fault.text);
		goto done;
	}
	if (strlen(buf_string(&text)) != text.length)
		judge_error(judge, "B012", file->path,
		    _("has a NUL byte in it; what follows is not read"));
	result = pool_copy(judge->pool, buf_string(&text));
done:
	buf_free(&bytes);
	buf_free(&text);
	return result;
}

/* ---- long tag files, line by line ------------------------------------------ */

enum { PIECE = 256 << 10 };

struct lines {
	struct bag *bag;
	const char *path;
	void (*visit)(void *to, char *line, long number);
	void *to;
	struct buf rest;	/* not yet cut into lines */
	long number;
	bool pieces;		/* LF is LF in this encoding */
	bool begun, over;
};

static void read_piece(struct lines *l, char *data, size_t length)
{
	struct judge *judge = l->bag->judge;
	struct buf text = { 0 };
	struct err fault = { 0 };
	char *at;

	if (!l->begun && l->pieces && length >= 3 &&
	    memcmp(data, "\xef\xbb\xbf", 3) == 0) {
		judge_error(judge, "B005", l->path,
		    _("begins with a byte order mark"));
		data += 3;
		length -= 3;
	}
	l->begun = true;
	if (!bag_text(l->bag->encoding, data, length, &text, &fault)) {
		judge_error(judge, "B004", l->path, "%s", fault.text);
		l->over = true;
	} else if (strlen(buf_string(&text)) != text.length) {
		judge_error(judge, "B012", l->path,
		    _("has a NUL byte in it; what follows is not read"));
		l->over = true;
	}
	at = fault.kind != ERR_NONE || text.length == 0 ? NULL : text.data;
	for (char *line = at == NULL ? NULL : bag_line(&at); line != NULL;
	    line = bag_line(&at))
		l->visit(l->to, line, ++l->number);
	buf_free(&text);
}

static bool take_piece(void *to, const char *data, size_t length,
    struct err *err)
{
	struct lines *l = to;
	size_t cut;

	buf_add(&l->rest, data, length);
	if (l->rest.length > JUDGE_TEXT)
		return err_set(err, ERR_FINDINGS, _("%s is larger than %zu "
		    "bytes and is not read"), l->path, (size_t)JUDGE_TEXT);
	if (!l->pieces || l->rest.length < PIECE || l->over)
		return true;
	cut = l->rest.length;
	while (cut > 0 && l->rest.data[cut - 1] != '\n')
		cut--;
	if (cut > 0)
		read_piece(l, l->rest.data, cut);
	memmove(l->rest.data, l->rest.data + cut, l->rest.length - cut + 1);
	l->rest.length -= cut;
	return true;
}

void bag_each_line(struct bag *bag, const char *name,
    void (*visit)(void *to, char *line, long number), void *to)
{
	struct judge *judge = bag->judge;
	const struct source_file *file = judge_find(judge, name);
	struct lines l = { .bag = bag, .visit = visit, .to = to,
	    .pieces = strcasecmp(bag->encoding, "UTF-8") == 0 };
	struct err fault = { 0 };

	if (file == NULL)
		return;
	l.path = file->path;
	if (!source_each(judge->source, file, take_piece, &l, &fault))
		judge_error(judge, "B024", file->path, "%s", fault.text);
	else if (!l.over)
		read_piece(&l, l.rest.data, l.rest.length);
	buf_free(&l.rest);
}

/* ---- bagit.txt --------------------------------------------------------- */

/* "Label: value" of bagit.txt; NULL when the line is not that. */
static const char *declared(struct bag *bag, char *line, const char *label)
{
	size_t length = strlen(label);
	const char *value;

	if (line == NULL || strncasecmp(line, label, length) != 0) {
		judge_error(bag->judge, "B002", judge_path(bag->judge,
		    "bagit.txt"), _("lacks the line \"%s: …\" in its place"),
		    label);
		return NULL;
	}
	value = line + length;
	if (*value != ':') {
		judge_error(bag->judge, "B002", judge_path(bag->judge,
		    "bagit.txt"), _("has something between \"%s\" and its "
		    "colon"), label);
		value += strspn(value, " \t");
		if (*value != ':')
			return NULL;
	}
	value++;
	if (*value != ' ' && *value != '\t')
		judge_warn(bag->judge, "B002", judge_path(bag->judge,
		    "bagit.txt"), _("has no blank behind the colon of "
		    "\"%s\""), label);
	return value + strspn(value, " \t");
}

void bag_trim_end(char *text)
{
	size_t length = strlen(text);

	while (length > 0 && strchr(" \t", text[length - 1]) != NULL)
		text[--length] = '\0';
}

static bool known_version(const struct bag *bag)
{
	return (bag->major == 1 && bag->minor == 0) ||
	    (bag->major == 0 && bag->minor >= 93 && bag->minor <= 97);
}

static void read_version(struct bag *bag, const char *value)
{
	struct judge *judge = bag->judge;
	const char *path = judge_path(judge, "bagit.txt");
	int used = 0;

	if (sscanf(value, "%3d.%3d%n", &bag->major, &bag->minor, &used) < 2 ||
	    value[used] != '\0') {
		judge_error(judge, "B002", path,
		    _("says no version of BagIt: \"%.40s\""), value);
		bag->major = 1;
		bag->minor = 0;
	} else if (!known_version(bag)) {
		judge_error(judge, "B003", path, _("version %d.%d of BagIt is "
		    "not known; 0.93 to 1.0 are"), bag->major, bag->minor);
	} else if (bag->major == 0) {
		judge_warn(judge, "B071", path, _("version 0.%d is older than "
		    "the standard; new bags are 1.0"), bag->minor);
	}
	bag->strict = bag->major >= 1;
	judge->report->version = pool_printf(judge->pool, "%d.%d",
	    bag->major, bag->minor);
}

static bool read_declaration(struct bag *bag)
{
	struct judge *judge = bag->judge;
	char *text = bag_tag_text(bag, "bagit.txt", "UTF-8");
	const char *value;
	char *line, *second;

	snprintf(bag->encoding, sizeof(bag->encoding), "UTF-8");
	bag->strict = true;
	if (text == NULL)
		return false;
	line = bag_line(&text);
	second = line == NULL ? NULL : bag_line(&text);
	value = declared(bag, line, "BagIt-Version");
	if (value != NULL)
		read_version(bag, value);
	value = declared(bag, second, "Tag-File-Character-Encoding");
	if (value != NULL && strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-_.:") == strlen(value) &&
	    *value != '\0')
		snprintf(bag->encoding, sizeof(bag->encoding), "%s", value);
	else if (value != NULL)
		judge_error(judge, "B004", judge_path(judge, "bagit.txt"),
		    _("names no encoding: \"%.40s\""), value);
	for (line = bag_line(&text); line != NULL; line = bag_line(&text)) {
		bag_trim_end(line);
		if (*line != '\0' || bag->strict) {
			judge_error(judge, "B002",
			    judge_path(judge, "bagit.txt"),
			    _("has more than its two lines"));
			break;
		}
	}
	return true;
}

/* ---- what the manifests say together ----------------------------------- */

static bool any_supported(const struct bag *bag, bool tag)
{
	for (size_t i = 0; i < bag->count; i++)
		if (bag->manifests[i].tag == tag &&
		    bag->manifests[i].supported)
			return true;
	return false;
}

/* Every file of data/ is in every payload manifest (in one before 1.0). */
static void check_payload_listed(struct bag *bag)
{
	struct judge *judge = bag->judge;
	const struct source *source = judge->source;
	const char *data = judge_path(judge, "data/");

	for (size_t i = source_under(source, data); i < source->count &&
	    strncmp(source->files[i].path, data, strlen(data)) == 0; i++) {
		const struct source_file *file = &source->files[i];
		bool listed = false;

		for (size_t k = 0; k < bag->count; k++)
			if (!bag->manifests[k].tag)
				listed |= bag->manifests[k].seen[i];
		if (file->refused != NULL)
			judge_error(judge, "B023", file->path,
			    _("is not read: %s"), file->refused);
		else if (!listed)
			judge_error(judge, "B022", file->path,
			    _("is in data/ and in no payload manifest"));
		for (size_t k = 0; listed && bag->strict && k < bag->count;
		    k++)
			if (!bag->manifests[k].tag &&
			    !bag->manifests[k].seen[i])
				judge_error(judge, "B022", file->path,
				    _("is not in %s"),
				    bag->manifests[k].name);
	}
}

static void say(struct bag *bag, bool error, const char *code,
    const char *path, const char *text)
{
	if (error)
		judge_error(bag->judge, code, path, "%s", text);
	else
		judge_warn(bag->judge, code, path, "%s", text);
}

static void check_tags_listed(struct bag *bag)
{
	struct judge *judge = bag->judge;
	const struct source *source = judge->source;
	const struct manifest *first = NULL;
	size_t base = strlen(judge->base);

	for (size_t k = 0; k < bag->count; k++)
		if (bag->manifests[k].tag && first == NULL)
			first = &bag->manifests[k];
	for (size_t i = source_under(source, judge->base); first != NULL &&
	    i < source->count &&
	    strncmp(source->files[i].path, judge->base, base) == 0; i++) {
		const char *path = source->files[i].path;
		const char *name = path + base;
		char method[32];
		bool tag;

		if (strncmp(name, "data/", 5) == 0 ||
		    strncmp(name, "tagmanifest-", 12) == 0)
			continue;
		if (!first->seen[i] && bag_is_manifest(name, &tag, method,
		    sizeof(method)) && strchr(name, '/') == NULL)
			say(bag, bag->strict, "B041", path,
			    _("is not in the tag manifest"));
		else if (!first->seen[i] && !bag_ends_with(name, ".p7s"))
			say(bag, false, "B075", path,
			    _("is not in the tag manifest, so nothing "
			    "protects it"));
		for (size_t k = 0; k < bag->count; k++)
			if (bag->manifests[k].tag && first->seen[i] !=
			    bag->manifests[k].seen[i])
				say(bag, bag->strict, "B042", path,
				    _("is not in every tag manifest"));
	}
}

void judge_bag(struct judge *judge)
{
	struct bag *bag = pool_alloc(judge->pool, sizeof(*bag));
	struct source_file *file;

	bag->judge = judge;
	judge->report->format = "bagit";
	if (!read_declaration(bag))
		return;
	if (!source_has_folder(judge->source, judge_path(judge, "data")))
		judge_error(judge, "B020", judge_path(judge, "data"),
		    _("the folder of the payload is not there"));
	bag_read_manifests(bag);
	if (bag->count > 0 && !any_supported(bag, false))
		judge_error(judge, "B011", judge_path(judge, ""),
		    _("no payload manifest is of a known method, so nothing "
		    "can be checked"));
	check_payload_listed(bag);
	check_tags_listed(bag);
	bag_read_info(bag);
	bag_read_fetch(bag);
	bag_check_names(bag);
	file = judge_main_manifest(judge);
	if (file != NULL)
		source_want(judge->source, file, HASH_SHA256);
}
