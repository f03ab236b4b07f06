/* The looks at where the catalogue stands: disk, rights, programs, terminal. */
#include "doctor.h"

#include "fs.h"
#include "rights.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

static bool look_open(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	(void)err;
	if (p->db == NULL)
		return doctor_says(d, HEALTH_BAD, p->why, "");
	if (!db_is_live(p->db))
		return doctor_says(d, HEALTH_WARNING, _("the file keeps no "
		    "write-ahead log: readers and writers wait for each other"),
		    pool_printf(p->pool, _("Put it through \"bansao backup "
		    "FILE\" and \"bansao restore FILE\"")));
	return doctor_says(d, HEALTH_OK, pool_printf(p->pool,
	    _("%s opens; schema %d"), p->path, db_schema_version(p->db)), "");
}

static bool look_sqlite(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	int a = 0, b = 0, c = 0;

	(void)err;
	if (sscanf(db_library_version(), "%d.%d.%d", &a, &b, &c) == 3 &&
	    a * 1000000 + b * 1000 + c >= 3051003)
		return doctor_says(d, HEALTH_OK, db_library_version(), "");
	return doctor_says(d, HEALTH_OK, pool_printf(p->pool, _("%s; before "
	    "3.51.3 a commit that races a checkpoint can damage the file (the "
	    "WAL-reset bug): the queue at FILE.lock keeps them apart"),
	    db_library_version()), _("Never write to the file with another "
	    "program"));
}

static bool look_space(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	int64_t left = fs_free(p->path);
	struct stat about = { 0 };
	int64_t size = stat(p->path, &about) == 0 ? about.st_size : 0;
	const char *text;

	(void)err;
	text = pool_printf(p->pool, _("%lld MB free, the catalogue has %lld MB"),
	    (long long)(left < 0 ? 0 : left >> 20), (long long)(size >> 20));
	if (left >= 0 && left < (16 << 20))
		return doctor_says(d, HEALTH_BAD, text, _("Make room on this "
		    "disk now: soon nothing can be stored"));
	if (left >= 0 && left < 2 * size + (64 << 20))
		return doctor_says(d, HEALTH_WARNING, text, _("Make room: the "
		    "daily backup and the log of the catalogue need twice its "
		    "size"));
	return doctor_says(d, HEALTH_OK, text, "");
}

static const char *disk_kind(const char *path)
{
	static const struct { unsigned long magic; const char *name; } kinds[] = {
		{ 0xef53, "ext4" }, { 0x58465342, "XFS" },
		{ 0x9123683e, "Btrfs" }, { 0x2fc12fc1, "ZFS" },
		{ 0xf2f52010, "F2FS" }, { 0x01021994, "tmpfs" },
		{ 0x858458f6, "ramfs" }, { 0x794c7630, "overlayfs" },
		{ 0x4d44, "FAT" }, { 0x2011bab0, "exFAT" },
		{ 0x5346544e, "NTFS" }
	};
	struct statfs disk;

	if (statfs(path, &disk) == 0)
		for (size_t i = 0; i < COUNT(kinds); i++)
			if (kinds[i].magic == ((unsigned long)disk.f_type &
			    0xffffffff))
				return kinds[i].name;
	return "?";
}

static bool look_disk(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	const char *network = fs_network(p->path);
	const char *kind = disk_kind(p->path);

	(void)err;
	if (network != NULL)
		return doctor_says(d, HEALTH_BAD, network, _("Locks do not hold "
		    "on a network folder: put the catalogue on a disk of the "
		    "machine and log in to that with ssh"));
	if (strcmp(kind, "tmpfs") == 0 || strcmp(kind, "ramfs") == 0)
		return doctor_says(d, HEALTH_WARNING, kind, _("This is memory "
		    "and is gone when the machine stops: move the catalogue to "
		    "a disk"));
	if (strstr(kind, "FAT") != NULL)
		return doctor_says(d, HEALTH_WARNING, kind, _("This file system "
		    "has no rights and survives no loss of power: move the "
		    "catalogue to ext4 or XFS"));
	return doctor_says(d, HEALTH_OK, kind, "");
}

