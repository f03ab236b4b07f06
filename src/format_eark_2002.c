/* Profile "eark-sip-ead2002": see eark.h. */
#include "eark.h"

static bool lay_out(struct package *package, struct pool *pool,
    struct err *err)
{
	return eark_lay_out(package, &eark_ead2002, pool, err);
}

const struct format format_eark_2002 = {
	.name = "eark-sip-ead2002",
	.title = N_("E-ARK SIP 2.2.0 with EAD 2002, a zip for each file"),
	.zipped = true,
	.lay_out = lay_out,
};
