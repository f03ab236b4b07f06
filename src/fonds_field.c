/* What people may say of a fonds, as a table. */
#include "fonds.h"

#include <stddef.h>

/* clang-format off */
const struct fonds_field fonds_fields[] = {
	{ "name", N_("Name"), offsetof(struct fonds, name) },
	{ "kind", N_("Kind"), offsetof(struct fonds, kind) },
	{ "status", N_("Status"), offsetof(struct fonds, status) },
	{ "history", N_("History of the creator"), offsetof(struct fonds, history) },
	{ "time", N_("Dates"), offsetof(struct fonds, archives_time) },
	{ "metres", N_("Shelf metres (mét giá)"), offsetof(struct fonds, paper_total) },
	{ "groups", N_("Main groups"), offsetof(struct fonds, key_groups) },
	{ "types", N_("Other types of records"), offsetof(struct fonds, other_types) },
	{ "language", N_("Language"), offsetof(struct fonds, language) },
	{ "tools", N_("Finding aids"), offsetof(struct fonds, lookup_tools) },
	{ "note", N_("Note"), offsetof(struct fonds, note) },
	{ NULL, NULL, 0 }
};
/* clang-format on */

const char **fonds_text(struct fonds *fonds, const struct fonds_field *field)
{
	return (const char **)(void *)((char *)fonds + field->offset);
}
