#include "letterhead.h"

#include "setting.h"

#include <string.h>

const char *const *letter_lines(struct pool *pool, const char *text)
{
	char *rest = pool_copy(pool, text), *part;
	const char **lines = pool_array(pool, strlen(text) / 2 + 2,
	    sizeof(*lines));
	size_t count = 0;

	while ((part = strsep(&rest, ";\n")) != NULL) {
		part += strspn(part, " \t");
		if (part[0] != '\0')
			lines[count++] = part;
	}
	return lines;
}

bool letterhead(struct db *db, const char *day, const char *symbol,
    const char *number, struct pool *pool, struct out_frame *frame,
    struct err *err)
{
	const char *on = day == NULL || day[0] == '\0' ? NULL : day;
	const char *recipients = "", *body = "";
	const struct {
		const char *name;
		const char **value;
	} wanted[] = {
		{ "head_parent", &frame->governing },
		{ "head_body", &frame->issuing },
		{ "place", &frame->place },
		{ "symbol", &body },
		{ "recipients", &recipients },
		{ "signer_power", &frame->power },
		{ "signer_title", &frame->signer_title },
		{ "signer_name", &frame->signer }
	};

	memset(frame, 0, sizeof(*frame));
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (!setting_get(db, wanted[i].name, on, pool, wanted[i].value,
		    err))
			return false;
	frame->date = on == NULL ? "" : on;
	if (number != NULL && number[0] != '\0')
		frame->number = number;
	else if (symbol != NULL)
		frame->number = pool_printf(pool, "/%s-%s", symbol, body);
	if (recipients[0] != '\0')
		frame->recipients = letter_lines(pool, recipients);
	return true;
}
