#include "job.h"

#include "buf.h"
#include "clock.h"
#include "number.h"
#include "text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 78 };

static const int64_t second = 1000000000;

void job_meter_start(struct job_meter *meter, bool quiet)
{
	*meter = (struct job_meter){ 0 };
	meter->started = clock_ns();
	meter->terminal = isatty(2);
	meter->quiet = quiet;
}

static void wipe(struct job_meter *meter)
{
	if (meter->dirty)
		fprintf(stderr, "\r%*s\r", WIDTH, "");
	meter->dirty = false;
}

static void span(struct buf *line, int64_t seconds)
{
	if (seconds >= 3600)
		buf_printf(line, "%lld:%02lld:%02lld", (long long)seconds / 3600,
		    (long long)seconds / 60 % 60, (long long)seconds % 60);
	else
		buf_printf(line, "%lld:%02lld", (long long)seconds / 60,
		    (long long)seconds % 60);
}

/* "phase 12/300 4% 1,2 GB 340 MB/s 0:12 file.tif" */
static void show(struct job_meter *meter, const struct job_event *event)
{
	int64_t now = clock_ns(), gone = now - meter->started;
	double part = 0;
	struct buf line = { 0 };
	struct pool pool = { 0 };

	if (now - meter->shown < second / 10)
		return;
	meter->shown = now;
	if (meter->phase[0] != '\0')
		buf_printf(&line, "%s ", meter->phase);
	if (event->total > 0) {
		buf_printf(&line, "%lld/%lld ", (long long)event->done,
		    (long long)event->total);
		part = (double)event->done / (double)event->total;
	} else if (event->done > 0) {
		buf_printf(&line, "%lld ", (long long)event->done);
	}
	if (event->bytes_total > 0)
		part = (double)event->bytes / (double)event->bytes_total;
	if (part > 0)
		buf_printf(&line, "%d%% ", (int)(part * 100));
	if (event->bytes > 0 && gone > 0)
		buf_printf(&line, "%s %s/s ", number_bytes(&pool, event->bytes),
		    number_bytes(&pool, (int64_t)((double)event->bytes *
		    (double)second / (double)gone)));
	if (part > 0.01 && gone > second) {
		span(&line, (int64_t)((double)gone / part * (1 - part) /
		    (double)second));
		buf_char(&line, ' ');
	}
	if (event->text != NULL)
		buf_text(&line, text_safe(&pool, event->text));
	fprintf(stderr, "\r%s", text_fit(&pool, buf_string(&line), WIDTH,
	    TEXT_LEFT, false));
	meter->dirty = true;
	buf_free(&line);
	pool_free(&pool);
}

void job_meter(void *to, const struct job_event *event)
{
	struct job_meter *meter = to;
	struct pool pool = { 0 };

	switch (event->kind) {
	case JOB_PHASE:
		meter->started = clock_ns();
		snprintf(meter->phase, sizeof(meter->phase), "%s",
		    event->text == NULL ? "" : event->text);
		break;
	case JOB_STEP:
		if (meter->terminal && !meter->quiet)
			show(meter, event);
		return;
	case JOB_DONE:
		wipe(meter);
		if (!meter->quiet)
			fprintf(stderr, "%s\n", text_safe(&pool, event->text));
		break;
	case JOB_WARNING:
	case JOB_FINDING:
	case JOB_FAILED:
		wipe(meter);
		fprintf(stderr, "%s\n", text_safe(&pool, event->text));
		break;
	}
	pool_free(&pool);
}
