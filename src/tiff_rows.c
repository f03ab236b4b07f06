#include "tiff_rows.h"

#include <string.h>

/* --- pixels to 8-bit channels -------------------------------------------- */

static unsigned get_sample(const unsigned char *row, uint64_t index, int bits)
{
	if (bits == 8)
		return row[index];
	if (bits == 16) {
		uint16_t value;

		memcpy(&value, row + index * 2, 2);
		return value >> 8;
	}
	uint64_t bit = index * (unsigned)bits;
	unsigned value = row[bit >> 3] >> (8 - bits - (int)(bit & 7));

	return value & ((1u << bits) - 1);
}

static unsigned scale(unsigned value, int bits)
{
	return bits >= 8 ? value : value * 255 / ((1u << bits) - 1);
}

/* One bit a pixel: eight pixels by a table, the way most pages are. */
static void bits_to_line(const struct tiff_drawing *d, const unsigned char *row,
    bool white_is_zero, uint32_t from, uint32_t to)
{
	const unsigned char flip = white_is_zero ? 0xff : 0;
	unsigned char *out = d->line;

	for (uint32_t x = from; x < to; x++) {
		unsigned char byte = row[x >> 3] ^ flip;

		*out++ = (unsigned char)(byte & (0x80 >> (x & 7)) ? 255 : 0);
	}
}

static void colour_to_line(const struct tiff_drawing *d, const unsigned char *row,
    uint32_t from, uint32_t to)
{
	const int bits = d->image.bits;
	const uint64_t step = d->image.planar == 2 ? 1 : d->image.samples;
	unsigned char *out = d->line;

	for (uint32_t x = from; x < to; x++) {
		uint64_t at = x * step;

		switch (d->image.photometric) {
		case PHOTOMETRIC_PALETTE: {
			unsigned index = bits == 16 ? 0 :
			    get_sample(row, at, bits);

			memcpy(out, d->palette[index & 255], 3);
			break;
		}
		case PHOTOMETRIC_SEPARATED: {
			unsigned black = 255 - get_sample(row, at + 3, bits);

			for (unsigned c = 0; c < 3; c++)
				out[c] = (unsigned char)((255 -
				    get_sample(row, at + c, bits)) * black /
				    255);
			break;
		}
		default:
			for (unsigned c = 0; c < 3; c++)
				out[c] = (unsigned char)scale(get_sample(row,
				    at + c, bits), bits);
		}
		out += 3;
	}
}

static void grey_to_line(const struct tiff_drawing *d, const unsigned char *row,
    uint32_t from, uint32_t to)
{
	const int bits = d->image.bits;
	const uint64_t step = d->image.planar == 2 ? 1 : d->image.samples;
	const bool inverse = d->image.photometric == PHOTOMETRIC_MINISWHITE;
	unsigned char *out = d->line;

	if (bits == 1 && step == 1) {
		bits_to_line(d, row, inverse, from, to);
		return;
	}
	for (uint32_t x = from; x < to; x++) {
		unsigned value = scale(get_sample(row, x * step, bits), bits);

		*out++ = (unsigned char)(inverse ? 255 - value : value);
	}
}

/* --- adding up ------------------------------------------------------------ */

void tiff_add_line(struct tiff_drawing *d, uint32_t y, uint32_t from,
    uint32_t to, int channel)
{
	uint32_t out_y = (uint32_t)((uint64_t)(y - d->y0) * d->high /
	    (d->y1 - d->y0));
	struct tiff_cell *row = d->cells + (size_t)out_y * d->wide;
	const unsigned char *in = d->line;
	int step = channel >= 0 ? 1 : d->channels;
	uint32_t column = (uint32_t)((uint64_t)(from - d->x0) * d->wide /
	    (d->x1 - d->x0));

	for (uint32_t x = from; x < to;) {
		uint32_t end;

		while (column + 1 < d->wide && d->edge[column + 1] <= x)
			column++;
		end = column + 1 < d->wide ? d->edge[column + 1] : d->x1;
		if (end > to)
			end = to;
		for (int c = 0; c < step; c++) {
			int into = channel >= 0 ? channel : c;
			uint32_t sum = 0;

			for (uint32_t i = 0; i < end - x; i++)
				sum += in[i * (unsigned)step + (unsigned)c];
			row[column].sum[into] += sum;
			row[column].count[into] += end - x;
		}
		in += (size_t)(end - x) * (unsigned)step;
		x = end;
	}
}

void tiff_add_row(struct tiff_drawing *d, const unsigned char *row, uint32_t y,
    uint32_t from, uint32_t to, uint16_t plane)
{
	uint32_t left = from < d->x0 ? d->x0 : from;
	uint32_t right = to > d->x1 ? d->x1 : to;

	if (y < d->y0 || y >= d->y1 || left >= right)
		return;
	if (d->channels == 1 || d->image.planar == 2)
		grey_to_line(d, row, left - from, right - from);
	else
		colour_to_line(d, row, left - from, right - from);
	tiff_add_line(d, y, left, right, d->image.planar == 2 && d->channels == 3 ?
	    plane : -1);
}
