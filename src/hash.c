#include "hash.h"

#include "pool.h"

#include <errno.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const struct {
	const char *name;
	const char *other;
	const char *evp;
	size_t size;
} kinds[HASH_KINDS] = {
	[HASH_SHA256] = { "sha256", "SHA-256", "SHA256", 32 },
	[HASH_SHA512] = { "sha512", "SHA-512", "SHA512", 64 },
	[HASH_SHA1]   = { "sha1",   "SHA-1",   "SHA1",   20 },
	[HASH_MD5]    = { "md5",    "MD-5",    "MD5",    16 },
	[HASH_SHA224] = { "sha224", "SHA-224", "SHA224", 28 },
	[HASH_SHA384] = { "sha384", "SHA-384", "SHA384", 48 },
};

struct hash {
	EVP_MD *method;
	EVP_MD_CTX *state;
};

const char *hash_name(enum hash_kind kind)
{
	return kinds[kind].name;
}

size_t hash_size(enum hash_kind kind)
{
	return kinds[kind].size;
}

bool hash_kind_of(const char *name, enum hash_kind *kind)
{
	for (int i = 0; i < HASH_KINDS; i++)
		if (strcasecmp(name, kinds[i].name) == 0 ||
		    strcasecmp(name, kinds[i].other) == 0) {
			*kind = (enum hash_kind)i;
			return true;
		}
	return false;
}

/* A digest that OpenSSL refuses (no memory, a broken installation) leaves
 * nothing to go on with. */
static void must(int good)
{
	if (good != 1)
		no_memory();
}

struct hash *hash_open(enum hash_kind kind)
{
	struct hash *hash = must_alloc(sizeof(*hash));

	hash->method = EVP_MD_fetch(NULL, kinds[kind].evp, NULL);
	hash->state = EVP_MD_CTX_new();
	must(hash->method != NULL && hash->state != NULL);
	must(EVP_DigestInit_ex2(hash->state, hash->method, NULL));
	return hash;
}

void hash_add(struct hash *hash, const void *data, size_t length)
{
	must(EVP_DigestUpdate(hash->state, data, length));
}

void hash_end(struct hash *hash, unsigned char *digest)
{
	must(EVP_DigestFinal_ex(hash->state, digest, NULL));
	must(EVP_DigestInit_ex2(hash->state, hash->method, NULL));
}

void hash_close(struct hash *hash)
{
	if (hash == NULL)
		return;
	EVP_MD_CTX_free(hash->state);
	EVP_MD_free(hash->method);
	free(hash);
}

void hash_hex(const unsigned char *digest, size_t length, char *hex)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < length; i++) {
		*hex++ = digits[digest[i] >> 4];
		*hex++ = digits[digest[i] & 15];
	}
	*hex = '\0';
}

void hash_of(enum hash_kind kind, const void *data, size_t length,
    unsigned char *digest)
{
	struct hash *hash = hash_open(kind);

	hash_add(hash, data, length);
	hash_end(hash, digest);
	hash_close(hash);
}

