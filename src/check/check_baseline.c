/* What the baseline had, and there is no more. */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "compare/diff.h"
#include "compare/snapshot.h"
#include "output/changes.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

enum { SHOWN = 10 }; /* names in a message */

static const char *
text(const cJSON *o, const char *name)
{
	return member_text_or(o, name, "");
}

char *
check_path(const struct config *c, const cJSON *control)
{
	const struct source *s = config_source(c, text(control, "source"));
	const char *folder;

	if (s == NULL || s->path == NULL || *text(control, "path") == '\0')
		return NULL;
	/* A source may be one file, whatever its controls are called by. */
	if (file_exists(s->path) && !file_is_folder(s->path))
		return mem_strdup(s->path);
	folder = s->path;
	while (str_has_prefix(folder, "./"))
		folder += 2;
	return path_join(str_equal(folder, ".") ? "" : folder,
	    text(control, "path"));
}

char *
check_default_baseline(const struct config *c)
{
	return path_beside(c->path, "sextant.baseline.json");
}

/* Appends what became of a control: "was removed"; where its file is still there,
 * that may be a link which is not followed, and nothing was. */
static void
put_fate(struct buf *b, const struct config *config, const cJSON *control)
{
	static const struct { const char *why, *is; } fates[] = {
		{ "removed", "was removed" },
		{ "untagged", "no longer names it" },
		{ "state", "no longer counts" },
		{ "evidence", "is no longer tested" },
	};
	const char *is = "changed", *state, *excluded;
	char *path = check_path(config, control);
	size_t i;

	for (i = 0; i < sizeof(fates) / sizeof(fates[0]); i++)
		if (str_equal(fates[i].why, text(control, "why")))
			is = fates[i].is;
	if (is == fates[0].is && path != NULL && file_exists(path))
		is = "is no longer read";
	free(path);
	buf_puts(b, is);
	state = member_text(member_get(control, "state"), "new");
	if (state == NULL)
		return;
	excluded = perspective_excluded(whose_read(state));
	buf_printf(b, " (%s)", excluded != NULL ? excluded
	    : whose_read(state) == WHOSE_AVAILABLE ? "not yours any more" : state);
}

/* ""A rule" was removed, "Another" no longer names it and 3 more" */
static void
put_controls(struct buf *b, const struct config *config,
    const cJSON *controls)
{
	const cJSON *c;
	int n = 0;

	cJSON_ArrayForEach(c, controls) {
		if (n++ < 3)
			buf_printf(b, "%s\"%s\" ", n > 1 ? ", " : "",
			    text(c, "title"));
		if (n <= 3)
			put_fate(b, config, c);
	}
	if (n > 3)
		buf_printf(b, " and %d more", n - 3);
}

/* A technique that no control answers any more, or none that is tested: a
 * result where the first of those responsible stood. */
static void
take_lost(struct checking *k, const cJSON *t, enum of of, bool untested)
{
	const cJSON *controls = member_get(t, "controls");
	const char *yours = of == OF_YOURS ? " of yours" : "";
	const char *rule = untested ? "lost-evidence" : "lost-technique";
	char *path = check_path(k->config, controls->child);
	int line = (int)member_number(controls->child, "line");
	long long before = member_number(t, "before");
	const char *noun = perspective_noun(of, member_kind(t),
	    !untested && before > 1);
	struct buf message = BUF_INIT;
	cJSON *one;

	buf_printf(&message, "%s %s", text(t, "id"), text(t, "name"));
	if (untested)
		buf_printf(&message, " has no tested %s%s any more: ", noun,
		    yours);
	else if (before > 1)
		buf_printf(&message, " lost its last %lld %s%s: ", before, noun,
		    yours);
	else
		buf_printf(&message, " lost its last %s%s: ", noun, yours);
	put_controls(&message, k->config, controls);
	if (path == NULL)
		one = check_add(k, rule, k->config->path, 0, buf_str(&message));
	else
		one = check_add(k, rule, path, file_exists(path) && line > 0
		    ? line : 1, buf_str(&message));
	cJSON_AddStringToObject(one, "technique", text(t, "id"));
	cJSON_AddItemToObject(one, "controls", cJSON_Duplicate(controls, 1));
	buf_free(&message);
	free(path);
}

