/* Attributes of a METS document, and whether they may be so. */
#include "verify_mets_inside.h"

#include <ctype.h>
#include <string.h>

void mets_fault(struct reading *r, const char *code, const char *text)
{
	judge_error(r->judge, code, r->path, _("line %ld: %s"),
	    xml_line(r->xml), text);
}

bool mets_is(const char *text, const char *wanted)
{
	return text != NULL && strcmp(text, wanted) == 0;
}

const char *mets_get(struct reading *r, const char *name)
{
	const char *value = xml_attribute(r->xml, name);

	return value == NULL ? NULL : pool_copy(r->judge->pool, value);
}

const char *mets_need(struct reading *r, const char *name, const char *code)
{
	const char *value = mets_get(r, name);

	if (value == NULL || value[0] == '\0')
		judge_error(r->judge, code, r->path, _("line %ld: <%s> has no "
		    "%s"), xml_line(r->xml), xml_name(r->xml), name);
	return value == NULL || value[0] == '\0' ? NULL : value;
}

void mets_wrong(struct reading *r, const char *name, const char *value,
    const char *code)
{
	judge_error(r->judge, code, r->path, _("line %ld: %s of <%s> is "
	    "\"%.60s\", which is not allowed there"), xml_line(r->xml), name,
	    xml_name(r->xml), value);
}

void mets_need_value(struct reading *r, const char *name,
    const char *wanted, const char *code)
{
	const char *value = mets_get(r, name);

	if (value == NULL || strcmp(value, wanted) != 0)
		judge_error(r->judge, code, r->path, _("line %ld: %s of <%s> "
		    "is \"%.60s\", not \"%s\""), xml_line(r->xml), name,
		    xml_name(r->xml), value == NULL ? "" : value, wanted);
}

const char *mets_need_word(struct reading *r, const char *name,
    const char *const *list, const char *code)
{
	const char *value = mets_need(r, name, code);

	if (value == NULL)
		return NULL;
	for (; *list != NULL; list++)
		if (strcmp(value, *list) == 0)
			return value;
	mets_wrong(r, name, value, code);
	return value;
}

/* YYYY-MM-DDThh:mm:ss, fractions and a zone may follow. */
static bool is_time(const char *text)
{
	static const char shape[] = "0000-00-00T00:00:00";

	for (size_t i = 0; shape[i] != '\0'; i++)
		if (shape[i] == '0' ? !isdigit((unsigned char)text[i]) :
		    text[i] != shape[i])
			return false;
	text += sizeof(shape) - 1;
	if (*text == '.' && isdigit((unsigned char)text[1]))
		for (text++; isdigit((unsigned char)*text); text++)
			;
	if (*text == '\0' || strcmp(text, "Z") == 0)
		return true;
	return (*text == '+' || *text == '-') && strlen(text) == 6 &&
	    isdigit((unsigned char)text[1]) &&
	    isdigit((unsigned char)text[2]) && text[3] == ':' &&
	    isdigit((unsigned char)text[4]) && isdigit((unsigned char)text[5]);
}

void mets_need_time(struct reading *r, const char *name, const char *code)
{
	const char *value = mets_need(r, name, code);

	if (value != NULL && !is_time(value))
		mets_wrong(r, name, value, code);
}
