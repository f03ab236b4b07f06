/* XML schemas of verify: those of a folder of the user's (METS, PREMIS, EAD),
 * and our own for TT05 metadata. Those of a stranger's package are not used:
 * a schema can be as hostile as a document. */
#include "verify_mets.h"

#include "embed.h"
#include "xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OWN = 8, FAULTS_TOLD = 20 };

struct judge_schemas {
	struct xml_schema *driver;
	bool driver_tried;
	struct {
		const struct embed *file;
		struct xml_schema *schema;
	} own[OWN];
};

struct telling {
	struct judge *judge;
	const char *path;
	size_t told;
};

struct judge_schemas *judge_schemas_new(void)
{
	return must_alloc(sizeof(struct judge_schemas));
}

void judge_schemas_free(struct judge_schemas *schemas)
{
	xml_schema_close(schemas->driver);
	for (size_t i = 0; i < OWN; i++)
		xml_schema_close(schemas->own[i].schema);
	free(schemas);
}

static void tell(void *to, const char *fault)
{
	struct telling *t = to;

	if (t->told++ < FAULTS_TOLD)
		judge_error(t->judge, "E050", t->path,
		    _("does not follow its schema: %s"), fault);
}

static void validate(struct judge *judge, struct xml_schema *schema,
    const char *path, const struct buf *bytes)
{
	struct telling t = { .judge = judge, .path = path };
	struct err err = { 0 };
	size_t faults = 0;

	if (!xml_validate(schema, buf_string(bytes), bytes->length, tell, &t,
	    &faults, &err))
		judge_error(judge, "E050", path, "%s", err.text);
	else if (faults > 0 && t.told == 0)
		judge_error(judge, "E050", path,
		    _("does not follow its schema"));
}

/* One document that imports all the others: eark-sip-all.xsd. */
static struct xml_schema *driver(struct judge *judge)
{
	struct judge_schemas *s = judge->schemas;
	struct err err = { 0 };
	char path[4096];

	if (s->driver_tried || judge->options->schemas == NULL)
		return s->driver;
	s->driver_tried = true;
	snprintf(path, sizeof(path), "%s/eark-sip-all.xsd",
	    judge->options->schemas);
	if (access(path, R_OK) != 0)
		judge_warn(judge, "E051", "", _("%s is not there; METS, "
		    "PREMIS and EAD are not judged by their schemas"), path);
	else if ((s->driver = xml_schema_open(path, &err)) == NULL)
		judge_warn(judge, "E051", "", "%s", err.text);
	return s->driver;
}

void judge_schema(struct judge *judge, const char *path,
    const struct buf *bytes)
{
	struct xml_schema *schema = driver(judge);

	if (schema != NULL)
		validate(judge, schema, path, bytes);
}

static struct xml_schema *own_schema(struct judge *judge, const char *name)
{
	const struct embed *file = embed_find(name);
	struct err err = { 0 };

	for (size_t i = 0; file != NULL && i < OWN; i++) {
		if (judge->schemas->own[i].file == file)
			return judge->schemas->own[i].schema;
		if (judge->schemas->own[i].file != NULL)
			continue;
		judge->schemas->own[i].file = file;
		judge->schemas->own[i].schema = xml_schema_memory(file->data,
		    file->size, name, &err);
		if (err.kind != ERR_NONE)
			judge_warn(judge, "E051", "", "%s", err.text);
		return judge->schemas->own[i].schema;
	}
	return NULL;
}

void judge_own_schema(struct judge *judge, const char *shape,
    const char *record, const char *path, const struct buf *bytes)
{
	struct xml_schema *schema = own_schema(judge, pool_printf(judge->pool,
	    "schemas/tt05/%s/%s.xsd", shape, record));

	if (schema != NULL)
		validate(judge, schema, path, bytes);
}

static bool is_metadata(const char *path, bool tt05)
{
	size_t length = strlen(path);

	return length > 4 && strcmp(path + length - 4, ".xml") == 0 &&
	    strstr(path, "metadata/") != NULL &&
	    !(tt05 && strstr(path, "metadata/descriptive/") != NULL);
}

void judge_other_xml(struct judge *judge, bool tt05)
{
	const struct source *source = judge->source;
	size_t base = strlen(judge->base);

	if (driver(judge) == NULL)
		return;
	for (size_t i = source_under(source, judge->base); i < source->count &&
	    strncmp(source->files[i].path, judge->base, base) == 0; i++) {
		const struct source_file *file = &source->files[i];
		struct buf bytes = { 0 };
		struct err err = { 0 };

		if (file->refused != NULL ||
		    !is_metadata(file->path + base, tt05))
			continue;
		if (source_read(source, file, JUDGE_TEXT, &bytes, &err))
			judge_schema(judge, file->path, &bytes);
		else
			judge_error(judge, "E024", file->path, "%s", err.text);
		buf_free(&bytes);
	}
}
