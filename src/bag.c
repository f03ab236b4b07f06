#include "bag.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

char *bag_line(char **text)
{
	char *line = *text;
	char *end;

	if (*line == '\0')
		return NULL;
	end = line + strcspn(line, "\r\n");
	*text = end;
	if (*end == '\r' && end[1] == '\n')
		*text = end + 2;
	else if (*end != '\0')
		*text = end + 1;
	*end = '\0';
	return line;
}

static int hex_digit(char letter)
{
	return letter >= '0' && letter <= '9' ? letter - '0' :
	    letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 :
	    letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
}

/* Only three escapes exist; any other % stands as it is. */
bool bag_decode(char *path)
{
	char *to = path;
	bool raw = false;

	while (*path != '\0') {
		if (path[0] == '%' && strncasecmp(path, "%0A", 3) == 0) {
			*to++ = '\n';
			path += 3;
		} else if (path[0] == '%' &&
		    strncasecmp(path, "%0D", 3) == 0) {
			*to++ = '\r';
			path += 3;
		} else if (path[0] == '%' && strncmp(path, "%25", 3) == 0) {
			*to++ = '%';
			path += 3;
		} else {
			raw |= *path == '%';
			*to++ = *path++;
		}
	}
	*to = '\0';
	return raw;
}

/* md5sum and its kin begin a line with "\\" when they had to escape the name. */
static void unescape(char *path)
{
	char *to = path;

	while (*path != '\0') {
		bool pair = path[0] == '\\' && path[1] != '\0' &&
		    strchr("nr\\", path[1]) != NULL;

		*to++ = (char)(!pair ? path[0] : path[1] == 'n' ? '\n' :
		    path[1] == 'r' ? '\r' : '\\');
		path += pair ? 2 : 1;
	}
	*to = '\0';
}

bool bag_entry(char *line, bool decode, struct bag_entry *entry)
{
	bool escaped = line[0] == '\\';
	size_t digits = strcspn(line, " \t");
	char *path = line + digits;

	*entry = (struct bag_entry){ .digest = line + escaped,
	    .escaped = escaped };
	if (digits <= escaped || *path == '\0')
		return false;
	*path++ = '\0';
	path += strspn(path, " \t");
	if (*path == '*') {
		entry->star = true;
		path++;
	}
	while (path[0] == '.' && path[1] == '/') {
		entry->dot = true;
		path += 2;
	}
	if (*path == '\0')
		return false;
	if (escaped)
		unescape(path);
	if (decode)
		entry->raw_percent = bag_decode(path);
	entry->path = path;
	return true;
}

bool bag_fetch(char *line, bool decode, struct bag_fetch *fetch)
{
	char *at = line + strcspn(line, " \t");

	fetch->url = line;
	if (at == line || *at == '\0')
		return false;
	*at++ = '\0';
	at += strspn(at, " \t");
	fetch->length = at;
	at += strcspn(at, " \t");
	if (at == fetch->length || *at == '\0')
		return false;
	*at++ = '\0';
	at += strspn(at, " \t");
	fetch->path = at;
	if (decode)
		bag_decode(at);
	if (strcmp(fetch->length, "-") != 0 &&
	    strspn(fetch->length, "0123456789") != strlen(fetch->length))
		return false;
	return *at != '\0' && strstr(fetch->url, ":") != NULL;
}

bool bag_is_hex(const char *hex, size_t size)
{
	if (strlen(hex) != size * 2)
		return false;
	for (; *hex != '\0'; hex++)
		if (hex_digit(*hex) < 0)
			return false;
	return true;
}

bool bag_digest_is(const char *hex, const unsigned char *digest, size_t size)
{
	if (!bag_is_hex(hex, size))
		return false;
	for (size_t i = 0; i < size; i++)
		if (hex_digit(hex[2 * i]) * 16 + hex_digit(hex[2 * i + 1]) !=
		    digest[i])
			return false;
	return true;
}

void bag_put_path(struct buf *out, const char *path)
{
	for (; *path != '\0'; path++)
		if (*path == '\n')
			buf_text(out, "%0A");
		else if (*path == '\r')
			buf_text(out, "%0D");
		else if (*path == '%')
			buf_text(out, "%25");
		else
			buf_char(out, *path);
}

static bool has_part(const char *path, const char *part, const char *cuts)
{
	size_t wanted = strlen(part);

	while (*path != '\0') {
		size_t length = strcspn(path, cuts);

		if (length == wanted && strncmp(path, part, length) == 0)
			return true;
		path += length;
		path += *path != '\0';
	}
	return false;
}

