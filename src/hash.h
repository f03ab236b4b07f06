/* Digests and signatures: the door to OpenSSL's libcrypto. */
#ifndef HASH_H
#define HASH_H

#include "buf.h"
#include "err.h"

enum hash_kind { HASH_SHA256, HASH_SHA512, HASH_SHA1, HASH_MD5, HASH_SHA224,
	HASH_SHA384, HASH_KINDS };

enum { HASH_MAX = 64, HASH_HEX_MAX = 2 * HASH_MAX + 1 };

/* "sha256", "sha512", "sha1", "md5" …: the names that BagIt uses. */
const char *hash_name(enum hash_kind kind);
/* Also takes "SHA-256" and the like; false for an unknown name. */
bool hash_kind_of(const char *name, enum hash_kind *kind);
size_t hash_size(enum hash_kind kind);

/* One running digest. After hash_end it is fresh and may be fed again. */
struct hash;
struct hash *hash_open(enum hash_kind kind);
void hash_add(struct hash *hash, const void *data, size_t length);
/* Write hash_size bytes. */
void hash_end(struct hash *hash, unsigned char *digest);
void hash_close(struct hash *hash);

/* Lower-case hexadecimal of length bytes; hex has room for 2n + 1. */
void hash_hex(const unsigned char *digest, size_t length, char *hex);

/* The digest of some bytes at once. */
void hash_of(enum hash_kind kind, const void *data, size_t length,
    unsigned char *digest);
/* The digest of all that a descriptor still gives; errno is told in err. */
bool hash_fd(enum hash_kind kind, int fd, unsigned char *digest,
    int64_t *bytes, struct err *err) MUST_CHECK;

/* Two SHA-256 digests that run in step, faster than one after the other where
 * the processor has the instructions (hash_pair.c). They are fed in whole
 * blocks; a lane that was ended is fresh. */
enum { HASH_BLOCK = 64 };
struct hash_pair;
struct hash_pair *hash_pair_open(void);
void hash_pair_close(struct hash_pair *pair);
void hash_pair_both(struct hash_pair *pair,
    const unsigned char *const data[2], size_t blocks);
void hash_pair_one(struct hash_pair *pair, int lane,
    const unsigned char *data, size_t blocks);
/* The bytes after the last whole block, fewer than HASH_BLOCK. */
void hash_pair_end(struct hash_pair *pair, int lane,
    const unsigned char *rest, size_t length, unsigned char digest[32]);

/* --- CMS (RFC 5652), detached, DER ------------------------------------ */

/* Sign a file with the key and certificate of two PEM files (they may be
 * the same; further certificates of the chain in it are added). */
bool hash_cms_sign(const char *path, const char *cert_pem,
    const char *key_pem, struct buf *der, struct err *err) MUST_CHECK;
/* Could it sign now? ERR_USAGE says in one sentence why not: no certificate, no
 * key, one of the other, expired, not valid yet. */
bool hash_cms_ready(const char *cert_pem, const char *key_pem,
    struct err *err) MUST_CHECK;

struct hash_signer {
	char name[256];		/* subject, RFC 2253 */
	char serial[80];	/* hexadecimal */
	char not_before[32];	/* "2026-01-31T00:00:00Z" */
	char not_after[32];
	char claimed[32];	/* when it signed, by its own word; or "" */
	bool expired;		/* since: it was valid when it claims to have
				   signed, which nothing proves */
};

/* Check a detached signature of a file against the trusted certificates of
 * a PEM file (authorities, or the signer's own). False with ERR_FINDINGS and
 * one sentence when the file was changed, the certificate is not trusted,
 * had expired when it signed or is not valid yet, or the signature is none.
 * One that has expired since is told in signer->expired. `signer` is filled
 * as far as it could be read. */
bool hash_cms_verify(const char *path, const void *der, size_t length,
    const char *trusted_pem, struct hash_signer *signer,
    struct err *err) MUST_CHECK;

#endif
