#include "tar.h"

#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

enum { BLOCK = 256 * 1024, LONGEST_PATH = 8192 };

struct tar {
	struct archive *archive;
	char *source;
	int fd;
	char *path;		/* of the entry in hand */
	struct tar_limits limits;
	int64_t entries;
	int64_t bytes;		/* unpacked so far */
	int64_t in_place;	/* of the entries that are not packed */
	int64_t packed;		/* size of the container */
	int64_t start;		/* of the container in the file */
	int64_t at;		/* next byte to read, from the start */
	const char *format;
	char block[BLOCK];
	char input[BLOCK];
};

static bool damaged(struct tar *tar, struct err *err)
{
	const char *words = archive_error_string(tar->archive);

	return err_set(err, ERR_FINDINGS, _("%s: the container is damaged: "
	    "%s"), tar->source, words == NULL ? "?" : words);
}

static void set_limits(struct tar *tar, const struct tar_limits *limits)
{
	if (limits != NULL)
		tar->limits = *limits;
	if (tar->limits.entries == 0)
		tar->limits.entries = 1000000;
	if (tar->limits.bytes == 0)
		tar->limits.bytes = INT64_C(64) << 40;
	if (tar->limits.ratio == 0)
		tar->limits.ratio = 200;
}

static bool open_source(struct tar *tar, struct err *err)
{
	struct stat st;

	tar->fd = open(tar->source, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (tar->fd < 0 || fstat(tar->fd, &st) != 0)
		return err_errno(err, "%s", tar->source);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_USAGE, _("%s is no regular file"),
		    tar->source);
	if (tar->packed < 0 || tar->packed > st.st_size - tar->start)
		tar->packed = st.st_size - tar->start;
	return true;
}

static la_ssize_t read_part(struct archive *archive, void *context,
    const void **block)
{
	struct tar *tar = context;
	int64_t left = tar->packed - tar->at;
	ssize_t got;

	*block = tar->input;
	if (left <= 0)
		return 0;
	do
		got = pread(tar->fd, tar->input, left < BLOCK ? (size_t)left :
		    BLOCK, tar->start + tar->at);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		archive_set_error(archive, errno, "%s", err_system(errno));
		return ARCHIVE_FATAL;
	}
	tar->at += got;
	return got;
}

static la_int64_t skip_part(struct archive *archive, void *context,
    la_int64_t request)
{
	struct tar *tar = context;
	int64_t left = tar->packed - tar->at;

	(void)archive;
	if (request > left)
		request = left;
	tar->at += request;
	return request;
}

static la_int64_t seek_part(struct archive *archive, void *context,
    la_int64_t offset, int whence)
{
	struct tar *tar = context;
	int64_t to = whence == SEEK_SET ? offset : whence == SEEK_CUR ?
	    tar->at + offset : tar->packed + offset;

	(void)archive;
	if (to < 0)
		return ARCHIVE_FATAL;
	tar->at = to;
	return to;
}

static bool open_in_locale(struct tar *tar, struct err *err)
{
	struct archive *a = tar->archive = archive_read_new();

	if (a == NULL || archive_read_support_format_tar(a) != ARCHIVE_OK ||
	    archive_read_support_format_zip_seekable(a) != ARCHIVE_OK ||
	    archive_read_support_filter_gzip(a) != ARCHIVE_OK)
		return err_set(err, ERR_FAILED,
		    _("This libarchive reads no tar and zip"));
	/* Names are bytes here; what is no UTF-8 is refused by our check. */
	archive_read_set_options(a, "hdrcharset=UTF-8");
	archive_read_set_read_callback(a, read_part);
	archive_read_set_skip_callback(a, skip_part);
	archive_read_set_seek_callback(a, seek_part);
	archive_read_set_callback_data(a, tar);
	if (archive_read_open1(a) != ARCHIVE_OK)
		return err_set(err, ERR_FINDINGS,
		    _("%s is neither a tar nor a zip"), tar->source);
	return true;
}

static bool open_archive(struct tar *tar, struct err *err)
{
	void *before = tar_locale_enter(err);
	bool ok;

	if (before == NULL)
		return false;
	ok = open_in_locale(tar, err);
	tar_locale_leave(before);
	return ok;
}

struct tar *tar_open(const char *path, const struct tar_limits *limits,
    struct err *err)
{
	return tar_open_part(path, 0, -1, limits, err);
}

struct tar *tar_open_part(const char *path, int64_t offset, int64_t size,
    const struct tar_limits *limits, struct err *err)
{
	struct tar *tar = must_alloc(sizeof(*tar));

	tar->fd = -1;
	tar->start = offset;
	tar->packed = size;
	tar->format = "";
	tar->source = must_alloc(strlen(path) + 1);
	memcpy(tar->source, path, strlen(path) + 1);
	set_limits(tar, limits);
	if (!open_source(tar, err) || !open_archive(tar, err)) {
		tar_close(tar);
		return NULL;
	}
	return tar;
}

