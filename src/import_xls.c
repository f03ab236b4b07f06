/* Old workbooks (.xls, Excel 97 and before). The library that reads them can
 * be killed by a crafted file, so a child does it (import_xls_serve.c); here
 * its rows come in, and its death is a sentence. */
#include "import_xls.h"

#include "import.h"
#include "reader_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int sniff(const void *head, size_t size, const char *path)
{
	const unsigned char *bytes = head;

	(void)path;
	if (size >= 8 && memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) ==
	    0)
		return 90;
	/* BIFF without the compound file around it. */
	return size >= 4 && bytes[0] == 0x09 && bytes[1] <= 8 &&
	    bytes[2] >= 4 && bytes[2] <= 16 && bytes[3] == 0 ? 70 : 0;
}

struct reading {
	const struct import_source *source;
	pid_t pid;
	int fd;
	struct buf in;		/* not yet understood */
	struct buf sheet;	/* name of the one in hand */
	bool wanted;		/* it is the one asked for */
	bool found, ended;
	struct cell *cells;
};

/* The child is one that a hostile file may have taken over. */
static bool senseless(struct err *err)
{
	return err_set(err, ERR_FAILED,
	    _("A reader gave an answer that makes no sense"));
}

static bool take_sheet(struct reading *r, const char *data, size_t size)
{
	const char *asked = r->source->sheet;

	buf_clear(&r->sheet);
	buf_add(&r->sheet, data, size);
	r->wanted = asked == NULL || strcmp(asked, buf_string(&r->sheet)) == 0;
	r->found |= r->wanted;
	return true;
}

static bool take_row(struct reading *r, const char *data, size_t size,
    struct err *err)
{
	struct xls_head head;
	struct xls_piece piece;
	size_t at = sizeof(head);

	if (size < sizeof(head))
		return senseless(err);
	memcpy(&head, data, sizeof(head));
	if (head.count != (head.columns < XLS_COLUMNS ? head.columns :
	    XLS_COLUMNS))
		return senseless(err);
	for (uint32_t c = 0; c < head.count; c++) {
		if (size - at < sizeof(piece))
			return senseless(err);
		memcpy(&piece, data + at, sizeof(piece));
		at += sizeof(piece);
		if (size - at <= piece.length || piece.kind > CELL_DATE ||
		    data[at + piece.length] != '\0' ||
		    memchr(data + at, '\0', piece.length) != NULL)
			return senseless(err);
		r->cells[c] = (struct cell){ data + at, piece.length,
		    (enum cell_kind)piece.kind };
		at += piece.length + 1;
	}
	if (!r->wanted)
		return true;
	return r->source->row(r->source->to, &(struct import_row){
	    buf_string(&r->sheet), head.number, r->cells, head.columns, false },
	    err);
}

static bool take_end(struct reading *r, const char *data, size_t size,
    struct err *err)
{
	struct xls_end end;

	if (size != sizeof(end))
		return senseless(err);
	memcpy(&end, data, sizeof(end));
	end.text[sizeof(end.text) - 1] = '\0';
	r->ended = true;
	if (end.kind == ERR_NONE)
		return true;
	return err_set(err, end.kind == ERR_FAILED ? ERR_FAILED :
	    ERR_FINDINGS, "%s", end.text);
}

/* Take whole frames out of what came in. */
static bool understand(struct reading *r, struct err *err)
{
	struct xls_frame frame;
	size_t at = 0;
	bool good = true;

	while (good && r->in.length - at >= sizeof(frame)) {
		const char *data = r->in.data + at + sizeof(frame);

		memcpy(&frame, r->in.data + at, sizeof(frame));
		if (frame.length > XLS_MOST || r->ended)
			return senseless(err);
		if (r->in.length - at - sizeof(frame) < frame.length)
			break;
		at += sizeof(frame) + frame.length;
		good = frame.kind == XLS_FRAME_SHEET ?
		    take_sheet(r, data, frame.length) :
		    frame.kind == XLS_FRAME_ROW ?
		    take_row(r, data, frame.length, err) :
		    take_end(r, data, frame.length, err);
	}
	if (at > 0) {
		memmove(r->in.data, r->in.data + at, r->in.length - at);
		r->in.length -= at;
	}
	return good;
}

/* It is gone before it said its last word. */
static bool died(struct reading *r, struct err *err)
{
	int status = reader_end(r->pid, false);

	r->pid = 0;
	if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGPROF ||
	    WTERMSIG(status) == SIGXCPU))
		return err_set(err, ERR_FINDINGS, _("reading it takes too long,"
		    " so it was given up and nothing is imported. If Excel"
		    " opens it, save it as .xlsx and import that"));
	return err_set(err, ERR_FINDINGS, _("it broke the program that reads"
	    " old workbooks: it is damaged or made to do harm, and nothing is"
	    " imported. If Excel opens it, save it as .xlsx and import"
	    " that"));
}

static bool receive(struct reading *r, struct err *err)
{
	struct pollfd polls[] = { { r->fd, POLLIN, 0 },
	    { job_stop_fd(), POLLIN, 0 } };

	while (!r->ended) {
		ssize_t n = recv(r->fd, buf_room(&r->in, 65536), 65536, 0);

		if (n > 0) {
			r->in.length += (size_t)n;
			if (!understand(r, err))
				return false;
		} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
			return died(r, err);
		} else if (errno == EAGAIN && poll(polls, COUNT(polls), -1) < 0
		    && errno != EINTR) {
			return err_errno(err,
			    _("Waiting for the readers failed"));
		}
		if (!job_step(NULL, 0, 0, "", err))
			return false;
	}
	return true;
}

static void end(struct reading *r)
{
	reader_end(r->pid, true);
	if (r->fd >= 0)
		close(r->fd);
	buf_free(&r->in);
	buf_free(&r->sheet);
	free(r->cells);
}

static bool read_xls(const struct import_source *source, struct err *err)
{
	struct reading r = { .source = source, .fd = -1,
	    .cells = must_alloc(XLS_COLUMNS * sizeof(*r.cells)) };
	int file = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK |
	    O_NOCTTY);
	bool good = file >= 0 ? reader_start(source->program, source->extra,
	    "import", file, &r.pid, &r.fd, err) && receive(&r, err) :
	    err_errno(err, "%s", source->path);

	if (file >= 0) {
		close(file);
		if (good && !r.found)
			good = err_set(err, ERR_FINDINGS,
			    source->sheet == NULL ?
			    _("the workbook has no sheet that can be read") :
			    _("the workbook has no sheet %s"), source->sheet);
		if (err->kind != ERR_NONE && err->kind != ERR_STOPPED)
			err_wrap(err, "%s", source->path);
	}
	end(&r);
	return good;
}

const struct importer importer_xls = {
	"xls", N_("Old workbook (.xls)"), sniff, read_xls
};
