/* The door to libtiff: facts, a full decode and a small picture of any bytes. */
#include "tiff.h"

#include "../tiff_same.h"
#include "check.h"

#include <stdlib.h>

static struct check_rules rules;
static struct pool rule_pool;

static void load_rules(void)
{
	struct err err = { 0 };
	struct conf *conf = conf_empty();

	if (rules.paper.count == 0)
		(void)!check_load(conf, &rule_pool, &rules, &err);
	conf_free(conf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct tiff_source source = { .data = data, .length = size,
	    .fd = -1, .size = (int64_t)size };
	const struct tiff_view view = { .wide = 24, .high = 24,
	    .part_wide = 1, .part_high = 1 };
	struct findings findings = { 0 };
	struct tiff_picture picture;
	struct page_class *classes;
	struct tiff_facts facts, again;
	struct pool pool = { 0 };
	struct err err = { 0 };
	uint64_t pixels = 0;

	load_rules();
	tiff_read_facts(&source, &pool, &facts);
	/* What we read ourselves is what libtiff reads. */
	tiff_ask_library(&source, &pool, &again);
	if (!tiff_same(&facts, &again))
		abort();
	classes = pool_array(&pool, facts.count + 1, sizeof(*classes));
	check_facts(&rules, &facts, &pool, classes, &findings);
	for (size_t i = 0; i < findings.count; i++)
		finding_text(&findings.list[i], &pool);
	for (uint32_t i = 0; i < facts.count; i++)
		pixels += (uint64_t)facts.images[i].width *
		    facts.images[i].height;
	/* What only takes long is no finding: the child has its limits. */
	if (pixels < 1 << 22) {
		tiff_decode(&source, &pool, &facts, NULL, NULL);
		if (!tiff_read_picture(&source, &view, &pool, &picture, &err))
			err_clear(&err);
	}
	pool_free(&pool);
	return 0;
}
