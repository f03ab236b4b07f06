/* Tables of dBase III and FoxPro (.dbf), without memos. The code page mark
 * of such files says nothing about TCVN3 and VNI: their bytes are judged
 * column by column. */
#include "import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FIELDS = 255, HEADER = 32, MOST_RECORD = 65535 };

struct field {
	char name[12];
	char type;
	size_t from, length;
};

struct table {
	const struct import_source *source;
	FILE *file;
	uint32_t records;
	size_t header, record;
	struct field fields[FIELDS];
	size_t count;
};

static uint32_t little(const unsigned char *bytes, int count)
{
	uint32_t value = 0;

	while (count-- > 0)
		value = value << 8 | bytes[count];
	return value;
}

static int sniff(const void *head, size_t size, const char *path)
{
	static const unsigned char versions[] = { 0x02, 0x03, 0x30, 0x31, 0x32,
	    0x43, 0x63, 0x83, 0x8b, 0xcb, 0xf5, 0xfb };
	const unsigned char *bytes = head;
	size_t length = strlen(path);
	bool named = length > 4 && strcasecmp(path + length - 4, ".dbf") == 0;

	if (size < HEADER + 33 || memchr(versions, bytes[0],
	    sizeof(versions)) == NULL)
		return named ? 10 : 0;
	if (little(bytes + 8, 2) < HEADER + 33 || little(bytes + 10, 2) < 2 ||
	    bytes[2] > 12 || bytes[3] > 31)
		return named ? 10 : 0;
	return named ? 90 : 60;
}

static bool damaged(const struct table *table, const char *why,
    struct err *err)
{
	return err_set(err, ERR_FINDINGS, "%s: %s", table->source->path, why);
}

static bool read_fields(struct table *table, struct err *err)
{
	unsigned char bytes[HEADER];
	size_t at = 1;		/* behind the mark of deletion */

	if (fread(bytes, 1, HEADER, table->file) != HEADER)
		return damaged(table, _("it is no DBF table: too short"), err);
	table->records = little(bytes + 4, 4);
	table->header = little(bytes + 8, 2);
	table->record = little(bytes + 10, 2);
	while (table->count < FIELDS && HEADER * (table->count + 2) <=
	    table->header) {
		struct field *field = &table->fields[table->count];

		if (fread(bytes, 1, 1, table->file) != 1 || bytes[0] == 0x0d)
			break;
		if (fread(bytes + 1, 1, HEADER - 1, table->file) != HEADER - 1)
			break;
		memcpy(field->name, bytes, 11);
		field->type = (char)bytes[11];
		field->from = at;
		field->length = bytes[16];
		/* Long texts of Clipper and FoxPro. */
		if (field->type == 'C')
			field->length += (size_t)bytes[17] << 8;
		at += field->length;
		if (at > table->record)
			return damaged(table, _("the fields are longer than "
			    "the records"), err);
		table->count++;
	}
	if (table->count == 0 || table->record < 2)
		return damaged(table, _("it is no DBF table: no fields"), err);
	return true;
}

static bool give(const struct table *table, int64_t number,
    const struct cell *cells, struct err *err)
{
	struct import_row row = { "", number, cells, table->count, true };

	return table->source->row(table->source->to, &row, err);
}

static bool give_head(const struct table *table, struct err *err)
{
	struct cell cells[FIELDS];

	for (size_t i = 0; i < table->count; i++) {
		cells[i] = (struct cell){ table->fields[i].name,
		    strlen(table->fields[i].name), CELL_TEXT };
		if (strchr("MGPB", table->fields[i].type) != NULL)
			table->source->trouble(table->source->to, "F003", "",
			    0, (int)i + 1, _("memos are kept in another file "
			    "and are not read"));
	}
	return give(table, 1, cells, err);
}

/* Cut the blanks; days as ISO. Works in the record, which has room for the
 * NUL in text. */
static void set_cell(const struct field *field, const char *record,
    char *text, struct cell *cell)
{
	size_t length = field->length;

	memcpy(text, record + field->from, length);
	while (length > 0 && (text[length - 1] == ' ' ||
	    text[length - 1] == '\0'))
		length--;
	while (length > 0 && *text == ' ') {
		text++;
		length--;
	}
	text[length] = '\0';
	*cell = (struct cell){ text, length, CELL_TEXT };
	if (strchr("MGPB", field->type) != NULL) {
		*cell = (struct cell){ "", 0, CELL_TEXT };
	} else if (field->type == 'D' && length == 8) {
		memmove(text + 8, text + 6, 3);
		memmove(text + 5, text + 4, 2);
		text[4] = text[7] = '-';
		cell->length = 10;
		cell->kind = CELL_DATE;
	} else if (field->type == 'N' || field->type == 'F') {
		cell->kind = CELL_NUMBER;
	}
}

static bool read_records(struct table *table, struct err *err)
{
	size_t room = table->record + table->count * 16;
	char *record = must_alloc(table->record + 1);
	char *texts = must_alloc(room + 16);
	struct cell cells[FIELDS];
	uint32_t n = 0;
	bool good = true;

	for (; good && n < table->records; n++) {
		char *text = texts;

		if (fread(record, 1, table->record, table->file) !=
		    table->record)
			break;
		if (table->source->job != NULL)
			table->source->job->bytes += (int64_t)table->record;
		if (record[0] == '*')
			continue;
		for (size_t i = 0; i < table->count; i++) {
			set_cell(&table->fields[i], record, text, &cells[i]);
			text += table->fields[i].length + 4;
		}
		good = give(table, (int64_t)n + 2, cells, err);
	}
	if (good && n < table->records)
		table->source->trouble(table->source->to, "F001", "",
		    (int64_t)n + 2, 0, _("the file ends before its records do"));
	free(record);
	free(texts);
	return good;
}

static bool read_dbf(const struct import_source *source, struct err *err)
{
	struct table *table = must_alloc(sizeof(*table));
	bool good;

	table->source = source;
	table->file = fopen(source->path, "rbe");
	good = table->file == NULL ? err_errno(err, "%s", source->path) :
	    read_fields(table, err) && give_head(table, err);
	if (good && fseek(table->file, (long)table->header, SEEK_SET) != 0)
		good = err_errno(err, "%s", source->path);
	good = good && read_records(table, err);
	if (table->file != NULL)
		fclose(table->file);
	free(table);
	return good;
}

const struct importer importer_dbf = {
	"dbf", N_("dBase and FoxPro table (.dbf)"), sniff, read_dbf
};
