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

struct journal {
	int fd;			/* for writing, at the end */
	FILE *in;		/* for reading */
	char *path;
	char *plan;
	char *line;
	size_t room;
	long start;		/* behind the first line, that of the plan */
	long at, before;	/* behind the entry that was read last, and
				   before it */
	struct buf lines;	/* not yet written */
};

static bool failed(struct journal *journal, struct err *err)
{
	return fs_write_failed(journal->path, err);
}

static bool from_hex(const char *hex, unsigned char *digest, size_t size)
{
	if (!bag_is_hex(hex, size))
		return false;
	for (size_t i = 0; i < size; i++) {
		char pair[3] = { hex[2 * i], hex[2 * i + 1], '\0' };

		digest[i] = (unsigned char)strtoul(pair, NULL, 16);
	}
	return true;
}

/* "END SIZE CRC WHEN OFFSET SHA256 SHA512 PATH", the path as in manifests. */
static bool parse(char *line, struct journal_entry *entry)
{
	long long end, size, offset;
	unsigned crc, when;
	char sha256[65];
	struct bag_entry name;
	int used = 0;

	if (sscanf(line, "%lld %lld %x %u %lld %64s %n", &end, &size, &crc,
	    &when, &offset, sha256, &used) < 6 || used == 0 ||
	    !bag_entry(line + used, true, &name) ||
	    end < 0 || size < 0 || offset < 0)
		return false;
	*entry = (struct journal_entry){ .path = name.path, .size = size,
	    .end = end, .zip = { .crc = crc, .when = when, .size = size,
	    .offset = offset } };
	return from_hex(sha256, entry->digest.of[HASH_SHA256], 32) &&
	    from_hex(name.digest, entry->digest.of[HASH_SHA512], 64);
}

/* A whole line without its end; a crash may have cut the last one. */
static bool read_line(struct journal *journal)
{
	ssize_t got = getline(&journal->line, &journal->room, journal->in);

	if (got <= 0 || journal->line[got - 1] != '\n')
		return false;
	journal->line[got - 1] = '\0';
	journal->at += got;
	return true;
}

void journal_rewind(struct journal *journal)
{
	/* What was read ahead may have been cut off meanwhile. */
	fflush(journal->in);
	fseek(journal->in, journal->start, SEEK_SET);
	journal->at = journal->before = journal->start;
}

bool journal_next(struct journal *journal, struct journal_entry *entry)
{
	journal->before = journal->at;
	if (read_line(journal) && parse(journal->line, entry))
		return true;
	journal_back(journal);
	return false;
}

void journal_back(struct journal *journal)
{
	journal->at = journal->before;
}

static bool begin_anew(struct journal *journal, struct err *err)
{
	if (ftruncate(journal->fd, 0) != 0 ||
	    lseek(journal->fd, 0, SEEK_SET) != 0)
		return failed(journal, err);
	buf_clear(&journal->lines);
	buf_printf(&journal->lines, "bansao-journal-1 %s\n", journal->plan);
	journal->start = journal->at = (long)journal->lines.length;
	return journal_sync(journal, err);
}

bool journal_cut(struct journal *journal, struct err *err)
{
	buf_clear(&journal->lines);
	if (ftruncate(journal->fd, journal->at) != 0 ||
	    lseek(journal->fd, journal->at, SEEK_SET) != journal->at)
		return failed(journal, err);
	return journal_sync(journal, err);
}

/* Count what holds; what follows the last whole line goes. */
static bool look(struct journal *journal, int64_t *count, int64_t *end,
    struct err *err)
{
	struct journal_entry entry;

	if (!read_line(journal) ||
	    strncmp(journal->line, "bansao-journal-1 ", 17) != 0 ||
	    strcmp(journal->line + 17, journal->plan) != 0)
		return begin_anew(journal, err);
	journal->start = journal->at;
	while (journal_next(journal, &entry)) {
		(*count)++;
		*end = entry.end;
	}
	return journal_cut(journal, err);
}

struct journal *journal_open(const char *path, const char *plan,
    int64_t *count, int64_t *end, struct err *err)
{
	struct journal *journal = must_alloc(sizeof(*journal));

	*count = *end = 0;
	journal->path = strdup(path);
	journal->plan = strdup(plan);
	if (journal->path == NULL || journal->plan == NULL)
		no_memory();
	journal->fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
	    0640);
	if (journal->fd >= 0)
		journal->in = fopen(path, "rbe");
	if (journal->in != NULL ? look(journal, count, end, err) :
	    failed(journal, err)) {
		journal_rewind(journal);
		return journal;
	}
	journal_close(journal, false);
	return NULL;
}

void journal_add(struct journal *journal, const struct journal_entry *entry)
{
	struct buf *b = &journal->lines;

	buf_printf(b, "%lld %lld %x %u %lld ", (long long)entry->end,
	    (long long)entry->size, entry->zip.crc, entry->zip.when,
	    (long long)entry->zip.offset);
	buf_hex(b, entry->digest.of[HASH_SHA256], 32);
	buf_char(b, ' ');
	buf_hex(b, entry->digest.of[HASH_SHA512], 64);
	buf_char(b, ' ');
	bag_put_path(b, entry->path);
	buf_char(b, '\n');
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
	if (journal->in != NULL)
		fclose(journal->in);
	buf_free(&journal->lines);
	free(journal->line);
	free(journal->path);
	free(journal->plan);
	free(journal);
}