/* Did ATT&CK take it? */
static bool
is_taken(const cJSON *t)
{
	return str_equal(text(t, "cause"), "attack") &&
	    (str_equal(text(t, "change"), "lost") ||
	    str_equal(text(t, "change"), "moved"));
}

/* Is it the one before, of another kind? */
static bool
is_again(const cJSON *t, const cJSON *before)
{
	return before->next == t && str_equal(text(before, "id"),
	    text(t, "id")) && str_equal(text(before, "domain"),
	    text(t, "domain")) && is_taken(before);
}

/* ATT&CK's doing, told once for all kinds: the rules are what they were. */
static void
take_moved(struct checking *k, const cJSON *t)
{
	const cJSON *became = member_get(t, "became");
	struct buf message = BUF_INIT;
	cJSON *one;

	buf_printf(&message, "%s %s %s by a change in ATT&CK, not in rules",
	    text(t, "id"), text(t, "name"),
	    str_equal(text(t, "change"), "moved") ? "has moved" : "is lost");
	if (*text(became, "how") != '\0')
		buf_printf(&message, ": %s", text(became, "how"));
	if (*text(became, "id") != '\0')
		buf_printf(&message, ", now %s %s", text(became, "id"),
		    text(became, "name"));
	one = check_add(k, "lost-by-attack", k->config->path, 0,
	    buf_str(&message));
	cJSON_AddStringToObject(one, "technique", text(t, "id"));
	if (*text(became, "id") != '\0')
		cJSON_AddStringToObject(one, "successor", text(became, "id"));
	buf_free(&message);
}

/* One line of all that is new: nothing is wrong. */
static void
add_gained(struct checking *k, const cJSON *techniques, const char *file)
{
	struct buf message = BUF_INIT;
	const cJSON *t;
	int n = 0;

	cJSON_ArrayForEach(t, techniques) {
		if (!str_equal(text(t, "change"), "gained") ||
		    !str_equal(text(t, "cause"), "controls"))
			continue;
		if (n++ < SHOWN)
			buf_printf(&message, "%s%s", n > 1 ? ", " : "",
			    text(t, "id"));
	}
	if (n > SHOWN)
		buf_printf(&message, " and %d more", n - SHOWN);
	if (n > 0) {
		buf_puts(&message, ": answered now, and not in the baseline");
		check_add(k, "new-technique", file, 0, buf_str(&message));
	}
	buf_free(&message);
}

static void
take_technique(struct checking *k, const cJSON *t, const cJSON *perspective)
{
	bool lost = str_equal(text(t, "change"), "lost");

	if (str_equal(text(t, "cause"), "attack")) {
		if (is_taken(t) && !is_again(t, t->prev))
			take_moved(k, t);
	} else if (lost || str_equal(text(t, "change"), "untested")) {
		take_lost(k, t, of_read(member_text(perspective,
		    text(t, "kind"))), !lost);
	}
}

static bool
names(const cJSON *control, const char *id)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(control, "ids"))
		if (str_equal(value_text(e), id))
			return true;
	return false;
}

/* Did a control of that id in the baseline name it, when it was a technique? */
static bool
was_good(const cJSON *old, const char *control, const char *id)
{
	const cJSON *source, *c;

	cJSON_ArrayForEach(source, member_get(old, "controls"))
		cJSON_ArrayForEach(c, source)
			if (str_equal(member_text(c, "id"), control) &&
			    names(c, id))
				return true;
	return false;
}

/* An id that ATT&CK withdrew from under a rule fails nobody's change. */
static void
excuse(struct checking *k, const cJSON *old)
{
	static const char *const rules[] = { "revoked-id", "retired-id" };
	cJSON *r;
	size_t i;

	cJSON_ArrayForEach(r, k->results) {
		for (i = 0; i < 2; i++)
			if (str_equal(text(r, "rule"), rules[i]) &&
			    member_text(r, "control") != NULL &&
			    was_good(old, text(r, "control"),
			    text(r, "technique")))
				check_set_level(r, "warning");
	}
}

/* With another scope or other settings, most of what differs is theirs. */
static void
take_settings(struct checking *k, const cJSON *settings, const char *file)
{
	struct buf message = BUF_INIT;

	buf_puts(&message, "the baseline was made with other settings, and "
	    "nothing is compared: ");
	changes_put_settings(&message, settings);
	buf_puts(&message, "; `sextant check --update-baseline` writes a new "
	    "one");
	check_add(k, "other-baseline", file, 0, buf_str(&message));
	buf_free(&message);
}

