#include "who.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

void who_am_i(struct who *who)
{
	const struct passwd *entry = getpwuid(getuid());

	who->uid = getuid();
	if (entry != NULL)
		snprintf(who->user, sizeof(who->user), "%s", entry->pw_name);
	else
		snprintf(who->user, sizeof(who->user), "uid %lld",
		    (long long)who->uid);
	if (gethostname(who->host, sizeof(who->host)) != 0)
		who->host[0] = '\0';
	who->host[sizeof(who->host) - 1] = '\0';
}

int64_t who_uid(void)
{
	return getuid();
}
