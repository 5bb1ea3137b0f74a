/* What a layer says of the whole. */
#include "layer_parts.h"

#include <stdio.h>
#include <string.h>

#include "count/percent.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "domains.h"
#include "model/matrix.h"
#include "value/member.h"
#include "words/words.h"

enum {
	FORMAT_MAJOR = 4, /* of the layer format */
	FORMAT_MINOR = 5,
	/* A name becomes that of a sheet, which Excel bounds. */
	NAME_MAX_LENGTH = 31,
};

/* The format asks for 4.9.0; the first of those that mitreattack-python knows. */
#define NAVIGATOR "5.0.0"

#define VISIBLE_NAME "visible on the logs collected"

void
layer_add_pair(cJSON *list, const char *first, const char *a,
    const char *second, const char *b)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, first, a);
	cJSON_AddStringToObject(one, second, b);
	cJSON_AddItemToArray(list, one);
}

static void
add_metadata(cJSON *list, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		layer_add_pair(list, "name", name, "value", value);
}

bool
layer_has_source(const struct layer *l, const cJSON *source)
{
	return (l->o->source == NULL ||
	    str_equal(member_string(source, "id"), l->o->source)) &&
	    provenance_has(source, l->all->selection) &&
	    str_equal(member_string(source, "kind"), control_kinds[l->kind]) &&
	    str_equal(member_string(source, "domain"),
	    member_string(l->domain, "id"));
}

/* "APT29 (G0016), Lazarus Group (G0032)": targets, those without a name as the
 * user wrote them. */
static void
put_targets(struct buf *b, const cJSON *threat)
{
	const cJSON *t;
	const char *name;

	cJSON_ArrayForEach(t, member_get(threat, "targets")) {
		name = member_string(t, "name");
		buf_printf(b, "%s%s", t->prev->next != NULL ? ", " : "",
		    name != NULL ? name : member_string(t, "label"));
		if (name != NULL && member_string(t, "id") != NULL)
			buf_printf(b, " (%s)", member_string(t, "id"));
	}
}

/* " of sigma, splunk" */
static void
put_origin_ids(const struct layer *l, struct buf *b)
{
	const struct catalog_selection *s = l->all->selection;
	size_t i;

	if (l->o->source != NULL)
		buf_printf(b, " of %s", l->o->source);
	else if (s != NULL)
		for (i = 0; i < s->sources.n; i++)
			buf_printf(b, "%s%s", i > 0 ? ", "
			    : l->of == OF_YOURS ? " from " : " of ",
			    s->sources.v[i]);
}

void
layer_put_title(const struct layer *l, struct buf *b)
{
	const struct layer_options *o = l->o;

	if (member_string(l->all->meta, "sample") != NULL)
		buf_puts(b, "SAMPLE ");
	buf_printf(b, "%s: %s", member_string(l->all->meta, "title"),
	    o->by == LAYER_EVIDENCE ? "evidence of " : "");
	if (o->by == LAYER_VISIBLE) {
		buf_puts(b, VISIBLE_NAME);
		return;
	}
	perspective_put_counted(b, l->of, l->kind);
	put_origin_ids(l, b);
	if (o->by == LAYER_COVERAGE)
		buf_printf(b, ", %s", l->definition->name);
	if (o->by == LAYER_DIFFERENCE)
		buf_printf(b, " compared with %s", o->other_name);
	if (o->by == LAYER_THREAT) {
		buf_puts(b, " against ");
		put_targets(b, o->threat);
	}
}

/* The title in short, what tells layers apart first: "evidence of rules of
 * yours", "APT29 (G0016), public rules". */
static void
put_short(const struct layer *l, struct buf *b)
{
	const struct layer_options *o = l->o;

	if (o->by == LAYER_VISIBLE) {
		buf_puts(b, VISIBLE_NAME);
		return;
	}
	if (o->by == LAYER_EVIDENCE)
		buf_puts(b, "evidence of ");
	if (o->by == LAYER_THREAT) {
		put_targets(b, o->threat);
		buf_puts(b, ", ");
	}
	if (l->kind != KIND_DETECTION)
		perspective_put_counted(b, l->of, l->kind);
	else
		buf_printf(b, "%s%s", l->of == OF_ALL ? "all " : "",
		    perspective_rule(l->of, true));
	put_origin_ids(l, b);
	if (o->by == LAYER_COVERAGE)
		buf_printf(b, ", %s", l->definition->name);
	if (o->by == LAYER_DIFFERENCE)
		buf_printf(b, " versus %s", o->other_name);
}

