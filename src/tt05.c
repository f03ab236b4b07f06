#include "tt05.h"

#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YES true
#define NO false

static const char retention[] = " 01 02 03 04 05 06 07 ";
static const char modes[] = " 01 02 03 ";
static const char languages[] = " 01 02 03 04 05 06 07 08 09 10 11 ";
static const char three[] = " 01 02 03 ";
static const char two[] = " 01 02 ";
static const char types[] = " 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16"
    " 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 ";

/* clang-format off */
static const struct tt05_field file_fields[] = {
	{ "fileCode",           TT05_TEXT,   100,  TT05_MUST, YES, NO,  NULL },
	{ "arcFileCode",        TT05_TEXT,   100,  TT05_MUST, NO,  YES, NULL },
	{ "title",              TT05_TEXT,   1000, TT05_MUST, YES, YES, NULL },
	{ "maintenance",        TT05_CODE,   100,  TT05_MUST, YES, YES, retention },
	{ "mode",               TT05_CODE,   30,   TT05_MUST, YES, YES, modes },
	{ "language",           TT05_CODES,  100,  TT05_MUST, YES, YES, languages },
	{ "startDate",          TT05_DATE,   10,   TT05_MUST, YES, YES, NULL },
	{ "endDate",            TT05_DATE,   10,   TT05_MUST, YES, YES, NULL },
	{ "keyword",            TT05_TEXT,   100,  TT05_MAY,  YES, YES, NULL },
	{ "totalDoc",           TT05_NUMBER, 10,   TT05_MUST, YES, YES, NULL },
	{ "numberOfPaper",      TT05_NUMBER, 10,   TT05_MUST, YES, YES, NULL },
	{ "numberOfPage",       TT05_NUMBER, 10,   TT05_MUST, YES, YES, NULL },
	{ "format",             TT05_CODE,   50,   TT05_MAY,  YES, YES, three },
	{ "inforSign",          TT05_TEXT,   30,   TT05_MAY,  YES, YES, NULL },
	{ "confidenceLevel",    TT05_CODE,   40,   TT05_MAY,  YES, YES, three },
	{ "paperFileCode",      TT05_TEXT,   100,  TT05_WHEN, YES, YES, NULL },
	{ "riskRecovery",       TT05_FLAG,   1,    TT05_MUST, YES, YES, NULL },
	{ "riskRecoveryStatus", TT05_CODE,   2,    TT05_WHEN, YES, YES, two },
	{ "description",        TT05_TEXT,   2000, TT05_MAY,  YES, YES, NULL },
	{ NULL }
};

static const struct tt05_field doc_fields[] = {
	{ "arcFileCode",        TT05_TEXT,   100,  TT05_MUST, NO,  YES, NULL },
	{ "docId",              TT05_TEXT,   25,  TT05_MUST, YES, NO,  NULL },
	{ "docCode",            TT05_TEXT,   100,  TT05_MUST, YES, YES, NULL },
	{ "docOrdinal",         TT05_NUMBER, 7,    TT05_MUST, NO,  YES, NULL },
	{ "maintenance",        TT05_CODE,   100,  TT05_MUST, YES, NO,  retention },
	{ "typeName",           TT05_CODE,   10,   TT05_MUST, YES, YES, types },
	{ "codeNumber",         TT05_TEXT,   11,   TT05_MAY,  YES, YES, NULL },
	{ "codeNotation",       TT05_TEXT,   30,   TT05_MAY,  YES, YES, NULL },
	{ "issuedDate",         TT05_DATE,   10,   TT05_MUST, YES, YES, NULL },
	{ "organName",          TT05_TEXT,   200,  TT05_MUST, YES, YES, NULL },
	{ "subject",            TT05_TEXT,   500,  TT05_MUST, YES, YES, NULL },
	{ "language",           TT05_CODES,  100,  TT05_MUST, YES, YES, languages },
	{ "numberOfPage",       TT05_NUMBER, 4,    TT05_MUST, YES, YES, NULL },
	{ "inforSign",          TT05_TEXT,   30,   TT05_MAY,  YES, YES, NULL },
	{ "keyword",            TT05_TEXT,   100,  TT05_MAY,  YES, YES, NULL },
	{ "mode",               TT05_CODE,   20,   TT05_MUST, YES, YES, modes },
	{ "confidenceLevel",    TT05_CODE,   30,   TT05_MAY,  YES, YES, three },
	{ "autograph",          TT05_TEXT,   2000, TT05_MAY,  YES, YES, NULL },
	{ "format",             TT05_CODE,   50,   TT05_MAY,  YES, YES, three },
	{ "riskRecovery",       TT05_FLAG,   1,    TT05_MUST, YES, NO,  NULL },
	{ "riskRecoveryStatus", TT05_CODE,   2,    TT05_WHEN, YES, NO,  two },
	{ "process",            TT05_FLAG,   1,    TT05_WHEN, YES, YES, NULL },
	{ "description",        TT05_TEXT,   500,  TT05_MAY,  YES, YES, NULL },
	{ NULL }
};

