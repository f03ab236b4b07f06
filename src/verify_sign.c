/* The signature beside a manifest: detached CMS in manifest-….txt.p7s. */
#include "verify_judge.h"

#include "hash.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIGNATURE_MOST = 1 << 20 };

/* The bytes of the manifest as a file that only this process has: what is
 * checked is what was read, also out of a container. */
static bool add_bytes(void *to, const char *data, size_t length,
    struct err *err)
{
	const int *fd = to;

	while (length > 0) {
		ssize_t put = write(*fd, data, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return err_errno(err, "memfd");
		data += put;
		length -= (size_t)put;
	}
	return true;
}

static int as_file(struct judge *judge, const struct source_file *manifest,
    struct err *err)
{
	int fd = memfd_create("manifest", MFD_CLOEXEC);

	if (fd < 0)
		err_errno(err, "memfd");
	else if (source_each(judge->source, manifest, add_bytes, &fd, err))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static void check(struct judge *judge, const struct source_file *signature,
    const struct source_file *manifest, const struct buf *der)
{
	struct hash_signer signer = { .name = "" };
	struct err err = { 0 };
	char path[64];
	int fd;

	if (judge->options->trusted == NULL) {
		judge_warn(judge, "S002", signature->path, _("is a signature, "
		    "and no certificates to trust were given (--trust "
		    "FILE.pem): who signed is not checked"));
		return;
	}
	fd = as_file(judge, manifest, &err);
	if (fd < 0) {
		judge_error(judge, "S001", signature->path, "%s", err.text);
		return;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!hash_cms_verify(path, der->data, der->length,
	    judge->options->trusted, &signer, &err)) {
		judge_error(judge, "S001", signature->path, "%s", err.text);
	} else if (signer.expired && judge->options->valid_today) {
		judge_error(judge, "S001", signature->path, _("The certificate "
		    "of %s expired on %s; ask the sender for a new signature"),
		    signer.name, signer.not_after);
	} else {
		judge->report->signer = pool_printf(judge->told,
		    "%s (%s - %s)", signer.name, signer.not_before,
		    signer.not_after);
		if (signer.expired)
			judge_warn(judge, "S003", signature->path, _("the "
			    "certificate of %s expired on %s. The signature "
			    "says it was made on %s, when it was valid; "
			    "nothing but the signer's word proves that"),
			    signer.name, signer.not_after, signer.claimed);
	}
	close(fd);
}

void judge_signatures(struct judge *judge)
{
	static const char *const names[] = { "manifest-sha256.txt",
	    "manifest-sha512.txt" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct source_file *manifest = judge_find(judge,
		    names[i]);
		const struct source_file *signature = judge_find(judge,
		    pool_printf(judge->pool, "%s.p7s", names[i]));
		struct buf der = { 0 };
		struct err err = { 0 };

		if (signature == NULL || manifest == NULL)
			continue;
		if (source_read(judge->source, signature, SIGNATURE_MOST, &der,
		    &err))
			check(judge, signature, manifest, &der);
		else
			judge_error(judge, "S001", signature->path, "%s",
			    err.text);
		buf_free(&der);
	}
}
