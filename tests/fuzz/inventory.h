/* Bytes as an inventory of one kind, judged whole (nothing is written) on an
 * empty catalogue in memory. */
#ifndef INVENTORY_H
#define INVENTORY_H

#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline int judge_inventory(const char *format, const uint8_t *data,
    size_t size)
{
	static struct db *db;
	const char *program = getenv("BANSAO_WORK");
	struct import_options options = { .format = format, .fonds = "F",
	    .dry_run = true, .lenient = size % 2,
	    .program = program == NULL ? "./bansao-work" : program };
	struct import_result result;
	struct pool pool = { 0 };
	struct err err = { 0 };
	struct job job = { 0 };
	char path[64];
	int fd;

	if (db == NULL)
		db = db_open(":memory:", DB_CREATE, &err);
	fd = memfd_create("inventory", MFD_CLOEXEC);
	if (db == NULL || fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!import_file(db, path, &options, &job, &pool, &result, &err) &&
	    err.kind == ERR_NONE)
		abort();	/* a failure says why */
	pool_free(&pool);
	close(fd);
	return 0;
}

#endif
