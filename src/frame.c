#include "frame.h"

#include "date.h"
#include "text.h"

#include <string.h>

/* Room to write by hand: blanks that no paper collapses. */
#define ROOM "\u00a0\u00a0\u00a0\u00a0\u00a0"

const char *frame_number(const struct out_frame *frame, struct pool *pool)
{
	const char *number = frame->number == NULL ? "" : frame->number;

	if (frame->number == NULL)
		return "";
	if (*number == '/' || *number == '\0')
		return pool_printf(pool, "Số: " ROOM ROOM "%s", number);
	/* numbers below 10 are written with a zero in front */
	return pool_printf(pool, "Số: %s%s", *number >= '1' && *number <= '9' &&
	    (number[1] < '0' || number[1] > '9') ? "0" : "", number);
}

const char *frame_place_date(const struct out_frame *frame, struct pool *pool)
{
	const char *place = frame->place == NULL ? "" : frame->place;
	const char *comma = *place == '\0' ? "" : ", ";
	struct date date = { 0 };
	char words[DATE_TEXT];

	if (frame->date != NULL && date_from_iso(frame->date, &date) &&
	    date_is_whole(date)) {
		date_long(date, words);
		return pool_printf(pool, "%s%s%s", place, comma, words);
	}
	if (date.year != 0)
		return pool_printf(pool, "%s%sngày" ROOM "tháng" ROOM "năm %d",
		    place, comma, date.year);
	return pool_printf(pool, "%s%sngày" ROOM "tháng" ROOM "năm" ROOM, place,
	    comma);
}

const char *const *frame_lines(const char *text, struct pool *pool)
{
	size_t count = 1;
	const char **lines;

	if (text == NULL || *text == '\0')
		return pool_alloc(pool, sizeof(*lines));
	for (const char *s = text; *s != '\0'; s++)
		count += *s == '\n';
	lines = pool_array(pool, count + 1, sizeof(*lines));
	for (size_t i = 0; i < count; i++) {
		size_t length = strcspn(text, "\n");

		lines[i] = pool_copy_n(pool, text, length);
		text += length + (text[length] != '\0');
	}
	return lines;
}

/* Two texts in the middle of the left and the right part. */
static void two(struct buf *buf, struct pool *pool, int width,
    const char *left, const char *right)
{
	int half = width * 2 / 5;
	size_t end;

	buf_text(buf, text_fit(pool, text_safe(pool, left), half, TEXT_CENTER,
	    false));
	buf_text(buf, text_fit(pool, text_safe(pool, right), width - half,
	    TEXT_CENTER, false));
	for (end = buf->length; end > 0 && buf->data[end - 1] == ' ';)
		buf->data[--end] = '\0';
	buf->length = end;
	buf_char(buf, '\n');
}

static void middle(struct buf *buf, struct pool *pool, int width,
    const char *text)
{
	int cells = text_width(text);
	int left = cells < width ? (width - cells) / 2 : 0;

	buf_printf(buf, "%*s%s\n", left, "", text_safe(pool, text));
}

void frame_text_fill(struct buf *buf, const char *text, int width, int indent)
{
	struct pool pool = { 0 };
	const char *s = text_safe_lines(&pool, text);
	int used = 0;

	while (*s != '\0') {
		size_t length = strcspn(s, " \n");
		char *word = pool_copy_n(&pool, s, length);
		int cells = text_width(word);

		if (used > 0 && used + 1 + cells > width - indent) {
			buf_char(buf, '\n');
			used = 0;
		}
		if (length > 0) {
			buf_printf(buf, "%*s%s", used == 0 ? indent : 1, "", word);
			used += cells + (used > 0);
		}
		s += length;
		if (*s == '\n') {
			buf_char(buf, '\n');
			used = 0;
		}
		if (*s != '\0')
			s++;
	}
	if (used > 0)
		buf_char(buf, '\n');
	pool_free(&pool);
}

/* The same as lines in the pool; ends with NULL. */
static const char *const *filled(struct pool *pool, const char *text, int width)
{
	struct buf buf = { 0 };
	const char *const *lines;

	frame_text_fill(&buf, text, width, 0);
	if (buf.length > 0)
		buf.data[--buf.length] = '\0';
	lines = frame_lines(buf_string(&buf), pool);
	buf_free(&buf);
	return lines;
}

static const char *text_or(const char *text)
{
	return text == NULL ? "" : text;
}

void frame_text_head(const struct out_frame *frame, int width, struct buf *buf)
{
	struct pool pool = { 0 };
	const char *const *about;

	if (width < 76)
		width = 76;
	if (frame->issuing != NULL) {
		two(buf, &pool, width, text_or(frame->governing), FRAME_COUNTRY);
		two(buf, &pool, width, frame->issuing, FRAME_MOTTO);
		two(buf, &pool, width, "_______", "_____________________");
		two(buf, &pool, width, frame_number(frame, &pool),
		    frame_place_date(frame, &pool));
		buf_char(buf, '\n');
	}
	if (frame->kind != NULL)
		middle(buf, &pool, width, frame->kind);
	for (about = filled(&pool, text_or(frame->about), width - 8);
	    *about != NULL; about++)
		middle(buf, &pool, width, *about);
	buf_char(buf, '\n');
	for (int i = 0; frame->to != NULL && frame->to[i] != NULL; i++)
		buf_printf(buf, "%s %s\n", i == 0 ? "Kính gửi:" : "         ",
		    text_safe(&pool, frame->to[i]));
	if (frame->to != NULL && frame->grounds != NULL)
		buf_char(buf, '\n');
	for (int i = 0; frame->grounds != NULL && frame->grounds[i] != NULL; i++) {
		bool last = frame->grounds[i + 1] == NULL;

		frame_text_fill(buf, pool_printf(&pool, "%s%s",
		    frame->grounds[i], last ? "." : ";"), width, 0);
	}
	if (frame->to != NULL || frame->grounds != NULL)
		buf_char(buf, '\n');
	pool_free(&pool);
}

void frame_text_foot(const struct out_frame *frame, int width, struct buf *buf)
{
	struct pool pool = { 0 };
	const char *const *to = frame->recipients;
	const char *const *title = frame_lines(frame->signer_title, &pool);
	const char *const *part;
	const char *lines[40], *words[80];
	int left = 0, right = 0;

	if (width < 76)
		width = 76;
	if (to != NULL && *to != NULL)
		words[left++] = "Nơi nhận:";
	for (; to != NULL && *to != NULL; to++) {
		part = filled(&pool, *to, width * 2 / 5 - 3);
		for (int i = 0; part[i] != NULL && left < (int)COUNT(words); i++)
			words[left++] = pool_printf(&pool, "%s%s",
			    i == 0 ? "- " : "  ", part[i]);
	}
	if (frame->power != NULL && *frame->power != '\0')
		lines[right++] = frame->power;
	for (int i = 0; title[i] != NULL && right < 20; i++)
		lines[right++] = title[i];
	for (int i = 0; i < 4; i++)
		lines[right++] = "";
	lines[right++] = text_or(frame->signer);
	if (frame->power == NULL && frame->signer == NULL && left == 0)
		right = 0;
	buf_char(buf, '\n');
	for (int i = 0; i < right || i < left; i++)
		two(buf, &pool, width, text_fit(&pool, i < left ?
		    text_safe(&pool, words[i]) : "", width * 2 / 5 - 1,
		    TEXT_LEFT, false), i < right ? lines[i] : "");
	pool_free(&pool);
}
