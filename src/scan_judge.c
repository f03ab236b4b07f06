/* The second half of reading a file: its facts, its name, and whether it
 * stayed as it was. */
#include "scan_read.h"

#include "text.h"

#include <string.h>
#include <sys/stat.h>

static void judge_name(struct scan_reader *reader, const char *name,
    struct pool *pool, struct scan_result *result)
{
	const char *why = NULL;

	if (!text_valid(name))
		why = "UTF-8";
	for (const char *s = name; why == NULL && *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 127)
			why = "control character";
	if (why == NULL && strcmp(text_nfc(pool, name), name) != 0)
		why = "NFD";
	if (why != NULL)
		findings_add(&result->findings, pool, reader->rules, T_NAME,
		    -1, why);
}

static void read_tiff(struct scan_reader *reader,
    const struct tiff_source *source, bool decode, struct pool *pool,
    struct scan_result *result)
{
	struct tiff_facts facts;
	struct page_class *classes;

	tiff_read_facts(source, pool, &facts);
	if (decode)
		tiff_decode(source, pool, &facts, NULL, NULL);
	result->format = scan_format_of(facts.format);
	result->pages = facts.pages;
	result->count = facts.count;
	result->origin = facts.origin;
	classes = pool_array(pool, facts.count + 1, sizeof(*classes));
	result->images = pool_array(pool, facts.count + 1,
	    sizeof(*result->images));
	check_facts(reader->rules, &facts, pool, classes, &result->findings);
	for (uint32_t i = 0; i < facts.count; i++) {
		scan_image_from(&result->images[i], &facts, i, &classes[i]);
		result->a4 += classes[i].a4;
	}
}

void scan_read_finish(struct scan_reader *reader,
    const struct scan_order *order, const struct tiff_source *source,
    struct pool *pool, struct scan_result *result)
{
	struct fs_stat after = { 0 };
	struct stat s;

	if ((order->wanted & READ_FACTS) && scan_is_companion(order->name))
		scan_read_companion(reader->rules, order->fd, source, pool,
		    result);
	else if (order->wanted & READ_FACTS)
		read_tiff(reader, source,
		    (order->wanted & READ_DECODE) != 0, pool, result);
	judge_name(reader, order->name, pool, result);
	if (fstat(order->fd, &s) == 0)
		fs_stat_from(&after, &s);
	if (!fs_stat_same(&result->stat, &after))
		result->status = SCAN_CHANGING;
}
