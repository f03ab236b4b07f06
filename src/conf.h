/* The ini files: settings of a workplace, criteria, programmes. The only file
 * that knows iniparser. Names of sections and keys are lower case; texts are
 * UTF-8. A file that is not so, or is not an ini file, is one sentence with
 * its line. */
#ifndef CONF_H
#define CONF_H

#include "err.h"
#include "pool.h"

struct conf;

/* A missing file is ERR_MISSING. NULL on failure. */
struct conf *conf_load(const char *path, struct err *err);
/* An embedded file; `name` is for messages. */
struct conf *conf_text(const void *text, size_t size, const char *name,
    struct err *err);
struct conf *conf_empty(void);
void conf_free(struct conf *conf);	/* NULL is fine */

/* key is "section:key". The fallback when it is not there. Borrowed until
 * conf_free. */
const char *conf_get(const struct conf *conf, const char *key,
    const char *fallback);
/* *value is left alone when the key is not there; what is no such thing is
 * ERR_USAGE and names the key. */
bool conf_int(const struct conf *conf, const char *key, int64_t *value,
    struct err *err) MUST_CHECK;
bool conf_real(const struct conf *conf, const char *key, double *value,
    struct err *err) MUST_CHECK;
/* yes, no, true, false, có, không, 1, 0 */
bool conf_bool(const struct conf *conf, const char *key, bool *value,
    struct err *err) MUST_CHECK;

/* The index-th section in the order of the file, NULL behind the last. */
const char *conf_section(const struct conf *conf, int index);
bool conf_has_section(const struct conf *conf, const char *section);
/* The keys of a section in the order of the file, without the section. */
const char **conf_keys(const struct conf *conf, const char *section,
    struct pool *pool, size_t *count);

#endif