static const struct tt05_field pic_fields[] = {
	{ "docCode",            TT05_TEXT,   100,  TT05_MUST, YES, YES, NULL },
	{ "maintenance",        TT05_CODE,   100,  TT05_MAY,  YES, YES, retention },
	{ "typePic",            TT05_CODE,   2,    TT05_MUST, YES, YES, two },
	{ "archivesNumber",     TT05_TEXT,   50,   TT05_MAY,  YES, YES, NULL },
	{ "inforSign",          TT05_TEXT,   30,   TT05_MAY,  YES, YES, NULL },
	{ "eventName",          TT05_TEXT,   500,  TT05_MAY,  YES, YES, NULL },
	{ "imageTitle",         TT05_TEXT,   500,  TT05_MUST, YES, YES, NULL },
	{ "photographer",       TT05_TEXT,   300,  TT05_MAY,  YES, YES, NULL },
	{ "photoPlace",         TT05_TEXT,   300,  TT05_MAY,  YES, YES, NULL },
	{ "photoTime",          TT05_DATE,   10,   TT05_MAY,  YES, YES, NULL },
	{ "colour",             TT05_CODE,   2,    TT05_MAY,  YES, YES, two },
	{ "filmSize",           TT05_TEXT,   30,   TT05_MAY,  YES, YES, NULL },
	{ "docAttached",        TT05_FLAG,   1,    TT05_MAY,  YES, YES, NULL },
	{ "mode",               TT05_CODE,   20,   TT05_MUST, YES, YES, modes },
	{ "format",             TT05_CODE,   50,   TT05_MAY,  YES, YES, three },
	{ "riskRecovery",       TT05_FLAG,   1,    TT05_MUST, YES, YES, NULL },
	{ "riskRecoveryStatus", TT05_CODE,   2,    TT05_WHEN, YES, YES, two },
	{ "description",        TT05_TEXT,   500,  TT05_MAY,  YES, YES, NULL },
	{ NULL }
};

