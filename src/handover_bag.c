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

static void count_payload(struct volume *v)
{
	v->octets = v->streams = 0;
	for (const struct parcel_file *file = parcel_settle(v->parcel);
	    file != NULL; file = file->next)
		if (!file->tag) {
			v->octets += file->size;
			v->streams++;
		}
}

static void manifest_of(struct volume *v, enum hash_kind kind, bool tag,
    struct buf *out)
{
	char hex[HASH_HEX_MAX];

	for (const struct parcel_file *file = parcel_settle(v->parcel);
	    file != NULL; file = file->next) {
		if (file->tag != tag ||
		    strncmp(file->path, "tagmanifest-", 12) == 0)
			continue;
		hash_hex(file->digest.of[kind], hash_size(kind), hex);
		buf_printf(out, "%s  ", hex);
		bag_put_path(out, file->path);
		buf_char(out, '\n');
	}
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
static void remember(struct volume *v, const struct buf *text)
{
	unsigned char digest[HASH_MAX];
	char hex[HASH_HEX_MAX];

	if (v->manifest != NULL)
		return;
	hash_of(HASH_SHA256, buf_string(text), text->length, digest);
	hash_hex(digest, hash_size(HASH_SHA256), hex);
	v->manifest = pool_copy(v->build->pool, hex);
}

/* A detached CMS signature of the manifest beside it. */
static bool sign(struct volume *v, const char *name, const struct buf *text,
    struct err *err)
{
	const struct build_wish *wish = v->build->wish;
	const char *copy;
	struct buf der = { 0 };
	bool ok;

	if (wish->cert == NULL)
		return true;
	copy = pool_printf(&v->pool, "%s.%s", v->build->staging, name);
	ok = fs_write_file(copy, buf_string(text), text->length, FS_REPLACE,
	    err) && hash_cms_sign(copy, wish->cert, wish->key == NULL ?
	    wish->cert : wish->key, &der, err) &&
	    put_tag(v, pool_printf(&v->pool, "%s.p7s", name), &der, err);
	unlink(copy);
	buf_free(&der);
	return ok;
}

static bool put_manifests(struct volume *v, bool tag, struct buf *text,
    struct err *err)
{
	unsigned kinds = build_kinds(v->build);

	for (int k = 0; k < HASH_KINDS; k++) {
		const char *name;

		if ((kinds & 1u << k) == 0)
			continue;
		name = pool_printf(&v->pool, "%smanifest-%s.txt",
		    tag ? "tag" : "", hash_name((enum hash_kind)k));
		manifest_of(v, (enum hash_kind)k, tag, text);
		if (!tag)
			remember(v, text);
		if (!tag && !sign(v, name, text, err))
			return false;
		if (!put_tag(v, name, text, err))
			return false;
	}
	return true;
}

bool build_tags(struct volume *v, const struct package_bodies *bodies,
    struct err *err)
{
	struct buf text = { 0 };
	bool ok;

	count_payload(v);
	buf_text(&text, "BagIt-Version: 1.0\n"
	    "Tag-File-Character-Encoding: UTF-8\n");
	ok = put_tag(v, "bagit.txt", &text, err);
	bag_info(v, bodies, &text);
	ok = ok && put_tag(v, "bag-info.txt", &text, err) &&
	    put_manifests(v, false, &text, err) &&
	    put_manifests(v, true, &text, err);
	buf_free(&text);
	return ok;
}
