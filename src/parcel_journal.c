#include "parcel_journal.h"

#include "bag.h"
#include "buf.h"
#include "fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST = 256 << 20 };

struct journal {
	int fd;
	char *path;
	char *plan;
	struct buf lines;	/* not yet written */
};

static bool failed(struct journal *journal, struct err *err)
{
	return fs_write_failed(journal->path, err);
}

/* "END SIZE CRC WHEN OFFSET SHA256 SHA512 PATH", the path as in manifests. */
static bool parse(char *line, struct pool *pool, struct journal_entry *entry)
{
	long long end, size, offset;
	unsigned crc, when;
	char sha256[65], sha512[129];
	struct bag_entry name;
	int used = 0;

	if (sscanf(line, "%lld %lld %x %u %lld %64s %n", &end, &size, &crc,
	    &when, &offset, sha256, &used) < 6 || used == 0 ||
	    !bag_entry(line + used, true, &name) ||
	    !bag_is_hex(sha256, 32) || !bag_is_hex(name.digest, 64) ||
	    end < 0 || size < 0 || offset < 0)
		return false;
	snprintf(sha512, sizeof(sha512), "%s", name.digest);
	*entry = (struct journal_entry){ .path = pool_copy(pool, name.path),
	    .size = size, .end = end, .zip = { .crc = crc, .when = when,
	    .size = size, .offset = offset } };
	for (size_t i = 0; i < 32; i++) {
		unsigned byte;

		sscanf(sha256 + 2 * i, "%2x", &byte);
		entry->digest.of[HASH_SHA256][i] = (unsigned char)byte;
	}
	for (size_t i = 0; i < 64; i++) {
		unsigned byte;

		sscanf(sha512 + 2 * i, "%2x", &byte);
		entry->digest.of[HASH_SHA512][i] = (unsigned char)byte;
	}
	return true;
}

/* Whole lines up to the first that is none: a crash may cut the last. */
static void read_lines(char *text, struct pool *pool,
    struct journal_entry **entries, size_t *count)
{
	size_t room = 0;

	for (char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
		*end = '\0';
		if (*count == room) {
			struct journal_entry *old = *entries;

			room = room == 0 ? 64 : room * 2;
			*entries = pool_array(pool, room, sizeof(*old));
			if (*count > 0)
				memcpy(*entries, old, *count * sizeof(*old));
		}
		if (!parse(text, pool, &(*entries)[*count]))
			break;
		(*count)++;
	}
}

static bool begin_anew(struct journal *journal, struct err *err)
{
	if (ftruncate(journal->fd, 0) != 0 ||
	    lseek(journal->fd, 0, SEEK_SET) != 0)
		return failed(journal, err);
	buf_clear(&journal->lines);
	buf_printf(&journal->lines, "bansao-journal-1 %s\n", journal->plan);
	return true;
}

/* Rewritten from what was understood, so that a torn line goes. */
static bool keep(struct journal *journal, const struct journal_entry *entries,
    size_t count, struct err *err)
{
	if (!begin_anew(journal, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!journal_add(journal, &entries[i], err))
			return false;
	return journal_sync(journal, err);
}

struct journal *journal_open(const char *path, const char *plan,
    struct pool *pool, struct journal_entry **entries, size_t *count,
    struct err *err)
{
	struct journal *journal = must_alloc(sizeof(*journal));
	struct err ignored = { 0 };
	char *text, *first;
	size_t length;

	*entries = NULL;
	*count = 0;
	journal->path = strdup(path);
	journal->plan = strdup(plan);
	if (journal->path == NULL || journal->plan == NULL)
		no_memory();
	journal->fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
	    0640);
	if (journal->fd < 0) {
		failed(journal, err);
		goto bad;
	}
	first = pool_printf(pool, "bansao-journal-1 %s\n", plan);
	if (fs_read_file(path, LARGEST, pool, &text, &length, &ignored) &&
	    strncmp(text, first, strlen(first)) == 0)
		read_lines(text + strlen(first), pool, entries, count);
	if (keep(journal, *entries, *count, err))
		return journal;
bad:
	journal_close(journal, false);
	return NULL;
}

bool journal_forget(struct journal *journal, size_t *count, struct err *err)
{
	*count = 0;
	return keep(journal, NULL, 0, err);
}

bool journal_add(struct journal *journal, const struct journal_entry *entry,
    struct err *err)
{
	struct buf *b = &journal->lines;

	(void)err;
	buf_printf(b, "%lld %lld %x %u %lld ", (long long)entry->end,
	    (long long)entry->size, entry->zip.crc, entry->zip.when,
	    (long long)entry->zip.offset);
	buf_hex(b, entry->digest.of[HASH_SHA256], 32);
	buf_char(b, ' ');
	buf_hex(b, entry->digest.of[HASH_SHA512], 64);
	buf_char(b, ' ');
	bag_put_path(b, entry->path);
	buf_char(b, '\n');
	return true;
}

bool journal_sync(struct journal *journal, struct err *err)
{
	const char *at = journal->lines.data;
	size_t left = journal->lines.length;

	while (left > 0) {
		ssize_t put = write(journal->fd, at, left);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return failed(journal, err);
		at += put;
		left -= (size_t)put;
	}
	buf_clear(&journal->lines);
	return fsync(journal->fd) == 0 || failed(journal, err);
}

void journal_close(struct journal *journal, bool and_remove)
{
	if (journal == NULL)
		return;
	if (and_remove)
		unlink(journal->path);
	if (journal->fd >= 0)
		close(journal->fd);
	buf_free(&journal->lines);
	free(journal->path);
	free(journal->plan);
	free(journal);
}
