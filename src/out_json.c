/* JSON: one array, one object a row, one row a line. */
#include "json.h"
#include "out_kind.h"

static void begin_json(struct out *out)
{
	buf_char(&out->buf, '[');
}

static void cell_json(struct json *json, const struct out_column *column,
    const struct out_cell *cell)
{
	switch (cell->kind) {
	case CELL_NONE:
		json_null(json, column->key);
		break;
	case CELL_TEXT:
		if (column->type == OUT_JSON)
			json_raw(json, column->key, cell->text);
		else
			json_text(json, column->key, cell->text);
		break;
	case CELL_INT:
		if (column->type == OUT_BOOL)
			json_bool(json, column->key, cell->number != 0);
		else
			json_int(json, column->key, cell->number);
		break;
	case CELL_REAL:
		json_real(json, column->key, cell->real);
		break;
	}
}

static void row_json(struct out *out, enum out_row_kind kind,
    const struct out_cell *cells)
{
	struct json json = { .buf = &out->buf };

	(void)kind;
	buf_text(&out->buf, out->rows > 1 ? ",\n" : "\n");
	json_open(&json, NULL, '{');
	for (int i = 0; i < out->count; i++)
		if (out_shown(out, i))
			cell_json(&json, &out->columns[i], &cells[i]);
	if (out->grouped)
		json_text(&json, "group", out->group);
	json_shut(&json, '}');
}

static void end_json(struct out *out)
{
	buf_text(&out->buf, out->rows > 0 ? "\n]\n" : "]\n");
}

const struct out_kind out_kind_json = {
	.name = "json",
	.endings = " json ",
	.for_programs = true,
	.begin = begin_json,
	.row = row_json,
	.end = end_json,
};
