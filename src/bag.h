/* The text files of a BagIt bag (RFC 8493): lines, manifests, names. Nothing
 * here touches a file; the judge (verify_bagit.c) and the builder share it. */
#ifndef BAG_H
#define BAG_H

#include "buf.h"
#include "err.h"

/* Cut the next line off a text in place; LF, CR and CRLF end one. NULL at the
 * end. A NUL byte ends the text for whoever counts its length before. */
char *bag_line(char **text);

struct bag_entry {
	char *digest;		/* hexadecimal, as written */
	char *path;		/* decoded */
	bool star;		/* "*" of md5sum stood in front of the path */
	bool dot;		/* "./" stood in front of the path */
	bool escaped;		/* "\\" of md5sum stood in front of the digest */
	bool raw_percent;	/* a % that is not %0A, %0D or %25 */
};

/* Split a line of a manifest in place. False when it is none. With decode,
 * %0A, %0D and %25 of the path become the bytes they mean; the escapes of
 * md5sum (\n, \r and \\ behind a digest that begins with \) always do. */
bool bag_entry(char *line, bool decode, struct bag_entry *entry);
/* %0A, %0D and %25 in place; true when another % is in it. */
bool bag_decode(char *path);

/* "<length> <path>" of fetch.txt behind the URL. */
struct bag_fetch {
	char *url;
	char *length;		/* digits or "-" */
	char *path;
};
bool bag_fetch(char *line, bool decode, struct bag_fetch *fetch);

/* The same digest, whatever the case of its hexadecimal digits? */
bool bag_digest_is(const char *hex, const unsigned char *digest, size_t size);
bool bag_is_hex(const char *hex, size_t size);

/* A path as manifests write it: LF, CR and % encoded, nothing else. */
void bag_put_path(struct buf *out, const char *path);

/* Why a path of a manifest may not be followed: it leaves the bag on some
 * system. NULL when it is fine. */
const char *bag_path_fault(const char *path);
/* Why a name makes trouble somewhere (Windows, case, blanks), or NULL. */
const char *bag_name_trouble(const char *path);

/* Text in the encoding that bagit.txt names, as UTF-8 without BOM. Unknown
 * encodings and bytes that do not fit are ERR_FINDINGS. */
bool bag_text(const char *encoding, const char *bytes, size_t length,
    struct buf *out, struct err *err) MUST_CHECK;

#endif
