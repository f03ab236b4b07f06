/* Who is at the keyboard, from the system and never from $USER. */
#ifndef WHO_H
#define WHO_H

#include "base.h"

struct who {
	int64_t uid;		/* real user id */
	char user[64];		/* login name of that uid, "uid 1234" without */
	char host[64];
};

void who_am_i(struct who *who);
int64_t who_uid(void);		/* only the number: no look into passwd */

#endif
