/* Controls, read from documents as their source's definition says: what is one,
 * its lifecycle and evidence, and what is not mappable. */
#include "controls/control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/moment.h"
#include "base/regex.h"
#include "condition/catch_all.h"
#include "controls/closed_fields.h"
#include "controls/correlation.h"
#include "controls/parse.h"
#include "controls/pick.h"
#include "controls/tagging.h"
#include "controls/unrecognized.h"
#include "crosswalk_items.h"
#include "indexed.h"
#include "keep.h"
#include "needs.h"
#include "platforms.h"
#include "proof.h"
#include "threat_items.h"
#include "twin.h"
#include "value/clean.h"
#include "words/words.h"

enum {
	CONTROLS_MAX = 10000, /* of one document */
	LINES_MAX = 50,       /* false positives of a control, or references */
	LINES_BYTES = 2000,   /* of each */
};

void
controls_free(struct controls *c)
{
	free(c->v);
	free(c->assessed);
	free(c->proofs);
	free(c->threats);
	free(c->pairs);
	free(c->titles);
	free(c->unknowns.v);
}

struct tag *
control_find_tag(const struct control *c, const char *id)
{
	size_t i;

	for (i = 0; i < c->ntags; i++)
		if (strcmp(c->tags[i].id, id) == 0)
			return &c->tags[i];
	return NULL;
}

bool
tag_stands_before(const struct tag *tag, const struct tag *there)
{
	return tag->formed && !there->formed && there->framework != NULL;
}

/* The highest level below E3 whose rule holds; those below it need not. From E3
 * on evidence is of a technique, not of the control. *held gets a bit for each
 * level whose rule holds. */
static enum evidence
highest_evidence(const struct taking *t, unsigned *held)
{
	const struct rules *rules = &t->s->evidence;
	enum evidence level, best = E0;
	size_t i;

	for (i = 0; i < rules->n; i++) {
		level = evidence_read(rules->v[i].is);
		if (!pick_rule_holds(t, &rules->v[i]))
			continue;
		*held |= 1u << level;
		if (level > best && level < E3)
			best = level;
	}
	return best;
}

/* Does its folder, and not only a field, say that it is not active? */
static bool
is_shelved(const struct taking *t)
{
	const struct rules *rules = &t->s->lifecycle;
	size_t i;

	for (i = 0; i < rules->n; i++)
		if (rules->v[i].path.n > 0 && pick_rule_holds(t, &rules->v[i]))
			return true;
	return false;
}

/* A heading's fragment as GitHub makes it. */
static char *
slug(struct arena *mem, const char *title)
{
	struct buf b = BUF_INIT;
	char *out;

	for (; *title != '\0'; title++) {
		if (*title >= 'A' && *title <= 'Z')
			buf_putc(&b, (char)(*title - 'A' + 'a'));
		else if (*title == ' ')
			buf_putc(&b, '-');
		else if ((*title >= '0' && *title <= '9') || *title == '-' || *title == '_' ||
		    (*title >= 'a' && *title <= 'z') || (*title & 0x80) != 0)
			buf_putc(&b, *title);
	}
	out = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A part of an address, in which what would end a path or begin an escape is
 * escaped. */
static const char *
link_word(struct arena *mem, const char *word)
{
	struct buf b = BUF_INIT;

	for (; *word != '\0'; word++) {
		if (strchr("#?%", *word) != NULL)
			buf_printf(&b, "%%%02X", (unsigned)*word);
		else
			buf_putc(&b, *word);
	}
	word = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return word;
}

/* What an address names: all behind its last '#' or '/'. */
static const char *
local_name(const char *address)
{
	const char *p = strrchr(address, '#'), *slash = strrchr(address, '/');

	if (p == NULL || (slash != NULL && slash > p))
		p = slash;
	return p == NULL ? address : p + 1;
}

/* The address that a template of the definition (NULL: none) gives. */
static const char *
make_link(const struct taking *t, const struct control *c, size_t number,
    const char *template)
{
	char place[24];
	struct buf url = BUF_INIT;
	const char *text;
	struct source_word words[] = {
		{ "path", link_word(t->mem, t->d->path) },
		{ "id", link_word(t->mem, c->id == NULL ? "" : c->id) },
		{ "tagged", link_word(t->mem,
		    c->ntags > 0 ? c->tags[0].id : "") },
		{ "number", place },
		{ "slug", "" },
		{ "field", "" },
		{ "local", "" },
	};
	enum { SLUG = 4, FIELD, LOCAL, WORDS };

	if (template == NULL)
		return NULL;
	text = pick_line(t, &t->s->link_field);
	if (text == NULL && t->s->link_field.n > 0)
		return NULL;
	if (text != NULL) {
		words[FIELD].value = link_word(t->mem, text);
		words[LOCAL].value = link_word(t->mem, local_name(text));
	}
	snprintf(place, sizeof(place), "%zu", number);
	words[SLUG].value = slug(t->mem, c->title);
	text = source_expand(t->mem, template, words, WORDS);
	escape_url(&url, text);
	text = arena_strdup(t->mem, buf_str(&url));
	buf_free(&url);
	return text;
}

/* Adds each value of the fields as a line; more than a page has room for are a
 * finding. */
static void
take_lines(const struct taking *t, const struct fields *f, const char *what,
    const char ***lines, size_t *n)
{
	struct nodes found = pick_nodes(t, f);
	const char *text;
	size_t i;

	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		if (text == NULL || text[strspn(text, str_space)] == '\0')
			continue;
		if (*n == LINES_MAX) {
			findings_add(t->f, t->d->path, value_line(t->node),
			    "too-many-lines", "more than %d %s: the rest is "
			    "left out", LINES_MAX, what);
			break;
		}
		*ARENA_ADD(t->mem, *lines, *n) = clean_line(t->mem,
		    pick_cut(t, text, LINES_BYTES));
	}
	free(found.v);
}