void tar_close(struct tar *tar)
{
	if (tar == NULL)
		return;
	archive_read_free(tar->archive);
	if (tar->fd >= 0)
		close(tar->fd);
	free(tar->path);
	free(tar->source);
	free(tar);
}

const char *tar_format(const struct tar *tar)
{
	return tar->format;
}

static void learn_format(struct tar *tar)
{
	if ((archive_format(tar->archive) & ARCHIVE_FORMAT_BASE_MASK) ==
	    ARCHIVE_FORMAT_ZIP)
		tar->format = "zip";
	else
		tar->format = archive_filter_code(tar->archive, 0) ==
		    ARCHIVE_FILTER_GZIP ? "tar.gz" : "tar";
}

/* Where the bytes of the entry in hand stand, when nothing has packed them: the
 * reader has just used up its header. */
static int64_t place(struct tar *tar, const struct tar_entry *entry,
    struct archive_entry *got)
{
	int64_t at = archive_filter_bytes(tar->archive, -1);
	bool zip = strcmp(tar->format, "zip") == 0;
	const char *how = zip ? archive_format_name(tar->archive) : "";

	if (!entry->file || strcmp(tar->format, "tar.gz") == 0 ||
	    (zip && strstr(how, "uncompressed") == NULL) || at < 0 ||
	    entry->size < 0 || at + entry->size > tar->packed ||
	    archive_entry_sparse_count(got) > 0)
		return -1;
	return tar->start + at;
}

/* "./a//b/" is written by honest programs; "a/./b" and ".." are not. */
static const char *plain_path(struct tar *tar, const char *path)
{
	size_t length;

	while (path[0] == '.' && path[1] == '/')
		for (path += 2; *path == '/'; path++)
			;
	free(tar->path);
	length = strlen(path);
	tar->path = must_alloc(length + 1);
	memcpy(tar->path, path, length + 1);
	while (length > 0 && tar->path[length - 1] == '/')
		tar->path[--length] = '\0';
	return tar->path;
}

static const char *refusal(struct archive_entry *entry, const char *path)
{
	unsigned type = archive_entry_filetype(entry);

	if (archive_entry_hardlink(entry) != NULL)
		return _("a hard link");
	if (type == AE_IFLNK)
		return _("a symbolic link");
	if (type != AE_IFREG && type != AE_IFDIR)
		return _("neither a file nor a folder");
	if (archive_entry_is_encrypted(entry))
		return _("encrypted");
	if (type == AE_IFDIR && (*path == '\0' || strcmp(path, ".") == 0))
		return NULL;
	return tar_path_fault(path);
}

static bool too_much(struct tar *tar, struct err *err)
{
	return err_set(err, ERR_FINDINGS, _("%s: more than %lld bytes "
	    "when unpacked; such a container is not read on"),
	    tar->source, (long long)tar->limits.bytes);
}

static bool within_limits(struct tar *tar, int64_t more, struct err *err)
{
	tar->bytes += more;
	if (tar->bytes > tar->limits.bytes)
		return too_much(tar, err);
	if (tar->bytes / tar->limits.ratio > tar->packed + BLOCK)
		return err_set(err, ERR_FINDINGS, _("%s: unpacks to more than "
		    "%lld times its size; such a container is not read on"),
		    tar->source, (long long)tar->limits.ratio);
	return true;
}

static bool next_entry(struct tar *tar, struct tar_entry *entry,
    struct err *err)
{
	struct archive_entry *got;
	const char *path;
	int result = archive_read_next_header(tar->archive, &got);

	*entry = (struct tar_entry){ .path = "" };
	if (result == ARCHIVE_EOF)
		return tar->entries > 0 ? false : err_set(err, ERR_FINDINGS,
		    _("%s: the container is empty"), tar->source);
	if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
		return tar->entries > 0 ? damaged(tar, err) :
		    err_set(err, ERR_FINDINGS,
		    _("%s is neither a tar nor a zip, or it is damaged"),
		    tar->source);
	if (++tar->entries > tar->limits.entries)
		return err_set(err, ERR_FINDINGS, _("%s: more than %lld "
		    "entries; such a container is not read on"), tar->source,
		    (long long)tar->limits.entries);
	learn_format(tar);
	path = archive_entry_pathname_utf8(got);
	if (path == NULL)
		path = archive_entry_pathname(got);
	if (path == NULL)
		path = "";
	entry->path = plain_path(tar, path);
	entry->refused = refusal(got, tar->path);
	entry->folder = archive_entry_filetype(got) == AE_IFDIR;
	entry->file = entry->refused == NULL && !entry->folder;
	entry->size = archive_entry_size_is_set(got) ?
	    archive_entry_size(got) : -1;
	entry->mtime = archive_entry_mtime_is_set(got) ?
	    archive_entry_mtime(got) : 0;
	entry->offset = place(tar, entry, got);
	/* What lies there as it is need not be read to be counted. */
	if (entry->offset >= 0)
		tar->in_place += entry->size;
	return tar->in_place <= tar->limits.bytes || too_much(tar, err);
}

