/* The child side of reader.h: reads files, answers, sees nothing else. */
#include "reader.h"

#include "clock.h"
#include "reader_child.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	ANSWERS = 16 * 1024,	/* bytes that are sent together */
	FLUSH_NS = 50000000,
	SECONDS = 20,		/* of processor time for a file */
	DECODE_SECONDS = 120,
	BYTES_A_SECOND = 20 * 1024 * 1024
};

/* An order with its file. */
struct work {
	struct reader_frame frame;
	char *path;
	size_t room;
	int fd;
};

struct server {
	struct fs_root root;
	struct scan_reader reader;
	struct work works[2];	/* of the two slots of the reader */
	struct buf in, out;
	size_t at;		/* of what came in */
	int64_t flushed, timed;	/* ns */
	bool modest;		/* gives way to others */
	bool gone;		/* nobody listens any more */
};

/* SIGPROF ends the process when files take more than their share. Set anew
 * once a second, and for each file that may take longer. */
static void give_time(struct server *server, int64_t bytes, bool decode)
{
	int64_t now = clock_ns();

	if (bytes < BYTES_A_SECOND && !decode &&
	    now - server->timed < 1000000000)
		return;
	/* A full decode is work for the background. */
	if (decode && !server->modest)
		server->modest = nice(10) != -1;
	server->timed = now;
	reader_give_time((decode ? DECODE_SECONDS : SECONDS) +
	    bytes / BYTES_A_SECOND);
}

static void answer(struct server *server, const struct work *w,
    const struct scan_result *result)
{
	struct reader_frame frame = { .place = w->frame.place };
	size_t at = server->out.length;

	buf_add(&server->out, &frame, sizeof(frame));
	scan_result_pack(&server->out, result);
	frame.length = (uint32_t)(server->out.length - at - sizeof(frame));
	memcpy(server->out.data + at, &frame, sizeof(frame));
	if (!(w->frame.wanted & READER_ALONE) &&
	    server->out.length < ANSWERS &&
	    clock_ns() - server->flushed < FLUSH_NS)
		return;
	server->gone = !reader_send(&server->out);
	server->flushed = clock_ns();
}

/* The reader has a result. */
static void give(void *to, int slot, const struct scan_result *result)
{
	struct server *server = to;
	struct work *w = &server->works[slot];
	struct scan_result known = *result;

	close(w->fd);
	w->fd = -1;
	if ((w->frame.wanted & READER_HASH_ONLY) && known.status == SCAN_READ)
		known.status = w->frame.wanted & READER_WAS_SLOW ? SCAN_SLOW :
		    SCAN_CRASHED;
	answer(server, w, &known);
}

/* What has come in the meantime; with `wait`, until something has. */
static bool fill(struct server *server, bool wait)
{
	struct buf *in = &server->in;
	ssize_t n;

	memmove(in->data, in->data + server->at, in->length - server->at);
	in->length -= server->at;
	server->at = 0;
	do
		n = recv(READER_SOCKET, buf_room(in, 65536), 65536,
		    wait ? 0 : MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		in->length += (size_t)n;
	else if (n == 0 || errno != EAGAIN)
		server->gone = true;
	return n > 0;
}

/* One whole order out of what came in; false when there is none yet. */
static bool take_order(struct server *server, struct work *w)
{
	const struct buf *in = &server->in;
	size_t left = in->length - server->at;

	if (left < sizeof(w->frame))
		return false;
	memcpy(&w->frame, in->data + server->at, sizeof(w->frame));
	if (left - sizeof(w->frame) < w->frame.length)
		return false;
	if (w->room < (size_t)w->frame.length + 1) {
		w->room = (size_t)w->frame.length * 2 + 64;
		w->path = must_realloc(w->path, w->room);
	}
	memcpy(w->path, in->data + server->at + sizeof(w->frame),
	    w->frame.length);
	w->path[w->frame.length] = '\0';
	server->at += sizeof(w->frame) + w->frame.length;
	return true;
}

/* False when the file cannot be opened, which is answered. */
static bool open_file(struct server *server, struct work *w,
    struct scan_order *order)
{
	const char *slash = strrchr(w->path, '/');
	struct err err = { 0 };

	order->fd = w->fd = fs_root_file(&server->root, w->path,
	    &order->stat, &err);
	order->name = slash == NULL ? w->path : slash + 1;
	order->wanted = w->frame.wanted & (READ_FACTS | READ_HASH |
	    READ_DECODE | READ_WRITERS);
	if (w->frame.wanted & READER_HASH_ONLY)
		order->wanted &= ~(READ_FACTS | READ_DECODE);
	if (w->fd < 0) {
		struct pool pool = { 0 };
		struct scan_result result;

		scan_read_failed(&result, &pool, &err);
		answer(server, w, &result);
		pool_free(&pool);
		return false;
	}
	give_time(server, order->stat.size, (order->wanted & READ_DECODE) != 0);
	return true;
}

/* The reader wants a file for a slot. A file that is asked for alone is. */
static bool next(void *to, int slot, struct scan_order *order)
{
	struct server *server = to;
	struct work *w = &server->works[slot];
	const struct work *other = &server->works[1 - slot];

	while (!server->gone && (other->fd < 0 ||
	    !(other->frame.wanted & READER_ALONE))) {
		if (!take_order(server, w) && (other->fd < 0 ||
		    !fill(server, false) || !take_order(server, w)))
			return false;
		if (open_file(server, w, order))
			return true;
	}
	return false;
}

int reader_serve(const struct check_rules *rules)
{
	struct server server = { .root = { .fd = READER_AT, .near = -1 },
	    .works = { { .fd = -1 }, { .fd = -1 } } };
	const struct scan_source source = { next, give, &server };

	reader_be_small();
	scan_reader_open(&server.reader, rules);
	buf_text(&server.in, "");
	while (!server.gone && fill(&server, true)) {
		server.flushed = clock_ns();
		scan_read(&server.reader, &source);
		server.gone = server.gone || !reader_send(&server.out);
	}
	scan_reader_close(&server.reader);
	fs_root_close(&server.root);
	buf_free(&server.in);
	buf_free(&server.out);
	free(server.works[0].path);
	free(server.works[1].path);
	return 0;
}