/* Its id, which may stand among other words. */
static const char *
pick_id(const struct taking *t)
{
	const char *text = pick_line(t, &t->s->control_id);
	regmatch_t m[2];

	if (text == NULL || t->s->id_regex == NULL ||
	    !regex_match(t->s->id_regex, text, 2, m, 0) ||
	    m[1].rm_eo <= m[1].rm_so)
		return text;
	return arena_strndup(t->mem, text + m[1].rm_so,
	    (size_t)(m[1].rm_eo - m[1].rm_so));
}

/* Fills what the control says of itself. */
static void
describe(struct taking *t, struct control *c, const char *title)
{
	const struct source *s = t->s;
	struct catch_all_doubt doubt;
	char day[DATE_LEN + 1];

	if (t->look) {
		c->doc = t->doc;
		c->node = t->node;
	}
	c->title = title;
	c->id = pick_id(t);
	c->description = clean_prose(t->mem,
	    pick_text(t, &s->description));
	c->path = t->d->path;
	c->line = value_line(t->node);
	c->lifecycle = lifecycle_read(pick_first_rule(t, &s->lifecycle,
	    lifecycle_name(LIFECYCLE_ACTIVE)));
	c->type = type_read(pick_first_rule(t, &s->type,
	    type_name(TYPE_RULE)));
	c->level = pick_line(t, &s->level);
	c->status = pick_line(t, &s->status);
	c->author = pick_line(t, &s->author);
	c->date = pick_day(t, &s->date);
	c->modified = pick_day(t, &s->modified);
	if (moment_last_day(c->modified, c->date, day))
		c->changed = arena_strdup(t->mem, day);
	c->executor = pick_line(t, &s->executor);
	if (s->own) {
		take_lines(t, &s->false_positives, "false positives",
		    &c->false_positives, &c->nfalse_positives);
		take_lines(t, &s->references, "references", &c->references,
		    &c->nreferences);
	}
	c->elevated = str_is_true(pick_line(t, &s->elevated));
	c->cleanup = pick_count(t, &s->cleanup) > 0;
	c->evidence = highest_evidence(t, &c->held);
	c->shelved = is_shelved(t);
	proof_simulated(t, c);
	proof_recorded(t, c);
	correlation_take(t, c);
	twin_take(t, c);
	c->catch_all = catch_all(s, t->doc, t->node, &doubt);
	if (doubt.what != NULL && c->lifecycle == LIFECYCLE_ACTIVE)
		findings_add(t->f, t->d->path, doubt.line, doubt.what,
		    "condition: %s; taken as one that tells events apart",
		    doubt.why);
	platforms_take(t, c);
	if (!t->look)
		indexed_take(t, c);
	needs_take(t, c);
}

