/* Is each technique answered that sextant.yaml says must be? */
#include "check/check.h"
#include "count/measure.h"
#include "count/percent.h"
#include "threat/targets.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum { SHOWN = 10 }; /* open techniques that a message names */

#define ALL_MUST "all must be"

/* What became of one target's techniques. */
struct tally {
	int answered, of, outside, moved, untold;
	int partly;       /* visible, of those that are open */
	struct buf shown; /* the first open ones */
	int nshown;
	cJSON *open;      /* all of them */
};

static const char *
text(const cJSON *o, const char *name)
{
	const char *s = member_text(o, name);

	return s != NULL ? s : "";
}

/* Where the version ahead has it, and whether controls name that. */
static void
add_moved_target(struct checking *k, const struct check_must *m,
    const cJSON *row, int n)
{
	struct buf message = BUF_INIT;
	cJSON *one;

	buf_printf(&message, "%s %s moved to %s %s in ATT&CK %s, which ",
	    text(row, "id"), text(row, "name"), text(row, "moved_id"),
	    text(row, "moved_name"), text(row, "moved_version"));
	percent_put_namers(&message, n, m->of.kind);
	one = check_add(k, "moved-target", k->config->path, m->of.line,
	    buf_str(&message));
	cJSON_AddStringToObject(one, "technique", text(row, "id"));
	buf_free(&message);
}

static void
count_row(struct checking *k, const struct check_must *m, struct tally *t,
    const cJSON *row)
{
	/* Controls of the kind that name what the technique became. */
	int n = (int)member_number(member_get(row, "moved"),
	    control_kinds[m->of.kind]);

	if (!cJSON_IsTrue(member_get(row, "in_scope"))) {
		t->outside++;
		return;
	}
	/* Whether it is visible, no analytic says. */
	if (m->of.visible != VISIBLE_NOT_TOLD &&
	    visible_read(text(row, "visible")) == VISIBLE_NOT_TOLD) {
		t->untold++;
		return;
	}
	t->of++;
	if (cJSON_IsTrue(member_get(row, "covered"))) {
		t->answered++;
		return;
	}
	if (member_get(row, "moved") != NULL)
		add_moved_target(k, m, row, n);
	if (n > 0) {
		t->moved++;
		return;
	}
	t->partly += visible_read(text(row, "visible")) == VISIBLE_PARTLY;
	cJSON_AddItemToArray(t->open, cJSON_CreateString(text(row, "id")));
	if (t->nshown == SHOWN)
		return;
	buf_printf(&t->shown, "%s%s", t->nshown > 0 ? ", " : "",
	    text(row, "id"));
	t->nshown++;
}

/* Of the target's techniques, which rows in all are, in their order. */
static void
take_tally(struct checking *k, const struct check_must *m,
    const cJSON *target, const cJSON *all, struct tally *t)
{
	const cJSON *row, *id;

	cJSON_ArrayForEach(row, all) {
		cJSON_ArrayForEach(id, member_get(target, "techniques"))
			if (str_equal(id->valuestring, text(row, "id")))
				break;
		if (id != NULL)
			count_row(k, m, t, row);
	}
}

/* "G0016 APT29", "T1059.001 PowerShell", "threats.json" */
static void
put_target(struct buf *b, const cJSON *target)
{
	buf_puts(b, text(target, "label"));
	if (*text(target, "name") != '\0')
		buf_printf(b, " %s", text(target, "name"));
}

/* " is open: it is blind", ": 3 of 12 techniques are open, not as visible: T1" */
static void
put_unseen(struct buf *b, const cJSON *target, int open,
    const struct tally *t)
{
	if (!str_equal(text(target, "kind"), "technique"))
		buf_printf(b, ": %d of %d techniques are open, not as visible: "
		    "%s", open, t->of, buf_str(&t->shown));
	else
		buf_printf(b, " is open: it is %s", t->partly > 0
		    ? "only partly visible" : "blind");
}

