/* The kinds of paper that the quick program knows. */
#include "out_kind.h"

const struct out_kind *const out_kinds[] = {
	&out_kind_text,
	&out_kind_csv,
	&out_kind_json,
	NULL
};