/* A new control for the node; NULL where it is none. */
static struct control *
new_control(struct taking *t, struct controls *out)
{
	const struct source *s = t->s;
	const bool titled = s->control_title.n > 0; /* a baseline's are not */
	const struct fields *named = titled ? &s->control_title
					    : &s->control_id;
	const char *title = pick_line(t, named);
	struct control *c;

	if (!pick_is_read(t)) {
		unrecognized_report(t);
		return NULL;
	}
	if (title == NULL) {
		findings_add(t->f, t->d->path, value_line(t->node),
		    titled ? "no-title" : "no-id",
		    "a control without %s is left out%s",
		    titled ? "a title" : "an id", pick_count(t, named) == 0
		    ? "" : ": what stands there is a list or object, and \"[]\" "
		    "would take its elements");
		return NULL;
	}
	if (out->n == CONTROLS_MAX) {
		if (!out->full)
			findings_add(t->f, t->d->path, value_line(t->node),
			    "too-many-controls", "more than %d in one "
			    "document: the rest is left out", CONTROLS_MAX);
		out->full = true;
		return NULL;
	}
	c = LIST_ADD(out->v, out->n);
	describe(t, c, title);
	return c;
}

static void
finish(const struct taking *t, struct control *c, size_t number)
{
	const char *why = t->s->catch_all_reason;

	c->url = make_link(t, c, number, t->s->link);
	c->edit = make_link(t, c, number, t->s->edit);
	if (c->catch_all)
		findings_add(t->f, c->path, c->line, "catch-all",
		    "its condition is true of every event of its log source"
		    "%s%s%s: it counts nowhere", why != NULL ? " (" : "",
		    why != NULL ? why : "", why != NULL ? ")" : "");
}

static void
take_control(struct taking *t, size_t number, struct controls *out)
{
	struct control *c = new_control(t, out);

	if (c == NULL)
		return;
	tagging_take(t, c);
	closed_fields_take(t, &out->unknowns);
	finish(t, c, number);
}

/* A node and the value that groups it. */
struct member {
	const char *key; /* NULL: of no control */
	const cJSON *node;
	size_t i;
};

static int
compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = strcmp(x->key == NULL ? "" : x->key,
	    y->key == NULL ? "" : y->key);

	return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

/* Ids that the source found not mappable: they are no control's. */
static void
take_assessed(struct taking *t, struct controls *out)
{
	struct control rest = { 0 };
	size_t i;

	tagging_take(t, &rest);
	for (i = 0; i < rest.ntags; i++)
		*LIST_ADD(out->assessed, out->nassessed) = rest.tags[i].id;
}

/* Nodes of one value: one control, with the ids of those that are mapped. Where
 * none is, the control is not mappable. */
static void
take_members(struct taking *t, const struct member *m, size_t n,
    struct controls *out)
{
	struct control *c = NULL;
	bool mapped = false;
	size_t i;

	for (i = 0; i < n; i++) {
		t->node = m[i].node;
		if (m[0].key != NULL && i == 0)
			c = new_control(t, out);
		closed_fields_take(t, &out->unknowns);
		if (pick_first_rule(t, &t->s->not_mappable, NULL) != NULL) {
			take_assessed(t, out);
		} else if (c != NULL) {
			tagging_take(t, c);
			mapped = true;
		}
	}
	if (c == NULL)
		return;
	t->node = m[0].node;
	if (!mapped)
		c->lifecycle = LIFECYCLE_NOT_MAPPABLE;
	finish(t, c, m[0].i + 1);
}

static void
take_groups(struct taking *t, const struct nodes *each, struct controls *out)
{
	struct member *m = mem_array(each->n, sizeof(*m));
	size_t i, k;

	for (i = 0; i < each->n; i++) {
		t->node = each->v[i];
		m[i].key = pick_text(t, &t->s->group);
		m[i].node = each->v[i];
		m[i].i = i;
	}
	if (each->n > 0)
		qsort(m, each->n, sizeof(*m), compare_members);
	for (i = 0; i < each->n; i = k) {
		for (k = i + 1; k < each->n; k++)
			if (!str_equal(m[k].key, m[i].key))
				break;
		take_members(t, &m[i], k - i, out);
	}
	free(m);
}

