#include "handover_inside.h"

#include "audit.h"
#include "bag.h"
#include "clock.h"
#include "fs.h"
#include "number.h"

#include <string.h>
#include <unistd.h>

static void info(struct buf *out, const char *label, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	buf_printf(out, "%s: ", label);
	for (; *value != '\0'; value++)
		buf_char(out,
		    (char)((unsigned char)*value < ' ' ? ' ' : *value));
	buf_char(out, '\n');
}

static void bag_info(struct volume *v, const struct package_bodies *bodies,
    struct buf *out)
{
	const struct build *b = v->build;
	const struct handover *h = &b->plan.handover;
	char day[CLOCK_TEXT], head[65] = "";
	struct err ignored = { 0 };

	clock_vietnam_of(h->stamp, day);
	info(out, "Source-Organization", bodies->centre);
	info(out, "Organization-Address", bodies->address);
	info(out, "Contact-Name", bodies->contact_name);
	info(out, "Contact-Phone", bodies->contact_phone);
	info(out, "Contact-Email", bodies->contact_email);
	info(out, "External-Description", h->title);
	buf_printf(out, "Bagging-Date: %.10s\n", day);
	info(out, "External-Identifier", h->number);
	buf_printf(out, "Bag-Size: %s\n", number_bytes(b->pool, v->octets));
	buf_printf(out, "Payload-Oxum: %lld.%lld\n", (long long)v->octets,
	    (long long)v->streams);
	if (b->plan.volumes > 1) {
		info(out, "Bag-Group-Identifier", h->number);
		buf_printf(out, "Bag-Count: %d of %d\n", v->number,
		    b->plan.volumes);
	}
	info(out, "Internal-Sender-Identifier", h->number);
	info(out, "Bansao-Agreement", pool_printf(b->pool, "%s; %s",
	    b->plan.agreement.number, b->plan.agreement.agreed_on));
	info(out, "Bansao-Profile", b->plan.format->name);
	info(out, "Bansao-Plan", b->plan.digest);
	if (audit_head(b->db, head, &ignored))
		info(out, "Bansao-Audit-Head", head);
	info(out, "Bag-Software-Agent", "bansao " VERSION);
}

static bool count_one(void *to, const struct parcel_file *file,
    struct err *err)
{
	struct volume *v = to;

	(void)err;
	if (!file->tag) {
		v->octets += file->size;
		v->streams++;
	}
	return true;
}

static bool count_payload(struct volume *v, struct err *err)
{
	v->octets = v->streams = 0;
	return parcel_settle(v->parcel, err) &&
	    parcel_each(v->parcel, count_one, v, err);
}

/* A manifest while it is written into a file of its own: it may be long. */
struct listing {
	enum hash_kind kind;
	bool tag;
	struct buf lines;
	struct fs_out out;
	struct hash *hash;	/* of the manifest itself */
};

static bool flush(struct listing *l, struct err *err)
{
	bool ok = fs_out_write(&l->out, buf_string(&l->lines),
	    l->lines.length, err);

	hash_add(l->hash, buf_string(&l->lines), l->lines.length);
	buf_clear(&l->lines);
	return ok;
}

static bool list_one(void *to, const struct parcel_file *file, struct err *err)
{
	struct listing *l = to;

	if (file->tag != l->tag ||
	    strncmp(file->path, "tagmanifest-", 12) == 0)
		return true;
	buf_hex(&l->lines, file->digest.of[l->kind], hash_size(l->kind));
	buf_text(&l->lines, "  ");
	bag_put_path(&l->lines, file->path);
	buf_char(&l->lines, '\n');
	return l->lines.length < 65536 || flush(l, err);
}

/* The manifest as the file `path`, and its SHA-256. */
static bool write_manifest(struct volume *v, enum hash_kind kind, bool tag,
    const char *path, unsigned char *digest, struct err *err)
{
	struct listing l = { .kind = kind, .tag = tag,
	    .hash = hash_open(HASH_SHA256) };
	bool ok = parcel_settle(v->parcel, err) &&
	    fs_out_open(&l.out, path, FS_REPLACE, err) &&
	    parcel_each(v->parcel, list_one, &l, err) && flush(&l, err) &&
	    fs_out_commit(&l.out, err);

	hash_end(l.hash, digest);
	hash_close(l.hash);
	fs_out_abort(&l.out);
	buf_free(&l.lines);
	return ok;
}

static bool put_tag(struct volume *v, const char *name, struct buf *text,
    struct err *err)
{
	bool ok = parcel_put(v->parcel, name, buf_string(text), text->length,
	    v->build->plan.handover.stamp, err);

	buf_clear(text);
	return ok;
}

unsigned build_kinds(const struct build *b)
{
	const char *said = b->plan.agreement.checksum;
	unsigned kinds = 0;

	if (strstr(said, "sha512") != NULL)
		kinds |= 1u << HASH_SHA512;
	if (strstr(said, "sha256") != NULL || kinds == 0)
		kinds |= 1u << HASH_SHA256;
	return kinds;
}

/* The first payload manifest stands for the whole volume. */
static void remember(struct volume *v, const unsigned char *digest)
{
	char hex[HASH_HEX_MAX];

	if (v->manifest != NULL)
		return;
	hash_hex(digest, hash_size(HASH_SHA256), hex);
	v->manifest = pool_copy(v->build->pool, hex);
}

/* A detached CMS signature of the manifest beside it. */
static bool sign(struct volume *v, const char *name, const char *copy,
    struct err *err)
{
	const struct build_wish *wish = v->build->wish;
	struct buf der = { 0 };
	bool ok;

	if (wish->cert == NULL)
		return true;
	ok = hash_cms_sign(copy, wish->cert, wish->key == NULL ?
	    wish->cert : wish->key, &der, err) &&
	    put_tag(v, pool_printf(&v->pool, "%s.p7s", name), &der, err);
	buf_free(&der);
	return ok;
}

static bool put_manifest(struct volume *v, enum hash_kind kind, bool tag,
    struct err *err)
{
	const char *name = pool_printf(&v->pool, "%smanifest-%s.txt",
	    tag ? "tag" : "", hash_name(kind));
	const char *copy = pool_printf(&v->pool, "%s.%s", v->build->staging,
	    name);
	unsigned char digest[HASH_MAX];
	bool ok = write_manifest(v, kind, tag, copy, digest, err);

	if (ok && !tag)
		remember(v, digest);
	ok = ok && (tag || sign(v, name, copy, err)) &&
	    build_add_file(v, copy, name, err);
	unlink(copy);
	return ok;
}

static bool put_manifests(struct volume *v, bool tag, struct err *err)
{
	unsigned kinds = build_kinds(v->build);

	for (int k = 0; k < HASH_KINDS; k++)
		if ((kinds & 1u << k) != 0 &&
		    !put_manifest(v, (enum hash_kind)k, tag, err))
			return false;
	return true;
}

bool build_tags(struct volume *v, const struct package_bodies *bodies,
    struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	if (!count_payload(v, err))
		return false;
	buf_text(&text, "BagIt-Version: 1.0\n"
	    "Tag-File-Character-Encoding: UTF-8\n");
	ok = put_tag(v, "bagit.txt", &text, err);
	bag_info(v, bodies, &text);
	ok = ok && put_tag(v, "bag-info.txt", &text, err) &&
	    put_manifests(v, false, err) && put_manifests(v, true, err);
	buf_free(&text);
	return ok;
}
