/* Two SHA-256 digests in step. One stream is bound by the latency of the SHA
 * instructions; the rounds of a second one fill the gaps. On processors
 * without these instructions, and wherever the first test of them fails, both
 * are done one after the other by OpenSSL. */
#include "hash.h"
#include "pool.h"

#include "sha256.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

enum { BLOCK = HASH_BLOCK, LANES = 2 };

struct lane {
	__m128i abef, cdgh;
	uint64_t length;	/* bytes so far */
};

static WITH_SHA void lane_begin(struct lane *lane)
{
	lane->abef = _mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f,
	    (int)0x9b05688c);
	lane->cdgh = _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab,
	    0x5be0cd19);
	lane->length = 0;
}

/* `count` blocks of each of `lanes` streams, in step; always inlined with a
 * constant number of lanes. Every loop over lanes must be unrolled, or the
 * state lives in memory and two streams are no faster than one. */
static inline __attribute__((always_inline)) WITH_SHA void rounds(
    struct lane *lane, const unsigned char *const *data, size_t count,
    const int lanes)
{
	const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0bLL,
	    0x0405060700010203LL);
	__m128i a[LANES], c[LANES], w[LANES][4];

#pragma GCC unroll 2
	for (int l = 0; l < lanes; l++) {
		a[l] = lane[l].abef;
		c[l] = lane[l].cdgh;
	}
	for (size_t b = 0; b < count; b++) {
		__m128i a0[LANES], c0[LANES];

#pragma GCC unroll 2
		for (int l = 0; l < lanes; l++) {
			const __m128i *in =
			    (const __m128i *)(const void *)(data[l] + b * BLOCK);

			a0[l] = a[l];
			c0[l] = c[l];
#pragma GCC unroll 4
			for (int i = 0; i < 4; i++)
				w[l][i] = _mm_shuffle_epi8(
				    _mm_loadu_si128(in + i), order);
		}
#pragma GCC unroll 16
		for (int r = 0; r < 16; r++)
#pragma GCC unroll 2
			for (int l = 0; l < lanes; l++) {
				__m128i now = w[l][r & 3];
				__m128i sum = _mm_add_epi32(now,
				    _mm_load_si128((const __m128i *)
				    (const void *)sha256_rounds + r));

				c[l] = _mm_sha256rnds2_epu32(c[l], a[l], sum);
				a[l] = _mm_sha256rnds2_epu32(a[l], c[l],
				    _mm_shuffle_epi32(sum, 0x0e));
				if (r >= 12)
					continue;
				now = _mm_sha256msg1_epu32(now,
				    w[l][(r + 1) & 3]);
				now = _mm_add_epi32(now, _mm_alignr_epi8(
				    w[l][(r + 3) & 3], w[l][(r + 2) & 3], 4));
				w[l][r & 3] = _mm_sha256msg2_epu32(now,
				    w[l][(r + 3) & 3]);
			}
#pragma GCC unroll 2
		for (int l = 0; l < lanes; l++) {
			a[l] = _mm_add_epi32(a[l], a0[l]);
			c[l] = _mm_add_epi32(c[l], c0[l]);
		}
	}
#pragma GCC unroll 2
	for (int l = 0; l < lanes; l++) {
		lane[l].abef = a[l];
		lane[l].cdgh = c[l];
		lane[l].length += count * BLOCK;
	}
}

static __attribute__((noinline)) WITH_SHA void rounds_one(struct lane *lane,
    const unsigned char *data, size_t count)
{
	rounds(lane, &data, count, 1);
}

static __attribute__((noinline)) WITH_SHA void rounds_two(struct lane *lane,
    const unsigned char *const *data, size_t count)
{
	rounds(lane, data, count, 2);
}

static void put_word(unsigned char *to, int value)
{
	for (int i = 0; i < 4; i++)
		to[i] = (unsigned char)((uint32_t)value >> (24 - 8 * i));
}

/* The bytes after the last whole block, the padding and the length; then the
 * digest. */
