#include "xml.h"

#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/xmlreader.h>

enum { READ_OPTIONS = XML_PARSE_NONET | XML_PARSE_BIG_LINES |
    XML_PARSE_COMPACT };

struct xml_reader {
	xmlTextReaderPtr reader;
	ssize_t (*read)(void *from, void *data, size_t size);
	void *from;
	int fd;			/* -1 when it is not ours */
	char *source;
	struct pool pool;	/* attributes of the node in hand */
	char fault[300];
	bool shut;		/* an empty tag owes its end */
	bool begun;
	bool ended;
	bool read_failed;
};

/* libxml2 must not open anything by itself. */
static xmlParserInputPtr load_nothing(const char *url, const char *id,
    xmlParserCtxtPtr context)
{
	(void)url;
	(void)id;
	(void)context;
	return NULL;
}

static void quiet(void *to, xmlErrorPtr fault)
{
	(void)to;
	(void)fault;
}

static void start_library(void)
{
	xmlInitParser();
	xmlSetStructuredErrorFunc(NULL, quiet);
	xmlSetExternalEntityLoader(load_nothing);
}

/* One line without control characters. */
static void copy_fault(char *to, size_t room, const xmlError *fault)
{
	size_t length = 0;
	const char *words = fault->message == NULL ? "" : fault->message;

	for (; *words != '\0' && length + 1 < room; words++)
		to[length++] = (char)((unsigned char)*words < ' ' ?
			    ' ' : *words);
	while (length > 0 && to[length - 1] == ' ')
		length--;
	to[length] = '\0';
}

static void note_fault(void *to, xmlErrorPtr fault)
{
	struct xml_reader *xml = to;
	char words[200];

	if (fault == NULL || fault->level < XML_ERR_ERROR ||
	    xml->fault[0] != '\0')
		return;
	copy_fault(words, sizeof(words), fault);
	snprintf(xml->fault, sizeof(xml->fault), _("line %d: %s"), fault->line,
	    words);
}

static int pull(void *context, char *data, int size)
{
	struct xml_reader *xml = context;
	ssize_t got;

	if (xml->fd >= 0)
		do
			got = read(xml->fd, data, (size_t)size);
		while (got < 0 && errno == EINTR);
	else
		got = xml->read(xml->from, data, (size_t)size);
	if (got < 0)
		xml->read_failed = true;
	return (int)got;
}

static struct xml_reader *reader_new(const char *name)
{
	struct xml_reader *xml = must_alloc(sizeof(*xml));

	start_library();
	xml->fd = -1;
	xml->source = must_alloc(strlen(name) + 1);
	memcpy(xml->source, name, strlen(name) + 1);
	return xml;
}

static struct xml_reader *reader_ready(struct xml_reader *xml,
    struct err *err)
{
	if (xml->reader == NULL) {
		err_set(err, ERR_FAILED, _("%s cannot be read as XML"),
		    xml->source);
		xml_close(xml);
		return NULL;
	}
	xmlTextReaderSetStructuredErrorHandler(xml->reader, note_fault, xml);
	return xml;
}

struct xml_reader *xml_stream(ssize_t (*read)(void *from, void *data,
    size_t size), void *from, const char *name, struct err *err)
{
	struct xml_reader *xml = reader_new(name);

	xml->read = read;
	xml->from = from;
	xml->reader = xmlReaderForIO(pull, NULL, xml, NULL, NULL,
	    READ_OPTIONS);
	return reader_ready(xml, err);
}

struct xml_reader *xml_file(const char *path, struct err *err)
{
	struct xml_reader *xml = reader_new(path);

	xml->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (xml->fd < 0) {
		err_errno(err, "%s", path);
		xml_close(xml);
		return NULL;
	}
	xml->reader = xmlReaderForIO(pull, NULL, xml, NULL, NULL,
	    READ_OPTIONS);
	return reader_ready(xml, err);
}

struct xml_reader *xml_memory(const void *data, size_t size, const char *name,
    struct err *err)
{
	struct xml_reader *xml = reader_new(name);

	if (size > INT32_MAX) {
		err_set(err, ERR_FINDINGS, _("%s: more than 2 GiB of XML"),
		    name);
		xml_close(xml);
		return NULL;
	}
	xml->reader = xmlReaderForMemory(data, (int)size, NULL, NULL,
	    READ_OPTIONS);
	return reader_ready(xml, err);
}

