/* Keys from bytes: what terminfo names, what the usual terminals send
 * besides, Esc with its short patience, whole UTF-8 letters, pasted text and
 * the mouse. */
#include "tty_inside.h"

#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { DIGIT_AFTER_ESC_MS = 600 };

void tty_sequence(struct tty *term, const char *bytes, int32_t key)
{
	if (bytes[0] != '\033' || bytes[1] == '\0' ||
	    term->sequence_count == SEQUENCES)
		return;
	for (int i = 0; i < term->sequence_count; i++)
		if (strcmp(term->sequences[i].bytes, bytes) == 0)
			return;
	term->sequences[term->sequence_count++] =
	    (struct sequence){ bytes, key };
}

/* What xterm, PuTTY, the Linux console, rxvt, screen and the VT220 send,
 * in either keypad mode, whatever $TERM says. */
void tty_sequences(struct tty *term)
{
	static const struct sequence rows[] = {
		{ "\033[A", KEY_IS_UP }, { "\033OA", KEY_IS_UP },
		{ "\033[B", KEY_IS_DOWN }, { "\033OB", KEY_IS_DOWN },
		{ "\033[C", KEY_IS_RIGHT }, { "\033OC", KEY_IS_RIGHT },
		{ "\033[D", KEY_IS_LEFT }, { "\033OD", KEY_IS_LEFT },
		{ "\033[H", KEY_IS_HOME }, { "\033OH", KEY_IS_HOME },
		{ "\033[1~", KEY_IS_HOME }, { "\033[7~", KEY_IS_HOME },
		{ "\033[F", KEY_IS_END }, { "\033OF", KEY_IS_END },
		{ "\033[4~", KEY_IS_END }, { "\033[8~", KEY_IS_END },
		{ "\033[2~", KEY_IS_INSERT }, { "\033[3~", KEY_IS_DELETE },
		{ "\033[5~", KEY_IS_PAGE_UP }, { "\033[6~", KEY_IS_PAGE_DOWN },
		{ "\033[Z", KEY_IS_BACKTAB }, { "\033OM", KEY_IS_ENTER },
		{ "\033OP", KEY_IS_F1 }, { "\033OQ", KEY_IS_F1 + 1 },
		{ "\033OR", KEY_IS_F1 + 2 }, { "\033OS", KEY_IS_F1 + 3 },
		{ "\033[11~", KEY_IS_F1 }, { "\033[12~", KEY_IS_F1 + 1 },
		{ "\033[13~", KEY_IS_F1 + 2 }, { "\033[14~", KEY_IS_F1 + 3 },
		{ "\033[[A", KEY_IS_F1 }, { "\033[[B", KEY_IS_F1 + 1 },
		{ "\033[[C", KEY_IS_F1 + 2 }, { "\033[[D", KEY_IS_F1 + 3 },
		{ "\033[[E", KEY_IS_F1 + 4 }, { "\033[15~", KEY_IS_F1 + 4 },
		{ "\033[17~", KEY_IS_F1 + 5 }, { "\033[18~", KEY_IS_F1 + 6 },
		{ "\033[19~", KEY_IS_F1 + 7 }, { "\033[20~", KEY_IS_F1 + 8 },
		{ "\033[21~", KEY_IS_F1 + 9 }, { "\033[23~", KEY_IS_F1 + 10 },
		{ "\033[24~", KEY_IS_F1 + 11 },
		{ "\033[200~", KEY_IS_PASTE }, { "\033[201~", KEY_IS_PASTE_END },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		tty_sequence(term, rows[i].bytes, rows[i].key);
}

bool tty_read(struct tty *term)
{
	size_t room = INPUT - term->input_used;
	ssize_t got;

	if (term->gone)
		return false;
	if (room == 0)
		return true;
	got = read(term->in, term->input + term->input_used, room);
	if (got > 0) {
		term->input_used += (size_t)got;
		term->input_at = tty_now();
		return true;
	}
	/* With VMIN 0 a read without data gives 0 as an end does: poll told
	 * us that there is something, so nothing means the end. */
	return got < 0 && (errno == EINTR || errno == EAGAIN);
}

int tty_patience(const struct tty *term)
{
	int64_t left = ESC_WAIT_MS - (tty_now() - term->input_at);

	if (term->input_used == 0)
		return -1;
	return left < 0 ? 0 : (int)left;
}

static void drop(struct tty *term, size_t count)
{
	term->input_used -= count;
	memmove(term->input, term->input + count, term->input_used);
}

/* ESC [ < button ; col ; row M|m */
static bool mouse(struct tty *term, size_t length, int32_t *key)
{
	int value[3] = { 0, 0, 0 }, at = 0;

	if (length < 9 || memcmp(term->input, "\033[<", 3) != 0)
		return false;
	for (size_t i = 3; i + 1 < length; i++) {
		unsigned char c = term->input[i];

		if (c == ';' && at < 2)
			at++;
		else if (c >= '0' && c <= '9' && value[at] < 10000)
			value[at] = value[at] * 10 + c - '0';
	}
	term->mouse_button = value[0];
	term->mouse_col = value[1] - 1;
	term->mouse_row = value[2] - 1;
	*key = term->input[length - 1] == 'M' ? KEY_IS_MOUSE : KEY_IS_NONE;
	return true;
}

/* Length of the escape sequence at the start of the input, 0 when it may go
 * on. An unknown one is eaten whole, so that its tail is not typed. */
static size_t whole_sequence(const struct tty *term)
{
	const unsigned char *in = term->input;
	size_t used = term->input_used, i = 2;

	if (used < 2)
		return 0;
	if (in[1] == 'O')
		return used < 3 ? 0 : 3;
	if (in[1] != '[')
		return 1;
	if (used > 2 && in[2] == '[')
		return used < 4 ? 0 : 4;
	while (i < used && in[i] >= 0x20 && in[i] <= 0x3f)
		i++;
	if (i == used)
		return used > 64 ? used : 0;
	return i + 1;
}

static int32_t after_escape(struct tty *term)
{
	unsigned char c = term->input[1];

	if (c >= '0' && c <= '9') {
		drop(term, 2);
		return KEY_IS_F1 + (c == '0' ? 9 : c - '1');
	}
	/* Esc, then a letter quickly: two keys. */
	drop(term, 1);
	return KEY_IS_ESC;
}

static int32_t escape(struct tty *term)
{
	size_t length = whole_sequence(term);
	bool late = tty_now() - term->input_at >= ESC_WAIT_MS;
	int32_t key = KEY_IS_NONE;

	if (length == 0 && !late)
		return KEY_IS_NONE;
	if (length == 0 || term->input_used < 2) {
		bool alone = term->input_used == 1;

		drop(term, alone ? 1 : term->input_used);
		term->esc_at = tty_now();
		return KEY_IS_ESC;
	}
	if (length == 1)
		return after_escape(term);
	for (int i = 0; i < term->sequence_count; i++) {
		const struct sequence *s = &term->sequences[i];

		if (strlen(s->bytes) == length &&
		    memcmp(s->bytes, term->input, length) == 0)
			key = s->key;
	}
	if (key == KEY_IS_NONE)
		mouse(term, length, &key);
	drop(term, length);
	return key == KEY_IS_NONE ? tty_key(term) : key;
}

static int32_t letter(struct tty *term)
{
	unsigned char c = term->input[0];
	size_t need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
	const char *text = (const char *)term->input;
	int32_t code;

	if (term->input_used < need &&
	    tty_now() - term->input_at < ESC_WAIT_MS)
		return KEY_IS_NONE;
	code = text_next(&text);
	drop(term, (size_t)((const unsigned char *)text - term->input));
	return code <= 0 ? tty_key(term) : code;
}

int32_t tty_key(struct tty *term)
{
	unsigned char c;

	if (term->input_used == 0)
		return KEY_IS_NONE;
	term->input[term->input_used] = '\0';
	c = term->input[0];
	if (c == 27)
		return escape(term);
	if (c >= 0x80)
		return letter(term);
	drop(term, 1);
	if (c == 0x7f || c == 0x08)
		return KEY_IS_BACKSPACE;
	if (c == '\n')
		return KEY_IS_ENTER;
	if (c == 0)
		return tty_key(term);
	/* Esc, a moment, 1: F1 as well. */
	if (c >= '0' && c <= '9' && term->esc_at != 0 &&
	    tty_now() - term->esc_at < DIGIT_AFTER_ESC_MS) {
		term->esc_at = 0;
		return KEY_IS_F1 + (c == '0' ? 9 : c - '1');
	}
	term->esc_at = 0;
	return c;
}
