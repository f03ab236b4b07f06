#include "sampling.h"

#include <stdio.h>

static bool read_row(struct sampling_table *table, const char *key,
    const char *text, struct err *err)
{
	long long up_to = 0, look = 0;
	char rest;

	if (table->count == SAMPLING_ROWS)
		return err_set(err, ERR_USAGE,
		    _("[sampling]: at most %d sizes"), SAMPLING_ROWS);
	if (sscanf(text, "%lld %lld %c", &up_to, &look, &rest) != 2 ||
	    look < 1 || look > up_to)
		return err_set(err, ERR_USAGE, _("[sampling] %s = %s: write"
		    " pages of the batch and pages to inspect, for example"
		    " \"150 20\""), key, text);
	if (table->count > 0 && up_to <= table->rows[table->count - 1].up_to)
		return err_set(err, ERR_USAGE, _("[sampling] %s = %s: write the"
		    " sizes from small to large"), key, text);
	table->rows[table->count].up_to = up_to;
	table->rows[table->count++].look = look;
	return true;
}

bool sampling_load(const struct conf *conf, struct sampling_table *table,
    struct err *err)
{
	struct conf *given = check_given(conf, err);
	const struct conf *from = conf_has_section(conf, "sampling") ? conf :
	    given;
	struct pool pool = { 0 };
	const char **keys;
	size_t count;
	bool good = given != NULL;

	table->count = 0;
	keys = good ? conf_keys(from, "sampling", &pool, &count) : NULL;
	for (size_t i = 0; good && i < count; i++)
		good = read_row(table, keys[i], conf_get(from,
		    pool_printf(&pool, "sampling:%s", keys[i]), ""), err);
	pool_free(&pool);
	conf_free(given);
	return good;
}

int64_t sampling_of_lot(const struct sampling_table *table, int64_t pages)
{
	for (size_t i = 0; i < table->count; i++)
		if (pages <= table->rows[i].up_to)
			return table->rows[i].look < pages ?
			    table->rows[i].look : pages;
	return pages;
}

int64_t sampling_of_part(int64_t percent, int64_t pages)
{
	return (pages * percent + 99) / 100;
}

bool sampling_takes(int64_t i, int64_t pages, int64_t look)
{
	return i == 0 || pages <= look ||
	    i * look / pages != (i - 1) * look / pages;
}