bool tar_next(struct tar *tar, struct tar_entry *entry, struct err *err)
{
	void *before = tar_locale_enter(err);
	bool more;

	if (before == NULL)
		return false;
	more = next_entry(tar, entry, err);
	tar_locale_leave(before);
	return more;
}

ssize_t tar_read(struct tar *tar, void *data, size_t size, struct err *err)
{
	ssize_t got = archive_read_data(tar->archive, data, size);

	if (got < 0) {
		damaged(tar, err);
		return -1;
	}
	return within_limits(tar, got, err) ? got : -1;
}

bool tar_find(struct tar *tar, const char *name, struct tar_entry *entry,
    struct err *err)
{
	while (tar_next(tar, entry, err))
		if (entry->file && strcmp(entry->path, name) == 0)
			return true;
	return err_set(err, ERR_MISSING, _("%s holds no %s"), tar->source,
	    name);
}

bool tar_member(const char *path, const char *name, size_t most,
    struct buf *out, struct err *err)
{
	struct tar *tar = tar_open(path, NULL, err);
	struct tar_entry entry;
	ssize_t got = -1;
	size_t start = out->length;

	if (tar == NULL || !tar_find(tar, name, &entry, err))
		goto done;
	while ((got = tar_read(tar, tar->block, sizeof(tar->block),
	    err)) > 0) {
		buf_add(out, tar->block, (size_t)got);
		if (out->length - start > most) {
			err_set(err, ERR_FINDINGS,
			    _("%s: %s is larger than %zu bytes"), path, name,
			    most);
			got = -1;
			break;
		}
	}
done:
	tar_close(tar);
	return got == 0;
}

/* ---- locale ------------------------------------------------------------ */

void *tar_locale_enter(struct err *err)
{
	static const char *const names[] = { "C.UTF-8", "C.utf8",
	    "en_US.UTF-8", "vi_VN.UTF-8" };
	locale_t locale = (locale_t)0;

	for (size_t i = 0; locale == (locale_t)0 && i < COUNT(names); i++)
		locale = newlocale(LC_CTYPE_MASK, names[i], (locale_t)0);
	if (locale == (locale_t)0) {
		err_set(err, ERR_FAILED,
		    _("This system has no UTF-8 locale, not even C.UTF-8"));
		return NULL;
	}
	return uselocale(locale);
}

void tar_locale_leave(void *before)
{
	freelocale(uselocale(before));
}

/* ---- paths ------------------------------------------------------------- */

static bool has_dots(const char *path)
{
	while (*path != '\0') {
		size_t length = strcspn(path, "/");

		if ((length == 1 && path[0] == '.') ||
		    (length == 2 && path[0] == '.' && path[1] == '.'))
			return true;
		path += length;
		path += *path == '/';
	}
	return false;
}

static bool is_utf8(const char *path)
{
	const unsigned char *at = (const unsigned char *)path;

	while (*at != '\0') {
		int more = *at < 0x80 ? 0 : *at >= 0xf0 && *at < 0xf5 ? 3 :
		    *at >= 0xe0 ? 2 : *at >= 0xc2 ? 1 : -1;

		if (more < 0 || *at >= 0xf5)
			return false;
		for (at++; more > 0; more--, at++)
			if ((*at & 0xc0) != 0x80)
				return false;
	}
	return true;
}

const char *tar_path_fault(const char *path)
{
	if (*path == '\0')
		return _("an empty name");
	if (strlen(path) > LONGEST_PATH)
		return _("a path of more than 8,192 bytes");
	if (path[0] == '/')
		return _("an absolute path");
	if (path[0] == '~')
		return _("a path that begins with ~");
	if (((path[0] | 32) >= 'a' && (path[0] | 32) <= 'z') && path[1] == ':')
		return _("a path with a drive letter");
	if (strchr(path, '\\') != NULL)
		return _("a backslash in a path");
	if (has_dots(path))
		return _("a path with . or .. in it");
	if (strstr(path, "//") != NULL || path[strlen(path) - 1] == '/')
		return _("an empty name in a path");
	if (!is_utf8(path))
		return _("a path that is no UTF-8");
	for (const char *at = path; *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return _("a control character in a path");
	return NULL;
}
