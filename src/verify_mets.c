/* placeholder until the METS judge */
#include "verify_judge.h"
void judge_mets(struct judge *judge)
{
	judge_warn(judge, "E000", judge_path(judge, "METS.xml"), "%s", "");
}
