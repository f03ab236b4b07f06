#include "reader.h"

#include "clock.h"
#include "reader_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	WINDOW = 256,		/* files given to a child before its answers */
	MOST_JOBS = 64,
	ENOUGH = 48,		/* files that keep a child busy for a while */
	LOOK_NS = 5000000	/* between two looks at who waits for the disk */
};

struct order {
	int64_t tag;
	int wanted;
	char *path;		/* NULL: answered */
};

struct child {
	pid_t pid;		/* 0: none */
	int fd;
	struct order orders[WINDOW];	/* in the order of giving, a ring */
	int first, count;	/* the first one is unanswered */
	struct buf out;		/* not yet written to it */
	size_t out_done;
	struct buf in;		/* not yet understood */
	bool alone;		/* one at a time, after a death */
};

struct readers {
	const char *program, *companions;
	const char *const *extra;
	int root;
	int jobs;		/* children that may run now, of each kind */
	int most;		/* what jobs may grow to */
	int64_t looked;		/* ns */
	/* Those of program, then those of companions. */
	struct child child[2 * MOST_JOBS];
	bool (*take)(void *to, int64_t tag, const char *path,
	    const struct scan_result *result, struct err *err);
	void *to;
	struct pool pool;	/* of the result in hand */
};

/* --- children ------------------------------------------------------------ */

static bool start(struct readers *readers, struct child *child,
    struct err *err)
{
	const bool first = child < readers->child + MOST_JOBS;

	return reader_start(first ? readers->program : readers->companions,
	    readers->extra, "scan", readers->root, &child->pid, &child->fd,
	    err);
}

static void forget(struct child *child)
{
	close(child->fd);
	child->pid = 0;
	buf_clear(&child->out);
	child->out_done = 0;
	buf_clear(&child->in);
}

static void stop(struct child *child)
{
	if (child->pid == 0)
		return;
	reader_end(child->pid, true);
	forget(child);
}

struct readers *readers_open(const char *program, const char *companions,
    const char *root, const char *const *extra, int jobs, struct err *err)
{
	struct readers *readers = must_alloc(sizeof(*readers));
	const int processors = get_nprocs();

	readers->program = program;
	readers->companions = companions;
	readers->extra = extra;
	readers->most = jobs == 0 && processors < READERS_COLD ?
	    READERS_COLD : jobs == 0 ? processors : jobs;
	readers->jobs = jobs == 0 ? processors : jobs;
	if (readers->most > MOST_JOBS)
		readers->most = MOST_JOBS;
	if (readers->jobs > readers->most)
		readers->jobs = readers->most;
	readers->root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (readers->root < 0) {
		err_errno(err, _("The folder %s cannot be opened"), root);
		free(readers);
		return NULL;
	}
	return readers;
}

void readers_close(struct readers *readers)
{
	if (readers == NULL)
		return;
	for (int i = 0; i < 2 * MOST_JOBS; i++) {
		struct child *c = &readers->child[i];

		stop(c);
		for (; c->count > 0; c->count--) {
			free(c->orders[c->first].path);
			c->first = (c->first + 1) % WINDOW;
		}
		buf_free(&c->out);
		buf_free(&c->in);
	}
	close(readers->root);
	pool_free(&readers->pool);
	free(readers);
}

void readers_listen(struct readers *readers,
    bool (*take)(void *to, int64_t tag, const char *path,
    const struct scan_result *result, struct err *err), void *to)
{
	readers->take = take;
	readers->to = to;
}

int readers_busy(const struct readers *readers)
{
	int busy = 0;

	for (int i = 0; i < 2 * MOST_JOBS; i++)
		busy += readers->child[i].count;
	return busy;
}

/* --- orders and answers -------------------------------------------------- */

static void send_order(struct child *child, int place)
{
	const struct order *order = &child->orders[place];
	struct reader_frame frame = { (uint32_t)strlen(order->path),
	    order->wanted | (child->alone ? READER_ALONE : 0), place };

	buf_add(&child->out, &frame, sizeof(frame));
	buf_add(&child->out, order->path, frame.length);
}

