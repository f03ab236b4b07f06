#include "listing.h"

#include "out.h"

#include <string.h>

const char *listing_state(const char *key, const char *value)
{
	static const char *const rows[][2] = {
		{ "draft", N_("draft") }, { "submitted", N_("submitted") },
		{ "approved", N_("approved") }, { "returned", N_("returned") },
		{ "amended", N_("amended") }, { "open", N_("open") },
		{ "passed", N_("passed") }, { "failed", N_("failed") },
		{ "preparing", N_("preparing") }, { "agreed", N_("agreed") },
		{ "built", N_("built") }, { "delivered", N_("delivered") },
		{ "accepted", N_("accepted") },
		{ "appraised", N_("appraised") },
		{ "allocated", N_("allocated") }, { "spent", N_("spent") },
	};

	if (strcmp(key, "state") != 0)
		return value;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i][0], value) == 0)
			return _(rows[i][1]);
	return value;
}

const char *listing_word(const char *key, const char *value)
{
	static const char *const keys[] = { "kind", "source", "direction",
		"state" };

	for (size_t i = 0; i < COUNT(keys); i++)
		if (strcmp(keys[i], key) == 0)
			return out_word(value);
	return value;
}
