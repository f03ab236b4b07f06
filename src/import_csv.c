/* Comma-separated (or ; tab |) inventories, in UTF-8, UTF-16 or an old
 * encoding. */
#include "import.h"

#include "csv_in.h"
#include "text.h"

#include <fcntl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path);
	size_t tail = strlen(ending);

	return length > tail && strcasecmp(path + length - tail, ending) == 0;
}

/* Letters, line ends and few control characters: a text. */
static int sniff(const void *head, size_t size, const char *path)
{
	const unsigned char *bytes = head;
	size_t odd = 0;
	size_t bom;
	enum encoding encoding = encoding_of_file(head, size, &bom);

	if (size >= 4 && (memcmp(head, "PK\3\4", 4) == 0 ||
	    memcmp(head, "\xd0\xcf\x11\xe0", 4) == 0 ||
	    memcmp(head, "%PDF", 4) == 0))
		return 0;
	if (encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE)
		return 60;
	for (size_t i = 0; i < size; i++)
		odd += bytes[i] < 0x20 && bytes[i] != '\n' &&
		    bytes[i] != '\r' && bytes[i] != '\t';
	if (ends_with(path, ".csv") || ends_with(path, ".tsv") ||
	    ends_with(path, ".txt"))
		return odd > size / 4 ? 5 : 50;
	return odd > size / 20 ? 0 : 20;
}

/* --- pieces of the file as UTF-8 or as bytes ----------------------------- */

struct feed {
	const struct import_source *source;
	struct csv *csv;
	enum encoding encoding;	/* UTF-16, or AUTO for bytes */
	unsigned char rest[4];	/* of a letter cut by the end of a piece */
	size_t rest_length;
	struct cell cells[CSV_COLUMNS];
	bool raw;
	bool told_zeros;
};

static bool on_row(void *to, const struct csv_row *row, struct err *err)
{
	struct feed *feed = to;
	struct import_row out = { "", row->number, feed->cells, row->given,
	    feed->raw };

	for (size_t i = 0; i < row->count; i++) {
		feed->cells[i] = (struct cell){ row->cells[i].text,
		    row->cells[i].length, CELL_TEXT };
		if (!feed->told_zeros && strlen(row->cells[i].text) !=
		    row->cells[i].length) {
			feed->told_zeros = true;
			feed->source->trouble(feed->source->to, "F002", "",
			    row->number, (int)i + 1,
			    _("there are NUL bytes in the cell"));
		}
	}
	/* Columns beyond what the reader keeps are counted, not given. */
	if (row->given > row->count)
		for (size_t i = row->count; i < CSV_COLUMNS; i++)
			feed->cells[i] = (struct cell){ "", 0, CELL_TEXT };
	return feed->source->row(feed->source->to, &out, err);
}

/* UTF-16 is turned into UTF-8 in whole pairs of units. */
static bool feed_wide(struct feed *feed, const unsigned char *data,
    size_t size, struct err *err)
{
	struct pool pool = { 0 };
	bool big = feed->encoding == ENCODING_UTF16BE;
	unsigned char *all = pool_alloc(&pool, size + sizeof(feed->rest));
	size_t length = feed->rest_length + size;
	size_t keep = length % 2;
	const char *text;
	bool good;

	memcpy(all, feed->rest, feed->rest_length);
	memcpy(all + feed->rest_length, data, size);
	if (length >= keep + 2) {
		const unsigned char *last = all + length - keep - 2;
		unsigned unit = (unsigned)(last[!big] << 8 | last[big]);

		if (unit >= 0xd800 && unit < 0xdc00)
			keep += 2;
	}
	length -= keep;
	memcpy(feed->rest, all + length, keep);
	feed->rest_length = keep;
	text = encoding_decode(&pool, feed->encoding, all, length, NULL);
	good = csv_feed(feed->csv, text, strlen(text), err);
	pool_free(&pool);
	return good;
}

