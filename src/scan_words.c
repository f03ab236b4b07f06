#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct word {
	int64_t code;
	const char *name;
};

/* The names are those of libtiff, which people know from tiffinfo. */
static const struct word compressions[] = {
	{ 1, "None" }, { 2, "CCITT RLE" }, { 3, "CCITT Group 3" },
	{ 4, "CCITT Group 4" }, { 5, "LZW" }, { 6, "Old-style JPEG" },
	{ 7, "JPEG" }, { 8, "AdobeDeflate" }, { 32766, "NeXT" },
	{ 32771, "CCITT RLE/W" }, { 32773, "PackBits" },
	{ 32809, "ThunderScan" }, { 32909, "PixarLog" },
	{ 32946, "Deflate" }, { 34661, "ISO JBIG" }, { 34676, "SGILog" },
	{ 34677, "SGILog24" }, { 34712, "JPEG 2000" }, { 34887, "LERC" },
	{ 34925, "LZMA" }, { 50000, "ZSTD" }, { 50001, "WEBP" },
	{ 0, NULL }
};

static const struct word photometrics[] = {
	{ 0, "min-is-white" }, { 1, "min-is-black" }, { 2, "RGB color" },
	{ 3, "palette color (RGB from colormap)" },
	{ 4, "transparency mask" }, { 5, "separated" }, { 6, "YCbCr" },
	{ 8, "CIE L*a*b*" }, { 9, "ICC L*a*b*" }, { 10, "ITU L*a*b*" },
	{ 32803, "color filter array" }, { 32844, "CIE Log2(L)" },
	{ 32845, "CIE Log2(L) (u',v')" }, { 34892, "linear raw" },
	{ 0, NULL }
};

static const struct word formats[] = {
	{ SCAN_FORMAT_UNKNOWN, "application/octet-stream" },
	{ SCAN_FORMAT_TIFF, "image/tiff" },
	{ SCAN_FORMAT_PDF, "application/pdf" },
	{ SCAN_FORMAT_JPEG, "image/jpeg" },
	{ SCAN_FORMAT_PNG, "image/png" },
	{ SCAN_FORMAT_JP2, "image/jp2" },
	{ 0, NULL }
};

static const char *word(const struct word *words, int64_t code)
{
	for (; words->name != NULL; words++)
		if (words->code == code)
			return words->name;
	return NULL;
}

const char *scan_compression(int64_t code, struct pool *pool)
{
	const char *name = word(compressions, code);

	return name != NULL ? name : pool_printf(pool, "%lld (0x%llx)",
	    (long long)code, (unsigned long long)code);
}

const char *scan_photometric(int64_t code, struct pool *pool)
{
	const char *name = word(photometrics, code);

	return name != NULL ? name : pool_printf(pool, "%lld (0x%llx)",
	    (long long)code, (unsigned long long)code);
}

const char *scan_format_name(int64_t format)
{
	const char *name = word(formats, format);

	return name != NULL ? name : formats[0].name;
}

int64_t scan_format_of(const char *name)
{
	for (const struct word *w = formats; w->name != NULL; w++)
		if (strcmp(w->name, name) == 0)
			return w->code;
	return SCAN_FORMAT_UNKNOWN;
}

const char *scan_unit_name(int64_t unit)
{
	return unit == TIFF_UNIT_CM ? "cm" : unit == TIFF_UNIT_NONE ? "none" :
	    unit == TIFF_UNIT_INCH ? "inch" : "";
}

static const char *ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot == NULL || dot == name ? "" : dot;
}

static bool is_one_of(const char *text, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcasecmp(text, *list) == 0)
			return true;
	return false;
}

bool scan_name_wanted(const char *name)
{
	static const char *const endings[] = {
		".tif", ".tiff", ".btf", ".tf8", ".pdf", ".jpg", ".jpeg", NULL
	};

	/* "._x.tif" is what a Mac leaves beside x.tif, no picture. */
	return strncmp(name, "._", 2) != 0 && is_one_of(ending(name), endings);
}

bool scan_name_trailing(const char *name)
{
	char text[256];
	size_t length = strlen(name);

	while (length > 0 && strchr(" \t.", name[length - 1]) != NULL)
		length--;
	if (name[length] == '\0' || length >= sizeof(text))
		return false;
	memcpy(text, name, length);
	text[length] = '\0';
	return scan_name_wanted(text);
}

bool scan_name_unfinished(const char *name)
{
	static const char *const endings[] = {
		".part", ".partial", ".tmp", ".temp", ".crdownload",
		".filepart", ".writing", NULL
	};

	return is_one_of(ending(name), endings);
}

/* Cut a number off the end of text ("A.12" gives 12 and "A"). */
static bool cut_number(char *text, int64_t *number)
{
	char *dot = strrchr(text, '.');
	size_t digits = dot == NULL ? 0 : strspn(dot + 1, "0123456789");

	if (digits == 0 || digits > 9 || dot == text || dot[1 + digits] != '\0')
		return false;
	*number = strtoll(dot + 1, NULL, 10);
	*dot = '\0';
	return true;
}

int scan_name_parse(const char *name, struct scan_name candidates[2])
{
	struct scan_name *one = &candidates[0];
	struct scan_name *two = &candidates[1];
	size_t length = strlen(name) - strlen(ending(name));

	if (length == 0 || length >= sizeof(one->code))
		return 0;
	memcpy(one->code, name, length);
	one->code[length] = '\0';
	one->page = 0;
	if (!cut_number(one->code, &one->document))
		return 0;
	*two = *one;
	two->page = one->document;
	return cut_number(two->code, &two->document) ? 2 : 1;
}
