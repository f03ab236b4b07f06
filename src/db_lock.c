#include "db_lock.h"

#include "clock.h"
#include "job.h"
#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

struct db_lock {
	char *path;		/* NULL: always free */
	int fd;
	bool held;
};

struct db_lock *db_lock_new(const char *path)
{
	struct db_lock *lock = must_alloc(sizeof(*lock));

	lock->fd = -1;
	if (path != NULL) {
		size_t size = strlen(path) + sizeof(".lock");

		lock->path = must_alloc(size);
		snprintf(lock->path, size, "%s.lock", path);
	}
	return lock;
}

void db_lock_free(struct db_lock *lock)
{
	if (lock == NULL)
		return;
	if (lock->fd >= 0)
		close(lock->fd);
	free(lock->path);
	free(lock);
}

static bool open_lock(struct db_lock *lock, struct err *err)
{
	lock->fd = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0660);
	if (lock->fd < 0)
		return err_errno(err, "%s", lock->path);
	/* Ours to widen only when we made it; umask must not shut out the
	 * group. */
	if (fchmod(lock->fd, 0660) != 0)
		errno = 0;
	return true;
}

/* Who holds it, from the text the holder left: "pid uid time". */
static bool tell_busy(struct db_lock *lock, struct err *err)
{
	char text[128] = "";
	char since[64] = "?";
	long pid = 0;
	unsigned long uid = 0;
	char local[CLOCK_TEXT];
	const struct passwd *who;
	ssize_t size = pread(lock->fd, text, sizeof(text) - 1, 0);

	if (size > 0)
		text[size] = '\0';
	if (sscanf(text, "%ld %lu %63s", &pid, &uid, since) != 3)
		return err_set(err, ERR_BUSY, _("Somebody else is writing to the "
		    "catalogue; nothing was changed, try again in a moment"));
	who = getpwuid((uid_t)uid);
	clock_local(since, local);
	return err_set(err, ERR_BUSY, _("%s (process %ld) has been writing to "
	    "the catalogue since %s; nothing was changed, try again in a "
	    "moment"), who != NULL ? who->pw_name : "?", pid,
	    local[0] == '\0' ? since : local);
}

static void sign(struct db_lock *lock)
{
	char text[128];
	struct timespec now;
	struct tm parts;
	int length;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &parts);
	length = snprintf(text, sizeof(text),
	    "%ld %lu %04d-%02d-%02dT%02d:%02d:%02dZ\n", (long)getpid(),
	    (unsigned long)getuid(), parts.tm_year + 1900, parts.tm_mon + 1,
	    parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
	if (pwrite(lock->fd, text, (size_t)length, 0) != length)
		return;		/* only a courtesy to those who wait */
}

static void on_alarm(int number)
{
	(void)number;
}

/* Sleep in flock itself, which queues fairly, and be woken by a timer that
 * repeats, so that a signal just before the call is not missed. */
static int wait_for(int fd, int milliseconds)
{
	struct sigaction action = { .sa_handler = on_alarm }, before;
	struct sigevent event = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM
	};
	struct itimerspec span = { 0 };
	timer_t timer;
	int result, number;
	struct timespec start, now;

	clock_gettime(CLOCK_MONOTONIC, &start);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0)
		return -1;
	sigaction(SIGALRM, &action, &before);
	span.it_value.tv_sec = milliseconds / 1000;
	span.it_value.tv_nsec = milliseconds % 1000 * 1000000L + 1;
	span.it_interval.tv_nsec = 100000000L;
	timer_settime(timer, 0, &span, NULL);
	for (;;) {
		result = flock(fd, LOCK_EX);
		number = errno;
		if (result == 0 || number != EINTR || job_stopped())
			break;
		clock_gettime(CLOCK_MONOTONIC, &now);
		if ((now.tv_sec - start.tv_sec) * 1000 +
		    (now.tv_nsec - start.tv_nsec) / 1000000 >= milliseconds)
			break;
	}
	timer_delete(timer);
	sigaction(SIGALRM, &before, NULL);
	errno = number;
	return result;
}

bool db_lock_take(struct db_lock *lock, int milliseconds, struct err *err)
{
	if (lock->path == NULL || lock->held)
		return lock->held = true;
	if (lock->fd < 0 && !open_lock(lock, err))
		return false;
	if (flock(lock->fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK)
			return err_errno(err, "%s", lock->path);
		if (milliseconds <= 0 || wait_for(lock->fd, milliseconds) != 0)
			return job_stopped() ? err_set(err, ERR_STOPPED,
			    _("Stopped")) : tell_busy(lock, err);
	}
	sign(lock);
	return lock->held = true;
}

void db_lock_give(struct db_lock *lock)
{
	if (!lock->held)
		return;
	lock->held = false;
	if (lock->fd >= 0)
		flock(lock->fd, LOCK_UN);
}

bool db_lock_held(const struct db_lock *lock)
{
	return lock->held || lock->path == NULL;
}

bool db_lock_local(const char *path, struct err *err)
{
	static const struct { unsigned long type; const char *name; } remote[] = {
		{ 0x6969, "NFS" }, { 0xff534d42, "CIFS" },
		{ 0xfe534d42, "SMB" }, { 0x517b, "SMB" },
		{ 0x65735546, "FUSE" }, { 0x01021997, "9p" },
		{ 0x5346414f, "AFS" }, { 0x00c36400, "Ceph" }
	};
	struct statfs about;
	struct pool pool = { 0 };
	char *folder = pool_copy(&pool, path);
	char *slash = strrchr(folder, '/');
	bool good = true;

	if (slash == NULL)
		folder = pool_copy(&pool, ".");
	else
		slash[slash == folder ? 1 : 0] = '\0';
	if (statfs(path, &about) != 0 && statfs(folder, &about) != 0) {
		pool_free(&pool);
		return true;	/* opening will say what is wrong */
	}
	for (size_t i = 0; i < COUNT(remote) && good; i++)
		if ((unsigned long)about.f_type == remote[i].type)
			good = err_set(err, ERR_USAGE, _("The catalogue may not "
			    "be on a network folder (%s): locks do not hold "
			    "there. Log in to the machine that has the disk, "
			    "with ssh, and run bansao there"), remote[i].name);
	pool_free(&pool);
	return good;
}
