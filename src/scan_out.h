/* A scan as JSON and as text for people. */
#ifndef SCAN_OUT_H
#define SCAN_OUT_H

#include "json.h"
#include "scan.h"

/* One object, exactly as the contract of `scan list --json` says. */
void scan_json(struct json *json, const struct scan *scan,
    const char *path, const struct scan_image *images, size_t count,
    const struct findings *findings, struct pool *pool);

/* Facts, directories and findings, a line each. */
void scan_text(struct buf *buf, const struct scan *scan, const char *path,
    const struct scan_image *images, size_t count,
    const struct findings *findings, bool cures, struct pool *pool);

void findings_json(struct json *json, const struct findings *findings,
    struct pool *pool);
void findings_text(struct buf *buf, const struct findings *findings,
    bool cures, struct pool *pool);

/* "folder/name" in the pool. */
const char *scan_path(const struct scan *scan, struct pool *pool);

#endif
