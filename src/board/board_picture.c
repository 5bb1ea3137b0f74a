/* How each technique is answered, as parts of one bar. */
#include <string.h>

#include "base/buf.h"
#include "board_parts.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "model/matrix.h"
#include "value/member.h"

/* The parts, in the order in which they are drawn. */
enum part {
	PART_RUNS, PART_IDLE, PART_COVERED, PART_ADOPT, PART_LACKING,
	PART_AVAILABLE, PART_VISIBLE, PART_BLIND, PART_UNTOLD, PART_ANALYTICS,
	PART_NOTHING, PART_MOVED, PARTS
};

enum look { LOOK_ANSWERED, LOOK_ELSEWHERE, LOOK_NONE, LOOK_MOVED, LOOKS };

static const char *const looks[LOOKS] = { "answered", "elsewhere", "none",
	"moved" };

/* The label is that of a part; it follows what its look says of whose. */
static const struct {
	const char *name;
	enum look look;
	const char *label;
	bool shown; /* where it is empty, too */
} parts[PARTS] = {
	[PART_RUNS] = { "runs", LOOK_ANSWERED,
	    ", and one runs on the logs collected", true },
	[PART_IDLE] = { "idle", LOOK_ANSWERED,
	    ", and none is known to run on the logs collected", false },
	[PART_COVERED] = { "answered", LOOK_ANSWERED, "", true },
	[PART_ADOPT] = { "adopt", LOOK_ELSEWHERE,
	    "; one runs on the logs collected", true },
	[PART_LACKING] = { "lacking", LOOK_ELSEWHERE,
	    "; none is known to run on the logs collected", true },
	[PART_AVAILABLE] = { "available", LOOK_ELSEWHERE, "", true },
	[PART_VISIBLE] = { "visible", LOOK_NONE,
	    "; visible, at least in part, on the logs collected", true },
	[PART_BLIND] = { "blind", LOOK_NONE,
	    "; blind: no log collected shows it", true },
	[PART_UNTOLD] = { "untold", LOOK_NONE,
	    "; no analytic of MITRE\xe2\x80\x99s tells which log would show it",
	    false },
	[PART_ANALYTICS] = { "analytics", LOOK_NONE,
	    "; MITRE describes how to detect it", false },
	[PART_NOTHING] = { "nothing", LOOK_NONE, "", false },
	[PART_MOVED] = { "moved", LOOK_MOVED, "", false },
};

/* The same of a tactic, in short. */
static const char *const groups[] = { "answered", "elsewhere", "none" };

static bool
has_state(const cJSON *t, const char *state)
{
	return str_equal(member_string(t, "state"), state);
}

/* Of a gap. */
static enum part
gap_part(const struct making *m, const cJSON *t)
{
	bool available = member_number(t, "available") > 0;

	if (m->told) {
		if (member_number(t, "adopt_count") > 0)
			return PART_ADOPT;
		if (available)
			return PART_LACKING;
		switch (visible_read(member_string(t, "visible"))) {
		case VISIBLE_FULL:
		case VISIBLE_PARTLY:
			return PART_VISIBLE;
		case VISIBLE_BLIND:
			return PART_BLIND;
		case VISIBLE_NOT_TOLD:
			return PART_UNTOLD;
		}
	}
	if (available)
		return PART_AVAILABLE;
	return m->kind == KIND_DETECTION && member_number(t, "analytics") > 0
	    ? PART_ANALYTICS : PART_NOTHING;
}

static enum part
part_of(const struct making *m, const cJSON *t)
{
	if (has_state(t, "moved"))
		return PART_MOVED;
	if (has_state(t, "gap"))
		return gap_part(m, t);
	if (!m->told)
		return PART_COVERED;
	return member_number(t, "runs") > 0 ? PART_RUNS : PART_IDLE;
}

/* Is the part one that there may be at all? */
static bool
is_part_shown(const struct making *m, enum part part, long long n)
{
	bool by_logs = part == PART_RUNS || part == PART_ADOPT ||
	    part == PART_LACKING || part == PART_VISIBLE || part == PART_BLIND;

	if (n > 0)
		return true;
	if (!parts[part].shown || by_logs != m->told)
		return false;
	return m->of == OF_YOURS || parts[part].look != LOOK_ELSEWHERE;
}

/* "a rule of yours", "none of yours, public rules exist", "no rule" and what the
 * part adds. */
static void
put_label(struct buf *b, const struct making *m, enum part part,
    const cJSON *domain)
{
	switch (parts[part].look) {
	case LOOK_ANSWERED:
		buf_puts(b, "with a ");
		perspective_put_noun(b, m->of, m->kind, false);
		break;
	case LOOK_ELSEWHERE:
		buf_printf(b, "%s, %s", m->of == OF_YOURS ? "none of yours"
		    : "not counted", m->of == OF_YOURS ? perspective_noun(
		    OF_AVAILABLE, m->kind, true) : "others");
		buf_puts(b, " exist");
		break;
	case LOOK_NONE:
		buf_printf(b, "no %s", perspective_noun(m->of == OF_YOURS
		    ? OF_ALL : m->of, m->kind, false));
		break;
	case LOOK_MOVED:
		buf_printf(b, "moved in ATT&CK %s", member_text_or(domain,
		    "newer_version", ""));
		break;
	case LOOKS:
		break;
	}
	buf_puts(b, parts[part].label);
}

