#include "exchange_lines.h"

#include <stdlib.h>
#include <string.h>

static void put_text(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == '%' || *text == 127)
			buf_printf(out, "%%%02x", (unsigned char)*text);
		else
			buf_char(out, *text);
	buf_char(out, '\t');
}

static void put_number(struct buf *out, int64_t number)
{
	buf_printf(out, "%lld\t", (long long)number);
}

void exchange_put_head(struct buf *out, const struct exchange_head *head)
{
	buf_text(out, "bansao-exchange\t1\t");
	put_text(out, head->site);
	put_number(out, head->schema);
	buf_hex(out, head->before, 32);
	buf_char(out, '\n');
}

void exchange_put_line(struct buf *out, const struct audit_link *link)
{
	put_number(out, link->row.seq);
	put_text(out, link->row.at);
	put_number(out, link->row.uid);
	put_text(out, link->row.user);
	put_text(out, link->row.host);
	put_text(out, link->row.action);
	put_text(out, link->row.subject);
	put_text(out, link->row.summary);
	put_text(out, link->row.note);
	put_number(out, link->dossier);
	put_number(out, link->undoes);
	put_number(out, link->redo);
	put_number(out, link->final);
	put_number(out, (int64_t)link->size);
	buf_hex(out, link->hash, 32);
	buf_char(out, '\n');
}

/* --- reading --------------------------------------------------------------- */

static int digit(char letter)
{
	return letter >= '0' && letter <= '9' ? letter - '0' :
	    letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

static char *next_field(char **at)
{
	char *start = *at;
	char *tab = strchr(start, '\t');

	if (tab != NULL)
		*tab = '\0';
	*at = tab == NULL ? start + strlen(start) : tab + 1;
	return start;
}

static bool text(char **at, const char **value)
{
	char *from = next_field(at), *to = from;

	*value = from;
	while (*from != '\0') {
		if (*from != '%') {
			*to++ = *from++;
			continue;
		}
		if (digit(from[1]) < 0 || digit(from[2]) < 0 ||
		    digit(from[1]) * 16 + digit(from[2]) == 0)
			return false;
		*to++ = (char)(digit(from[1]) * 16 + digit(from[2]));
		from += 3;
	}
	*to = '\0';
	return true;
}

static bool number(char **at, int64_t *value)
{
	char *field = next_field(at), *end;

	*value = strtoll(field, &end, 10);
	return *end == '\0' && end != field;
}

static bool hash(char **at, unsigned char value[32])
{
	const char *field = next_field(at);

	if (strlen(field) != 64)
		return false;
	for (size_t i = 0; i < 32; i++) {
		int high = digit(field[2 * i]), low = digit(field[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		value[i] = (unsigned char)(high * 16 + low);
	}
	return true;
}

bool exchange_read_head(char *line, struct exchange_head *head)
{
	const char *word, *version;

	return text(&line, &word) && strcmp(word, "bansao-exchange") == 0 &&
	    text(&line, &version) && strcmp(version, "1") == 0 &&
	    text(&line, &head->site) && number(&line, &head->schema) &&
	    hash(&line, head->before) && head->site[0] != '\0' &&
	    strlen(head->site) <= 60;
}

bool exchange_read_line(char *line, struct audit_link *link)
{
	int64_t redo, final, size;
	bool good = number(&line, &link->row.seq) && text(&line, &link->row.at) &&
	    number(&line, &link->row.uid) && text(&line, &link->row.user) &&
	    text(&line, &link->row.host) && text(&line, &link->row.action) &&
	    text(&line, &link->row.subject) && text(&line, &link->row.summary) &&
	    text(&line, &link->row.note) && number(&line, &link->dossier) &&
	    number(&line, &link->undoes) && number(&line, &redo) &&
	    number(&line, &final) && number(&line, &size) &&
	    hash(&line, link->hash);

	if (!good || link->row.seq < 1 || size < 0 || size > INT32_MAX)
		return false;
	link->redo = redo != 0;
	link->final = final != 0;
	link->size = (size_t)size;
	return true;
}
