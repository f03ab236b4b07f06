#include "buf.h"

#include "pool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buf_room(struct buf *buf, size_t length)
{
	size_t need = buf->length + length + 1;

	if (need > buf->room) {
		size_t room = buf->room == 0 ? 256 : buf->room;

		while (room < need)
			room *= 2;
		buf->data = must_realloc(buf->data, room);
		buf->room = room;
	}
	return buf->data + buf->length;
}

void buf_add(struct buf *buf, const void *data, size_t length)
{
	char *place = buf_room(buf, length);

	if (length > 0)
		memcpy(place, data, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char letter)
{
	buf_add(buf, &letter, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	int length;
	char *place;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		return;
	place = buf_room(buf, (size_t)length);
	va_start(args, format);
	vsnprintf(place, (size_t)length + 1, format, args);
	va_end(args);
	buf->length += (size_t)length;
}

void buf_hex(struct buf *buf, const void *data, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = data;
	char *place = buf_room(buf, length * 2);

	for (size_t i = 0; i < length; i++) {
		*place++ = digits[bytes[i] >> 4];
		*place++ = digits[bytes[i] & 15];
	}
	*place = '\0';
	buf->length += length * 2;
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void buf_free(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ 0 };
}

const char *buf_string(const struct buf *buf)
{
	return buf->data == NULL ? "" : buf->data;
}