/* A domain that is no longer there loses no technique, but guards none. */
static void
take_domains(struct checking *k, const cJSON *domains, const char *file)
{
	struct buf message = BUF_INIT;
	const cJSON *d;
	bool gone;

	cJSON_ArrayForEach(d, domains) {
		gone = member_get(d, "new") == NULL;
		if (!gone && member_get(d, "old") != NULL)
			continue;
		buf_reset(&message);
		buf_printf(&message, "ATT&CK %s is %s: its techniques are not "
		    "compared; `sextant check --update-baseline` writes a new "
		    "one", text(d, "domain"), gone ? "no longer configured"
		    : "not in the baseline");
		check_set_level(check_add(k, "other-baseline", file, 0,
		    buf_str(&message)), gone ? "error" : "note");
	}
	buf_free(&message);
}

/* Of each kind that is compared, what the baseline counts may be other than what
 * counts now. */
static void
take_perspective(struct checking *k, const cJSON *diff, const cJSON *old,
    const char *file)
{
	struct buf message = BUF_INIT;
	enum kind kind;
	const cJSON *s;
	bool seen[CONTROL_KINDS] = { false };
	enum of was;

	if (old == NULL) {
		check_set_level(check_add(k, "other-baseline", file, 0,
		    "the baseline does not say whose its controls are: those of "
		    "own sources are read as yours; `sextant check "
		    "--update-baseline` writes a new one"), "note");
		return;
	}
	cJSON_ArrayForEach(s, member_get(diff, "sources")) {
		kind = member_kind(s);
		was = of_read(member_text(old, text(s, "kind")));
		if (kind >= CONTROL_KINDS || seen[kind] ||
		    was == OF_NONE || was == k->of.of[kind])
			continue;
		seen[kind] = true;
		buf_reset(&message);
		buf_printf(&message, "the baseline is of %s (%s), and %s count "
		    "now; `sextant check --update-baseline` writes a new one",
		    perspective_words(was), kind_name(kind),
		    perspective_words(k->of.of[kind]));
		check_add(k, "other-baseline", file, 0, buf_str(&message));
	}
	buf_free(&message);
}

int
check_baseline(struct checking *k, const char *file, const cJSON **found)
{
	const struct snapshot_options lacks = { .lacks = true };
	const struct diff_filter lacking = { .lacking = true };
	cJSON *old = NULL, *now;
	const cJSON *t, *diff;

	if (!file_exists(file)) {
		log_error("%s: no such baseline: `sextant check "
		    "--update-baseline` writes it", file);
		return -1;
	}
	if (snapshot_read(file, &old) == -1)
		return -1;
	now = snapshot_of(k->catalog, &lacks);
	if (now == NULL)
		return -1;
	excuse(k, old);
	diff = diff_snapshots(old, now, &lacking);
	take_perspective(k, diff, member_get(old, "perspective"), file);
	take_domains(k, member_get(diff, "domains"), file);
	if (member_get(diff, "cause") != NULL) {
		take_settings(k, member_get(diff, "settings"), file);
		return 0;
	}
	cJSON_ArrayForEach(t, member_get(diff, "techniques"))
		take_technique(k, t, member_get(diff, "perspective"));
	add_gained(k, member_get(diff, "techniques"), file);
	check_visibility_lost(k, diff, file);
	*found = diff;
	return 0;
}

int
check_update(struct checking *k, const char *file, bool quiet)
{
	struct snapshot_options o = { 0 };
	struct strs yours = { 0 };
	struct outfile f;
	cJSON *now = NULL;
	const cJSON *s;
	int n = 0, rc = -1;

	if (snapshot_yours(k->catalog, &yours) == -1)
		goto out;
	o.sources = yours.n > 0 ? &yours : NULL;
	now = snapshot_of(k->catalog, &o);
	if (now == NULL)
		goto out;
	outfile_begin(&f, file);
	snapshot_print(now, &f.text);
	rc = outfile_commit(&f);
	cJSON_ArrayForEach(s, member_get(now, "controls"))
		n += cJSON_GetArraySize(s);
	if (rc == 0 && !quiet)
		log_info("%s: written, %d %s", file, n,
		    n == 1 ? "control" : "controls");
out:
	strs_free(&yours);
	return rc;
}
