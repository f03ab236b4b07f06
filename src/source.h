/* A package of a stranger as a list of files, whether it is a folder, a tar,
 * a tar.gz or a zip. Nothing is extracted, no link is followed, nothing
 * outside is opened. Files are hashed on all cores. */
#ifndef SOURCE_H
#define SOURCE_H

#include "crew.h"
#include "job.h"
#include "pool.h"
#include "tar.h"

/* A checksum that somebody has written down for a file. */
struct source_expected {
	struct source_expected *next;	/* of the same file */
	const char *where;	/* who says so */
	const char *code;	/* for the judge */
	uint8_t kind;		/* enum hash_kind */
	bool same;		/* the file has it; known when it was hashed */
	unsigned char digest[];	/* none when what was written is no digest */
};

/* There may be a hundred thousand of them: what is larger than a pointer does
 * not belong here. */
struct source_file {
	const char *path;	/* below the root of the package */
	int64_t size;
	int64_t offset;		/* in the container's file, -1 when packed */
	struct source_expected *expected;
	const char *refused;	/* why it is not read, or NULL */
	const char *fault;	/* reading it failed, or NULL */
	const char *kept;	/* bytes of a small packed text file */
	struct crew_digest *digest;	/* where source_want asked for it */
	uint8_t want;		/* digests to make: bits 1u << enum hash_kind */
	uint8_t have;		/* digests made */
	bool known;		/* for the judge: a manifest lists it */
	bool linked;		/* a METS points to it */
};

struct source {
	const char *path;	/* as named by the caller */
	const char *format;	/* "folder", "tar", "tar.gz", "zip" */
	struct pool *pool;
	struct source_file *files;	/* by bytes of the path */
	size_t count, room;
	char *names;		/* room for paths */
	size_t names_left;
	const char **folders;	/* of a container: folders by name */
	size_t folder_count;
	int64_t bytes;
	const char *damage;	/* a container that cannot be read to its end */
	struct tar_limits limits;
	int64_t start, size;	/* of a container inside another; 0, -1 */
};

/* List what is there; to be closed in any case. Damage of a container is told in source->damage; only
 * what cannot be opened at all is an error. */
bool source_open(struct source *source, const char *path,
    const struct tar_limits *limits, struct pool *pool, struct job *job,
    struct err *err) MUST_CHECK;
/* A container that lies unpacked inside the file `path`. */
bool source_open_part(struct source *source, const char *path, int64_t start,
    int64_t size, const struct tar_limits *limits, struct pool *pool,
    struct job *job, struct err *err) MUST_CHECK;
void source_close(struct source *source);
struct source_file *source_find(const struct source *source,
    const char *path);
/* The first file whose path begins with prefix; the others follow it. */
size_t source_under(const struct source *source, const char *prefix);
bool source_has_folder(const struct source *source, const char *path);
/* All bytes of a file of at most `most` bytes. */
bool source_read(const struct source *source, const struct source_file *file,
    size_t most, struct buf *out, struct err *err) MUST_CHECK;
/* The same piece by piece, whatever its size. */
bool source_each(const struct source *source, const struct source_file *file,
    bool (*take)(void *to, const char *data, size_t length, struct err *err),
    void *to, struct err *err) MUST_CHECK;
/* Make the digests that are wanted or expected and not yet there. What cannot
 * be read gets a fault; the rest goes on. */
bool source_hash(struct source *source, struct job *job, struct err *err)
    MUST_CHECK;
/* The digest itself is wanted: file->digest. */
void source_want(struct source *source, struct source_file *file,
    enum hash_kind kind);
/* Compare with what is written down; `where` and `code` must live as long as
 * the source. */
void source_expect(struct source *source, struct source_file *file,
    enum hash_kind kind, const char *hex, const char *where,
    const char *code);
/* For source_hash.c: these digests are made. */
void source_hashed(struct source_file *file, const struct crew_digest *digest,
    unsigned kinds);

#endif
