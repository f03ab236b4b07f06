/* Names of keys, and whether a key is one of those a table row lists. */
#ifndef KEYS_H
#define KEYS_H

#include "pool.h"
#include "tty.h"

/* "Enter", "F3", "Ctrl-R", "j", "Đ"; KEY_IS_NONE for what is none. */
int32_t key_parse(const char *name, size_t length);
const char *key_name(struct pool *pool, int32_t key);
/* Is key one of the names in "Enter l Right"? */
bool key_in(const char *names, int32_t key);
/* The first of the names, as the bottom bar shows it ("" when there is
 * none). */
const char *key_first(struct pool *pool, const char *names);
/* In command mode a Vietnamese letter acts as its base letter. */
int32_t key_plain(int32_t key);
/* Esc, Ctrl-C or F10: leaves a box, a form or a prompt as in mc. */
bool key_leaves(int32_t key);

#endif
