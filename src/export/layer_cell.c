/* What a layer says of one technique. */
#include "layer_parts.h"

#include "count/platforms.h"
#include "threat/threat.h"
#include "value/member.h"
#include "words/words.h"

/* One hue that varies in lightness, so that the colour-blind can read it. */
static const struct layer_shade controls[] = {
	{ 0, "#ffffff", "No ", true },
	{ 1, "#dbe9f6", "1 ", true },
	{ 2, "#a6cbe8", "2 to 4 ", true },
	{ 5, "#5a9bd0", "5 to 9 ", true },
	{ 10, "#1f5f9e", "10 or more ", true },
};

/* Of yours: layer_put_label. */
static const struct layer_shade coverage[] = {
	{ 0, "#ffffff", "Not covered", false },
	{ 1, "#5a9bd0", "Covered", false },
};

/* Followed by the words for each level. */
static const struct layer_shade evidence[] = {
	{ 0, "#eaf2fa", "E0 ", false },
	{ 1, "#cbdff1", "E1 ", false },
	{ 2, "#a1c8e7", "E2 ", false },
	{ 3, "#6ea8d8", "E3 ", false },
	{ 4, "#3a7cb8", "E4 ", false },
	{ 5, "#134a85", "E5 ", false },
};

static const struct layer_shade threat[] = {
	{ 0, "#134a85", "Open", false },
	{ 1, "#3a7cb8", "Moved", false },
	{ 2, "#6ea8d8", "Thin", false },
	{ 3, "#dbe9f6", "Covered", false },
};

/* What each of these stands for. */
static const enum threat_state threat_of[] = { THREAT_OPEN, THREAT_MOVED,
	THREAT_THIN, THREAT_COVERED };

static const struct layer_shade visible[] = {
	{ 0, "#dbe9f6", "Blind", false },
	{ 1, "#6ea8d8", "Partly visible", false },
	{ 2, "#134a85", "Fully visible", false },
};

static const struct layer_shade difference[] = {
	{ -1, "#134a85", "Lost", false },
	{ 0, "#dbe9f6", "In both", false },
	{ 1, "#6ea8d8", "Gained", false },
};

static const struct layer_shade sources[] = {
	{ -1, "#134a85", "Only there", false },
	{ 0, "#dbe9f6", "In both", false },
	{ 1, "#6ea8d8", "Only here", false },
};

#define SCALE(shades) { shades, sizeof(shades) / sizeof((shades)[0]) }
static const struct layer_scale scales[] = {
	[LAYER_CONTROLS] = SCALE(controls),
	[LAYER_COVERAGE] = SCALE(coverage),
	[LAYER_EVIDENCE] = SCALE(evidence),
	[LAYER_THREAT] = SCALE(threat),
	[LAYER_VISIBLE] = SCALE(visible),
	[LAYER_DIFFERENCE] = SCALE(difference),
};

struct layer_scale
layer_scale(const struct layer_options *o)
{
	static const struct layer_scale compared = SCALE(sources);

	return o->by == LAYER_DIFFERENCE && o->other == NULL ? compared
							     : scales[o->by];
}

/* Words that start with a small ASCII letter. */
static void
put_capitalised(struct buf *b, const char *words)
{
	buf_putc(b, (char)(words[0] - 'a' + 'A'));
	buf_puts(b, words + 1);
}

/* Only what answers with one's own controls is called covered. */
void
layer_put_label(const struct layer *l, const struct layer_shade *shade,
    struct buf *b)
{
	if (l->of != OF_YOURS && l->o->by == LAYER_COVERAGE)
		put_capitalised(b, shade->least > 0
		    ? perspective_with(l->of, l->kind)
		    : perspective_without(l->of, l->kind));
	else if (l->of != OF_YOURS && l->o->by == LAYER_THREAT)
		put_capitalised(b, perspective_state(l->of, l->kind,
		    threat_states[threat_of[shade - threat]]));
	else
		buf_puts(b, shade->label);
}

const struct layer_shade *
layer_shade_of(struct layer_scale scale, long long score)
{
	size_t i = scale.n - 1;

	while (i > 0 && score < scale.v[i].least)
		i--;
	return &scale.v[i];
}

static void
set_score(const struct layer *l, struct layer_cell *cell, long long score)
{
	cell->shade = layer_shade_of(layer_scale(l->o), score);
	cell->score = score;
}

static void
fill_coverage(const struct layer *l, const struct fact *t,
    struct layer_cell *cell)
{
	bool covered;

	if (!l->definition->of(t)) {
		buf_printf(&cell->comment, "Not counted by %s: %s. ",
		    l->definition->name, t->sub ? "a sub-technique"
		    : "its sub-techniques are");
		return;
	}
	covered = l->definition->covered(t, &t->all, l->kind);
	set_score(l, cell, covered);
	layer_put_label(l, cell->shade, &cell->comment);
	buf_printf(&cell->comment, " (%s). ", l->definition->name);
}

static void
fill_evidence(const struct layer *l, const struct fact *t,
    struct layer_cell *cell)
{
	if (t->all.count[l->kind] > 0)
		set_score(l, cell, t->evidence[l->kind]);
}

/* "Thin, target of G0016 through C0024." */
static void
fill_threat(const struct layer *l, const cJSON *target,
    struct layer_cell *cell)
{
	const char *state = member_string(target, "state");
	struct buf *b = &cell->comment;
	const cJSON *e;
	size_t i;

