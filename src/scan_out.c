#include "scan_out.h"

#include "clock.h"
#include "date.h"
#include "number.h"
#include "text.h"

#include <math.h>
#include <string.h>

const char *scan_path(const struct scan *scan, struct pool *pool)
{
	if (scan->folder[0] == '\0' || scan->folder[1] == '\0')
		return pool_printf(pool, "%s%s", scan->folder, scan->name);
	return pool_printf(pool, "%s/%s", scan->folder, scan->name);
}

/* Two decimals are enough: 118.11 dots per cm are 300 per inch. */
static void json_dpi(struct json *json, const char *key, double dpi)
{
	dpi = round(dpi * 100) / 100;
	if (dpi <= 0)
		json_null(json, key);
	else if (fabs(dpi - round(dpi)) < 0.005)
		json_int(json, key, llround(dpi));
	else
		json_real(json, key, dpi);
}

static const char *kind_name(const struct scan_image *image)
{
	static const char *const names[] = { "page", "thumbnail", "mask", "" };

	return names[scan_image_kind(image) & 3];
}

static void image_json(struct json *json, const struct scan_image *i,
    struct pool *pool)
{
	const int64_t photometric = i->flags >> IMAGE_PHOTOMETRIC_SHIFT;
	const bool has_resolution = (i->flags & IMAGE_RESOLUTION) != 0;

	json_open(json, NULL, '{');
	json_int(json, "index", i->number);
	json_int(json, "width", i->width);
	json_int(json, "height", i->height);
	json_dpi(json, "x_dpi", has_resolution ? scan_image_dpi(i, true) : 0);
	json_dpi(json, "y_dpi", has_resolution ? scan_image_dpi(i, false) : 0);
	json_int(json, "bits", i->depth & 65535);
	json_int(json, "samples", i->depth >> 16);
	json_text(json, "compression", scan_compression(i->compression, pool));
	json_text(json, "photometric", i->flags & IMAGE_PHOTOMETRIC ?
	    scan_photometric(photometric, pool) : NULL);
	json_text(json, "size_class", i->size_class);
	json_int(json, "a4", i->a4);
	json_text(json, "kind", kind_name(i));
	json_int(json, "orientation", i->flags & IMAGE_ORIENTATION);
	json_dpi(json, "x_resolution", i->x_resolution);
	json_dpi(json, "y_resolution", i->y_resolution);
	json_text(json, "resolution_unit",
	    scan_unit_name((i->flags & IMAGE_UNIT) >> 4));
	json_bool(json, "tiled", (i->flags & IMAGE_TILED) != 0);
	json_bool(json, "icc", (i->flags & IMAGE_ICC) != 0);
	json_shut(json, '}');
}

void findings_json(struct json *json, const struct findings *findings,
    struct pool *pool)
{
	json_open(json, "findings", '[');
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = &findings->list[i];
		const struct check *check = check_find(f->code);
		char code[8];

		json_open(json, NULL, '{');
		json_text(json, "code", check_name(f->code, code));
		json_text(json, "severity", severity_name(f->severity));
		json_text(json, "text", finding_text(f, pool));
		json_text(json, "cause",
		    check == NULL ? "" : _(check->cause));
		json_text(json, "cure", check == NULL ? "" : _(check->cure));
		if (f->image >= 0)
			json_int(json, "image", f->image);
		json_shut(json, '}');
	}
	json_shut(json, ']');
}

static void day_json(struct json *json, const char *key, int64_t day)
{
	char text[DATE_TEXT];

	if (day == 0) {
		json_null(json, key);
		return;
	}
	date_iso(date_of_number(day), text);
	json_text(json, key, text);
}

/* "2b": what a PDF says of itself; NULL when it says nothing. */
static const char *pdfa_name(const struct scan *scan, struct pool *pool)
{
	int64_t claim = scan->first.flags;

	if (scan->format != SCAN_FORMAT_PDF || claim < 256)
		return NULL;
	return pool_printf(pool, "%lld%c", (long long)(claim >> 8),
	    (claim & 255) == 0 ? ' ' : (int)(claim & 127));
}

/* In hexadecimal; NULL when only the facts were asked for. */
static const char *digest(const struct scan *scan, struct pool *pool)
{
	static const unsigned char none[32];
	struct buf hex = { 0 };
	const char *text;

	if (memcmp(scan->sha256, none, sizeof(none)) == 0)
		return NULL;
	buf_hex(&hex, scan->sha256, 32);
	text = pool_copy(pool, hex.data);
	buf_free(&hex);
	return text;
}

