/* What the catalogue says of the bytes of a parcel, compared as soon as their
 * digests are there. */
#include "parcel_inside.h"

#include <string.h>

enum { PARTS = 512 };		/* that wait to be compared */

struct expectation {
	const char *from;
	char sha256[65];
	const struct crew_digest *digest;
	struct crew_digest own;
	struct expectation *next;
};

static struct expectation *expect(struct pool *pool,
    struct expectation **list, const char *from, const char *sha256)
{
	struct expectation *e = pool_alloc(pool, sizeof(*e));

	e->from = pool_copy(pool, from);
	memcpy(e->sha256, sha256, sizeof(e->sha256) - 1);
	e->digest = &e->own;
	e->next = *list;
	*list = e;
	return e;
}

void parcel_expect(struct parcel *parcel, const char *from,
    const char *sha256)
{
	expect(&parcel->batch, &parcel->expected, from, sha256)->digest =
	    &parcel->last->digest;
}

/* The list has the last one first, and the first fault is to be told. */
static bool compare(struct expectation *list, struct err *err)
{
	const struct expectation *wrong = NULL;
	char hex[HASH_HEX_MAX];

	for (; list != NULL; list = list->next) {
		hash_hex(list->digest->of[HASH_SHA256],
		    hash_size(HASH_SHA256), hex);
		if (strcmp(hex, list->sha256) != 0)
			wrong = list;
	}
	return wrong == NULL || err_set(err, ERR_FINDINGS, _("%s: its bytes "
	    "are no longer those that were taken in (SHA-256 differs). Find "
	    "out why: bansao scan verify"), wrong->from);
}

static bool compare_parts(struct parcel *parcel, struct err *err)
{
	bool same = compare(parcel->part, err);

	parcel->part = NULL;
	parcel->part_count = 0;
	pool_reset(&parcel->parts);
	return same;
}

bool parcel_expect_part(struct parcel *parcel, const char *from,
    const char *sha256, struct crew_digest **digest, struct err *err)
{
	if (parcel->part_count == PARTS) {
		crew_drain(parcel->o.crew);
		if (!compare_parts(parcel, err))
			return false;
	}
	*digest = &expect(&parcel->parts, &parcel->part, from, sha256)->own;
	parcel->part_count++;
	return true;
}

bool parcel_compare(struct parcel *parcel, struct err *err)
{
	bool same = compare(parcel->expected, err);

	parcel->expected = NULL;
	return compare_parts(parcel, err) && same;
}
