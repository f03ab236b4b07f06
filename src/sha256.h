/* SHA-256 (FIPS 180-4) for the small program, which links no libcrypto: the
 * audit chain and the content hash of lists. Scans and packages are hashed by
 * the hash door. Tested against openssl. */
#ifndef SHA256_H
#define SHA256_H

#include "base.h"

/* The constants of the 64 rounds, aligned for loads of 16 bytes. */
extern const uint32_t sha256_rounds[64];

struct sha256 {
	uint32_t state[8];
	uint64_t bytes;
	unsigned char block[64];
};

void sha256_start(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *data, size_t size);
/* A text with its ending NUL, so that fields cannot run together. */
void sha256_text(struct sha256 *sha, const char *text);
void sha256_end(struct sha256 *sha, unsigned char digest[32]);
/* 64 lower-case digits and a NUL. */
void sha256_hex(const unsigned char digest[32], char hex[65]);

#endif
