#include "shared.h"

#include "fs.h"
#include "pool.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool shared_group(const char *group, unsigned *gid, struct err *err)
{
	const struct group *entry = getgrnam(group);

	if (entry == NULL)
		return err_set(err, ERR_MISSING, _("There is no group %s on this "
		    "machine. Make it with \"groupadd %s\" and put the people "
		    "into it with \"usermod -aG %s NAME\""), group, group,
		    group);
	*gid = entry->gr_gid;
	return true;
}

/* Only what init itself may have left, or nothing. */
static bool is_free(const char *folder, struct err *err)
{
	static const char *const ours[] = {
		".", "..", "backups", "packages", "drafts"
	};
	DIR *stream = opendir(folder);
	const struct dirent *entry;
	bool good = true;

	if (stream == NULL)
		return err_errno(err, "%s", folder);
	while (good && (entry = readdir(stream)) != NULL) {
		good = false;
		for (size_t i = 0; i < COUNT(ours); i++)
			if (strcmp(entry->d_name, ours[i]) == 0)
				good = true;
		/* the lock, and what a killed init has left */
		if (strstr(entry->d_name, ".lock") != NULL ||
		    strstr(entry->d_name, ".partial") != NULL)
			good = true;
		if (!good)
			err_set(err, ERR_USAGE, _("%s has other things in it "
			    "(%s): their rights are not changed. Name a folder "
			    "of its own for the group: --db FOLDER/bansao.db"),
			    folder, entry->d_name);
	}
	closedir(stream);
	return good;
}

static bool set_rights(const char *folder, unsigned gid, mode_t mode,
    struct err *err)
{
	if (chown(folder, (uid_t)-1, gid) != 0)
		return err_errno(err, _("%s cannot be given to the group: be a "
		    "member of it, or root"), folder);
	if (chmod(folder, mode) != 0)
		return err_errno(err, "%s", folder);
	return true;
}

bool shared_folder(const char *folder, const char *group, struct err *err)
{
	static const struct { const char *name; mode_t mode; } inner[] = {
		{ "backups", 02770 }, { "packages", 02770 }, { "drafts", 03770 }
	};
	struct pool pool = { 0 };
	unsigned gid = 0;
	bool good = shared_group(group, &gid, err) && fs_mkdirs(folder, err) &&
	    is_free(folder, err) && set_rights(folder, gid, 02770, err);

	for (size_t i = 0; good && i < COUNT(inner); i++) {
		const char *path = pool_printf(&pool, "%s/%s", folder,
		    inner[i].name);

		good = fs_mkdirs(path, err) &&
		    set_rights(path, gid, inner[i].mode, err);
	}
	pool_free(&pool);
	return good && fs_sync_folder(folder, err);
}
