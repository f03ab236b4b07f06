#include "pdf.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* bansao-read is without: reader.c gives companions to the workshop. */
#if defined(HAVE_QPDF) && !defined(WITHOUT_PDF)
#include <qpdf/qpdf-c.h>

enum { LARGEST_XMP = 4 * 1024 * 1024 };

const char *pdf_library_version(void)
{
	return qpdf_get_qpdf_version();
}

/* The value behind name in XMP, written as attribute or as element. */
static const char *value_of(const char *xmp, size_t length, const char *name)
{
	const char *end = xmp + length;
	const char *at = memmem(xmp, length, name, strlen(name));

	if (at == NULL)
		return NULL;
	at += strlen(name);
	while (at < end && (isspace((unsigned char)*at) || *at == '=' ||
	    *at == '"' || *at == '\'' || *at == '>'))
		at++;
	return at < end ? at : NULL;
}

static void read_claim(const char *xmp, size_t length,
    struct pdf_facts *facts)
{
	const char *part = value_of(xmp, length, "pdfaid:part");
	const char *level = value_of(xmp, length, "pdfaid:conformance");

	if (part == NULL || *part < '1' || *part > '9')
		return;
	facts->part = *part - '0';
	if (level != NULL && isalpha((unsigned char)*level))
		facts->level = (char)tolower((unsigned char)*level);
}

static void read_metadata(qpdf_data pdf, struct pdf_facts *facts)
{
	qpdf_oh root = qpdf_get_root(pdf);
	qpdf_oh stream = qpdf_oh_get_key(pdf, root, "/Metadata");
	unsigned char *data = NULL;
	size_t length = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	if (!qpdf_oh_is_stream(pdf, stream))
		return;
	if ((qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_generalized,
	    &filtered, &data, &length) & QPDF_ERRORS) == 0 && data != NULL &&
	    length <= LARGEST_XMP)
		read_claim((const char *)data, length, facts);
	free(data);
}

static bool refused(qpdf_data pdf, struct err *err)
{
	qpdf_error e = qpdf_has_error(pdf) ? qpdf_get_error(pdf) : NULL;
	const char *words = e == NULL ? "" :
	    qpdf_get_error_message_detail(pdf, e);

	if (e != NULL && qpdf_get_error_code(pdf, e) == qpdf_e_password)
		return err_set(err, ERR_FINDINGS, "%s",
		    _("protected by a password"));
	return err_set(err, ERR_FINDINGS, "%s", words);
}

bool pdf_read(int fd, struct pdf_facts *facts, struct err *err)
{
	qpdf_data pdf = qpdf_init();
	char path[40];
	bool good;

	*facts = (struct pdf_facts){ 0 };
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	qpdf_silence_errors(pdf);
	good = (qpdf_read(pdf, path, NULL) & QPDF_ERRORS) == 0;
	if (good) {
		facts->encrypted = qpdf_is_encrypted(pdf) != 0;
		facts->pages = qpdf_get_num_pages(pdf);
		good = facts->pages >= 0;
	}
	if (good)
		read_metadata(pdf, facts);
	else
		refused(pdf, err);
	qpdf_cleanup(&pdf);
	return good;
}

#else

const char *pdf_library_version(void)
{
	return NULL;
}

bool pdf_read(int fd, struct pdf_facts *facts, struct err *err)
{
	(void)fd;
	*facts = (struct pdf_facts){ 0 };
	return err_set(err, ERR_FAILED, _("This program was built without"
	    " qpdf and cannot look into PDF files"));
}

#endif
