/* A growing string of bytes. Always NUL-terminated, may hold NUL bytes. */
#ifndef BUF_H
#define BUF_H

#include "base.h"

struct buf {
	char *data;		/* never NULL after the first call that adds */
	size_t length;
	size_t room;
};

void buf_add(struct buf *buf, const void *data, size_t length);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char letter);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF(2, 3);
/* Lower-case hexadecimal of some bytes. */
void buf_hex(struct buf *buf, const void *data, size_t length);
/* Make sure that room for length more bytes is there, and give its place. */
char *buf_room(struct buf *buf, size_t length);
void buf_clear(struct buf *buf);	/* keeps the memory */
void buf_free(struct buf *buf);
/* The text so far; "" when nothing was added. */
const char *buf_string(const struct buf *buf);

#endif