static WITH_SHA void lane_end(struct lane *lane, const unsigned char *rest,
    size_t length, unsigned char digest[32])
{
	unsigned char last[2 * BLOCK] = { 0 };
	size_t size = length < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	uint64_t bits = (lane->length + length) * 8;

	if (length > 0)
		memcpy(last, rest, length);
	last[length] = 0x80;
	for (int i = 0; i < 8; i++)
		last[size - 1 - (size_t)i] = (unsigned char)(bits >> (8 * i));
	rounds_one(lane, last, size / BLOCK);
	put_word(digest, _mm_extract_epi32(lane->abef, 3));
	put_word(digest + 4, _mm_extract_epi32(lane->abef, 2));
	put_word(digest + 8, _mm_extract_epi32(lane->cdgh, 3));
	put_word(digest + 12, _mm_extract_epi32(lane->cdgh, 2));
	put_word(digest + 16, _mm_extract_epi32(lane->abef, 1));
	put_word(digest + 20, _mm_extract_epi32(lane->abef, 0));
	put_word(digest + 24, _mm_extract_epi32(lane->cdgh, 1));
	put_word(digest + 28, _mm_extract_epi32(lane->cdgh, 0));
	lane_begin(lane);
}

/* Who tells OpenSSL what the processor has (to try an older one, or around a
 * fault of it) means us too. */
static bool processor_can(void)
{
	unsigned a, b, c, d;

	if (getenv("OPENSSL_ia32cap") != NULL || __get_cpuid_max(0, NULL) < 7)
		return false;
	__cpuid(1, a, b, c, d);
	if ((c & bit_SSE4_1) == 0 || (c & bit_SSSE3) == 0)
		return false;
	__cpuid_count(7, 0, a, b, c, d);
	return (b & bit_SHA) != 0;
}

/* The instructions must agree with OpenSSL before they are trusted. */
static bool may_use_instructions(void)
{
	unsigned char data[200];
	unsigned char ours[32], theirs[32];
	struct lane lane;

	if (!processor_can())
		return false;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)(i * 7);
	hash_of(HASH_SHA256, data, sizeof(data), theirs);
	lane_begin(&lane);
	rounds_one(&lane, data, sizeof(data) / BLOCK);
	lane_end(&lane, data + sizeof(data) / BLOCK * BLOCK,
	    sizeof(data) % BLOCK, ours);
	return memcmp(ours, theirs, sizeof(ours)) == 0;
}
#else
struct lane {
	char none;
};

static bool may_use_instructions(void)
{
	return false;
}

static void lane_begin(struct lane *lane)
{
	(void)lane;
}

static void rounds_one(struct lane *lane, const unsigned char *data,
    size_t count)
{
	(void)lane;
	(void)data;
	(void)count;
}

static void rounds_two(struct lane *lane, const unsigned char *const *data,
    size_t count)
{
	(void)lane;
	(void)data;
	(void)count;
}

static void lane_end(struct lane *lane, const unsigned char *rest,
    size_t length, unsigned char digest[32])
{
	(void)lane;
	(void)rest;
	(void)length;
	(void)digest;
}
#endif

struct hash_pair {
	struct lane lane[2];
	struct hash *plain[2];	/* NULL when the instructions are used */
};

struct hash_pair *hash_pair_open(void)
{
	struct hash_pair *pair = aligned_alloc(64, (sizeof(*pair) + 63) /
	    64 * 64);
	bool fast = may_use_instructions();

	if (pair == NULL)
		no_memory();
	for (int l = 0; l < 2; l++) {
		pair->plain[l] = fast ? NULL : hash_open(HASH_SHA256);
		if (fast)
			lane_begin(&pair->lane[l]);
	}
	return pair;
}

void hash_pair_close(struct hash_pair *pair)
{
	if (pair == NULL)
		return;
	hash_close(pair->plain[0]);
	hash_close(pair->plain[1]);
	free(pair);
}

void hash_pair_both(struct hash_pair *pair,
    const unsigned char *const data[2], size_t blocks)
{
	if (pair->plain[0] == NULL)
		rounds_two(pair->lane, data, blocks);
	else
		for (int l = 0; l < 2; l++)
			hash_add(pair->plain[l], data[l], blocks * HASH_BLOCK);
}

void hash_pair_one(struct hash_pair *pair, int lane,
    const unsigned char *data, size_t blocks)
{
	if (pair->plain[lane] == NULL)
		rounds_one(&pair->lane[lane], data, blocks);
	else
		hash_add(pair->plain[lane], data, blocks * HASH_BLOCK);
}

void hash_pair_end(struct hash_pair *pair, int lane,
    const unsigned char *rest, size_t length, unsigned char digest[32])
{
	if (pair->plain[lane] == NULL) {
		lane_end(&pair->lane[lane], rest, length, digest);
		return;
	}
	hash_add(pair->plain[lane], rest, length);
	hash_end(pair->plain[lane], digest);
}
