/* Judging a document by an XSD: the third part of xml.h. */
#include "xml.h"

#include "pool.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

struct xml_schema {
	xmlSchemaPtr schema;
};

struct judge {
	void (*tell)(void *to, const char *fault);
	void *to;
	size_t faults;
};

/* The folder where imports are looked for. libxml2's loader has no argument
 * of the caller, so it stands here while one schema is compiled. */
static const char *import_folder;

static xmlParserInputPtr load_beside(const char *url, const char *id,
    xmlParserCtxtPtr context)
{
	const char *name = strrchr(url == NULL ? "" : url, '/');
	char path[4096];

	(void)id;
	name = name == NULL ? url : name + 1;
	if (import_folder == NULL || name == NULL || *name == '\0' ||
	    snprintf(path, sizeof(path), "%s/%s", import_folder, name) >=
	    (int)sizeof(path) || access(path, R_OK) != 0)
		return NULL;
	return xmlNewInputFromFile(context, path);
}

static xmlParserInputPtr load_nothing(const char *url, const char *id,
    xmlParserCtxtPtr context)
{
	(void)url;
	(void)id;
	(void)context;
	return NULL;
}

static void first_fault(void *to, xmlErrorPtr fault)
{
	char *text = to;

	if (text[0] == '\0' && fault != NULL && fault->message != NULL &&
	    fault->level >= XML_ERR_ERROR)
		snprintf(text, 200, "%.*s",
		    (int)strcspn(fault->message, "\n"), fault->message);
}

static struct xml_schema *compile(xmlSchemaParserCtxtPtr context,
    const char *name, struct err *err)
{
	struct xml_schema *schema = must_alloc(sizeof(*schema));
	char fault[200] = "";

	if (context != NULL) {
		xmlSetStructuredErrorFunc(fault, first_fault);
		xmlSchemaSetParserStructuredErrors(context, first_fault,
		    fault);
		schema->schema = xmlSchemaParse(context);
		xmlSchemaFreeParserCtxt(context);
		xmlSetStructuredErrorFunc(NULL, NULL);
	}
	if (schema->schema == NULL) {
		err_set(err, ERR_FAILED, _("%s is no usable XML schema: %s"),
		    name, fault[0] == '\0' ? "?" : fault);
		free(schema);
		return NULL;
	}
	return schema;
}

struct xml_schema *xml_schema_open(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct xml_schema *schema;
	char folder[4096];

	snprintf(folder, sizeof(folder), "%.*s",
	    slash == NULL ? 1 : (int)(slash - path), slash == NULL ? "." :
	    path);
	xmlInitParser();
	import_folder = folder;
	xmlSetExternalEntityLoader(load_beside);
	schema = compile(xmlSchemaNewParserCtxt(path), path, err);
	xmlSetExternalEntityLoader(load_nothing);
	import_folder = NULL;
	return schema;
}

struct xml_schema *xml_schema_memory(const void *data, size_t size,
    const char *name, struct err *err)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(load_nothing);
	return compile(xmlSchemaNewMemParserCtxt(data, (int)size), name, err);
}

void xml_schema_close(struct xml_schema *schema)
{
	if (schema == NULL)
		return;
	xmlSchemaFree(schema->schema);
	free(schema);
}

static void hear(void *to, xmlErrorPtr fault)
{
	struct judge *judge = to;
	char line[400];
	const char *words = fault == NULL || fault->message == NULL ? "" :
	    fault->message;
	int length;

	if (fault == NULL || fault->level < XML_ERR_ERROR)
		return;
	judge->faults++;
	length = snprintf(line, sizeof(line), _("line %d: %s"), fault->line,
	    words);
	if (length >= (int)sizeof(line))
		length = sizeof(line) - 1;
	for (int i = 0; i < length; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	while (length > 0 && line[length - 1] == ' ')
		line[--length] = '\0';
	if (judge->tell != NULL)
		judge->tell(judge->to, line);
}

bool xml_validate(struct xml_schema *schema, const void *data, size_t size,
    void (*tell)(void *to, const char *fault), void *to, size_t *faults,
    struct err *err)
{
	struct judge judge = { .tell = tell, .to = to };
	xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema->schema);
	xmlParserInputBufferPtr input;
	int got;

	if (size > INT32_MAX || context == NULL) {
		xmlSchemaFreeValidCtxt(context);
		return err_set(err, ERR_FAILED,
		    _("The document is too large to be judged by its schema"));
	}
	xmlSetExternalEntityLoader(load_nothing);
	input = xmlParserInputBufferCreateMem(data, (int)size,
	    XML_CHAR_ENCODING_NONE);
	xmlSetStructuredErrorFunc(&judge, hear);
	xmlSchemaSetValidStructuredErrors(context, hear, &judge);
	got = xmlSchemaValidateStream(context, input, XML_CHAR_ENCODING_NONE,
	    NULL, NULL);
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlSchemaFreeValidCtxt(context);
	if (got != 0 && judge.faults == 0)
		judge.faults = 1;
	*faults = judge.faults;
	return got >= 0 || err_set(err, ERR_FAILED,
	    _("The document cannot be judged by its schema"));
}