const char *bag_path_fault(const char *path)
{
	if (path[0] == '/')
		return _("an absolute path");
	if (path[0] == '~')
		return _("a path into somebody's home");
	if (path[0] == '\\' || (isalpha((unsigned char)path[0]) &&
	    path[1] == ':'))
		return _("an absolute path on Windows");
	if (has_part(path, "..", "/\\"))
		return _("a path with \"..\" in it");
	return NULL;
}

static bool is_device(const char *name, size_t length)
{
	static const char *const devices[] = { "CON", "PRN", "AUX", "NUL" };
	size_t stem = 0;

	while (stem < length && name[stem] != '.')
		stem++;
	for (size_t i = 0; i < COUNT(devices); i++)
		if (stem == 3 && strncasecmp(name, devices[i], 3) == 0)
			return true;
	return stem == 4 && name[3] >= '1' && name[3] <= '9' &&
	    (strncasecmp(name, "COM", 3) == 0 ||
	    strncasecmp(name, "LPT", 3) == 0);
}

const char *bag_name_trouble(const char *path)
{
	while (*path != '\0') {
		size_t length = strcspn(path, "/");

		for (size_t i = 0; i < length; i++)
			if ((unsigned char)path[i] < ' ' ||
			    strchr("<>:\"\\|?*", path[i]) != NULL)
				return _("has a letter that Windows refuses");
		if (length > 0 && (path[length - 1] == ' ' ||
		    path[length - 1] == '.'))
			return _("ends with a blank or a dot");
		if (length > 255)
			return _("has a name of more than 255 bytes");
		if (is_device(path, length))
			return _("has the name of a Windows device");
		path += length;
		path += *path == '/';
	}
	return NULL;
}

/* ---- encodings --------------------------------------------------------- */

static bool valid_utf8(const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text;
	const unsigned char *end = at + length;

	while (at < end) {
		size_t more = *at < 0x80 ? 0 : *at >= 0xf0 && *at < 0xf5 ? 3 :
		    *at >= 0xe0 && *at < 0xf0 ? 2 :
		    *at >= 0xc2 && *at < 0xe0 ? 1 : 9;

		if (more == 9 || (size_t)(end - at) <= more ||
		    (at[0] == 0xe0 && at[1] < 0xa0) ||
		    (at[0] == 0xed && at[1] > 0x9f) ||
		    (at[0] == 0xf0 && at[1] < 0x90) ||
		    (at[0] == 0xf4 && at[1] > 0x8f))
			return false;
		for (at++; more > 0; more--, at++)
			if ((*at & 0xc0) != 0x80)
				return false;
	}
	return true;
}

static bool convert(iconv_t from, const char *bytes, size_t length,
    struct buf *out)
{
	char *in = (char *)(uintptr_t)bytes;
	char block[4096];

	while (length > 0) {
		char *to = block;
		size_t room = sizeof(block);
		size_t got = iconv(from, &in, &length, &to, &room);

		buf_add(out, block, sizeof(block) - room);
		if (got == (size_t)-1 && errno != E2BIG)
			return false;
	}
	return true;
}

bool bag_text(const char *encoding, const char *bytes, size_t length,
    struct buf *out, struct err *err)
{
	size_t start = out->length;
	iconv_t from;
	bool ok;

	buf_text(out, "");
	if (strcasecmp(encoding, "UTF-8") == 0) {
		if (!valid_utf8(bytes, length))
			return err_set(err, ERR_FINDINGS, _("is not UTF-8"));
		buf_add(out, bytes, length);
		return true;
	}
	from = iconv_open("UTF-8", encoding);
	/* Only a decoder that is none refuses to begin. */
	if (iconv(from, NULL, NULL, NULL, NULL) == (size_t)-1 &&
	    from == (iconv_t)-1)
		return err_set(err, ERR_FINDINGS,
		    _("is in the encoding %.40s, which nobody knows here"),
		    encoding);
	ok = convert(from, bytes, length, out);
	iconv_close(from);
	if (ok && out->length - start >= 3 &&
	    memcmp(out->data + start, "\xef\xbb\xbf", 3) == 0) {
		memmove(out->data + start, out->data + start + 3,
		    out->length - start - 3 + 1);
		out->length -= 3;
	}
	return ok || err_set(err, ERR_FINDINGS,
	    _("does not fit its encoding, %.40s"), encoding);
}