/* Who may read: nobody outside the group, neither file nor folder content. */
static bool look_rights(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	static const char *const endings[] = {
		"", "-wal", "-shm", ".lock", ".damaged"
	};
	const char *folder = db_folder(p->path, p->pool);
	struct stat about, place;

	for (size_t i = 0; i < COUNT(endings); i++) {
		const char *name = pool_printf(p->pool, "%s%s", p->path,
		    endings[i]);

		if (stat(name, &about) != 0)
			continue;
		if ((about.st_mode & 0007) != 0)
			return doctor_says(d, HEALTH_BAD, pool_printf(p->pool,
			    _("%s can be used by everybody (%o)"), name,
			    (unsigned)about.st_mode & 07777),
			    pool_printf(p->pool, "chmod o-rwx %s", name));
		if (rights_access(name, R_OK | W_OK) != 0)
			return doctor_says(d, HEALTH_WARNING, pool_printf(p->pool,
			    _("you may not write %s (%o)"), name,
			    (unsigned)about.st_mode & 07777), _("You can only "
			    "read. To write, be in the group of the file; see "
			    "bansao-admin(7)"));
	}
	if (stat(p->path, &about) == 0 && about.st_nlink > 1)
		return doctor_says(d, HEALTH_BAD, _("the file has a second "
		    "name (a hard link): two programs would not see each "
		    "other's locks"), pool_printf(p->pool,
		    "find %s -xdev -samefile %s", folder, p->path));
	if (stat(folder, &place) != 0)
		return err_errno(err, "%s", folder);
	if (rights_access(folder, W_OK) != 0)
		return doctor_says(d, HEALTH_WARNING, pool_printf(p->pool,
		    _("you may not write into %s"), folder), _("SQLite keeps "
		    "its log beside the catalogue: without that right you can "
		    "only read"));
	if ((place.st_mode & 0002) != 0 && (place.st_mode & 01000) == 0)
		return doctor_says(d, HEALTH_BAD, pool_printf(p->pool,
		    _("everybody may write into %s"), folder),
		    pool_printf(p->pool, "chmod o-w %s", folder));
	if ((place.st_mode & 0020) != 0 && (place.st_mode & 02000) == 0 &&
	    (about.st_mode & 0060) == 0060 && place.st_gid != getgid() &&
	    place.st_gid == about.st_gid)
		return doctor_says(d, HEALTH_WARNING, pool_printf(p->pool,
		    _("%s is for a group but does not hand its group on"),
		    folder), pool_printf(p->pool, "chmod g+s %s", folder));
	return doctor_says(d, HEALTH_OK,
	    _("nobody outside the group can read it"), "");
}

static bool look_locale(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	const char *codeset = nl_langinfo(CODESET);

	(void)err;
	(void)p;
	if (strcmp(codeset, "UTF-8") != 0)
		return doctor_says(d, HEALTH_WARNING, codeset, _("The terminal is "
		    "not said to be UTF-8: set LANG=C.UTF-8 or vi_VN.UTF-8, "
		    "and in PuTTY Window > Translation > UTF-8"));
	return doctor_says(d, HEALTH_OK, codeset, "");
}

static bool look_terminal(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	const char *term = getenv("TERM");

	(void)err;
	if (!isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO))
		return doctor_says(d, HEALTH_OK, _("none here (a script)"), "");
	if (term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0)
		return doctor_says(d, HEALTH_WARNING, pool_printf(p->pool,
		    "TERM=%s", term == NULL ? "" : term), _("The screens need a "
		    "terminal that can move its cursor: TERM=xterm-256color in "
		    "most windows; the commands work as they are"));
	return doctor_says(d, HEALTH_OK, pool_printf(p->pool, "TERM=%s", term),
	    "");
}

static bool look_work(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	(void)err;
	if (access(p->work, X_OK) != 0)
		return doctor_says(d, HEALTH_BAD, pool_printf(p->pool,
		    _("%s is missing"), p->work), _("Install bansao again: "
		    "without it there are no scans, inventories, packages and "
		    "reports"));
	return doctor_says(d, HEALTH_OK, p->work, "");
}

/* What a killed program can leave. The next one of its kind clears it away;
 * what is a day old has no next one. */
static bool look_leftovers(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	static const char *const endings[] = {
		".partial", ".partial-wal", ".partial-shm", ".partial.lock",
		".restored", ".restored.partial"
	};
	struct stat about;

	(void)err;
	for (size_t i = 0; i < COUNT(endings); i++) {
		const char *name = pool_printf(p->pool, "%s%s", p->path,
		    endings[i]);

		if (stat(name, &about) == 0)
			return doctor_says(d, HEALTH_WARNING, pool_printf(p->pool,
			    _("%s is half finished work of a program that was "
			    "stopped"), name), pool_printf(p->pool, _("When "
			    "nobody is making or restoring a catalogue just "
			    "now: rm %s"), name));
	}
	return doctor_says(d, HEALTH_OK, _("nothing half finished"), "");
}

const struct matter doctor_place[] = {
	{ "open", N_("Opening"), false, look_open },
	{ "sqlite", N_("SQLite"), false, look_sqlite },
	{ "space", N_("Free space"), false, look_space },
	{ "disk", N_("File system"), false, look_disk },
	{ "rights", N_("Rights"), false, look_rights },
	{ "leftovers", N_("Left behind"), false, look_leftovers },
	{ "locale", N_("Character set"), false, look_locale },
	{ "terminal", N_("Terminal"), false, look_terminal },
	{ "workshop", N_("Workshop"), false, look_work },
	{ 0 }
};