static bool flush(struct child *child)
{
	while (child->out_done < child->out.length) {
		ssize_t n = send(child->fd, child->out.data + child->out_done,
		    child->out.length - child->out_done, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK;
		child->out_done += (size_t)n;
	}
	buf_clear(&child->out);
	child->out_done = 0;
	return true;
}

/* Answers may overtake each other; the ring goes on behind the oldest. */
static bool deliver(struct readers *readers, struct child *child, int place,
    const struct scan_result *result, struct err *err)
{
	struct order *order = &child->orders[place];
	char *path = order->path;
	bool good;

	order->path = NULL;
	while (child->count > 0 && child->orders[child->first].path == NULL) {
		child->first = (child->first + 1) % WINDOW;
		child->count--;
	}
	good = readers->take(readers->to, order->tag, path, result, err);
	free(path);
	pool_reset(&readers->pool);
	return good;
}

/* Take whole answers out of what came in. */
static bool understand(struct readers *readers, struct child *child,
    struct err *err)
{
	size_t at = 0;
	bool good = true;

	while (good && child->in.length - at >= sizeof(struct reader_frame)) {
		struct scan_result result;
		struct reader_frame frame;

		memcpy(&frame, child->in.data + at, sizeof(frame));
		if (child->in.length - at - sizeof(frame) < frame.length)
			break;
		if (frame.place < 0 || frame.place >= WINDOW ||
		    child->orders[frame.place].path == NULL ||
		    !scan_result_unpack(
		    (unsigned char *)child->in.data + at + sizeof(frame),
		    frame.length, &readers->pool, &result))
			return err_set(err, ERR_FAILED,
			    _("A reader gave an answer that makes no sense"));
		at += sizeof(frame) + frame.length;
		good = deliver(readers, child, frame.place, &result, err);
	}
	if (at > 0) {
		memmove(child->in.data, child->in.data + at,
		    child->in.length - at);
		child->in.length -= at;
	}
	return good;
}

/* The child died. Ask a new one for what is unanswered, one at a time; when
 * it was one at a time already, the first of them is the one that kills: it
 * is asked for its digest only. */
static bool recover(struct readers *readers, struct child *child,
    struct err *err)
{
	bool was_alone = child->alone;
	int status = reader_end(child->pid, false);

	forget(child);
	if (child->count == 0)
		return true;
	if (was_alone) {
		struct order *first = &child->orders[child->first];
		struct scan_result result = { .detail = "",
		    .status = WIFSIGNALED(status) &&
		    (WTERMSIG(status) == SIGPROF ||
		    WTERMSIG(status) == SIGXCPU) ? SCAN_SLOW : SCAN_CRASHED };

		if (first->wanted & READER_HASH_ONLY) {
			struct err why = { 0 };

			err_set(&why, ERR_FAILED, "%s", _("the reader died"));
			scan_read_failed(&result, &readers->pool, &why);
			if (!deliver(readers, child, child->first, &result,
			    err))
				return false;
		} else {
			first->wanted |= READER_HASH_ONLY;
			if (result.status == SCAN_SLOW)
				first->wanted |= READER_WAS_SLOW;
		}
	}
	if (child->count == 0)
		return true;
	child->alone = true;
	if (!start(readers, child, err))
		return false;
	for (int i = 0; i < child->count; i++) {
		int place = (child->first + i) % WINDOW;

		if (child->orders[place].path != NULL)
			send_order(child, place);
	}
	flush(child);	/* a death again is seen when its answer is read */
	return true;
}

static bool receive(struct readers *readers, struct child *child,
    struct err *err)
{
	for (;;) {
		ssize_t n = recv(child->fd, buf_room(&child->in, 65536),
		    65536, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return true;
		if (n <= 0)
			return recover(readers, child, err);
		child->in.length += (size_t)n;
		if (!understand(readers, child, err))
			return false;
		if (child->count == 0)
			child->alone = false;
	}
}

/* The state of a process as the kernel tells it: 'D' waits for a disk. */
static char state_of(pid_t pid)
{
	char path[32], text[320];
	const char *name;
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	if (fd >= 0)
		close(fd);
	text[length < 0 ? 0 : length] = '\0';
	name = strrchr(text, ')');
	return (char)(name == NULL || name[1] == '\0' ? 'D' : name[2]);
}

/* Two streams of digests fill two processors, and more children only cost
 * their start; a cold disk wants more files asked for at a time. So one more
 * is let in whenever one of those that are busy waits for the disk. */
static void look_at_disk(struct readers *readers)
{
	int64_t now = clock_ns();

	if (readers->jobs == readers->most || now - readers->looked < LOOK_NS)
		return;
	readers->looked = now;
	for (int i = 0; i < 2 * MOST_JOBS; i++)
		if (readers->child[i].count > 0 &&
		    state_of(readers->child[i].pid) == 'D') {
			readers->jobs++;
			return;
		}
}

/* Wait for any child to have something, and deal with it. */
static bool turn(struct readers *readers, struct err *err)
{
	struct pollfd polls[2 * MOST_JOBS];
	struct child *of[2 * MOST_JOBS];
	nfds_t n = 0;

	for (int i = 0; i < 2 * MOST_JOBS; i++) {
		struct child *c = &readers->child[i];

		if (c->count == 0)
			continue;
		polls[n] = (struct pollfd){ c->fd, POLLIN, 0 };
		if (c->out.length > 0)
			polls[n].events |= POLLOUT;
		of[n++] = c;
	}
	if (n == 0)
		return true;
	look_at_disk(readers);
	if (poll(polls, n, readers->jobs < readers->most ? LOOK_NS / 1000000 :
	    200) < 0 && errno != EINTR)
		return err_errno(err, _("Waiting for the readers failed"));
	for (nfds_t i = 0; i < n; i++) {
		if (polls[i].revents & POLLOUT)
			flush(of[i]);
		if (polls[i].revents & (POLLIN | POLLHUP | POLLERR) &&
		    !receive(readers, of[i], err))
			return false;
	}
	return true;
}

/* The child that has least to do; a new one when all have enough. */
static struct child *choose(struct readers *readers, const char *path)
{
	struct child *first = readers->companions != NULL &&
	    scan_is_companion(path) ? readers->child + MOST_JOBS :
	    readers->child;
	struct child *best = first, *none = NULL;

	for (struct child *c = first; c < first + readers->jobs; c++)
		if (c->pid == 0)
			none = none == NULL ? c : none;
		else if (best->pid == 0 || c->count < best->count)
			best = c;
	return none != NULL && (best->pid == 0 || best->count >= ENOUGH) ?
	    none : best;
}

bool readers_give(struct readers *readers, int64_t tag, const char *path,
    int wanted, struct err *err)
{
	struct child *best;
	struct order *order;
	int place;

	for (;;) {
		best = choose(readers, path);
		if (best->count < WINDOW && !best->alone)
			break;
		if (!turn(readers, err))
			return false;
	}
	if (best->pid == 0 && !start(readers, best, err))
		return false;
	place = (best->first + best->count++) % WINDOW;
	order = &best->orders[place];
	*order = (struct order){ tag, wanted, strdup(path) };
	if (order->path == NULL)
		no_memory();
	send_order(best, place);
	/* Gather small orders: one call for many names. */
	if (best->count < 8 || best->out.length > 2048)
		flush(best);
	return true;
}

bool readers_drain(struct readers *readers, struct err *err)
{
	for (int i = 0; i < 2 * MOST_JOBS; i++)
		if (readers->child[i].count > 0)
			flush(&readers->child[i]);
	while (readers_busy(readers) > 0)
		if (!turn(readers, err))
			return false;
	return true;
}
