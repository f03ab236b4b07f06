/* XML in and out; only xml.c, xml_write.c and xml_schema.c know libxml2.
 *
 * Reading is a walk from tag to tag with constant memory. It never touches the
 * network or another file, loads no DTD, expands no entity, and refuses a
 * document that has a DOCTYPE with entities in it (billion laughs, XXE).
 * Writing is well-formed by construction; text that XML cannot carry (control
 * characters, bad UTF-8) is written as U+FFFD. */
#ifndef XML_H
#define XML_H

#include "buf.h"
#include "err.h"

#include <sys/types.h>

/* ---- in ---------------------------------------------------------------- */

enum xml_node { XML_END, XML_OPEN, XML_CLOSE, XML_TEXT };

struct xml_reader;

/* `name` is only for messages. The bytes of xml_memory stay the caller's and
 * must live as long as the reader; `read` gives 0 at the end, -1 when it
 * failed (a container's member: see tar_read). */
struct xml_reader *xml_file(const char *path, struct err *err);
struct xml_reader *xml_memory(const void *data, size_t size, const char *name,
    struct err *err);
struct xml_reader *xml_stream(ssize_t (*read)(void *from, void *data,
    size_t size), void *from, const char *name, struct err *err);
void xml_close(struct xml_reader *xml);

/* The next tag or text. XML_END at the end of the document and when it is not
 * well-formed: then err is set (ERR_FINDINGS, with the line). An empty tag
 * <a/> gives XML_OPEN and XML_CLOSE like <a></a>. */
enum xml_node xml_next(struct xml_reader *xml, struct err *err);
/* About the node in hand; borrowed until the next call of xml_next. */
const char *xml_name(struct xml_reader *xml);	/* local name, no prefix */
const char *xml_space(struct xml_reader *xml);	/* namespace URI or "" */
const char *xml_text(struct xml_reader *xml);	/* of XML_TEXT */
int xml_depth(struct xml_reader *xml);		/* the root has 0 */
long xml_line(struct xml_reader *xml);
/* An attribute of the tag in hand by its local name, NULL when absent. The
 * text lives until the next call of xml_next. */
const char *xml_attribute(struct xml_reader *xml, const char *name);
/* All text inside the tag in hand (its children's too), and go on behind its
 * end tag; the result lives in `out`. */
bool xml_inside(struct xml_reader *xml, struct buf *out, struct err *err)
    MUST_CHECK;

/* ---- XSD --------------------------------------------------------------- */

struct xml_schema;

/* Compile an XSD; what it imports is looked for beside it by its file name,
 * never on the network. */
struct xml_schema *xml_schema_open(const char *path, struct err *err);
/* One that is part of the program and imports nothing. */
struct xml_schema *xml_schema_memory(const void *data, size_t size,
    const char *name, struct err *err);
void xml_schema_close(struct xml_schema *schema);
/* Judge a document in memory: each fault as one line "line N: why" to `tell`.
 * False, with err, only when it could not be judged. */
bool xml_validate(struct xml_schema *schema, const void *data, size_t size,
    void (*tell)(void *to, const char *fault), void *to, size_t *faults,
    struct err *err) MUST_CHECK;

/* ---- out --------------------------------------------------------------- */

struct xml_writer;

/* Writes into a buffer, or to a function as it goes (constant memory; the
 * function gives false to stop). `indent` puts each tag on its own line. */
struct xml_writer *xml_write_buf(struct buf *buf, bool indent);
struct xml_writer *xml_write_to(bool (*write)(void *to, const void *data,
    size_t size), void *to, bool indent);
void xml_open(struct xml_writer *xml, const char *name);
/* Attribute of the tag just opened; a NULL value writes nothing. */
void xml_put(struct xml_writer *xml, const char *name, const char *value);
void xml_put_number(struct xml_writer *xml, const char *name, int64_t value);
void xml_words(struct xml_writer *xml, const char *text);
void xml_shut(struct xml_writer *xml);			/* the end tag */
/* <name>text</name>; NULL text writes nothing at all. */
void xml_element(struct xml_writer *xml, const char *name, const char *text);
/* <name><p>text</p></name>, as EAD has its longer texts; nothing for "". */
void xml_paragraph(struct xml_writer *xml, const char *name, const char *text);
/* End the document and free the writer; false when anything failed. */
bool xml_finish(struct xml_writer *xml, struct err *err) MUST_CHECK;

#endif