	for (i = 0; i < scales[LAYER_THREAT].n; i++)
		if (str_equal(threat_states[threat_of[i]], state))
			set_score(l, cell, threat[i].least);
	layer_put_label(l, cell->shade, b);
	buf_puts(b, ", target of ");
	cJSON_ArrayForEach(e, member_get(target, "targets"))
		buf_printf(b, "%s%s", e->prev->next != NULL ? ", " : "",
		    e->valuestring);
	cJSON_ArrayForEach(e, member_get(target, "via"))
		buf_printf(b, "%s%s", e->prev->next != NULL ? ", " :
		    " through ", e->valuestring);
	buf_puts(b, ". ");
}

/* "Partly visible: AN0578 lacks EDR:scriptblock." */
static void
fill_visible(const struct layer *l, const cJSON *row, struct layer_cell *cell)
{
	long long pk = member_number(row, "pk");
	enum visible seen = visibility_of(l->seen, pk);
	cJSON *t = cJSON_CreateObject();
	struct buf *b = &cell->comment;
	const cJSON *log;

	if (seen == VISIBLE_NOT_TOLD) {
		buf_puts(b, "No analytic of MITRE's names a log source. ");
		cJSON_Delete(t);
		return;
	}
	set_score(l, cell, (long long)seen - VISIBLE_BLIND);
	buf_puts(b, cell->shade->label);
	visibility_add(l->seen, pk, t);
	if (member_get(t, "visible_on") != NULL) {
		buf_puts(b, " on ");
		platforms_put(b, member_get(t, "visible_on"));
	}
	cJSON_ArrayForEach(log, member_get(t, "lacks")) {
		if (log->prev->next == NULL)
			buf_printf(b, ": %s lacks ", member_string(t,
			    "nearest"));
		buf_printf(b, "%s%s", log->valuestring,
		    log->next != NULL ? ", " : "");
	}
	buf_puts(b, ". ");
	cJSON_Delete(t);
}

static void
fill_difference(const struct layer *l, const cJSON *row, const struct fact *t,
    struct layer_cell *cell)
{
	long long now = t->all.count[l->kind];
	long long before = l->before[member_number(row, "pk") - 1];

	if (now == 0 && before == 0)
		return;
	set_score(l, cell, (now > 0) - (before > 0));
	buf_printf(&cell->comment, "%s: %lld in %s. ", cell->shade->label,
	    before, l->o->other_name);
}

/* Appends what is beside what is counted: "; 2 public detection rules", or what
 * all that is counted is made of: " (1 of yours, 2 public)". */
static void
put_whose(const struct layer *l, const cJSON *row, struct buf *b)
{
	size_t i = (size_t)member_number(row, "pk") - 1;
	long long yours = l->counted.yours[i];
	long long available = l->counted.whole.v[i].all.count[l->kind] - yours;

	if (l->of == OF_YOURS && available > 0)
		buf_printf(b, "; %lld %s", available, perspective_noun(
		    OF_AVAILABLE, l->kind, available != 1));
	else if (l->of == OF_AVAILABLE && yours > 0)
		buf_printf(b, "; %lld of yours", yours);
	else if (l->of == OF_ALL && yours > 0)
		buf_printf(b, " (%lld of yours, %lld available)", yours,
		    available);
}

/* Appends what is true whatever the score is. */
static void
put_facts(const struct layer *l, const cJSON *row, const struct fact *t,
    struct buf *b)
{
	long long n = t->all.count[l->kind];

	if (n == 0)
		buf_puts(b, "No ");
	else
		buf_printf(b, "%lld ", n);
	perspective_put_noun(b, l->of, l->kind, n > 1);
	if (t->evidence[l->kind] > E0)
		buf_printf(b, ", the best at %s",
		    evidence_name(t->evidence[l->kind]));
	put_whose(l, row, b);
	buf_puts(b, ".");
	if (t->subs > 0)
		buf_printf(b, " %zu of %zu sub-techniques %s one.",
		    t->all.hit[l->kind], t->subs,
		    t->all.hit[l->kind] == 1 ? "has" : "have");
	if (member_string(row, "moved_id") != NULL)
		buf_printf(b, " In ATT&CK %s it is %s %s.",
		    member_string(row, "moved_version"),
		    member_string(row, "moved_id"),
		    member_string(row, "moved_name"));
}

void
layer_cell_fill(const struct layer *l, const cJSON *row,
    const cJSON *target, struct layer_cell *cell)
{
	const struct fact *t = &l->counted.facts.v[member_number(row, "pk") - 1];

	switch (l->o->by) {
	case LAYER_CONTROLS:
		set_score(l, cell, t->all.count[l->kind]);
		break;
	case LAYER_COVERAGE:
		fill_coverage(l, t, cell);
		break;
	case LAYER_EVIDENCE:
		fill_evidence(l, t, cell);
		break;
	case LAYER_THREAT:
		fill_threat(l, target, cell);
		break;
	case LAYER_VISIBLE:
		fill_visible(l, row, cell);
		break;
	case LAYER_DIFFERENCE:
		fill_difference(l, row, t, cell);
		break;
	}
	put_facts(l, row, t, &cell->comment);
}

void
layer_cell_free(struct layer_cell *cell)
{
	buf_free(&cell->comment);
}
