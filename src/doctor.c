/* The looks at what is in the catalogue. */
#include "doctor.h"

#include "audit.h"
#include "clock.h"
#include "search_index.h"
#include "tally.h"

#include <stdio.h>
#include <string.h>

bool doctor_says(struct diagnosis *d, enum health health, const char *text,
    const char *cure)
{
	d->health = health;
	d->text = text;
	d->cure = cure;
	return true;
}

static bool look_integrity(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	const char *complaint, *newest;

	if (p->quick ? !db_check_quick(p->db, p->pool, &complaint, err) :
	    !db_check(p->db, p->pool, &complaint, err))
		return false;
	if (strcmp(complaint, "ok") == 0 && p->quick)
		return doctor_says(d, HEALTH_OK, _("the pages hold, those of the "
		    "scans not looked at: \"bansao doctor\" reads all"), "");
	if (strcmp(complaint, "ok") == 0) {
		if (db_damage_marked(p->path))
			db_damage_mark(p->path, false);
		return doctor_says(d, HEALTH_OK, _("every page and every "
		    "reference between tables holds"), "");
	}
	db_damage_mark(p->path, true);
	newest = db_backup_newest(p->path, p->pool);
	return doctor_says(d, HEALTH_BAD, complaint, newest == NULL ?
	    _("The catalogue is read-only from now on, and there is no backup "
	    "in \"backups\". Find one elsewhere: \"bansao restore FILE\"; the "
	    "damaged file is kept") : pool_printf(p->pool, _("The catalogue is "
	    "read-only from now on. Go back to the last backup: \"bansao "
	    "restore %s\"; the damaged file is kept"), newest));
}

/* Sums and index are made from what is stored: they can be made anew. */
static bool repair(struct patient *p, bool (*make)(struct db *, struct err *),
    struct err *err)
{
	if (!db_begin(p->db, err))
		return false;
	if (!make(p->db, err)) {
		db_rollback(p->db);
		return false;
	}
	return db_commit(p->db, err);
}

static bool look_sums(struct patient *p, struct diagnosis *d, struct err *err)
{
	int64_t wrong;

	if (!tally_prove(p->db, &wrong, err))
		return false;
	if (wrong == 0)
		return doctor_says(d, HEALTH_OK, _("the kept sums are those of "
		    "the dossiers"), "");
	if (!p->repair)
		return doctor_says(d, HEALTH_BAD, pool_printf(p->pool, ngettext(
		    "%lld row of the kept sums is wrong",
		    "%lld rows of the kept sums are wrong", wrong),
		    (long long)wrong), _("\"bansao doctor --repair\" adds them "
		    "up anew. Find out who writes to the file past bansao"));
	if (!repair(p, tally_rebuild, err) || !tally_prove(p->db, &wrong, err))
		return false;
	return wrong == 0 ? doctor_says(d, HEALTH_OK,
	    _("the kept sums were wrong and were added up anew"), "") :
	    doctor_says(d, HEALTH_BAD, _("the kept sums stay wrong"), "");
}

static bool look_index(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	int64_t wrong;

	if (!search_index_prove(p->db, &wrong, err))
		return false;
	if (wrong == 0)
		return doctor_says(d, HEALTH_OK,
		    _("the word index knows every dossier"), "");
	if (!p->repair)
		return doctor_says(d, HEALTH_BAD, pool_printf(p->pool, ngettext(
		    "the word index is wrong for %lld dossier",
		    "the word index is wrong for %lld dossiers", wrong),
		    (long long)wrong),
		    _("\"bansao doctor --repair\" makes it anew"));
	if (!repair(p, search_index_all, err))
		return false;
	return doctor_says(d, HEALTH_OK,
	    _("the word index was wrong and was made anew"), "");
}

static bool look_strangers(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	const char *triggers, *views;

	if (p->repair && !db_drop_strangers(p->db, err))
		return false;
	if (!db_strangers(p->db, "TRIGGER", p->pool, &triggers, err) ||
	    !db_strangers(p->db, "VIEW", p->pool, &views, err))
		return false;
	if (triggers != NULL)
		return doctor_says(d, HEALTH_BAD, pool_printf(p->pool,
		    _("these triggers are not bansao's: %s"), triggers),
		    _("Somebody has written past bansao, and nothing can be "
		    "changed before they are gone. Compare with a backup, then "
		    "\"bansao doctor --repair\""));
	if (views != NULL)
		return doctor_says(d, HEALTH_WARNING, pool_printf(p->pool,
		    _("these views are not bansao's, and it does not use them: "
		    "%s"), views), _("Somebody has written past bansao. With "
		    "sqlite3, DROP VIEW takes them away"));
	return doctor_says(d, HEALTH_OK, _("its triggers and views are "
	    "bansao's"), "");
}

