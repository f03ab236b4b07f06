/* The kinds of paper that the workshop knows. */
#include "out_kind.h"

const struct out_kind *const out_kinds[] = {
	&out_kind_text,
	&out_kind_csv,
	&out_kind_json,
	&out_kind_html,
	&out_kind_odt,
	&out_kind_xlsx,
	NULL
};