/* A share of `of`, in percent with two decimals. */
static void
add_share(cJSON *to, const char *name, long long twice, long long of)
{
	long long n = of > 0 ? (twice * 5000 + of / 2) / of : 0;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%lld.%02lld", n / 100, n % 100);
	member_take_buf(to, name, &b);
}

/* Adds where a bar has it, after so many others. */
static void
add_bar_place(cJSON *one, long long before, long long n, long long of)
{
	add_share(one, "x", 2 * before, of);
	add_share(one, "width", 2 * n, of);
	add_share(one, "middle", 2 * before + n, of);
	cJSON_AddBoolToObject(one, "wide", n * 16 >= of && n > 0);
}

static void
add_parts(const struct making *m, cJSON *domain)
{
	cJSON *list = cJSON_AddArrayToObject(domain, "parts"), *one;
	long long n[PARTS] = { 0 }, before = 0;
	long long of = member_number(domain, "of");
	struct buf b = BUF_INIT;
	const cJSON *t;
	size_t i;

	cJSON_ArrayForEach(t, m->techniques)
		if (board_is_of(t, domain))
			n[part_of(m, t)]++;
	for (i = 0; i < PARTS; i++) {
		if (!is_part_shown(m, (enum part)i, n[i]))
			continue;
		one = cJSON_CreateObject();
		cJSON_AddItemToArray(list, one);
		member_add_text(one, "part", parts[i].name);
		member_add_text(one, "look", looks[parts[i].look]);
		put_label(&b, m, (enum part)i, domain);
		member_take_buf(one, "label", &b);
		member_add_number(one, "n", n[i]);
		percent_put(&b, n[i], of, 0);
		member_add_text(one, "percent", of > 0 ? buf_str(&b) : "0");
		buf_reset(&b);
		add_bar_place(one, before, n[i], of);
		before += n[i];
	}
	buf_free(&b);
}

/* What has moved has no rule, here. */
static enum look
look_of(const struct making *m, const cJSON *t)
{
	enum look look = parts[part_of(m, t)].look;

	return look == LOOK_MOVED ? LOOK_NONE : look;
}

static void
add_tactic(const struct making *m, const cJSON *domain, const cJSON *row,
    cJSON *list)
{
	static const char *const kept[] = { "id", "name", "shortname", NULL };
	long long n[LOOK_MOVED] = { 0 }, before = 0, of = 0;
	cJSON *one, *bar, *part;
	const cJSON *t;
	size_t i;

	cJSON_ArrayForEach(t, m->techniques) {
		if (!board_is_of(t, domain) || !member_has(member_get(t,
		    "tactics"), member_string(row, "shortname")))
			continue;
		n[look_of(m, t)]++;
		of++;
	}
	if (of == 0)
		return;
	one = member_pick(row, kept);
	cJSON_AddItemToArray(list, one);
	member_add_number(one, "of", of);
	bar = cJSON_CreateArray();
	for (i = 0; i < LOOK_MOVED; i++) {
		member_add_number(one, groups[i], n[i]);
		part = cJSON_CreateObject();
		cJSON_AddItemToArray(bar, part);
		member_add_text(part, "part", groups[i]);
		member_add_text(part, "look", looks[i]);
		member_add_number(part, "n", n[i]);
		add_bar_place(part, before, n[i], of);
		before += n[i];
	}
	cJSON_AddItemToObject(one, "parts", bar);
}

static int
add_tactic_parts(const struct making *m, cJSON *domain)
{
	cJSON *rows = NULL, *list = cJSON_AddArrayToObject(domain, "tactics");
	const cJSON *row;

	if (catalog_rows(m->c, Q_TACTICS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (str_equal(member_string(row, "domain"),
		    member_string(domain, "id")))
			add_tactic(m, domain, row, list);
	cJSON_Delete(rows);
	return 0;
}

/* Techniques by their best pair; only of rules there is more than a name. */
static void
add_levels(const struct making *m, cJSON *domain)
{
	long long n[EVIDENCE_LEVELS] = { 0 };
	cJSON *list = cJSON_CreateArray(), *one;
	const cJSON *t;
	int i;

	cJSON_ArrayForEach(t, m->techniques)
		if (board_is_of(t, domain) && member_number(t,
		    kind_name(m->kind)) > 0)
			n[member_evidence(t)]++;
	for (i = EVIDENCE_LEVELS; m->kind == KIND_DETECTION &&
	    member_number(domain, "covered") > 0 && i-- > 0;) {
		one = cJSON_CreateObject();
		matrix_add_evidence(one, (enum evidence)i);
		member_add_text(one, "level", evidence_name((enum evidence)i));
		member_add_number(one, "n", n[i]);
		member_add_number(one, "share", percent_of(n[i],
		    member_number(domain, "covered")));
		cJSON_AddItemToArray(list, one);
	}
	board_add_list(domain, "levels", list);
}

static void
add_seen_figures(const struct making *m, cJSON *domain)
{
	struct visibility_figures figures;

	if (!m->told) {
		cJSON_AddFalseToObject(domain, "visible");
		return;
	}
	visibility_count(m->seen, member_string(domain, "id"), NULL, NULL,
	    &figures);
	visibility_add_figures(cJSON_AddObjectToObject(domain, "visible"),
	    &figures);
}

int
board_add_picture(const struct making *m, cJSON *domain)
{
	add_parts(m, domain);
	add_levels(m, domain);
	if (add_tactic_parts(m, domain) == -1)
		return -1;
	add_seen_figures(m, domain);
	return 0;
}