bool hash_fd(enum hash_kind kind, int fd, unsigned char *digest,
    int64_t *bytes, struct err *err)
{
	enum { BLOCK = 256 * 1024 };
	struct hash *hash = hash_open(kind);
	char *block = must_alloc(BLOCK);
	ssize_t n;

	*bytes = 0;
	while ((n = read(fd, block, BLOCK)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		hash_add(hash, block, (size_t)n);
		*bytes += n;
	}
	if (n < 0)
		err_errno(err, _("The file cannot be read"));
	hash_end(hash, digest);
	hash_close(hash);
	free(block);
	return n == 0;
}

/* --- CMS -------------------------------------------------------------- */

/* A sentence of ours, OpenSSL's own words behind the colon. */
static bool failed(struct err *err, enum err_kind kind, const char *sentence,
    const char *path)
{
	unsigned long code = ERR_peek_last_error();
	const char *reason = code == 0 ? NULL : ERR_reason_error_string(code);

	/* What the sentence says already, and what the system said. */
	if (ERR_GET_LIB(code) == ERR_LIB_PEM &&
	    ERR_GET_REASON(code) == PEM_R_NO_START_LINE)
		reason = NULL;
	else if (ERR_GET_LIB(code) == ERR_LIB_BIO &&
	    ERR_GET_REASON(code) == BIO_R_NO_SUCH_FILE)
		reason = err_system(ENOENT);
	else if (ERR_SYSTEM_ERROR(code))
		reason = err_system(ERR_GET_REASON(code));
	ERR_clear_error();
	if (reason == NULL)
		return err_set(err, kind, "%s: %s", path, sentence);
	return err_set(err, kind, "%s: %s: %s", path, sentence, reason);
}

/* All certificates of a PEM file; NULL when there is none. */
static STACK_OF(X509) *read_certs(const char *path)
{
	STACK_OF(X509) *list = sk_X509_new_null();
	BIO *bio = BIO_new_file(path, "rb");
	X509 *cert;

	while (bio != NULL && list != NULL &&
	    (cert = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL)
		if (sk_X509_push(list, cert) <= 0)
			X509_free(cert);
	BIO_free(bio);
	if (sk_X509_num(list) <= 0) {
		sk_X509_free(list);
		return NULL;
	}
	ERR_clear_error();
	return list;
}

/* No question on the terminal for the password of a key. */
static int no_password(char *place, int size, int write, void *data)
{
	(void)place;
	(void)size;
	(void)write;
	(void)data;
	return 0;
}

static EVP_PKEY *read_key(const char *path)
{
	BIO *bio = BIO_new_file(path, "rb");
	EVP_PKEY *key = bio == NULL ? NULL :
	    PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);

	BIO_free(bio);
	return key;
}

static bool add_der(CMS_ContentInfo *cms, struct buf *der)
{
	unsigned char *bytes = NULL;
	int length = i2d_CMS_ContentInfo(cms, &bytes);

	if (length <= 0)
		return false;
	buf_add(der, bytes, (size_t)length);
	OPENSSL_free(bytes);
	return true;
}

/* Who signs. */
struct signing {
	X509 *cert;
	STACK_OF(X509) *certs;	/* the rest of the chain */
	EVP_PKEY *key;
};

static void signing_close(struct signing *s)
{
	X509_free(s->cert);
	EVP_PKEY_free(s->key);
	sk_X509_pop_free(s->certs, X509_free);
	ERR_clear_error();
}

static bool signing_open(struct signing *s, const char *cert_pem,
    const char *key_pem, struct err *err)
{
	*s = (struct signing){ .certs = read_certs(cert_pem),
	    .key = read_key(key_pem) };
	if (s->certs == NULL)
		return failed(err, ERR_USAGE, _("no certificate in PEM form"),
		    cert_pem);
	if (s->key == NULL)
		return failed(err, ERR_USAGE, _("no private key in PEM form, "
		    "or one that needs a password"), key_pem);
	s->cert = sk_X509_shift(s->certs);
	if (X509_check_private_key(s->cert, s->key) != 1)
		return failed(err, ERR_USAGE, _("the certificate does not"
		    " belong to the private key"), cert_pem);
	if (X509_cmp_current_time(X509_get0_notAfter(s->cert)) < 0)
		return failed(err, ERR_USAGE, _("the certificate has expired;"
		    " sign with a valid one"), cert_pem);
	return X509_cmp_current_time(X509_get0_notBefore(s->cert)) <= 0 ||
	    failed(err, ERR_USAGE, _("the certificate is not valid"
	    " yet; sign with a valid one"), cert_pem);
}

bool hash_cms_ready(const char *cert_pem, const char *key_pem,
    struct err *err)
{
	struct signing s;
	bool ready = signing_open(&s, cert_pem, key_pem, err);

	signing_close(&s);
	return ready;
}

bool hash_cms_sign(const char *path, const char *cert_pem,
    const char *key_pem, struct buf *der, struct err *err)
{
	static const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_STREAM;
	BIO *in = BIO_new_file(path, "rb");
	CMS_ContentInfo *cms = NULL;
	struct signing s;
	bool good = signing_open(&s, cert_pem, key_pem, err);

	if (good && in == NULL) {
		good = failed(err, ERR_FAILED, _("cannot be read"), path);
	} else if (good) {
		cms = CMS_sign(s.cert, s.key, s.certs, in, flags);
		good = (cms != NULL &&
		    CMS_final(cms, in, NULL, flags) == 1 &&
		    add_der(cms, der)) ||
		    failed(err, ERR_FAILED, _("cannot be signed"), path);
	}
	CMS_ContentInfo_free(cms);
	BIO_free(in);
	signing_close(&s);
	return good;
}

static void time_text(const ASN1_TIME *time, char text[32])
{
	struct tm tm;

	text[0] = '\0';
	if (ASN1_TIME_to_tm(time, &tm) == 1)
		strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

static void describe(X509 *cert, struct hash_signer *signer)
{
	BIGNUM *serial =
	    ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
	char *hex = serial == NULL ? NULL : BN_bn2hex(serial);
	BIO *name = BIO_new(BIO_s_mem());
	int length = 0;

	if (name != NULL && X509_NAME_print_ex(name,
	    X509_get_subject_name(cert), 0,
	    XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0)
		length = BIO_read(name, signer->name,
		    (int)sizeof(signer->name) - 1);
	signer->name[length > 0 ? length : 0] = '\0';
	if (hex != NULL)
		strncat(signer->serial, hex, sizeof(signer->serial) - 1);
	time_text(X509_get0_notBefore(cert), signer->not_before);
	time_text(X509_get0_notAfter(cert), signer->not_after);
	BIO_free(name);
	OPENSSL_free(hex);
	BN_free(serial);
}

/* The signed attribute signingTime; false where there is none. */
static bool claimed_time(CMS_ContentInfo *cms, X509 *cert, struct tm *tm)
{
	STACK_OF(CMS_SignerInfo) *all = CMS_get0_SignerInfos(cms);

	for (int i = 0; i < sk_CMS_SignerInfo_num(all); i++) {
		CMS_SignerInfo *one = sk_CMS_SignerInfo_value(all, i);
		int at = CMS_signed_get_attr_by_NID(one,
		    NID_pkcs9_signingTime, -1);
		X509_ATTRIBUTE *attribute = at < 0 ||
		    CMS_SignerInfo_cert_cmp(one, cert) != 0 ? NULL :
		    CMS_signed_get_attr(one, at);
		ASN1_TYPE *value = attribute == NULL ? NULL :
		    X509_ATTRIBUTE_get0_type(attribute, 0);

		if (value != NULL && (value->type == V_ASN1_UTCTIME ||
		    value->type == V_ASN1_GENERALIZEDTIME))
			return ASN1_TIME_to_tm(value->value.asn1_string,
			    tm) == 1;
	}
	return false;
}

/* Does the chain hold, today (at 0) or then? The reason why not. */
static int chain_fault(CMS_ContentInfo *cms, X509 *cert, X509_STORE *store,
    time_t at)
{
	STACK_OF(X509) *others = CMS_get1_certs(cms);
	X509_STORE_CTX *check = X509_STORE_CTX_new();
	int reason = X509_V_ERR_UNSPECIFIED;

	if (check != NULL &&
	    X509_STORE_CTX_init(check, store, cert, others) == 1) {
		if (at != 0)
			X509_STORE_CTX_set_time(check, 0, at);
		reason = X509_verify_cert(check) == 1 ? X509_V_OK :
		    X509_STORE_CTX_get_error(check);
	}
	X509_STORE_CTX_free(check);
	sk_X509_pop_free(others, X509_free);
	return reason;
}

/* Is the signer one that the receiver trusts? */
static bool trusted(CMS_ContentInfo *cms, X509 *cert, X509_STORE *store,
    struct hash_signer *signer, struct err *err)
{
	int reason = chain_fault(cms, cert, store, 0);
	struct tm tm;
	bool claims = claimed_time(cms, cert, &tm);

	if (claims)
		strftime(signer->claimed, sizeof(signer->claimed),
		    "%Y-%m-%dT%H:%M:%SZ", &tm);
	if (reason == X509_V_ERR_CERT_HAS_EXPIRED && claims)
		signer->expired = chain_fault(cms, cert, store, timegm(&tm)) ==
		    X509_V_OK;
	if (reason == X509_V_OK || signer->expired)
		return true;
	if (reason == X509_V_ERR_CERT_HAS_EXPIRED)
		return err_set(err, ERR_FINDINGS, _("The certificate of %s"
		    " expired on %s; ask the sender for a new signature"),
		    signer->name, signer->not_after);
	if (reason == X509_V_ERR_CERT_NOT_YET_VALID)
		return err_set(err, ERR_FINDINGS, _("The certificate of %s is"
		    " valid only from %s; look at the clock of this machine"),
		    signer->name, signer->not_before);
	return err_set(err, ERR_FINDINGS, _("The certificate of %s is not"
	    " among the trusted ones: %s"), signer->name,
	    X509_verify_cert_error_string(reason));
}

/* Trust what the file names: authorities, or the signer's own certificate. */
static X509_STORE *store_of(STACK_OF(X509) *certs)
{
	X509_STORE *store = X509_STORE_new();

	if (store == NULL)
		return NULL;
	for (int i = 0; i < sk_X509_num(certs); i++)
		X509_STORE_add_cert(store, sk_X509_value(certs, i));
	X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
	X509_STORE_set_purpose(store, X509_PURPOSE_ANY);
	return store;
}

bool hash_cms_verify(const char *path, const void *der, size_t length,
    const char *trusted_pem, struct hash_signer *signer, struct err *err)
{
	static const unsigned flags = CMS_DETACHED | CMS_BINARY |
	    CMS_NO_SIGNER_CERT_VERIFY;
	const unsigned char *at = der;
	CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, (long)length);
	STACK_OF(X509) *certs = read_certs(trusted_pem);
	X509_STORE *store = certs == NULL ? NULL : store_of(certs);
	STACK_OF(X509) *signers = NULL;
	BIO *in = BIO_new_file(path, "rb");
	bool good = false;

	*signer = (struct hash_signer){ .name = "" };
	if (store == NULL)
		failed(err, ERR_USAGE, _("no certificate in PEM form"),
		    trusted_pem);
	else if (in == NULL)
		failed(err, ERR_FAILED, _("cannot be read"), path);
	else if (cms == NULL)
		failed(err, ERR_FINDINGS, _("its signature is not a CMS"
		    " signature"), path);
	else if (CMS_verify(cms, certs, store, in, NULL, flags) != 1)
		failed(err, ERR_FINDINGS, _("the signature does not fit: the"
		    " file or the signature was changed after signing"), path);
	else {
		signers = CMS_get0_signers(cms);
		good = sk_X509_num(signers) > 0;
		for (int i = 0; good && i < sk_X509_num(signers); i++) {
			*signer = (struct hash_signer){ .name = "" };
			describe(sk_X509_value(signers, i), signer);
			good = trusted(cms, sk_X509_value(signers, i), store,
			    signer, err);
		}
	}
	sk_X509_free(signers);
	BIO_free(in);
	X509_STORE_free(store);
	sk_X509_pop_free(certs, X509_free);
	CMS_ContentInfo_free(cms);
	ERR_clear_error();
	return good;
}
