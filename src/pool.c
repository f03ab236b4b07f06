#include "pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 256 * 1024 };

struct pool_block {
	struct pool_block *before;
	size_t size;
	size_t used;
	max_align_t data[];
};

static struct {
	void (*leave)(void *of);
	void *of;
} last;

void no_memory_leave(void (*leave)(void *of), void *of)
{
	last.leave = leave;
	last.of = of;
}

void no_memory(void)
{
	void (*leave)(void *of) = last.leave;
	/* The translation is part of the program: no byte is asked for. */
	const char *text = _("The memory of this machine is used up, so the "
	    "program ends; what it called done is stored. Close other programs "
	    "and run the command again");
	const struct iovec words[] = {
		{ (char *)(uintptr_t)"bansao: ", 8 },
		{ (char *)(uintptr_t)text, strlen(text) },
		{ (char *)(uintptr_t)"\n", 1 }
	};
	ssize_t ignored;

	last.leave = NULL;
	if (leave != NULL)
		leave(last.of);
	ignored = writev(2, words, 3);
	(void)ignored;
	_exit(1);
}

void *must_alloc(size_t size)
{
	void *memory = calloc(1, size == 0 ? 1 : size);

	if (memory == NULL)
		no_memory();
	return memory;
}

void *must_realloc(void *old, size_t size)
{
	void *memory = realloc(old, size == 0 ? 1 : size);

	if (memory == NULL)
		no_memory();
	return memory;
}

static struct pool_block *add_block(struct pool *pool, size_t need)
{
	size_t size = pool->last == NULL ? FIRST_BLOCK : pool->last->size * 2;
	struct pool_block *block;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < need)
		size = need;
	block = malloc(sizeof(*block) + size);
	if (block == NULL)
		no_memory();
	block->before = pool->last;
	block->size = size;
	block->used = 0;
	pool->last = block;
	return block;
}

void *pool_alloc(struct pool *pool, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct pool_block *block = pool->last;
	void *memory;

	if (size > SIZE_MAX / 2)
		no_memory();
	size = (size + align - 1) / align * align;
	if (size == 0)
		size = align;
	if (block == NULL || block->size - block->used < size)
		block = add_block(pool, size);
	memory = (char *)block->data + block->used;
	block->used += size;
	pool->bytes += size;
	return memset(memory, 0, size);
}

void *pool_array(struct pool *pool, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		no_memory();
	return pool_alloc(pool, count * size);
}

void *pool_grow(struct pool *pool, void *list, size_t count, size_t size)
{
	enum { FIRST = 8 };
	void *more;

	if (count == 0)
		return pool_array(pool, FIRST, size);
	if (count < FIRST || (count & (count - 1)) != 0)
		return list;
	more = pool_array(pool, count * 2, size);
	return memcpy(more, list, count * size);
}

char *pool_copy_n(struct pool *pool, const char *text, size_t length)
{
	char *copy = pool_alloc(pool, length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *pool_copy(struct pool *pool, const char *text)
{
	return text == NULL ? pool_copy_n(pool, "", 0) :
	    pool_copy_n(pool, text, strlen(text));
}

char *pool_vprintf(struct pool *pool, const char *format, va_list args)
{
	va_list again;
	int length;
	char *text;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	text = pool_alloc(pool, (size_t)(length < 0 ? 0 : length) + 1);
	vsnprintf(text, (size_t)(length < 0 ? 0 : length) + 1, format, again);
	va_end(again);
	return text;
}

char *pool_printf(struct pool *pool, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = pool_vprintf(pool, format, args);
	va_end(args);
	return text;
}

void pool_reset(struct pool *pool)
{
	struct pool_block *keep = pool->last;

	pool->bytes = 0;
	if (keep == NULL)
		return;
	while (keep->before != NULL) {
		struct pool_block *before = keep->before;

		keep->before = before->before;
		free(before);
	}
	keep->used = 0;
}

void pool_free(struct pool *pool)
{
	while (pool->last != NULL) {
		struct pool_block *before = pool->last->before;

		free(pool->last);
		pool->last = before;
	}
	pool->bytes = 0;
}
