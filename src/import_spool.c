/* Rows that were judged good, in a file without a name, until the whole
 * inventory is judged: the memory does not grow with the inventory, and the
 * catalogue is not locked while a file is read. */
#include "import_inside.h"

#include "fs.h"
#include "rights.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Beside the catalogue: what does not fit there could not be stored either, and
 * titles of files are not left lying about in /tmp. */
static bool make(struct import *in)
{
	const char *path = db_path(in->db);
	const char *slash = strrchr(path, '/');
	const char *folder = slash == NULL ? "." : pool_copy_n(in->pool,
	    path, slash == path ? 1 : (size_t)(slash - path));
	bool up = rights_up(path);
	int fd = fs_scratch(path[0] == ':' ? NULL : folder, in->err);

	rights_down(up);
	in->spool_folder = folder;
	in->spool = fd < 0 ? NULL : fdopen(fd, "w+");
	return in->spool != NULL;
}

static bool put_failed(struct import *in)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return fs_write_failed(in->spool_folder, in->err);
	return err_errno(in->err, _("The temporary file cannot be written"));
}

static bool put(struct import *in, const void *data, size_t size)
{
	return fwrite(data, 1, size, in->spool) == size || put_failed(in);
}

static bool put_text(struct import *in, const char *text, size_t length)
{
	uint32_t size = (uint32_t)length;

	return put(in, &size, sizeof(size)) && put(in, text, length);
}

struct frame {
	int64_t known, row;
	uint64_t given;
	int32_t fonds, group, sheet;
	int32_t magic;
};

enum { MAGIC = 0x53704f6f };

bool spool_put(struct import *in, const struct spooled *row)
{
	struct frame frame = { row->known, row->row, row->given, row->fonds,
	    row->group, row->sheet, MAGIC };

	if ((in->spool == NULL && !make(in)) ||
	    !put(in, &frame, sizeof(frame)) ||
	    !put_text(in, row->raw, row->raw_length))
		return false;
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++) {
		const void *place = (const char *)&row->dossier + f->offset;
		const char *text;

		if (f->kind == FIELD_NUMBER || f->kind == FIELD_FLAG) {
			if (!put(in, place, sizeof(int64_t)))
				return false;
			continue;
		}
		text = *(const char *const *)place;
		if (!put_text(in, text, strlen(text)))
			return false;
	}
	return true;
}

bool spool_rewind(struct import *in)
{
	if (in->spool == NULL)
		return true;
	if (fflush(in->spool) != 0 || fseek(in->spool, 0, SEEK_SET) != 0)
		return put_failed(in);
	return true;
}

static bool get(struct import *in, void *data, size_t size)
{
	if (fread(data, 1, size, in->spool) == size)
		return true;
	return err_set(in->err, ERR_FAILED,
	    _("The temporary file cannot be read"));
}

static const char *get_text(struct import *in, struct pool *pool,
    size_t *length)
{
	uint32_t size;
	char *text;

	*length = 0;
	if (!get(in, &size, sizeof(size)))
		return "";
	text = pool_alloc(pool, (size_t)size + 1);
	if (!get(in, text, size))
		return "";
	*length = size;
	return text;
}

bool spool_get(struct import *in, struct pool *pool, struct spooled *row)
{
	struct frame frame;
	size_t length;

	if (in->spool == NULL)
		return false;
	if (fread(&frame, 1, sizeof(frame), in->spool) != sizeof(frame))
		return ferror(in->spool) != 0 && err_errno(in->err,
		    _("The temporary file cannot be read"));
	if (frame.magic != MAGIC)
		return err_set(in->err, ERR_FAILED,
		    _("The temporary file cannot be read"));
	memset(row, 0, sizeof(*row));
	row->known = frame.known;
	row->row = frame.row;
	row->given = frame.given;
	row->fonds = frame.fonds;
	row->group = frame.group;
	row->sheet = frame.sheet;
	row->raw = get_text(in, pool, &row->raw_length);
	dossier_blank(&row->dossier);
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++) {
		void *place = (char *)&row->dossier + f->offset;

		if (f->kind == FIELD_NUMBER || f->kind == FIELD_FLAG) {
			if (!get(in, place, sizeof(int64_t)))
				return false;
			continue;
		}
		*(const char **)place = get_text(in, pool, &length);
	}
	return in->err->kind == ERR_NONE;
}
