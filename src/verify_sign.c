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
static int as_file(const struct buf *bytes)
{
	int fd = memfd_create("manifest", MFD_CLOEXEC);
	size_t done = 0;

	while (fd >= 0 && done < bytes->length) {
		ssize_t put = write(fd, bytes->data + done,
		    bytes->length - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			close(fd);
			return -1;
		}
		done += (size_t)put;
	}
	return fd;
}

static void check(struct judge *judge, const struct source_file *signature,
    const struct buf *manifest, const struct buf *der)
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
	fd = as_file(manifest);
	if (fd < 0) {
		judge_error(judge, "S001", signature->path, "%s",
		    err_system(errno));
		return;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (hash_cms_verify(path, der->data, der->length,
	    judge->options->trusted, &signer, &err))
		judge->report->signer = pool_printf(judge->pool,
		    "%s (%s - %s)", signer.name, signer.not_before,
		    signer.not_after);
	else
		judge_error(judge, "S001", signature->path, "%s", err.text);
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
		struct buf text = { 0 }, der = { 0 };
		struct err err = { 0 };

		if (signature == NULL || manifest == NULL)
			continue;
		if (source_read(judge->source, manifest, JUDGE_TEXT, &text,
		    &err) && source_read(judge->source, signature,
		    SIGNATURE_MOST, &der, &err))
			check(judge, signature, &text, &der);
		else
			judge_error(judge, "S001", signature->path, "%s",
			    err.text);
		buf_free(&text);
		buf_free(&der);
	}
}