/* May the name of a sheet have it there? */
static bool
fits_sheet(unsigned cp, bool at_end)
{
	return cp >= ' ' && cp != 0x7f && cp != 0xfffd &&
	    (cp != '\'' || !at_end) && strchr("\\/?*[]:", (int)cp) == NULL;
}

/* The layer's name, fit for a sheet: MITRE's exporter makes it one, and neither
 * openpyxl nor Excel takes all that a name could be. */
static void
add_name(const struct layer *l, cJSON *layer)
{
	struct buf text = BUF_INIT, name = BUF_INIT;
	const char *s;
	size_t room = NAME_MAX_LENGTH, units, n;
	unsigned cp;

	if (member_string(l->all->meta, "sample") != NULL)
		buf_puts(&text, "SAMPLE ");
	put_short(l, &text);
	for (s = buf_str(&text); *s != '\0'; s += n) {
		n = str_next(s, &cp);
		units = cp > 0xffff ? 2 : 1; /* of UTF-16, as Excel counts */
		if (units + (s[n] != '\0') > room)
			break;
		room -= units;
		if (fits_sheet(cp, name.len == 0 || s[n] == '\0'))
			buf_put(&name, s, n);
		else
			buf_putc(&name, '-');
	}
	if (*s != '\0')
		buf_puts(&name, "\u2026");
	member_take_buf(layer, "name", &name);
	buf_free(&text);
}

static void
put_share(struct buf *b, long long covered, long long of, const char *what)
{
	buf_printf(b, "%lld of %lld%s", covered, of, what);
	if (of > 0) {
		buf_puts(b, " (");
		percent_put(b, covered, of, 0);
		buf_puts(b, " %)");
	}
}

/* ", 501 more with a public rule", where that is beside one's own. */
static void
put_available_beside(const struct layer *l, long long covered, struct buf *b)
{
	cJSON *whole;
	long long more;

	if (l->of != OF_YOURS)
		return;
	whole = definition_count(l->definition, &l->counted.whole, l->kind);
	more = member_number(whole, "covered") - covered;
	if (more > 0)
		buf_printf(b, ", %lld more %s", more,
		    perspective_with(OF_AVAILABLE, l->kind));
	cJSON_Delete(whole);
}

/* "323 of 691 fully visible (47 %), 146 partly, 181 blind, 41 not told" */
static void
put_visible(const struct layer *l, struct buf *b)
{
	struct visibility_figures f;

	visibility_count(l->seen, member_string(l->domain, "id"), NULL, NULL,
	    &f);
	put_share(b, f.n[VISIBLE_FULL], f.of, " fully visible");
	buf_printf(b, ", %lld partly, %lld blind, %lld not told",
	    f.n[VISIBLE_PARTLY], f.n[VISIBLE_BLIND], f.n[VISIBLE_NOT_TOLD]);
}

/* "12 of 66 targets (18 %)", "3 gained, 1 lost and 514 in both, compared with
 * old.db", or, of the whole, "18 of 691 (3 %), 501 more with a public rule". */
static void
put_figure(const struct layer *l, struct buf *b)
{
	const size_t *n = l->tally;
	cJSON *figure;

	switch (l->o->by) {
	case LAYER_THREAT:
		put_share(b, (long long)(n[2] + n[3]),
		    (long long)(n[0] + n[1] + n[2] + n[3]), " targets");
		break;
	case LAYER_VISIBLE:
		put_visible(l, b);
		break;
	case LAYER_DIFFERENCE:
		buf_printf(b, l->o->other != NULL
		    ? "%zu gained, %zu lost and %zu in both, compared with %s"
		    : "%zu only here, %zu only there and %zu in both, "
		      "compared with %s", n[2], n[0], n[1],
		    l->o->other_name);
		break;
	default:
		figure = definition_count(l->definition, &l->counted.facts, l->kind);
		put_share(b, member_number(figure, "covered"),
		    member_number(figure, "of"), "");
		platforms_put_apart(b, ", ", figure, l->kind,
		    l->counted.platforms);
		put_available_beside(l, member_number(figure, "covered"), b);
		cJSON_Delete(figure);
		break;
	}
}

