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

/* SIGPROF ends the process when a file takes more than its share. */
static void give_time(int fd, bool decode)
{
	struct itimerval timer = { 0 };
	struct stat s;

	timer.it_value.tv_sec = decode ? DECODE_SECONDS : SECONDS;
	if (fstat(fd, &s) == 0)
		timer.it_value.tv_sec += s.st_size / BYTES_A_SECOND;
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

static void serve_one(struct scan_reader *reader, struct fs_root *root,
    const char *path, int wanted, struct pool *pool, struct buf *out)
{
	const char *slash = strrchr(path, '/');
	struct scan_result result;
	struct err err = { 0 };
	struct reader_frame frame;
	size_t at = out->length;
	int fd = fs_root_file(root, path, &err);

	if (fd < 0)
		scan_read_failed(&result, pool, &err);
	else {
		give_time(fd, (wanted & READ_DECODE) != 0);
		scan_read(reader, fd, slash == NULL ? path : slash + 1,
		    wanted & (READ_FACTS | READ_HASH | READ_DECODE |
		    READ_WRITERS), pool, &result);
		close(fd);
	}
	if ((wanted & READER_HASH_ONLY) && result.status == SCAN_READ)
		result.status = wanted & READER_WAS_SLOW ? SCAN_SLOW : SCAN_CRASHED;
	buf_add(out, &frame, sizeof(frame));
	scan_result_pack(out, &result);
	frame = (struct reader_frame){
	    (uint32_t)(out->length - at - sizeof(frame)), 0 };
	memcpy(out->data + at, &frame, sizeof(frame));
	pool_reset(pool);
}

/* One whole order out of what came in; false when there is none yet. */
static bool next_order(const struct buf *in, size_t *at, char **path,
    size_t *room, int *wanted)
{
	struct reader_frame frame;

	if (in->length - *at < sizeof(frame))
		return false;
	memcpy(&frame, in->data + *at, sizeof(frame));
	if (in->length - *at - sizeof(frame) < frame.length)
		return false;
	if (*room < (size_t)frame.length + 1) {
		*room = (size_t)frame.length * 2 + 64;
		*path = must_realloc(*path, *room);
	}
	memcpy(*path, in->data + *at + sizeof(frame), frame.length);
	(*path)[frame.length] = '\0';
	*wanted = frame.wanted;
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
	struct pool pool = { 0 };
	struct buf in = { 0 };
	struct buf out = { 0 };
	char *path = NULL;
	size_t room = 0;
	size_t at = 0;
	int64_t flushed = 0;
	bool good = true;

	be_small();
	scan_reader_open(&reader, rules);
	buf_text(&in, "");
	while (good) {
		int wanted;

		if (!next_order(&in, &at, &path, &room, &wanted)) {
			good = send_all(&out) && fill(&in, &at);
			flushed = clock_ns();
			continue;
		}
		if (wanted & READER_HASH_ONLY)
			wanted &= ~(READ_FACTS | READ_DECODE);
		serve_one(&reader, &root, path, wanted, &pool, &out);
		if ((wanted & READER_ALONE) || out.length > ANSWERS ||
		    clock_ns() - flushed > FLUSH_NS) {
			good = send_all(&out);
			flushed = clock_ns();
		}
	}
	scan_reader_close(&reader);
	fs_root_close(&root);
	pool_free(&pool);
	buf_free(&in);
	buf_free(&out);
	free(path);
	return 0;
}
