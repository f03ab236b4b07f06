#include "db_lock.h"

#include "clock.h"
#include "fs.h"
#include "job.h"
#include "pool.h"
#include "rights.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum {
	COUNTER = 128,		/* where the last turn stands, behind the text */
	FIRST_TURN = 4096,	/* bytes that are only there to be locked */
	TURNS = 65536,
	TURN_MS = 1000		/* so long the order is kept to */
};

struct db_lock {
	char *path;		/* NULL: always free */
	int fd;
	bool held;
	int turn;		/* -1: none drawn */
	bool (*go_on)(void *to, const char *who);
	void *to;
};

struct db_lock *db_lock_new(const char *path)
{
	struct db_lock *lock = must_alloc(sizeof(*lock));

	lock->fd = -1;
	lock->turn = -1;
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
	bool up = rights_up(lock->path);

	lock->fd = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0660);
	rights_down(up);
	if (lock->fd < 0)
		return fs_failed(lock->path, err);
	/* Ours to widen only when we made it; umask must not shut out the
	 * group. */
	if (fchmod(lock->fd, 0660) != 0)
		errno = 0;
	return true;
}

struct holder {
	const char *name;
	long pid;
	char since[CLOCK_TEXT];
};

/* Who holds it, from the text the holder left: "pid uid time". */
static bool read_holder(struct db_lock *lock, struct holder *holder)
{
	char text[128] = "";
	char since[64] = "?";
	unsigned long uid = 0;
	const struct passwd *who;
	ssize_t size = pread(lock->fd, text, sizeof(text) - 1, 0);

	if (size > 0)
		text[size] = '\0';
	if (sscanf(text, "%ld %lu %63s", &holder->pid, &uid, since) != 3)
		return false;
	who = getpwuid((uid_t)uid);
	holder->name = who != NULL ? who->pw_name : "?";
	clock_local(since, holder->since);
	if (holder->since[0] == '\0')
		snprintf(holder->since, sizeof(holder->since), "%.31s", since);
	return true;
}

static bool tell_busy(struct db_lock *lock, struct err *err)
{
	struct holder holder;

	if (!read_holder(lock, &holder))
		return err_set(err, ERR_BUSY, _("Somebody else is writing to the "
		    "catalogue; nothing was changed, try again in a moment"));
	return err_set(err, ERR_BUSY, _("%s (process %ld) has been writing to "
	    "the catalogue since %s; nothing was changed, try again in a "
	    "moment"), holder.name, holder.pid, holder.since);
}

static const char *holder_words(struct db_lock *lock, struct pool *pool)
{
	struct holder holder;

	return !read_holder(lock, &holder) ? _("somebody else writes") :
	    pool_printf(pool, _("%s (process %ld) writes since %s"),
	    holder.name, holder.pid, holder.since);
}

const char *db_lock_holder(struct db_lock *lock, long but, struct pool *pool)
{
	struct holder holder;
	struct err ignored = { 0 };

	if (lock->path == NULL || lock->held ||
	    (lock->fd < 0 && !open_lock(lock, &ignored)))
		return "";
	if (flock(lock->fd, LOCK_SH | LOCK_NB) == 0) {
		flock(lock->fd, LOCK_UN);
		return "";
	}
	return read_holder(lock, &holder) && holder.pid == but ? "" :
	    holder_words(lock, pool);
}