static bool look_audit(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	struct err broken = { 0 };
	int64_t rows;
	char head[65];
	bool changed;

	if (p->repair && !audit_put_guards(p->db, &changed, err))
		return false;
	if (!audit_verify(p->db, NULL, &rows, &broken))
		return doctor_says(d, HEALTH_BAD, pool_copy(p->pool, broken.text),
		    _("Somebody has written past bansao. Compare with a backup "
		    "and with the hashes on printed records: \"bansao audit "
		    "verify --anchor HASH\""));
	if (!audit_head(p->db, head, err))
		return false;
	return doctor_says(d, HEALTH_OK, pool_printf(p->pool,
	    _("%lld rows, each holds the one before; head %.16s"),
	    (long long)rows, head), "");
}

static bool look_clock(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	struct audit_times times;
	struct date today = clock_today();
	char now[CLOCK_TEXT], recently[CLOCK_TEXT], local[CLOCK_TEXT];

	if (!audit_times(p->db, p->pool, &times, err))
		return false;
	clock_utc(now);
	clock_utc_of(clock_seconds() - (int64_t)30 * 86400, recently);
	clock_local(times.last, local);
	if (today.year < 2024)
		return doctor_says(d, HEALTH_BAD, pool_printf(p->pool,
		    _("the clock says %s, which cannot be"), now),
		    _("Set the clock (timedatectl set-ntp true)"));
	if (strcmp(times.last, now) > 0)
		return doctor_says(d, HEALTH_BAD, pool_printf(p->pool,
		    _("the last change is stamped %s, which is still to come: "
		    "the clock was set back"), local), _("Set the clock "
		    "(timedatectl set-ntp true). The order of the changes is "
		    "kept by their numbers"));
	if (times.backward == 0)
		return doctor_says(d, HEALTH_OK, _("never set back"), "");
	clock_local(times.last_backward, local);
	return doctor_says(d, strcmp(times.last_backward, recently) > 0 ?
	    HEALTH_WARNING : HEALTH_OK, pool_printf(p->pool, ngettext(
	    "it was set back %lld time, last before %s",
	    "it was set back %lld times, last before %s", times.backward),
	    (long long)times.backward, local), _("The order of the changes is "
	    "kept by their numbers. Let the machine follow a time server "
	    "(timedatectl set-ntp true)"));
}

static bool look_backups(struct patient *p, struct diagnosis *d,
    struct err *err)
{
	struct audit_times times;
	struct db_kept *list;
	size_t count;
	char yesterday[CLOCK_TEXT], at[CLOCK_TEXT], local[CLOCK_TEXT];
	const char *cure = _("Let the disk of \"backups\" have room (it may be a "
	    "link to another disk), or copy by hand: \"bansao backup FILE\"");

	if (!audit_times(p->db, p->pool, &times, err))
		return false;
	db_backups(p->path, p->pool, &list, &count);
	clock_utc_of(clock_seconds() - (int64_t)2 * 86400, yesterday);
	if (count == 0 && strcmp(times.first, yesterday) > 0)
		return doctor_says(d, HEALTH_OK, _("none yet: the catalogue is "
		    "new, the first writer of a day makes one"), "");
	if (count == 0)
		return doctor_says(d, HEALTH_BAD, _("there is none"), cure);
	clock_utc_of(list[0].mtime, at);
	clock_local(at, local);
	/* Nothing changed since: an old copy is as good as a new one. */
	if (strcmp(at, yesterday) < 0 && strcmp(times.last, at) > 0)
		return doctor_says(d, HEALTH_WARNING, pool_printf(p->pool,
		    _("the newest is of %s, and work was done since"), local),
		    cure);
	return doctor_says(d, HEALTH_OK, pool_printf(p->pool, ngettext(
	    "%zu copy, the newest of %s: %s", "%zu copies, the newest of %s: %s",
	    (long long)count), count, local, list[0].path), "");
}

const struct matter doctor_store[] = {
	{ "integrity", N_("Catalogue"), true, look_integrity },
	{ "strangers", N_("Triggers"), true, look_strangers },
	{ "sums", N_("Kept sums"), true, look_sums },
	{ "index", N_("Word index"), true, look_index },
	{ "audit", N_("Audit chain"), true, look_audit },
	{ "clock", N_("Clock"), true, look_clock },
	{ "backups", N_("Backups"), true, look_backups },
	{ 0 }
};