/* ". Definition exact: techniques with …" */
static void
put_definition_layer(const struct layer *l, struct buf *b)
{
	struct buf noun = BUF_INIT;

	if (l->seen != NULL) {
		buf_printf(b, ". Visible: %s", visibility_definition);
		return;
	}
	buf_printf(b, ". Definition %s: ", l->definition->name);
	perspective_put_noun(&noun, l->of, l->kind, false);
	definition_put(b, l->definition, buf_str(&noun));
	buf_free(&noun);
}

/* Adds the figure, its definition and what it is based on. */
static void
add_description(const struct layer *l, cJSON *layer)
{
	struct buf b = BUF_INIT;

	put_figure(l, &b);
	if (l->counted.platforms != NULL && l->counted.platforms->child == NULL)
		buf_puts(&b, " (no technique of it is for the platforms "
		    "chosen)");
	put_definition_layer(l, &b);
	buf_puts(&b, ".");
	if (l->out > 0)
		buf_printf(&b, " %zu out of scope.", l->out);
	buf_printf(&b, " %s %s.", member_string(l->domain, "name"),
	    member_string(l->domain, "version"));
	provenance_put_basis(&b, l->all->meta, l->domain, l->all->selection);
	member_take_buf(layer, "description", &b);
}

/* Filters the layer by the selected platforms, as the domain's techniques spell
 * them; without a filter the Navigator shows all. */
static void
add_filters(const struct layer *l, cJSON *layer)
{
	const struct catalog_selection *s = l->all->selection;
	cJSON *list = cJSON_CreateArray();
	const cJSON *p;
	size_t i;

	for (i = 0; s != NULL && i < s->platforms.n; i++) {
		cJSON_ArrayForEach(p, l->all->platforms)
			if (l->counted.facts.v[member_number(p, "technique") - 1]
			    .scoped && str_equal_nocase(s->platforms.v[i],
			    member_string(p, "platform")))
				break;
		if (p != NULL)
			cJSON_AddItemToArray(list, cJSON_CreateString(
			    member_string(p, "platform")));
	}
	if (list->child != NULL)
		cJSON_AddItemToObject(cJSON_AddObjectToObject(layer,
		    "filters"), "platforms", list);
	else
		cJSON_Delete(list);
}

static void
add_layout(cJSON *layer)
{
	cJSON *layout = cJSON_AddObjectToObject(layer, "layout");

	cJSON_AddStringToObject(layout, "layout", "side");
	cJSON_AddBoolToObject(layout, "showID", 0);
	cJSON_AddBoolToObject(layout, "showName", 1);
	cJSON_AddBoolToObject(layout, "showAggregateScores", 0);
	cJSON_AddBoolToObject(layout, "countUnscored", 0);
	cJSON_AddStringToObject(layout, "aggregateFunction", "average");
	cJSON_AddStringToObject(layout, "expandedSubtechniques", "none");
}

void
layer_add_head(const struct layer *l, cJSON *layer)
{
	struct buf b = BUF_INIT;
	cJSON *versions;
	char format[16];

	add_name(l, layer);
	versions = cJSON_AddObjectToObject(layer, "versions");
	/* The Navigator knows the versions of ATT&CK alone. */
	if (member_string(l->domain, "layer") == NULL)
		member_add_text(versions, "attack",
		    member_string(l->domain, "version"));
	member_add_text(versions, "navigator", NAVIGATOR);
	snprintf(format, sizeof(format), "%d.%d", FORMAT_MAJOR, FORMAT_MINOR);
	member_add_text(versions, "layer", format);
	buf_printf(&b, "%s%s", member_string(l->domain, "id"), DOMAINS_SUFFIX);
	if (member_string(l->domain, "layer") != NULL) {
		buf_reset(&b);
		buf_puts(&b, member_string(l->domain, "layer"));
	}
	member_take_buf(layer, "domain", &b);
	add_description(l, layer);
	add_filters(l, layer);
	member_add_number(layer, "sorting", 0);
	add_layout(layer);
	cJSON_AddBoolToObject(layer, "hideDisabled", 0);
}