/* Does the document say that there are more? In a baseline even what is empty
 * says so: "include-all": {}. */
static bool
has_more(const struct taking *t)
{
	struct nodes found;

	if (t->s->kind != KIND_BASELINE)
		return pick_count(t, &t->s->more) > 0;
	found = pick_nodes(t, &t->s->more);
	free(found.v);
	return found.n > 0;
}

/* Tells that the document is a page of a list, of n nodes, that has more. */
static void
check_whole(const struct taking *t, size_t n)
{
	const char *total = pick_line(t, &t->s->total);
	long long number;

	if (total != NULL && str_to_number(total, &number) &&
	    number > (long long)n)
		findings_add(t->f, t->d->path, 0, "partial-list",
		    "%zu of %lld are in this file", n, number);
	else if (has_more(t))
		findings_add(t->f, t->d->path, 0, "partial-list",
		    t->s->kind == KIND_BASELINE ? "%zu are chosen by their "
		    "ids; what is chosen otherwise is not read" : "%zu are "
		    "in this file, which says that there are more", n);
}

static void
take_document(struct taking *t, struct controls *out)
{
	struct nodes each = { 0 };
	size_t i;

	t->node = t->doc;
	if (out->attack_version == NULL)
		out->attack_version = pick_text(t, &t->s->attack_version);
	if (t->s->each.n == 0) {
		take_control(t, 1, out);
		return;
	}
	each = pick_nodes(t, &t->s->each);
	check_whole(t, each.n);
	if (each.n == 0)
		unrecognized_report(t);
	if (t->s->group.n > 0) {
		take_groups(t, &each, out);
	} else {
		for (i = 0; i < each.n; i++) {
			t->node = each.v[i];
			take_control(t, i + 1, out);
		}
	}
	free(each.v);
}

/* A file's documents, one by one. */
static void
take_documents(struct taking *t, const cJSON *docs, struct controls *out)
{
	parse_texts(t->s, t->d, docs, t->f);
	cJSON_ArrayForEach(t->doc, docs) {
		take_document(t, out);
		t->node = t->doc;
		t->part |= pick_count(t, &t->s->parts_of) > 0;
	}
}

/* The same; of what is read only what stays is kept. */
static void
take_kept_documents(struct taking *t, const cJSON *docs, struct arena *scratch,
    struct controls *out)
{
	struct arena *mem = t->mem;

	t->mem = scratch;
	take_documents(t, docs, out);
	controls_keep(out, mem);
}

void
control_take(const struct source *s, const struct document *d,
    const struct logs *logs, struct arena *scratch, struct arena *mem, struct controls *out,
    struct findings *f)
{
	struct taking t = { s, d, NULL, NULL, mem, f, false, false, logs };
	struct arena *before = value_use(scratch);
	struct value_repeats repeats = { 0 };
	struct value_table table = { 0 };
	struct value_error why = { .repeats = &repeats, .table = &table };
	cJSON *docs = NULL;

	if (parse_document(s, d, &docs, &why) == -1) {
		findings_add(f, d->path, why.line, "broken-document", "%s",
		    why.what);
		out->unread = s->kind == KIND_EVIDENCE;
		docs = NULL;
	}
	findings_add_rows(&table, d->path, f);
	out->rows += s->kind == KIND_EVIDENCE ? table.lost : 0;
	if (s->kind == KIND_EVIDENCE)
		cJSON_ArrayForEach(t.doc, docs)
			proof_take(&t, table.header, out);
	else if (s->kind == KIND_THREATS)
		threat_items_take(&t, docs, out);
	else if (s->kind == KIND_CROSSWALK)
		crosswalk_items_take(&t, docs, out);
	else
		take_kept_documents(&t, docs, scratch, out);
	findings_add_repeats(&repeats, d->path, f);
	free(repeats.v);
	free(table.v);
	value_use(before);
	arena_reset(scratch);
}

void
control_look(const struct source *s, const struct document *d,
    const cJSON *docs, struct arena *mem, struct controls *out,
    struct findings *f)
{
	struct taking t = { s, d, NULL, NULL, mem, f, false, true, NULL };

	take_documents(&t, docs, out);
}
