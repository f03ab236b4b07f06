/* The writing half of xml.h. */
#include "xml.h"

#include "pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

struct xml_writer {
	xmlTextWriterPtr writer;
	bool (*write)(void *to, const void *data, size_t size);
	void *to;
	struct buf clean;
	bool failed;
};

static int push(void *context, const char *data, int size)
{
	struct xml_writer *xml = context;

	if (xml->failed || !xml->write(xml->to, data, (size_t)size)) {
		xml->failed = true;
		return -1;
	}
	return size;
}

static bool push_buf(void *to, const void *data, size_t size)
{
	buf_add(to, data, size);
	return true;
}

static void quiet(void *to, xmlErrorPtr fault)
{
	(void)to;
	(void)fault;
}

struct xml_writer *xml_write_to(bool (*write)(void *to, const void *data,
    size_t size), void *to, bool indent)
{
	struct xml_writer *xml = must_alloc(sizeof(*xml));
	xmlOutputBufferPtr out;

	xml->write = write;
	xml->to = to;
	/* Who writes says why it could not; the library would print it. */
	xmlSetStructuredErrorFunc(NULL, quiet);
	out = xmlOutputBufferCreateIO(push, NULL, xml, NULL);
	if (out == NULL || (xml->writer = xmlNewTextWriter(out)) == NULL)
		no_memory();
	xmlTextWriterSetIndent(xml->writer, indent);
	if (xmlTextWriterStartDocument(xml->writer, "1.0", "UTF-8", NULL) < 0)
		xml->failed = true;
	return xml;
}

struct xml_writer *xml_write_buf(struct buf *buf, bool indent)
{
	return xml_write_to(push_buf, buf, indent);
}

static void mind(struct xml_writer *xml, int result)
{
	if (result < 0)
		xml->failed = true;
}

/* Length of the letter at text when XML may carry it, else 0. */
static size_t letter(const unsigned char *text)
{
	uint32_t code = text[0];
	size_t more = code < 0x80 ? 0 : code >= 0xf0 && code < 0xf5 ? 3 :
	    code >= 0xe0 && code < 0xf0 ? 2 : code >= 0xc2 && code < 0xe0 ? 1 :
	    9;
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };

	if (more == 9)
		return 0;
	code &= more == 0 ? 0x7f : 0x3fu >> more;
	for (size_t i = 1; i <= more; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (text[i] & 0x3f);
	}
	if (code < least[more] || (code >= 0xd800 && code < 0xe000) ||
	    code > 0x10ffff || code == 0xfffe || code == 0xffff ||
	    (code < ' ' && code != '\t' && code != '\n' && code != '\r'))
		return 0;
	return more + 1;
}

static const xmlChar *cleaned(struct xml_writer *xml, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	buf_clear(&xml->clean);
	buf_text(&xml->clean, "");
	while (*at != '\0') {
		size_t length = letter(at);

		if (length == 0)
			buf_text(&xml->clean, "\xef\xbf\xbd");
		else
			buf_add(&xml->clean, at, length);
		at += length == 0 ? 1 : length;
	}
	return (const xmlChar *)xml->clean.data;
}

void xml_open(struct xml_writer *xml, const char *name)
{
	mind(xml, xmlTextWriterStartElement(xml->writer,
	    (const xmlChar *)name));
}

void xml_put(struct xml_writer *xml, const char *name, const char *value)
{
	if (value != NULL)
		mind(xml, xmlTextWriterWriteAttribute(xml->writer,
		    (const xmlChar *)name, cleaned(xml, value)));
}

void xml_put_number(struct xml_writer *xml, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)value);
	xml_put(xml, name, text);
}

void xml_words(struct xml_writer *xml, const char *text)
{
	mind(xml, xmlTextWriterWriteString(xml->writer, cleaned(xml, text)));
}

void xml_shut(struct xml_writer *xml)
{
	mind(xml, xmlTextWriterEndElement(xml->writer));
}

void xml_element(struct xml_writer *xml, const char *name, const char *text)
{
	if (text == NULL)
		return;
	xml_open(xml, name);
	xml_words(xml, text);
	xml_shut(xml);
}

void xml_paragraph(struct xml_writer *xml, const char *name, const char *text)
{
	if (text[0] == '\0')
		return;
	xml_open(xml, name);
	xml_element(xml, "p", text);
	xml_shut(xml);
}

bool xml_finish(struct xml_writer *xml, struct err *err)
{
	bool failed;

	mind(xml, xmlTextWriterEndDocument(xml->writer));
	xmlFreeTextWriter(xml->writer);
	failed = xml->failed;
	buf_free(&xml->clean);
	free(xml);
	return !failed || err_set(err, ERR_FAILED,
	    _("XML cannot be written"));
}