static bool feed_piece(struct feed *feed, const unsigned char *data,
    size_t size, struct err *err)
{
	if (feed->encoding == ENCODING_UTF16LE ||
	    feed->encoding == ENCODING_UTF16BE)
		return feed_wide(feed, data, size, err);
	return csv_feed(feed->csv, data, size, err);
}

/* --- the file ------------------------------------------------------------ */

/* Is the whole file UTF-8? A few wrong bytes do not make it another
 * encoding, but then each column is judged by itself. */
static bool all_utf8(int fd, unsigned char *data)
{
	size_t kept = 0;
	ssize_t got;

	while ((got = read(fd, data + kept, CHUNK - kept)) > 0) {
		size_t length = kept + (size_t)got;
		size_t whole = length;

		/* Leave a letter that the end of the piece may have cut. */
		while (whole > 0 && length - whole < 3 &&
		    (data[whole - 1] & 0xc0) == 0x80)
			whole--;
		if (whole > 0 && data[whole - 1] >= 0xc0)
			whole--;
		else
			whole = length;
		if (!text_valid_n((const char *)data, whole))
			return false;
		kept = length - whole;
		memmove(data, data + whole, kept);
	}
	return kept == 0;
}

static char separator_of(const unsigned char *data, size_t size,
    enum encoding encoding)
{
	struct pool pool = { 0 };
	const char *text = (const char *)data;
	char separator;

	/* "sep=;" in the first line is Excel's own word for it. */
	if (encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE) {
		text = encoding_decode(&pool, encoding, data, size & ~3ul,
		    NULL);
		size = strlen(text);
	}
	separator = (char)(size > 5 && strncmp(text, "sep=", 4) == 0 ?
	    text[4] : csv_separator(text, size));
	pool_free(&pool);
	return separator;
}

static bool read_pieces(struct feed *feed, int fd, unsigned char *data,
    size_t bom, struct err *err)
{
	const struct import_source *source = feed->source;
	size_t skip = bom;
	ssize_t got;

	for (;;) {
		got = read(fd, data, CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, "%s", source->path);
		if (got == 0)
			break;
		if (source->job != NULL)
			source->job->bytes += got;
		if ((size_t)got <= skip) {
			skip -= (size_t)got;
			continue;
		}
		if (!feed_piece(feed, data + skip, (size_t)got - skip, err))
			return false;
		skip = 0;
	}
	return csv_end(feed->csv, err);
}

static bool read_csv(const struct import_source *source, struct err *err)
{
	int fd = open(source->path, O_RDONLY | O_CLOEXEC);
	unsigned char *data = must_alloc(CHUNK + 1);
	struct feed *feed = must_alloc(sizeof(*feed));
	bool good = false;
	size_t bom = 0;
	ssize_t got;
	char separator;

	feed->source = source;
	if (fd < 0 || (got = read(fd, data, CHUNK)) < 0) {
		err_errno(err, "%s", source->path);
		goto bad;
	}
	feed->encoding = encoding_of_file(data, (size_t)got, &bom);
	if (source->encoding == ENCODING_UTF16LE ||
	    source->encoding == ENCODING_UTF16BE)
		feed->encoding = source->encoding;
	separator = separator_of(data + bom, (size_t)got - bom,
	    feed->encoding);
	if (feed->encoding == ENCODING_AUTO) {
		lseek(fd, 0, SEEK_SET);
		feed->raw = !all_utf8(fd, data);
	}
	lseek(fd, 0, SEEK_SET);
	feed->csv = csv_new(separator, on_row, feed);
	good = read_pieces(feed, fd, data, bom, err);
bad:
	csv_close(feed->csv);
	free(feed);
	free(data);
	if (fd >= 0)
		close(fd);
	return good || err_wrap(err, "%s", source->path);
}

const struct importer importer_csv = {
	"csv", N_("Comma-separated values"), sniff, read_csv
};
