/* The writing half of tar.h. */
#include "tar.h"

#include "pool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

struct tar_writer {
	struct archive *archive;
	struct archive_entry *entry;
	int64_t left;
	char *path;
};

/* errno says why, too: who knows the disk tells that it is full. */
static bool fail(struct tar_writer *tar, struct err *err)
{
	const char *words = archive_error_string(tar->archive);
	int number = archive_errno(tar->archive);

	err_set(err, ERR_FAILED, _("The tar cannot be written: %s"),
	    number > 0 ? err_system(number) : words == NULL ? "?" : words);
	errno = number > 0 ? number : EIO;
	return false;
}

static void writer_free(struct tar_writer *tar)
{
	int number = errno;

	archive_entry_free(tar->entry);
	archive_write_free(tar->archive);
	free(tar->path);
	free(tar);
	errno = number;
}

struct tar_writer *tar_write_to(int fd, struct err *err)
{
	struct tar_writer *tar = must_alloc(sizeof(*tar));

	tar->archive = archive_write_new();
	tar->entry = archive_entry_new();
	/* No blocking: what is given is written, so the descriptor always
	 * stands where the tar does. */
	if (tar->archive == NULL || tar->entry == NULL ||
	    archive_write_set_format_pax_restricted(tar->archive) !=
	    ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(tar->archive, 0) != ARCHIVE_OK ||
	    archive_write_open_fd(tar->archive, fd) != ARCHIVE_OK) {
		fail(tar, err);
		writer_free(tar);
		return NULL;
	}
	return tar;
}

bool tar_file(struct tar_writer *tar, const char *path, int64_t size,
    int64_t mtime, struct err *err)
{
	void *before = tar_locale_enter(err);
	int result;

	if (before == NULL)
		return false;
	free(tar->path);
	tar->path = must_alloc(strlen(path) + 1);
	memcpy(tar->path, path, strlen(path) + 1);
	archive_entry_clear(tar->entry);
	archive_entry_update_pathname_utf8(tar->entry, path);
	archive_entry_set_filetype(tar->entry, AE_IFREG);
	archive_entry_set_perm(tar->entry, 0644);
	archive_entry_set_size(tar->entry, size);
	archive_entry_set_mtime(tar->entry, mtime, 0);
	tar->left = size;
	result = archive_write_header(tar->archive, tar->entry);
	tar_locale_leave(before);
	return result == ARCHIVE_OK || fail(tar, err);
}

bool tar_data(struct tar_writer *tar, const void *data, size_t size,
    struct err *err)
{
	const char *at = data;

	if ((int64_t)size > tar->left)
		return err_set(err, ERR_FAILED,
		    _("%s grew while it was packed"), tar->path);
	tar->left -= (int64_t)size;
	while (size > 0) {
		ssize_t put = archive_write_data(tar->archive, at, size);

		if (put <= 0)
			return fail(tar, err);
		at += put;
		size -= (size_t)put;
	}
	return true;
}

bool tar_file_end(struct tar_writer *tar, struct err *err)
{
	if (tar->left > 0)
		return err_set(err, ERR_FAILED,
		    _("%s became shorter while it was packed"), tar->path);
	return archive_write_finish_entry(tar->archive) == ARCHIVE_OK ||
	    fail(tar, err);
}

bool tar_finish(struct tar_writer *tar, struct err *err)
{
	bool ok = true;

	/* Else the rest of the file in hand would be written, as zeros. */
	if (err == NULL)
		archive_write_fail(tar->archive);
	if (err != NULL && archive_write_close(tar->archive) != ARCHIVE_OK)
		ok = fail(tar, err);
	writer_free(tar);
	return ok && err != NULL;
}
