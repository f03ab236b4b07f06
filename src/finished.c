#include "finished.h"

#include "bag.h"

#include <string.h>

enum { TEXT_MOST = 64 << 20 };

static struct source_file *find_tag(struct source *source, const char *name)
{
	size_t wanted = strlen(name);

	for (size_t i = 0; i < source->count; i++) {
		const char *slash = strrchr(source->files[i].path, '/');
		const char *last = slash == NULL ? source->files[i].path :
		    slash + 1;

		if (strlen(last) == wanted && strcmp(last, name) == 0 &&
		    strstr(source->files[i].path, "data/") == NULL)
			return &source->files[i];
	}
	return NULL;
}

static bool read_tag(struct source *source, const char *name,
    struct buf *text, struct err *err)
{
	const struct source_file *file = find_tag(source, name);

	buf_text(text, "");
	return file == NULL || source_read(source, file, TEXT_MOST, text, err);
}

static void count_payload(const struct source *source, struct finished *f)
{
	for (size_t i = 0; i < source->count; i++) {
		const char *at = strstr(source->files[i].path, "data/");

		if (at == NULL || (at != source->files[i].path &&
		    at[-1] != '/'))
			continue;
		f->octets += source->files[i].size;
		f->streams++;
	}
}

bool finished_open(struct finished *f, const char *path, struct pool *pool,
    struct err *err)
{
	struct source source = { 0 };
	struct buf info = { 0 }, manifest = { 0 };
	bool ok = source_open(&source, path, NULL, pool, NULL, err) &&
	    read_tag(&source, "bag-info.txt", &info, err) &&
	    read_tag(&source, "manifest-sha256.txt", &manifest, err);

	if (ok) {
		const char *line = pool_printf(pool, "\nBansao-Plan: %s\n",
		    f->plan);

		f->same = strstr(info.data, line) != NULL;
		f->manifest = pool_copy(pool, manifest.data);
		count_payload(&source, f);
	}
	source_close(&source);
	buf_free(&info);
	buf_free(&manifest);
	return ok;
}

bool finished_digest(const struct finished *f, const char *path, char hex[65])
{
	struct buf wanted = { 0 };
	const char *found;
	bool there;

	buf_text(&wanted, "  ");
	bag_put_path(&wanted, path);
	buf_char(&wanted, '\n');
	found = strstr(f->manifest, wanted.data);
	there = found != NULL && found - f->manifest >= 64;
	if (there)
		memcpy(hex, found - 64, 64);
	hex[there ? 64 : 0] = '\0';
	buf_free(&wanted);
	return there;
}
