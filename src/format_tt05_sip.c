/* Profile "tt05-sip": SIP_hoso, for transfer between systems (Điều 17). */
#include "tt05_write.h"

static const struct tt05_shape shape = {
	.sip = true,
	.package_type = "SIP",
	.profile = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml",
	.rep_profile = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml",
	.map_type = "ORIGINAL",
	.schemas = "tt05/sip",
	.note_type = "IDENTIFICATIONCODE",
	.agreement_is_file_code = true,
};

static bool lay_out(struct package *package, struct pool *pool,
    struct err *err)
{
	return tt05_lay_out(package, &shape, pool, err);
}

const struct format format_tt05_sip = {
	.name = "tt05-sip",
	.title = N_("SIP_hoso of TT 05/2025, a zip for each file"),
	.zipped = true,
	.lay_out = lay_out,
};
