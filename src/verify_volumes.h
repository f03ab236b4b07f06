/* Between verify.c and verify_volumes.c. */
#ifndef VERIFY_VOLUMES_H
#define VERIFY_VOLUMES_H

#include "verify_judge.h"

/* Names in a folder that can be volumes, in order. */
size_t volumes_list(const char *folder, struct pool *pool, const char ***list);
bool judge_volumes(struct judge *judge, const char *const *list, size_t count,
    struct err *err) MUST_CHECK;

#endif
