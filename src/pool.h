/* Memory that is given back all at once. Strings live in the pool you
 * passed; a view, a frame, a command and a test each have one. Out of memory
 * ends the program with one sentence (there is nothing to save: what was
 * acknowledged is committed). */
#ifndef POOL_H
#define POOL_H

#include "base.h"

#include <stdarg.h>

struct pool_block;

/* Zeroed is empty: struct pool pool = { 0 }; */
struct pool {
	struct pool_block *last;
	size_t bytes;		/* handed out since the last reset */
};

/* Zeroed memory, aligned for anything. Never NULL. */
void *pool_alloc(struct pool *pool, size_t size);
/* count * size with the overflow checked. */
void *pool_array(struct pool *pool, size_t count, size_t size);
/* A list that grows, with room for one more behind its count; the first time
 * it is NULL and 0. It moves when it is full, to twice the room. */
void *pool_grow(struct pool *pool, void *list, size_t count, size_t size);
char *pool_copy(struct pool *pool, const char *text);	/* NULL gives "" */
char *pool_copy_n(struct pool *pool, const char *text, size_t length);
char *pool_printf(struct pool *pool, const char *format, ...) PRINTF(2, 3);
char *pool_vprintf(struct pool *pool, const char *format, va_list args)
    PRINTF(2, 0);

/* Forget all, keep one block for the next use. */
void pool_reset(struct pool *pool);
void pool_free(struct pool *pool);

/* Says that there is no memory and ends the process, status 1; needs none for
 * it. Whoever has changed the terminal gives it back first: leave(of) is called
 * once, NULL for nobody. */
NORETURN void no_memory(void);
void no_memory_leave(void (*leave)(void *of), void *of);

/* malloc and realloc that do so when there is none. */
void *must_alloc(size_t size);
void *must_realloc(void *old, size_t size);

#endif
