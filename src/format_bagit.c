/* Profile "bagit": the scans of a file as they are, in a folder of its own;
 * what describes them is in the lists of the batch. */
#include "format.h"

#include "bag.h"
#include "buf.h"
#include "text.h"

#include <string.h>

static bool lay_out(struct package *package, struct pool *pool,
    struct err *err)
{
	struct buf list = { 0 };
	const char *text;

	(void)err;
	package->objid = pool_printf(pool, "uuid-%s", package->uuid);
	package->name = package_safe_name(pool, package->dossier.code);
	/* "A/1" and "A_1" must not meet. */
	if (strcmp(package->name, package->dossier.code) != 0)
		package->name = pool_printf(pool, "%s-%lld", package->name,
		    (long long)package->dossier.id);
	for (size_t i = 0; i < package->scan_count; i++)
		package_add_scan(package, pool, package->scans[i].name,
		    &package->scans[i]);
	/* A file without a scan still has its place. */
	buf_printf(&list, "objid: %s\nfileCode: %s\ntitle: %s\n",
	    package->objid, package->dossier.code, package->dossier.title);
	if (package->previous[0] != '\0')
		buf_printf(&list, "replaces: uuid-%s\n", package->previous);
	for (size_t i = 0; i < package->scan_count; i++) {
		const struct package_scan *scan = &package->scans[i];

		if (strcmp(scan->name, scan->original) == 0)
			continue;
		buf_printf(&list, "file: %s\noriginalName: ", scan->name);
		bag_put_path(&list, text_valid(scan->original) ?
		    scan->original : text_safe(pool, scan->original));
		buf_char(&list, '\n');
	}
	text = pool_copy_n(pool, buf_string(&list), list.length);
	package_add_bytes(package, pool, "ho-so.txt", text, list.length);
	buf_free(&list);
	return true;
}

const struct format format_bagit = {
	.name = "bagit",
	.title = N_("Plain BagIt: the scans in folders"),
	.zipped = false,
	.lay_out = lay_out,
};