void db_lock_listen(struct db_lock *lock, bool (*go_on)(void *to,
    const char *who), void *to)
{
	lock->go_on = go_on;
	lock->to = to;
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

static bool asks_to_go_on(struct db_lock *lock)
{
	struct pool pool = { 0 };
	bool good = lock->go_on == NULL || lock->go_on(lock->to,
	    holder_words(lock, &pool));

	pool_free(&pool);
	return good;
}

/* Who has just written would win flock again before those it wakes have come
 * to their feet, and again. So everybody draws a turn: a number in the file,
 * and the lock on a byte of that number until the work is done. One waits for
 * the byte of the turn before, and only then for flock; so each that ends wakes
 * exactly the next. The death of a process takes its byte away. Turns only keep
 * the order: what they cannot give, or somebody keeps for long (one who waits
 * and was stopped), is done without. */
static bool turn_byte(struct db_lock *lock, short type, int turn, bool wait)
{
	struct flock byte = {
		.l_type = type, .l_whence = SEEK_SET, .l_start = FIRST_TURN + turn,
		.l_len = 1
	};

	return fcntl(lock->fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &byte) == 0;
}

static int turn_before(int turn)
{
	return (turn + TURNS - 1) % TURNS;
}

static void draw(struct db_lock *lock)
{
	bool alone = false;
	int32_t last = 0;
	int turn;

	for (int tries = 0; !alone && tries < 100; tries++)
		if (!(alone = turn_byte(lock, F_WRLCK, TURNS, false)))
			sched_yield();
	if (!alone)
		return;
	if (pread(lock->fd, &last, sizeof(last), COUNTER) != sizeof(last) ||
	    last < 0 || last >= TURNS)
		last = 0;
	last = turn = (last + 1) % TURNS;
	if (pwrite(lock->fd, &last, sizeof(last), COUNTER) == sizeof(last) &&
	    turn_byte(lock, F_WRLCK, turn, false))
		lock->turn = turn;
	turn_byte(lock, F_UNLCK, TURNS, false);
}

/* The turn before is over: its byte is ours for a moment. */
static bool is_next(struct db_lock *lock, bool wait)
{
	int before = turn_before(lock->turn);
	bool next = lock->turn < 0 || turn_byte(lock, F_WRLCK, before, wait);

	if (next && lock->turn >= 0)
		turn_byte(lock, F_UNLCK, before, false);
	return next;
}

static void end_turn(struct db_lock *lock)
{
	if (lock->turn >= 0)
		turn_byte(lock, F_UNLCK, lock->turn, false);
	lock->turn = -1;
}

static bool take_at_once(struct db_lock *lock)
{
	draw(lock);
	if (is_next(lock, false))
		return flock(lock->fd, LOCK_EX | LOCK_NB) == 0;
	errno = EWOULDBLOCK;
	return false;
}

static int64_t ms_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)(now.tv_sec - start->tv_sec) * 1000 +
	    (now.tv_nsec - start->tv_nsec) / 1000000;
}

/* Sleep in the calls themselves, and be woken by a timer that repeats, so that
 * a signal just before a call is not missed. */
static int wait_for(struct db_lock *lock, int milliseconds, bool *given_up)
{
	int most = lock->go_on == NULL ? TURN_MS : 100;
	int first = milliseconds < most ? milliseconds : most;
	bool next = false;
	struct sigaction action = { .sa_handler = on_alarm }, before;
	struct sigevent event = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM
	};
	struct itimerspec span = { 0 };
	timer_t timer;
	int result, number;
	struct timespec start;

	clock_gettime(CLOCK_MONOTONIC, &start);
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0)
		return -1;
	sigaction(SIGALRM, &action, &before);
	span.it_value.tv_sec = first / 1000;
	span.it_value.tv_nsec = first % 1000 * 1000000L + 1;
	span.it_interval.tv_nsec = 100000000L;
	timer_settime(timer, 0, &span, NULL);
	for (;;) {
		next = next || is_next(lock, true) || errno != EINTR ||
		    ms_since(&start) >= TURN_MS;
		result = next ? flock(lock->fd, LOCK_EX) : -1;
		number = next ? errno : EINTR;
		if (result == 0 || number != EINTR || job_stopped() ||
		    ms_since(&start) >= milliseconds)
			break;
		*given_up = !asks_to_go_on(lock);
		if (*given_up)
			break;
	}
	timer_delete(timer);
	sigaction(SIGALRM, &before, NULL);
	errno = number;
	return result;
}

bool db_lock_take(struct db_lock *lock, int milliseconds, struct err *err)
{
	bool given_up = false;

	if (lock->path == NULL || lock->held)
		return lock->held = true;
	if (lock->fd < 0 && !open_lock(lock, err))
		return false;
	if (!take_at_once(lock)) {
		if (errno != EWOULDBLOCK) {
			end_turn(lock);
			return err_errno(err, "%s", lock->path);
		}
		if (milliseconds <= 0 || wait_for(lock, milliseconds,
		    &given_up) != 0) {
			end_turn(lock);
			return given_up ? err_set(err, ERR_STOPPED, _("Not "
			    "waited for; nothing was changed")) :
			    job_stopped() ? err_set(err, ERR_STOPPED,
			    _("Stopped")) : tell_busy(lock, err);
		}
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
	end_turn(lock);
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
