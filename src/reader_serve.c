/* The child side of reader.h: reads files, answers, sees nothing else. */
#include "reader.h"

#include "clock.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum {
	SOCKET = 3,
	FOLDER = 4,
	ANSWERS = 64 * 1024,	/* bytes that are sent together */
	FLUSH_NS = 50000000,
	SECONDS = 20,		/* of processor time for a file */
	DECODE_SECONDS = 120,
	BYTES_A_SECOND = 20 * 1024 * 1024
};

/* Memory and time have an end; nothing is left behind by a crash. */
static void be_small(void)
{
	const struct rlimit none = { 0, 0 };
#if !defined(__SANITIZE_ADDRESS__)
	const struct rlimit memory = { 1024UL << 20, 1024UL << 20 };

	setrlimit(RLIMIT_AS, &memory);
#endif
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	signal(SIGINT, SIG_IGN);	/* the parent decides */
	signal(SIGTERM, SIG_DFL);
	signal(SIGPROF, SIG_DFL);
	signal(SIGIO, SIG_IGN);
}

/* SIGPROF ends the process when files take more than their share. */
static void give_time(int64_t bytes, bool decode)
{
	struct itimerval timer = { 0 };

	timer.it_value.tv_sec = (decode ? DECODE_SECONDS : SECONDS) +
	    bytes / BYTES_A_SECOND;
	setitimer(ITIMER_PROF, &timer, NULL);
}

static bool send_all(struct buf *out)
{
	size_t done = 0;

	while (done < out->length) {
		ssize_t n = send(SOCKET, out->data + done, out->length - done,
		    MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	buf_clear(out);
	return true;
}

/* An order with its file, which may not be there. */
struct work {
	struct scan_order order;	/* fd -1: result says why */
	int wanted;		/* with the READER_ flags */
	char *path;
	size_t room;
	int64_t bytes;
	struct scan_result result;
};

static void open_file(struct fs_root *root, struct work *w,
    struct pool *pool)
{
	const char *slash = strrchr(w->path, '/');
	struct err err = { 0 };
	struct stat s;

	w->bytes = 0;
	w->order.fd = fs_root_file(root, w->path, &err);
	w->order.name = slash == NULL ? w->path : slash + 1;
	w->order.wanted = w->wanted & (READ_FACTS | READ_HASH | READ_DECODE |
	    READ_WRITERS);
	if (w->wanted & READER_HASH_ONLY)
		w->order.wanted &= ~(READ_FACTS | READ_DECODE);
	if (w->order.fd < 0)
		scan_read_failed(&w->result, pool, &err);
	else if (fstat(w->order.fd, &s) == 0)
		w->bytes = s.st_size;
}

static void answer(struct work *w, struct buf *out)
{
	struct reader_frame frame = { 0, 0 };
	size_t at = out->length;

	if (w->order.fd >= 0)
		close(w->order.fd);
	if ((w->wanted & READER_HASH_ONLY) && w->result.status == SCAN_READ)
		w->result.status = w->wanted & READER_WAS_SLOW ? SCAN_SLOW :
		    SCAN_CRASHED;
	buf_add(out, &frame, sizeof(frame));
	scan_result_pack(out, &w->result);
	frame.length = (uint32_t)(out->length - at - sizeof(frame));
	memcpy(out->data + at, &frame, sizeof(frame));
}

/* One or two orders: two small files are hashed together. */
static void serve(struct scan_reader *reader, struct fs_root *root,
    struct work *works, int count, struct pool *pool, struct buf *out)
{
	int64_t bytes = 0;
	bool decode = false;

	for (int i = 0; i < count; i++) {
		open_file(root, &works[i], pool);
		bytes += works[i].bytes;
		decode = decode || (works[i].order.wanted & READ_DECODE);
	}
	give_time(bytes, decode);
	if (count == 2 && works[0].order.fd >= 0 && works[1].order.fd >= 0) {
		const struct scan_order orders[2] = { works[0].order,
		    works[1].order };
		struct scan_result results[2];

		scan_read_two(reader, orders, pool, results);
		works[0].result = results[0];
		works[1].result = results[1];
	} else
		for (int i = 0; i < count; i++)
			if (works[i].order.fd >= 0)
				scan_read(reader, works[i].order.fd,
				    works[i].order.name,
				    works[i].order.wanted, pool,
				    &works[i].result);
	for (int i = 0; i < count; i++)
		answer(&works[i], out);
	pool_reset(pool);
}

/* One whole order out of what came in; false when there is none yet. */
static bool next_order(const struct buf *in, size_t *at, struct work *w)
{
	struct reader_frame frame;

	if (in->length - *at < sizeof(frame))
		return false;
	memcpy(&frame, in->data + *at, sizeof(frame));
	if (in->length - *at - sizeof(frame) < frame.length)
		return false;
	if (w->room < (size_t)frame.length + 1) {
		w->room = (size_t)frame.length * 2 + 64;
		w->path = must_realloc(w->path, w->room);
	}
	memcpy(w->path, in->data + *at + sizeof(frame), frame.length);
	w->path[frame.length] = '\0';
	w->wanted = frame.wanted;
	*at += sizeof(frame) + frame.length;
	return true;
}

static bool fill(struct buf *in, size_t *at)
{
	ssize_t n;

	memmove(in->data, in->data + *at, in->length - *at);
	in->length -= *at;
	*at = 0;
	do
		n = recv(SOCKET, buf_room(in, 65536), 65536, 0);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return false;
	in->length += (size_t)n;
	return true;
}

int reader_serve(const struct check_rules *rules)
{
	struct fs_root root = { .fd = FOLDER, .near = -1 };
	struct scan_reader reader;
	struct work works[2] = { { .path = NULL }, { .path = NULL } };
	struct pool pool = { 0 };
	struct buf in = { 0 };
	struct buf out = { 0 };
	size_t at = 0;
	int64_t flushed = 0;
	bool good = true;

	be_small();
	scan_reader_open(&reader, rules);
	buf_text(&in, "");
	while (good) {
		int count = next_order(&in, &at, &works[0]);

		if (count == 0) {
			good = send_all(&out) && fill(&in, &at);
			flushed = clock_ns();
			continue;
		}
		if (!(works[0].wanted & READER_ALONE))
			count += next_order(&in, &at, &works[1]);
		serve(&reader, &root, works, count, &pool, &out);
		if ((works[0].wanted & READER_ALONE) ||
		    out.length > ANSWERS || clock_ns() - flushed > FLUSH_NS) {
			good = send_all(&out);
			flushed = clock_ns();
		}
	}
	scan_reader_close(&reader);
	fs_root_close(&root);
	pool_free(&pool);
	buf_free(&in);
	buf_free(&out);
	free(works[0].path);
	free(works[1].path);
	return 0;
}
