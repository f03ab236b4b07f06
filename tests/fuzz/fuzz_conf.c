/* An ini file of a stranger: read it, and ask for everything in it. */
#include "conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { 0 };
	struct pool pool = { 0 };
	struct conf *conf = conf_text(data, size, "fuzz.ini", &err);
	const char *section;

	for (int i = 0; conf != NULL &&
	    (section = conf_section(conf, i)) != NULL; i++) {
		size_t count;
		const char **keys = conf_keys(conf, section, &pool, &count);

		for (size_t k = 0; k < count; k++) {
			const char *name = pool_printf(&pool, "%s:%s", section,
			    keys[k]);
			struct err no = { 0 };
			int64_t number = 0;
			bool flag = false;

			if (conf_get(conf, name, NULL) != NULL &&
			    !conf_int(conf, name, &number, &no))
				err_clear(&no);
			if (!conf_bool(conf, name, &flag, &no))
				err_clear(&no);
		}
	}
	conf_free(conf);
	pool_free(&pool);
	return 0;
}