/* "18.1, accessed 2026-08-09": what is known of both. */
static void
put_revision(struct buf *b, const cJSON *row, const char *revision)
{
	const char *accessed = member_string(row, "accessed");

	buf_puts(b, revision != NULL ? revision : "local");
	if (accessed != NULL)
		buf_printf(b, ", accessed %s", accessed);
}

/* The layer's own metadata: what it was made from, and its definitions. */
static void
add_origins(const struct layer *l, cJSON *layer)
{
	cJSON *list = cJSON_AddArrayToObject(layer, "metadata");
	struct buf b = BUF_INIT;
	const cJSON *s;

	layer_put_title(l, &b);
	add_metadata(list, "Layer", buf_str(&b));
	buf_reset(&b);
	buf_printf(&b, "%s ", member_string(l->domain, "name"));
	put_revision(&b, l->domain, member_string(l->domain, "version"));
	add_metadata(list, member_string(l->domain, "framework"), buf_str(&b));
	add_metadata(list, "ATT&CK's terms",
	    member_string(l->domain, "credit"));
	buf_reset(&b);
	perspective_put_counted(&b, l->of, l->kind);
	add_metadata(list, "Counted", buf_str(&b));
	buf_reset(&b);
	provenance_put_selection(&b, l->all->selection);
	add_metadata(list, "Only", buf_str(&b));
	add_metadata(list, "Scope", member_string(l->all->meta, "scope"));
	add_metadata(list, "States",
	    member_string(l->o->threat, "definitions"));
	cJSON_ArrayForEach(s, l->all->sources) {
		if (!layer_has_source(l, s))
			continue;
		buf_reset(&b);
		put_revision(&b, s, member_string(s, "revision"));
		if (member_string(s, "licence") != NULL)
			buf_printf(&b, ", %s", member_string(s, "licence"));
		add_metadata(list, member_string(s, "title"), buf_str(&b));
	}
	add_metadata(list, "Made by", member_string(l->all->meta, "generator"));
	buf_free(&b);
}

/* A colour for each score: so whatever paints by the gradient paints as the
 * legend says, and what divides it into steps has whole ones. */
static void
add_gradient(struct layer_scale scale, cJSON *layer)
{
	cJSON *gradient = cJSON_AddObjectToObject(layer, "gradient");
	cJSON *colours = cJSON_AddArrayToObject(gradient, "colors");
	long long most = scale.v[scale.n - 1].least, score;

	for (score = scale.v[0].least; score <= most; score++)
		cJSON_AddItemToArray(colours, cJSON_CreateString(
		    layer_shade_of(scale, score)->colour));
	member_add_number(gradient, "minValue", scale.v[0].least);
	member_add_number(gradient, "maxValue", most);
}

void
layer_add_foot(const struct layer *l, cJSON *layer)
{
	struct layer_scale scale = layer_scale(l->o);
	cJSON *legend = cJSON_AddArrayToObject(layer, "legendItems");
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < scale.n; i++) {
		/* "2 to 4 detection rules (113)" */
		buf_reset(&b);
		layer_put_label(l, &scale.v[i], &b);
		if (scale.v[i].noun)
			perspective_put_noun(&b, l->of, l->kind,
			    scale.v[i].least > 1);
		if (l->o->by == LAYER_EVIDENCE)
			buf_puts(&b, matrix_evidence_words(scale.v[i].least));
		buf_printf(&b, " (%zu)", l->tally[i]);
		layer_add_pair(legend, "label", buf_str(&b), "color",
		    scale.v[i].colour);
	}
	buf_free(&b);
	add_gradient(scale, layer);
	cJSON_AddBoolToObject(layer, "selectTechniquesAcrossTactics", 1);
	cJSON_AddBoolToObject(layer, "selectSubtechniquesWithParent", 0);
	cJSON_AddBoolToObject(layer, "selectVisibleTechniques", 0);
	add_origins(l, layer);
}
