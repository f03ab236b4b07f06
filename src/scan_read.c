#include "scan_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	/* A file up to this size is read whole and looked at in memory; of a
	 * larger one the facts are fetched again from the cache. */
	WHOLE = 1024 * 1024,
	PIECE = 256 * 1024	/* of a larger one: stays near the processor */
};

void scan_reader_open(struct scan_reader *reader,
    const struct check_rules *rules)
{
	*reader = (struct scan_reader){ .rules = rules,
	    .hash = hash_pair_open() };
	for (int i = 0; i < 2; i++)
		reader->slots[i].block = must_alloc(WHOLE + 1);
}

void scan_reader_close(struct scan_reader *reader)
{
	for (int i = 0; i < 2; i++)
		free(reader->slots[i].block);
	hash_pair_close(reader->hash);
	pool_free(&reader->pool);
}

static bool failed(struct scan_result *result, enum scan_status status,
    struct pool *pool, const char *detail)
{
	result->status = status;
	result->detail = pool_copy(pool, detail);
	return false;
}

/* What a file is before it is read; false when it is not to be read. */
static bool begin(struct scan_slot *slot, struct pool *pool)
{
	struct scan_result *result = &slot->result;

	*result = (struct scan_result){ .detail = "",
	    .stat = slot->order.stat };
	slot->length = slot->hashed = 0;
	slot->done = 0;
	if ((slot->order.wanted & READ_WRITERS) &&
	    fs_being_written(slot->order.fd))
		return failed(result, SCAN_WRITING, pool, "");
	return true;
}

/* The next bytes into the block: all of a small file and room for one more,
 * so that a file that has grown is noticed. */
static bool fill(struct scan_slot *slot, struct pool *pool)
{
	int64_t size = slot->result.stat.size;
	size_t room = size <= WHOLE ? (size_t)size + 1 : PIECE;
	ssize_t n;

	slot->length = slot->hashed = 0;
	do {
		n = read(slot->order.fd, slot->block + slot->length,
		    room - slot->length);
		if (n > 0)
			slot->length += (size_t)n;
	} while ((n < 0 && errno == EINTR) || (n > 0 &&
	    slot->length < room && slot->done + (int64_t)slot->length !=
	    size));
	if (n < 0)
		return failed(&slot->result, SCAN_UNREADABLE, pool,
		    err_system(errno));
	slot->done += (int64_t)slot->length;
	return true;
}

/* All of it was read that there is to read. */
static bool at_end(const struct scan_slot *slot)
{
	return slot->done >= slot->result.stat.size ||
	    slot->length < PIECE;
}

static size_t blocks_left(const struct scan_slot *slot)
{
	return (slot->length - slot->hashed) / HASH_BLOCK;
}

/* The file is read: the rest of its digest, its facts. */
static void end_file(struct scan_reader *reader, int lane)
{
	struct scan_slot *slot = &reader->slots[lane];
	int64_t size = slot->result.stat.size;
	const bool hashed = (slot->order.wanted & READ_HASH) != 0;
	const struct tiff_source source = { .data = slot->block,
	    .length = hashed && size <= WHOLE ? (size_t)size : 0,
	    .fd = slot->order.fd, .size = size, .window = &reader->window };

	reader->window.length = 0;

	if (hashed)
		hash_pair_end(reader->hash, lane, slot->block + slot->hashed,
		    slot->length - slot->hashed, slot->result.sha256);
	if (hashed && slot->done != size)
		failed(&slot->result, SCAN_CHANGING, &reader->pool, "");
	else
		scan_read_finish(reader, &slot->order, &source,
		    &reader->pool, &slot->result);
}

/* Take files until one has bytes to hash; false when there is none. */
static bool take_up(struct scan_reader *reader, int lane,
    const struct scan_source *from)
{
	struct scan_slot *slot = &reader->slots[lane];

	while (!slot->busy && from->next(from->to, lane, &slot->order)) {
		const bool hash = (slot->order.wanted & READ_HASH) != 0;

		if (begin(slot, &reader->pool) &&
		    (!hash || fill(slot, &reader->pool))) {
			slot->busy = hash;
			if (!hash)
				end_file(reader, lane);
		}
		if (slot->busy)
			break;
		from->give(from->to, lane, &slot->result);
		pool_reset(&reader->pool);
	}
	return slot->busy;
}

/* A slot without a whole block more: go on reading, or end the file. */
static void go_on(struct scan_reader *reader, int lane,
    const struct scan_source *from)
{
	struct scan_slot *slot = &reader->slots[lane];
	unsigned char digest[32];

	if (!slot->busy || blocks_left(slot) > 0)
		return;
	if (!at_end(slot)) {
		if (fill(slot, &reader->pool))
			return;
		hash_pair_end(reader->hash, lane, slot->block, 0, digest);
	} else
		end_file(reader, lane);
	slot->busy = false;
	from->give(from->to, lane, &slot->result);
	pool_reset(&reader->pool);
}

void scan_read(struct scan_reader *reader, const struct scan_source *from)
{
	struct scan_slot *slots = reader->slots;

	for (;;) {
		const bool busy[2] = { take_up(reader, 0, from),
		    take_up(reader, 1, from) };
		const unsigned char *at[2] = {
		    slots[0].block + slots[0].hashed,
		    slots[1].block + slots[1].hashed };
		size_t count = blocks_left(&slots[busy[0] ? 0 : 1]);

		if (busy[0] && busy[1]) {
			if (blocks_left(&slots[1]) < count)
				count = blocks_left(&slots[1]);
			hash_pair_both(reader->hash, at, count);
		} else if (busy[0] || busy[1])
			hash_pair_one(reader->hash, busy[1], at[busy[1]],
			    count);
		else
			return;
		for (int i = 0; i < 2; i++) {
			slots[i].hashed += busy[i] ? count * HASH_BLOCK : 0;
			go_on(reader, i, from);
		}
	}
}
