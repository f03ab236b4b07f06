/* The chain of directories of a TIFF, followed without libtiff: loops, ends
 * and numbers are known before a tag is read. */
#include "tiff_door.h"

#include <string.h>

struct chain {
	const struct tiff_source *source;
	struct pool *pool;
	struct tiff_facts *facts;
	uint64_t *seen;
	uint32_t count;
	uint32_t room;
};

uint64_t tiff_number(const unsigned char *bytes, unsigned length, bool swapped)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < length; i++)
		value = value << 8 | bytes[swapped ? i : length - 1 - i];
	return value;
}

static uint64_t number(const struct chain *chain, const unsigned char *bytes,
    unsigned length)
{
	return tiff_number(bytes, length, chain->facts->swapped);
}

/* True when the directory at the offset is new; it is remembered. */
static bool chain_take(struct chain *chain, uint64_t offset)
{
	for (uint32_t i = 0; i < chain->count; i++)
		if (chain->seen[i] == offset) {
			tiff_complain(chain->pool, chain->facts, TIFF_LOOP,
			    chain->count, "");
			return false;
		}
	if (chain->count == TIFF_MOST_IMAGES) {
		tiff_complain(chain->pool, chain->facts, TIFF_TOO_MANY,
		    chain->count, "");
		return false;
	}
	if (chain->count == chain->room) {
		uint32_t room = chain->room == 0 ? 16 : chain->room * 4;
		uint64_t *more = pool_array(chain->pool, room, sizeof(*more));

		if (chain->count > 0)
			memcpy(more, chain->seen,
			    chain->count * sizeof(*more));
		chain->seen = more;
		chain->room = room;
	}
	chain->seen[chain->count++] = offset;
	return true;
}

/* Follow the offsets from directory to directory without reading tags. */
static void chain_follow(struct chain *chain, uint64_t offset)
{
	const bool big = chain->facts->big;
	const unsigned count_size = big ? 8 : 2;
	const unsigned next_size = big ? 8 : 4;
	const uint64_t entry_size = big ? 20 : 12;

	while (offset != 0 && chain_take(chain, offset)) {
		unsigned char bytes[8];
		uint64_t entries;

		if (!tiff_fetch(chain->source, offset, bytes,
		    (size_t)count_size))
			goto cut;
		entries = number(chain, bytes, count_size);
		if (entries > 65535)
			goto cut;
		offset += (uint64_t)count_size + entries * entry_size;
		if (!tiff_fetch(chain->source, offset, bytes,
		    (size_t)next_size))
			goto cut;
		offset = number(chain, bytes, next_size);
	}
	return;
cut:
	tiff_complain(chain->pool, chain->facts, TIFF_CHAIN_CUT,
	    chain->count - 1, "");
}

static const char *format_of(const unsigned char *bytes, size_t length)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *format;
	} known[] = {
		{ "%PDF-", 5, "application/pdf" },
		{ "\xff\xd8\xff", 3, "image/jpeg" },
		{ "\x89PNG\r\n\x1a\n", 8, "image/png" },
		{ "\0\0\0\x0cjP  ", 8, "image/jp2" },
		{ "GIF8", 4, "image/gif" },
		{ "BM", 2, "image/bmp" },
		{ "PK\3\4", 4, "application/zip" },
		{ "<?xml", 5, "application/xml" },
	};

	for (size_t i = 0; i < COUNT(known); i++)
		if (length >= known[i].length && memcmp(bytes, known[i].bytes,
		    known[i].length) == 0)
			return known[i].format;
	return "application/octet-stream";
}

/* The header; false when this is no TIFF, which is complained about. */
static bool read_header(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, uint64_t *first)
{
	unsigned char head[16] = { 0 };
	struct chain chain = { .facts = facts };
	size_t length = source->size < 16 ? (size_t)source->size : 16;
	uint64_t magic;

	facts->format = "application/octet-stream";
	if (source->size <= 0) {
		tiff_complain(pool, facts, TIFF_EMPTY, 0, "");
		return false;
	}
	if (!tiff_fetch(source, 0, head, length))
		length = 0;
	facts->swapped = head[0] == 'M';
	magic = number(&chain, head + 2, 2);
	if (length < 8 || head[0] != head[1] ||
	    (head[0] != 'I' && head[0] != 'M') || (magic != 42 && magic != 43)) {
		facts->format = format_of(head, length);
		tiff_complain(pool, facts, TIFF_FOREIGN, 0, facts->format);
		return false;
	}
	facts->format = "image/tiff";
	facts->big = magic == 43;
	*first = facts->big ? number(&chain, head + 8, 8) :
	    number(&chain, head + 4, 4);
	if (*first == 0 || (facts->big && length < 16)) {
		tiff_complain(pool, facts, TIFF_NO_DIRECTORY, 0, "");
		return false;
	}
	return true;
}

bool tiff_chain(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, const uint64_t **places, uint32_t *count)
{
	struct chain chain = { source, pool, facts, NULL, 0, 0 };
	uint64_t first = 0;

	if (!read_header(source, pool, facts, &first))
		return false;
	chain_follow(&chain, first);
	*places = chain.seen;
	*count = chain.count;
	return true;
}
