#include "conf.h"

#include "number.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef HAVE_INIPARSER_INIPARSER_H
#include <iniparser/iniparser.h>
#else
#include <iniparser.h>
#endif

enum {
	MOST_BYTES = 1024 * 1024,
	MOST_LINE = 1000	/* iniparser's own limit is 1024 with the ends */
};

struct conf {
	dictionary *words;
};

/* iniparser prints its complaints, unless somebody takes them; it tells the
 * line only in those words, so the lines are judged here before it sees
 * them. */
static PRINTF(1, 2) int no_words(const char *format, ...)
{
	(void)format;
	return 0;
}

static bool bad_line(const char *name, int line, const char *why,
    struct err *err)
{
	return err_set(err, ERR_USAGE, _("%s, line %d: %s"), name, line, why);
}

/* [section], key = value, a comment, or nothing. */
static bool judge_line(const char *line, size_t length, bool goes_on,
    const char **why)
{
	while (length > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		length--;
	}
	while (length > 0 && (line[length - 1] == ' ' ||
	    line[length - 1] == '\t' || line[length - 1] == '\r'))
		length--;
	if (length == 0 || *line == '#' || *line == ';' || goes_on)
		return true;
	*why = _("this is neither [section] nor key = value");
	if (*line == '[')
		return memchr(line, ']', length) != NULL && line[1] != ']';
	return *line != '=' && memchr(line, '=', length) != NULL;
}

static bool judge(const char *text, size_t size, const char *name,
    struct err *err)
{
	bool goes_on = false;
	int number = 1;

	for (size_t at = 0; at < size; number++) {
		const char *line = text + at;
		const char *end = memchr(line, '\n', size - at);
		size_t length = end == NULL ? size - at : (size_t)(end - line);
		const char *why = NULL;

		if (length > MOST_LINE)
			return bad_line(name, number,
			    _("this line is too long"), err);
		if (memchr(line, '\0', length) != NULL ||
		    !text_valid_n(line, length))
			return bad_line(name, number,
			    _("this is not UTF-8 text"), err);
		if (!judge_line(line, length, goes_on, &why))
			return bad_line(name, number, why, err);
		goes_on = length > 0 && line[length - 1] == '\\';
		at += length + 1;
	}
	return true;
}

/* iniparser opens files by name only: a file in memory has one. */
static int memory_file(const char *text, size_t size, char path[64])
{
	int fd = memfd_create("ini", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	while (size > 0) {
		ssize_t wrote = write(fd, text, size);

		if (wrote <= 0) {
			close(fd);
			return -1;
		}
		text += wrote;
		size -= (size_t)wrote;
	}
	snprintf(path, 64, "/proc/self/fd/%d", fd);
	return fd;
}

struct conf *conf_empty(void)
{
	struct conf *conf = must_alloc(sizeof(*conf));

	/* iniparser does not ask itself. */
	conf->words = dictionary_new(0);
	if (conf->words == NULL || conf->words->val == NULL ||
	    conf->words->key == NULL || conf->words->hash == NULL)
		no_memory();
	return conf;
}

struct conf *conf_text(const void *text, size_t size, const char *name,
    struct err *err)
{
	const char *from = text;
	struct conf *conf;
	char path[64];
	int fd;

	if (size >= 3 && memcmp(from, "\xef\xbb\xbf", 3) == 0) {
		from += 3;
		size -= 3;
	}
	if (!judge(from, size, name, err))
		return NULL;
	if (size == 0)
		return conf_empty();
	fd = memory_file(from, size, path);
	if (fd < 0) {
		err_errno(err, "%s", name);
		return NULL;
	}
	iniparser_set_error_callback(no_words);
	conf = must_alloc(sizeof(*conf));
	conf->words = iniparser_load(path);
	close(fd);
	if (conf->words != NULL)
		return conf;
	free(conf);
	err_set(err, ERR_USAGE, _("%s is not an ini file"), name);
	return NULL;
}

static bool read_all(int fd, char *text, size_t *size)
{
	size_t done = 0;

	while (done < MOST_BYTES + 1) {
		ssize_t got = read(fd, text + done, MOST_BYTES + 1 - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	*size = done;
	return true;
}

struct conf *conf_load(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct conf *conf = NULL;
	struct stat stat;
	size_t size;
	char *text;

	if (fd < 0 && errno == ENOENT) {
		err_set(err, ERR_MISSING, _("There is no file %s"), path);
		return NULL;
	}
	if (fd < 0 || fstat(fd, &stat) != 0) {
		err_errno(err, "%s", path);
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	text = must_alloc(MOST_BYTES + 1);
	if (!S_ISREG(stat.st_mode))
		err_set(err, ERR_USAGE, _("%s is not an ini file"), path);
	else if (!read_all(fd, text, &size))
		err_errno(err, "%s", path);
	else if (size > MOST_BYTES)
		err_set(err, ERR_USAGE, _("%s is too large for an ini file"),
		    path);
	else
		conf = conf_text(text, size, path, err);
	free(text);
	close(fd);
	return conf;
}

void conf_free(struct conf *conf)
{
	if (conf == NULL)
		return;
	iniparser_freedict(conf->words);
	free(conf);
}

/* --- asking ------------------------------------------------------------- */

const char *conf_get(const struct conf *conf, const char *key,
    const char *fallback)
{
	return iniparser_getstring(conf->words, key, fallback);
}

bool conf_int(const struct conf *conf, const char *key, int64_t *value,
    struct err *err)
{
	const char *text = conf_get(conf, key, NULL);

	if (text == NULL)
		return true;
	return number_parse(text, value, err) || err_wrap(err, "%s", key);
}

bool conf_real(const struct conf *conf, const char *key, double *value,
    struct err *err)
{
	const char *text = conf_get(conf, key, NULL);

	if (text == NULL)
		return true;
	return number_parse_real(text, value, err) || err_wrap(err, "%s", key);
}

bool conf_bool(const struct conf *conf, const char *key, bool *value,
    struct err *err)
{
	static const char *const words[] = { "no", "false", "khong", "off", "0",
	    "yes", "true", "co", "on", "1" };
	const char *text = conf_get(conf, key, NULL);
	struct pool pool = { 0 };
	size_t i = 0;

	if (text == NULL)
		return true;
	while (i < COUNT(words) &&
	    strcmp(text_fold(&pool, text), words[i]) != 0)
		i++;
	pool_free(&pool);
	if (i == COUNT(words))
		return err_set(err, ERR_USAGE, _("%s: \"%s\" is not yes or no"),
		    key, text);
	*value = i >= COUNT(words) / 2;
	return true;
}

const char *conf_section(const struct conf *conf, int index)
{
	if (index < 0 || index >= iniparser_getnsec(conf->words))
		return NULL;
	return iniparser_getsecname(conf->words, index);
}

bool conf_has_section(const struct conf *conf, const char *section)
{
	return iniparser_find_entry(conf->words, section) == 1;
}

const char **conf_keys(const struct conf *conf, const char *section,
    struct pool *pool, size_t *count)
{
	int all = conf_has_section(conf, section) ?
	    iniparser_getsecnkeys(conf->words, section) : 0;
	const char **keys = pool_array(pool, (size_t)all + 1, sizeof(*keys));
	size_t skip = strlen(section) + 1;

	if (all > 0 && iniparser_getseckeys(conf->words, section, keys) == NULL)
		all = 0;
	for (int i = 0; i < all; i++)
		keys[i] += skip;
	*count = (size_t)all;
	return keys;
}