/* Says of a target with techniques that are open which. */
static void
add_open(struct checking *k, const struct check_must *m, const cJSON *target,
    const struct tally *t)
{
	struct buf message = BUF_INIT, choice = BUF_INIT;
	const char *noun = control_nouns[m->of.kind][0];
	int open = t->of - t->answered - t->moved;
	cJSON *one;

	put_target(&message, target);
	if (m->of.visible != VISIBLE_NOT_TOLD)
		put_unseen(&message, target, open, t);
	else if (str_equal(text(target, "kind"), "technique"))
		buf_printf(&message, " is open: no %s answers it", noun);
	else
		buf_printf(&message, ": %d of %d techniques are open, no %s "
		    "answers them: %s", open, t->of, noun,
		    buf_str(&t->shown));
	if (open > t->nshown)
		buf_printf(&message, " and %d more", open - t->nshown);
	check_put_choice(&choice, k, &m->of);
	buf_printf(&message, " (%s)", buf_str(&choice));
	one = check_add(k, "open-target", k->config->path, m->of.line,
	    buf_str(&message));
	cJSON_AddStringToObject(one, "target", text(target, "label"));
	if (str_equal(text(target, "kind"), "technique"))
		cJSON_AddStringToObject(one, "technique", text(target, "id"));
	cJSON_AddItemToObject(one, "open", cJSON_Duplicate(t->open, 1));
	buf_free(&message);
	buf_free(&choice);
}

/* A target that is not what it seems. */
static void
add_unclear(struct checking *k, const struct check_must *m, const char *word,
    const char *message, const char *level)
{
	cJSON *one = check_add(k, "unclear-target", k->config->path,
	    m->of.line, message);

	cJSON_AddStringToObject(one, "target", word);
	check_set_level(one, level);
}

/* Nothing of it is asked for, so that nothing would ever be missed. */
static void
add_nothing(struct checking *k, const struct check_must *m,
    const cJSON *target, const struct tally *t, cJSON *told)
{
	struct buf message = BUF_INIT;
	cJSON *e, *why = NULL;

	/* What is told of the target already may say why. */
	cJSON_ArrayForEach(e, told)
		if (t->outside == 0 &&
		    str_equal(text(e, "word"), text(target, "word")) &&
		    !str_equal(text(e, "outcome"), "ambiguous"))
			why = e;
	if (why != NULL) {
		cJSON_AddStringToObject(why, "level", "error");
		return;
	}
	put_target(&message, target);
	buf_puts(&message, t->outside > 0
	    ? ": out of the scope that the configuration sets"
	    : t->untold > 0 ? ": no analytic of MITRE's names a log source"
	    : ": it asks for no technique");
	add_unclear(k, m, text(target, "word"), buf_str(&message), "error");
	buf_free(&message);
}

/* "must: G0016 APT29: detection, exact" */
static void
put_label(struct buf *b, const struct checking *k, const struct check_must *m,
    const cJSON *target)
{
	buf_printf(b, "%s: ", m->of.name != NULL ? m->of.name : "must");
	if (member_get(target, "label") != NULL)
		put_target(b, target);
	else
		buf_puts(b, text(target, "word"));
	buf_puts(b, ": ");
	check_put_choice(b, k, &m->of);
}

static void
take_target(struct checking *k, const struct check_must *m,
    const cJSON *target, const cJSON *all, cJSON *told)
{
	struct tally t = { .open = cJSON_CreateArray() };
	struct buf name = BUF_INIT, value = BUF_INIT;

	take_tally(k, m, target, all, &t);
	put_label(&name, k, m, target);
	buf_printf(&value, "%d of %d %s", t.answered, t.of,
	    m->of.visible == VISIBLE_NOT_TOLD ? "answered" : "visible");
	if (t.moved > 0)
		buf_printf(&value, ", %d moved", t.moved);
	if (t.outside > 0)
		buf_printf(&value, " (%d out of scope)", t.outside);
	if (t.untold > 0)
		buf_printf(&value, " (%d not told)", t.untold);
	check_add_figure(k, &m->of, text(target, "word"), buf_str(&name),
	    buf_str(&value), ALL_MUST,
	    t.of > 0 && t.answered + t.moved == t.of);
	if (t.answered + t.moved < t.of)
		add_open(k, m, target, &t);
	if (t.of == 0)
		add_nothing(k, m, target, &t, told);
	cJSON_Delete(t.open);
	buf_free(&t.shown);
	buf_free(&name);
	buf_free(&value);
}