void scan_json(struct json *json, const struct scan *scan,
    const char *path, const struct scan_image *images, size_t count,
    const struct findings *findings, struct pool *pool)
{
	json_open(json, NULL, '{');
	json_text(json, "dossier",
	    scan->dossier[0] == '\0' ? NULL : scan->dossier);
	json_text(json, "path", path);
	json_int(json, "bytes", scan->bytes);
	json_text(json, "sha256", digest(scan, pool));
	json_text(json, "format", scan_format_name(scan->format));
	json_int(json, "pages", scan->pages);
	json_int(json, "a4", scan->a4);
	json_open(json, "images", '[');
	for (size_t i = 0; i < count; i++)
		image_json(json, &images[i], pool);
	json_shut(json, ']');
	findings_json(json, findings, pool);
	if (scan->id != 0) {
		json_int(json, "id", scan->id);
		json_int(json, "document", scan->document);
		json_int(json, "page", scan->page);
		day_json(json, "verified", scan->verified);
		day_json(json, "decoded", scan->decoded);
	}
	json_text(json, "kind",
	    scan->kind == SCAN_COMPANION ? "companion" : "master");
	if (scan->format == SCAN_FORMAT_PDF)
		json_text(json, "pdfa_claim", pdfa_name(scan, pool));
	if (scan->origin.taken != 0) {
		char at[CLOCK_TEXT];

		clock_utc_of(scan->origin.taken, at);
		at[19] = '\0';
		json_text(json, "taken", at);
	}
	json_text(json, "make", scan->origin.make);
	json_text(json, "model", scan->origin.model);
	json_text(json, "software", scan->origin.software);
	json_shut(json, '}');
}

/* --- for people ---------------------------------------------------------- */

void findings_text(struct buf *buf, const struct findings *findings,
    bool cures, struct pool *pool)
{
	static const char *const marks[] = { "", "i", "!", "X" };

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = &findings->list[i];
		const struct check *check = check_find(f->code);
		char code[8];

		buf_printf(buf, "  %s %s  %s\n", marks[f->severity & 3],
		    check_name(f->code, code),
		    text_safe(pool, finding_text(f, pool)));
		if (cures && check != NULL && f->severity > CHECK_INFO)
			buf_printf(buf, "           %s\n           %s\n",
			    _(check->cause), _(check->cure));
	}
}

static void image_text(struct buf *buf, const struct scan_image *i,
    struct pool *pool)
{
	double x = scan_image_dpi(i, true);
	double y = scan_image_dpi(i, false);

	buf_printf(buf, "  %lld  %lld x %lld", (long long)i->number + 1,
	    (long long)i->width, (long long)i->height);
	if (x > 0 && fabs(x - y) < 0.5)
		buf_printf(buf, "  %.0f dpi", x);
	else if (x > 0)
		buf_printf(buf, "  %.0f x %.0f dpi", x, y);
	else
		buf_printf(buf, "  %s", _("no resolution"));
	buf_printf(buf, "  %lld x %lld bit  %s  %s",
	    (long long)(i->depth >> 16), (long long)(i->depth & 65535),
	    scan_compression(i->compression, pool),
	    i->flags & IMAGE_PHOTOMETRIC ? scan_photometric(
	    i->flags >> IMAGE_PHOTOMETRIC_SHIFT, pool) : "?");
	if (scan_image_kind(i) == TIFF_THUMBNAIL)
		buf_printf(buf, "  (%s)", _("thumbnail"));
	else if (scan_image_kind(i) == TIFF_MASK)
		buf_printf(buf, "  (%s)", _("mask"));
	else
		buf_printf(buf, "  %s  A4: %lld",
		    i->size_class[0] == '\0' ? "?" :
		    text_safe(pool, i->size_class), (long long)i->a4);
	buf_char(buf, '\n');
}

void scan_text(struct buf *buf, const struct scan *scan, const char *path,
    const struct scan_image *images, size_t count,
    const struct findings *findings, bool cures, struct pool *pool)
{
	buf_printf(buf, "%s\n", text_safe(pool, path));
	if (scan->dossier[0] != '\0')
		buf_printf(buf, "  %s: %s\n", _("Dossier"),
		    text_safe(pool, scan->dossier));
	buf_printf(buf, "  %s  %s", scan_format_name(scan->format),
	    number_bytes(pool, scan->bytes));
	if (digest(scan, pool) != NULL)
		buf_printf(buf, "  SHA-256 %s", digest(scan, pool));
	buf_printf(buf, ngettext("\n  %lld page, %lld A4\n",
	    "\n  %lld pages, %lld A4\n", scan->pages),
	    (long long)scan->pages, (long long)scan->a4);
	if (pdfa_name(scan, pool) != NULL)
		buf_printf(buf, _("  claims to be PDF/A-%s\n"),
		    pdfa_name(scan, pool));
	if (scan->origin.make[0] != '\0' || scan->origin.software[0] != '\0')
		buf_printf(buf, "  %s: %s %s %s\n", _("Scanned with"),
		    text_safe(pool, scan->origin.make),
		    text_safe(pool, scan->origin.model),
		    text_safe(pool, scan->origin.software));
	for (size_t i = 0; i < count; i++)
		image_text(buf, &images[i], pool);
	findings_text(buf, findings, cures, pool);
}
