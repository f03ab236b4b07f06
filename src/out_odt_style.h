/* The fixed parts of an OpenDocument letter: page format and styles of
 * NĐ 30/2020, annex I. */
#ifndef OUT_ODT_STYLE_H
#define OUT_ODT_STYLE_H

#include "buf.h"

/* content.xml: up to the styles of columns, one column, up to the body. */
void odt_content_head(struct buf *buf, bool landscape);
void odt_column_style(struct buf *buf, int table, int column, int width);
					/* width in tenths of mm */
void odt_content_tail(struct buf *buf);
void odt_styles(struct buf *buf, bool landscape);
void odt_meta(struct buf *buf, const char *title);
void odt_manifest(struct buf *buf);

#endif