void xml_close(struct xml_reader *xml)
{
	if (xml == NULL)
		return;
	if (xml->reader != NULL) {
		xmlDocPtr doc = xmlTextReaderCurrentDoc(xml->reader);

		xmlFreeTextReader(xml->reader);
		xmlFreeDoc(doc);
	}
	if (xml->fd >= 0)
		close(xml->fd);
	pool_free(&xml->pool);
	free(xml->source);
	free(xml);
}

static enum xml_node broken(struct xml_reader *xml, const char *why,
    struct err *err)
{
	xml->ended = true;
	err_set(err, ERR_FINDINGS, "%s: %s", xml->source, why);
	return XML_END;
}

/* A DOCTYPE that only names a DTD is harmless: the DTD is not loaded. */
static bool declares_entities(struct xml_reader *xml)
{
	const xmlNode *node = xmlTextReaderCurrentNode(xml->reader);
	const xmlDtd *dtd = node == NULL || node->doc == NULL ? NULL :
	    node->doc->intSubset;

	if (dtd == NULL)
		return false;
	for (const xmlNode *child = dtd->children; child != NULL;
	    child = child->next)
		if (child->type == XML_ENTITY_DECL)
			return true;
	return false;
}

static bool advance(struct xml_reader *xml, struct err *err)
{
	int got = xmlTextReaderRead(xml->reader);

	if (got == 1)
		return true;
	if (got < 0 || xml->fault[0] != '\0' || xml->read_failed)
		broken(xml, xml->read_failed ? _("cannot be read to its end") :
		    xml->fault[0] != '\0' ? xml->fault :
		    _("is not well-formed XML"), err);
	xml->ended = true;
	return false;
}

enum xml_node xml_next(struct xml_reader *xml, struct err *err)
{
	if (xml->ended)
		return XML_END;
	if (xml->pool.bytes > 0)
		pool_reset(&xml->pool);
	if (xml->shut) {
		xml->shut = false;
		return XML_CLOSE;
	}
	while (advance(xml, err)) {
		switch (xmlTextReaderNodeType(xml->reader)) {
		case XML_READER_TYPE_ELEMENT:
			if (!xml->begun && declares_entities(xml))
				return broken(xml, _("declares entities; such "
				    "a document is not opened"), err);
			xml->begun = true;
			xml->shut =
			    xmlTextReaderIsEmptyElement(xml->reader) == 1;
			return XML_OPEN;
		case XML_READER_TYPE_END_ELEMENT:
			return XML_CLOSE;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			return XML_TEXT;
		default:
			break;
		}
	}
	return XML_END;
}

static const char *or_empty(const xmlChar *text)
{
	return text == NULL ? "" : (const char *)text;
}

const char *xml_name(struct xml_reader *xml)
{
	return or_empty(xmlTextReaderConstLocalName(xml->reader));
}

const char *xml_space(struct xml_reader *xml)
{
	return or_empty(xmlTextReaderConstNamespaceUri(xml->reader));
}

const char *xml_text(struct xml_reader *xml)
{
	return or_empty(xmlTextReaderConstValue(xml->reader));
}

int xml_depth(struct xml_reader *xml)
{
	return xmlTextReaderDepth(xml->reader);
}

long xml_line(struct xml_reader *xml)
{
	return xmlGetLineNo(xmlTextReaderCurrentNode(xml->reader));
}

const char *xml_attribute(struct xml_reader *xml, const char *name)
{
	const char *value = NULL;

	if (xmlTextReaderMoveToFirstAttribute(xml->reader) != 1)
		return NULL;
	do {
		if (xmlTextReaderIsNamespaceDecl(xml->reader) == 1 ||
		    strcmp(or_empty(xmlTextReaderConstLocalName(xml->reader)),
		    name) != 0)
			continue;
		value = pool_copy(&xml->pool,
		    or_empty(xmlTextReaderConstValue(xml->reader)));
		break;
	} while (xmlTextReaderMoveToNextAttribute(xml->reader) == 1);
	xmlTextReaderMoveToElement(xml->reader);
	return value;
}

bool xml_inside(struct xml_reader *xml, struct buf *out, struct err *err)
{
	int depth = 1;

	buf_clear(out);
	buf_text(out, "");
	while (depth > 0)
		switch (xml_next(xml, err)) {
		case XML_OPEN:
			depth++;
			break;
		case XML_CLOSE:
			depth--;
			break;
		case XML_TEXT:
			buf_text(out, xml_text(xml));
			break;
		case XML_END:
			return false;
		}
	return true;
}
