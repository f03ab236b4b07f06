/* Profile "tt05-aip": AIP_hoso, the product of digitising (Điều 8.3). */
#include "tt05_write.h"

static const struct tt05_shape shape = {
	.sip = false,
	.package_type = "AIP",
	.profile = "http://www.ra.ee/METS/v01/IP.xml",
	.rep_profile = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml",
	.map_type = "NORMALIZED",
	.schemas = "tt05/aip",
	.note_type = "IDENTIFICATIONCODE",
	.agreement_is_file_code = true,
};

static bool lay_out(struct package *package, struct pool *pool,
    struct err *err)
{
	return tt05_lay_out(package, &shape, pool, err);
}

const struct format format_tt05_aip = {
	.name = "tt05-aip",
	.title = N_("AIP_hoso of TT 05/2025, a zip for each file"),
	.zipped = true,
	.lay_out = lay_out,
};
