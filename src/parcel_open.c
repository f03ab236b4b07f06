/* Opening a parcel: a new one, or what an earlier run has left. */
#include "parcel_inside.h"

#include "fs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool zip_out(void *to, const void *data, size_t size, struct err *err)
{
	struct parcel *parcel = to;

	return parcel_write(parcel, parcel->fd, data, size, err);
}

static bool zip_patch(void *to, int64_t offset, const void *data, size_t size,
    struct err *err)
{
	struct parcel *parcel = to;

	return pwrite(parcel->fd, data, size, offset) == (ssize_t)size ||
	    parcel_write_failed(parcel, err);
}

static bool open_place(struct parcel *parcel, struct err *err)
{
	int flags = O_CLOEXEC | O_NOFOLLOW;

	if (parcel->o.kind == PARCEL_FOLDER) {
		if (mkdir(parcel->partial, 0750) != 0 && errno != EEXIST)
			return parcel_write_failed(parcel, err);
		parcel->fd = open(parcel->partial, O_RDONLY | O_DIRECTORY |
		    flags);
	} else {
		parcel->fd = open(parcel->partial, O_RDWR | O_CREAT | flags,
		    0640);
	}
	if (parcel->fd < 0)
		return parcel_write_failed(parcel, err);
	if (!fs_hold(AT_FDCWD, parcel->fd, parcel->partial))
		return err_set(err, ERR_BUSY, _("%s is being written by "
		    "somebody else. Wait until they are done"),
		    parcel->o.path);
	return true;
}

/* A container goes on behind the last file that was adopted. What the journal
 * says of others does not hold. */
bool parcel_go_on(struct parcel *parcel, struct err *err)
{
	int64_t end = parcel->resumed_end;

	parcel->begun = true;
	if (parcel->adopted < parcel->resumed &&
	    !journal_cut(parcel->journal, err))
		return false;
	if (parcel->o.kind == PARCEL_FOLDER)
		return true;
	if (ftruncate(parcel->fd, end) != 0 ||
	    lseek(parcel->fd, end, SEEK_SET) != end)
		return parcel_write_failed(parcel, err);
	if (parcel->o.kind == PARCEL_TAR) {
		parcel->tar = tar_write_to(parcel->fd, err);
		return parcel->tar != NULL;
	}
	parcel->zip = zip_write_to(zip_out, parcel);
	zip_patches(parcel->zip, zip_patch);
	zip_go_on(parcel->zip, end);
	return true;
}

/* What another plan left in the folder goes. */
static bool begin_anew(struct parcel *parcel, struct err *err)
{
	int held = parcel->fd;
	bool good;

	parcel->resumed = 0;
	if (parcel->o.kind != PARCEL_FOLDER)
		return true;
	parcel->fd = -1;
	good = fs_remove_tree(parcel->partial, err) &&
	    open_place(parcel, err);
	close(held);
	return good;
}

static bool start(struct parcel *parcel, struct err *err)
{
	struct stat st;
	const char *journal = pool_printf(parcel->o.pool, "%s.journal",
	    parcel->partial);
	int64_t end;

	if (lstat(parcel->o.path, &st) == 0)
		return err_set(err, ERR_USAGE, _("%s exists already and is "
		    "not replaced. Choose another name or remove it"),
		    parcel->o.path);
	if (!open_place(parcel, err))
		return false;
	parcel->journal = journal_open(journal, parcel->o.plan,
	    &parcel->resumed, &end, err);
	if (parcel->journal == NULL)
		return false;
	if (fstat(parcel->fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size < end) {
		parcel->resumed = 0;
		if (!journal_cut(parcel->journal, err))
			return false;
	}
	return parcel->resumed > 0 || begin_anew(parcel, err);
}

struct parcel *parcel_open(const struct parcel_options *options,
    struct err *err)
{
	struct parcel *parcel = must_alloc(sizeof(*parcel));

	parcel->o = *options;
	parcel->checkpoint = 32 << 20;
	parcel->fd = parcel->out = parcel->near = -1;
	parcel->partial = pool_printf(options->pool, "%s.partial",
	    options->path);
	if (!start(parcel, err)) {
		parcel_close(parcel, PARCEL_LEAVE);
		return NULL;
	}
	return parcel;
}

int64_t parcel_resumed(const struct parcel *parcel)
{
	return parcel->resumed;
}

/* Files come in the same order in every run of a plan: the first that is not
 * there ends what is taken over. */
bool parcel_has(struct parcel *parcel, const char *path, int64_t size)
{
	struct journal_entry next;
	struct stat st;

	if (parcel->begun || parcel->adopted == parcel->resumed)
		return false;
	if (!journal_next(parcel->journal, &next) ||
	    strcmp(next.path, path) != 0 || next.size != size ||
	    (parcel->o.kind == PARCEL_FOLDER &&
	    (fstatat(parcel->fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISREG(st.st_mode) || st.st_size != size))) {
		journal_back(parcel->journal);
		return false;
	}
	parcel->adopted++;
	parcel->resumed_end = next.end;
	return true;
}

void parcel_journal_stop(struct parcel *parcel)
{
	parcel->unjournaled = true;
}
