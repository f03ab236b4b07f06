/* Facts of a PDF: the door to libqpdf (its C interface). */
#ifndef PDF_H
#define PDF_H

#include "err.h"

struct pdf_facts {
	int64_t pages;
	int part;		/* of PDF/A as the file claims: 1 to 4; 0 none */
	char level;		/* 'a', 'b', 'u' ...; 0 none */
	bool encrypted;
};

/* Read from the beginning of a descriptor. ERR_FINDINGS when it cannot be
 * read as a PDF, or only with a password. */
bool pdf_read(int fd, struct pdf_facts *facts, struct err *err) MUST_CHECK;
const char *pdf_library_version(void);	/* NULL: built without */

#endif