static const struct tt05_field media_fields[] = {
	{ "docCode",            TT05_TEXT,   100,  TT05_MUST, YES, YES, NULL },
	{ "maintenance",        TT05_CODE,   100,  TT05_MAY,  YES, YES, retention },
	{ "typeMedia",          TT05_CODE,   2,    TT05_MUST, YES, YES, two },
	{ "archivesNumber",     TT05_TEXT,   50,   TT05_MAY,  YES, YES, NULL },
	{ "inforSign",          TT05_TEXT,   30,   TT05_MAY,  YES, YES, NULL },
	{ "eventName",          TT05_TEXT,   500,  TT05_MAY,  YES, YES, NULL },
	{ "movieTitle",         TT05_TEXT,   500,  TT05_MUST, YES, YES, NULL },
	{ "recorder",           TT05_TEXT,   300,  TT05_MAY,  YES, YES, NULL },
	{ "recordPlace",        TT05_TEXT,   300,  TT05_MAY,  YES, YES, NULL },
	{ "recordDate",         TT05_DATE,   10,   TT05_MAY,  YES, YES, NULL },
	{ "language",           TT05_CODES,  100,  TT05_MAY,  YES, YES, languages },
	{ "playTime",           TT05_TEXT,   8,    TT05_MAY,  YES, YES, NULL },
	{ "docAttached",        TT05_FLAG,   1,    TT05_MAY,  YES, YES, NULL },
	{ "mode",               TT05_CODE,   20,   TT05_MUST, YES, YES, modes },
	{ "quality",            TT05_TEXT,   50,   TT05_MAY,  YES, YES, NULL },
	{ "format",             TT05_CODE,   50,   TT05_MAY,  YES, YES, three },
	{ "riskRecovery",       TT05_FLAG,   1,    TT05_MUST, YES, YES, NULL },
	{ "riskRecoveryStatus", TT05_CODE,   2,    TT05_WHEN, YES, YES, two },
	{ "description",        TT05_TEXT,   500,  TT05_MAY,  YES, YES, NULL },
	{ NULL }
};
/* clang-format on */

const struct tt05_field *tt05_fields(enum tt05_record record)
{
	static const struct tt05_field *const records[] = {
		[TT05_FILE] = file_fields, [TT05_DOC] = doc_fields,
		[TT05_PIC] = pic_fields, [TT05_MEDIA] = media_fields
	};

	return records[record];
}

const struct tt05_field *tt05_field(enum tt05_record record, const char *name)
{
	for (const struct tt05_field *f = tt05_fields(record); f->name != NULL;
	    f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static int letters(const char *text)
{
	int count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

static bool is_code(const char *codes, const char *text, size_t length)
{
	char wanted[16];

	if (length == 0 || length > 8)
		return false;
	snprintf(wanted, sizeof(wanted), " %.*s ", (int)length, text);
	return strstr(codes, wanted) != NULL;
}

static bool are_codes(const char *codes, const char *text)
{
	while (*text != '\0') {
		size_t length = strcspn(text, ",; ");

		if (!is_code(codes, text, length))
			return false;
		text += length;
		text += strspn(text, ",; ");
	}
	return true;
}

/* Exactly DD/MM/YYYY, and in an AIP also MM/YYYY and YYYY. */
static bool is_date(const char *text, bool sip)
{
	struct err ignored = { 0 };
	size_t length = strlen(text);
	struct date date;
	char again[DATE_TEXT];

	if (length != 10 && (sip || (length != 7 && length != 4)))
		return false;
	if (!date_parse(text, &date, &ignored))
		return false;
	date_vi(date, again);
	return strcmp(again, text) == 0;
}

bool tt05_good(const struct tt05_field *field, const char *value, bool sip,
    char *why, size_t room)
{
	if (value[0] == '\0') {
		snprintf(why, room, _("%s is empty and must not be"),
		    field->name);
		return field->must != TT05_MUST;
	}
	if (letters(value) > field->most) {
		snprintf(why, room, _("%s has more than %d letters"),
		    field->name, field->most);
		return false;
	}
	snprintf(why, room, _("%s cannot be \"%.60s\""), field->name, value);
	switch (field->kind) {
	case TT05_CODE:
		return is_code(field->codes, value, strlen(value));
	case TT05_CODES:
		return are_codes(field->codes, value);
	case TT05_DATE:
		if (sip)
			snprintf(why, room, _("%s cannot be \"%.60s\": a SIP "
			    "wants the whole day, an AIP takes the year too"),
			    field->name, value);
		return is_date(value, sip);
	case TT05_NUMBER:
		return strspn(value, "0123456789") == strlen(value);
	case TT05_FLAG:
		return strcmp(value, "0") == 0 || strcmp(value, "1") == 0;
	case TT05_TEXT:
		break;
	}
	return true;
}
