/* The official frame of a page (NĐ 30/2020, annex I) as texts, for every kind
 * of paper: what stands left and right above, the date with its place, the
 * lines of the signer. */
#ifndef FRAME_H
#define FRAME_H

#include "buf.h"
#include "out.h"

#define FRAME_COUNTRY "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define FRAME_MOTTO "Độc lập - Tự do - Hạnh phúc"

/* "Số: 05/BC-SNV", also of "5/BC-SNV"; with an empty number "Số:       /BC-SNV" is up to the
 * caller: a text that begins with "/" gets room in front. */
const char *frame_number(const struct out_frame *frame, struct pool *pool);
/* "Đồng Nai, ngày 05 tháng 12 năm 2026"; room for the day and the month when
 * the date is empty or only a year. */
const char *frame_place_date(const struct out_frame *frame, struct pool *pool);
/* The lines of a text of several lines, in the pool; ends with NULL. */
const char *const *frame_lines(const char *text, struct pool *pool);

/* The head and the foot for plain text, `width` cells wide. */
void frame_text_head(const struct out_frame *frame, int width, struct buf *buf);
void frame_text_foot(const struct out_frame *frame, int width, struct buf *buf);
/* Cut into lines of at most `width` cells, each with `indent` blanks. */
void frame_text_fill(struct buf *buf, const char *text, int width, int indent);

#endif
