/* JSON out: commas, quotes and escapes in one place. The text in `buf` is
 * always valid UTF-8 (broken bytes become U+FFFD).
 *
 *	struct json json = { .buf = &buf };
 *	json_open(&json, NULL, '{');
 *	json_text(&json, "path", path);
 *	json_open(&json, "errors", '[');
 *	json_text(&json, NULL, "...");
 *	json_shut(&json, ']');
 *	json_shut(&json, '}'); */
#ifndef JSON_H
#define JSON_H

#include "buf.h"

struct json {
	struct buf *buf;
	int depth;
	bool follows;		/* a value stands before: a comma is due */
};

/* key is NULL inside arrays and at the top. */
void json_open(struct json *json, const char *key, char bracket);
void json_shut(struct json *json, char bracket);
void json_text(struct json *json, const char *key, const char *text);
					/* a NULL text is null */
void json_int(struct json *json, const char *key, int64_t value);
void json_real(struct json *json, const char *key, double value);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);
/* A value that is JSON already. */
void json_raw(struct json *json, const char *key, const char *text);

/* Just the text in quotes. */
void json_quote(struct buf *buf, const char *text);

#endif