/* What of the words is not what it seems: the level by how sure it is. */
static void
add_told(struct checking *k, const struct check_must *m, const cJSON *told)
{
	struct buf message = BUF_INIT;
	const char *outcome = text(told, "outcome"), *level;
	const char *id = text(told, "id");

	level = member_text(told, "level");
	if (level == NULL)
		level = state_read(outcome) == STATE_REVOKED ||
		    str_equal(outcome, "ambiguous") ? "note" : "warning";
	buf_puts(&message, text(told, "word"));
	if (*id != '\0' && !str_equal_nocase(id, text(told, "word")))
		buf_printf(&message, ": %s", id);
	buf_printf(&message, ": %s", text(told, "why"));
	add_unclear(k, m, text(told, "word"), buf_str(&message), level);
	buf_free(&message);
}

static void
add_unasked(struct checking *k, const struct check_must *m,
    const cJSON *target, const char *why)
{
	struct buf name = BUF_INIT;

	put_label(&name, k, m, target);
	check_add_unasked(k, &m->of, text(target, "word"), "unclear-target",
	    buf_str(&name), ALL_MUST, why);
	buf_free(&name);
}

static void
add_unresolved(struct checking *k, const struct check_must *m,
    const cJSON *word)
{
	struct buf message = BUF_INIT;
	const cJSON *near, *list = member_get(word, "near");

	if (k->rehearsed) {
		add_unasked(k, m, word, text(word, "why"));
		return;
	}

	buf_printf(&message, "%s: %s", text(word, "word"), text(word, "why"));
	cJSON_ArrayForEach(near, list)
		buf_printf(&message, "%s%s %s", near == list->child
		    ? "; did you mean " : ", ", text(near, "id"),
		    text(near, "name"));
	buf_puts(&message, list != NULL && list->child != NULL ? "?" : "");
	add_unclear(k, m, text(word, "word"), buf_str(&message), "error");
	buf_free(&message);
}

static int
take_must(struct checking *k, const struct check_must *m)
{
	cJSON *found = targets_resolve(k->catalog, &m->targets, false), *all;
	const cJSON *e;
	struct measure what;
	struct buf why = BUF_INIT;
	int rc;

	if (found == NULL)
		return -1;
	all = member_get(found, "techniques");
	check_measure(k, &m->of, &what);
	what.why = k->rehearsed ? &why : NULL;
	rc = m->of.visible == VISIBLE_NOT_TOLD
	    ? measure_mark(k->catalog, &what, all)
	    : measure_mark_visible(k->catalog, &what,
	    (enum visible)m->of.visible, all);
	check_unmeasure(&what);
	if (rc == -1 && why.len == 0)
		return -1;
	cJSON_ArrayForEach(e, member_get(found, "targets"))
		if (rc == -1)
			add_unasked(k, m, e, buf_str(&why));
		else
			take_target(k, m, e, all, member_get(found, "told"));
	buf_free(&why);
	cJSON_ArrayForEach(e, member_get(found, "told"))
		add_told(k, m, e);
	cJSON_ArrayForEach(e, member_get(found, "unresolved"))
		add_unresolved(k, m, e);
	check_add_count(k, "targets",
	    cJSON_GetArraySize(member_get(found, "targets")));
	return 0;
}

int
check_targets(struct checking *k)
{
	const struct checks *c = &k->config->checks;
	size_t i;

	for (i = 0; i < c->nmusts; i++)
		if (take_must(k, &c->musts[i]) == -1)
			return -1;
	return 0;
}
