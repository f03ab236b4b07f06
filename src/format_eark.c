/* Profile "eark-sip": see eark.h. */
#include "eark.h"

static bool lay_out(struct package *package, struct pool *pool,
    struct err *err)
{
	return eark_lay_out(package, &eark_ead3, pool, err);
}

const struct format format_eark = {
	.name = "eark-sip",
	.title = N_("E-ARK SIP 2.2.0, a zip for each file"),
	.zipped = true,
	.lay_out = lay_out,
};
