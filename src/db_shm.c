/* The index of the log (FILE-shm) is mapped, and SQLite makes room for a page of
 * it by writing its last byte. Where the blocks of the disk are smaller than a
 * page the others are left out then, and on a full disk the process that touches
 * them is killed (SIGBUS). So the whole page is written. */
#include "db_inside.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE = 4096 };

/* Only behind the end of the file: nothing that stands there is touched. */
static bool fill_page(int fd, off_t last)
{
	static const char zeros[PAGE];
	struct stat about;
	off_t from = last - (PAGE - 1);
	ssize_t done;

	if (last % PAGE != PAGE - 1 || fstat(fd, &about) != 0 ||
	    about.st_size >= last || about.st_blksize >= PAGE)
		return true;
	if (from < about.st_size)
		from = about.st_size;
	done = pwrite(fd, zeros, (size_t)(last - from), from);
	if (done >= 0 && done < last - from)
		errno = ENOSPC;
	return done == last - from;
}

static ssize_t write_at(int fd, const void *data, size_t size, off_t offset)
{
	return size == 1 && !fill_page(fd, offset) ? -1 :
	    pwrite(fd, data, size, offset);
}

static ssize_t write_here(int fd, const void *data, size_t size)
{
	return size == 1 && !fill_page(fd, lseek(fd, 0, SEEK_CUR)) ? -1 :
	    write(fd, data, size);
}

void db_teach_pages(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

	if (vfs == NULL || vfs->iVersion < 3)
		return;
	vfs->xSetSystemCall(vfs, "write", (sqlite3_syscall_ptr)write_here);
	vfs->xSetSystemCall(vfs, "pwrite", (sqlite3_syscall_ptr)write_at);
	vfs->xSetSystemCall(vfs, "pwrite64", (sqlite3_syscall_ptr)write_at);
}
