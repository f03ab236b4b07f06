/* The list of rows in the bag of an exchange: one line a row of the audit
 * chain, fields between tabs, what is not printable as %XX. */
#ifndef EXCHANGE_LINES_H
#define EXCHANGE_LINES_H

#include "audit.h"
#include "buf.h"

struct exchange_head {
	const char *site;
	int64_t schema;
	unsigned char before[32];	/* hash in front of the first row */
};

void exchange_put_head(struct buf *out, const struct exchange_head *head);
void exchange_put_line(struct buf *out, const struct audit_link *link);
/* Cut in place; false for anything that is not such a line. */
bool exchange_read_head(char *line, struct exchange_head *head);
bool exchange_read_line(char *line, struct audit_link *link);

#endif
