/* Controls, taken from documents as their source's definition says. */
#include "control.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/glob.h"
#include "clean.h"
#include "selective.h"
#include "value/json.h"
#include "value/yaml.h"

enum {
	TAGS_MAX = 1000, /* ids of one control */
	DESCRIPTION_MAX = 64 * 1024,
};

/* What is at hand while one control is taken. */
struct taking {
	const struct source *s;
	const struct document *d;
	const cJSON *doc, *node;
	struct arena *mem;
	struct findings *f;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
control_id_is_formed(const char *id)
{
	int i;

	if (id[0] != 'T')
		return false;
	for (i = 1; i <= 4; i++)
		if (!is_digit(id[i]))
			return false;
	if (id[5] == '\0')
		return true;
	return id[5] == '.' && is_digit(id[6]) && is_digit(id[7]) &&
	    is_digit(id[8]) && id[9] == '\0';
}

/* The first of the alternatives that is there and not empty, as text. */
static const char *
first_text(const struct taking *t, const struct fields *f)
{
	const cJSON *node;
	size_t i;

	for (i = 0; i < f->n; i++) {
		node = field_first(f->v[i], t->doc, t->node);
		if (!value_is_empty(node) && value_text(node) != NULL)
			return str_trim(t->mem, value_text(node));
	}
	return NULL;
}

/* As first_text, on one line. */
static const char *
first_line(const struct taking *t, const struct fields *f)
{
	return clean_line(t->mem, first_text(t, f));
}

/* Every node of all the alternatives. Frees: v. */
static struct nodes
all_nodes(const struct taking *t, const struct fields *f)
{
	struct nodes found = { 0 };
	size_t i;

	for (i = 0; i < f->n; i++)
		field_find(f->v[i], t->doc, t->node, &found);
	return found;
}

static bool
is_there(const struct taking *t, const struct field *f)
{
	struct nodes found = { 0 };
	bool there = false;
	size_t i;

	field_find(f, t->doc, t->node, &found);
	for (i = 0; i < found.n && !there; i++)
		there = !value_is_empty(found.v[i]);
	free(found.v);
	return there;
}

static size_t
count_there(const struct taking *t, const struct fields *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->n; i++)
		n += is_there(t, f->v[i]);
	return n;
}

static bool
is_control(const struct taking *t)
{
	const struct source *s = t->s;

	return count_there(t, &s->has) == s->has.n &&
	    (s->has_any.n == 0 || count_there(t, &s->has_any) > 0) &&
	    count_there(t, &s->has_none) == 0;
}

static bool
one_of(const struct strs *words, const char *text)
{
	size_t i;

	for (i = 0; text != NULL && i < words->n; i++)
		if (str_equal_nocase(words->v[i], text))
			return true;
	return false;
}

static bool
field_holds(const struct taking *t, const struct rule *r)
{
	struct nodes found;
	bool holds = false;
	size_t i;

	if (r->in.n == 0)
		return count_there(t, &r->field) > 0;
	found = all_nodes(t, &r->field);
	for (i = 0; i < found.n && !holds; i++)
		holds = one_of(&r->in, value_text(found.v[i]));
	free(found.v);
	return holds;
}

static bool
rule_holds(const struct taking *t, const struct rule *r)
{
	bool path = r->path.n == 0;
	size_t i;

	for (i = 0; i < r->path.n && !path; i++)
		path = glob_match(r->path.v[i], t->d->path);
	return path && (r->field.n == 0 || field_holds(t, r));
}

/* The first rule that holds says it. */
static const char *
first_rule(const struct taking *t, const struct rules *rules,
    const char *otherwise)
{
	size_t i;

	for (i = 0; i < rules->n; i++)
		if (rule_holds(t, &rules->v[i]))
			return rules->v[i].is;
	return otherwise;
}

/* The highest level whose own rule holds; lower ones need not. */
static int
highest_evidence(const struct taking *t)
{
	const struct rules *rules = &t->s->evidence;
	int level, best = 0;
	size_t i;

	for (i = 0; i < rules->n; i++) {
		level = rules->v[i].is[1] - '0';
		if (level > best && rule_holds(t, &rules->v[i]))
			best = level;
	}
	return best;
}

/* The id that a value names, trimmed and in upper case; NULL: it names none. */
static const char *
tagged_id(const struct taking *t, const struct tagging *how, const char *text)
{
	regmatch_t m[2];

	if (how->regex == NULL)
		return str_upper(t->mem, str_trim(t->mem,
		    clean_line(t->mem, text)));
	if (regexec(how->regex, text, 2, m, 0) != 0 || m[1].rm_so == -1)
		return NULL;
	text = arena_strndup(t->mem, text + m[1].rm_so,
	    (size_t)(m[1].rm_eo - m[1].rm_so));
	return str_upper(t->mem, str_trim(t->mem, clean_line(t->mem, text)));
}

static void
add_tag(const struct taking *t, struct control *c, const char *id, int line)
{
	size_t i;

	if (*id == '\0')
		return;
	for (i = 0; i < c->ntags; i++)
		if (strcmp(c->tags[i].id, id) == 0)
			return;
	if (c->ntags == TAGS_MAX) {
		findings_add(t->f, t->d->path, line, "too-many-ids",
		    "more than %d ids: the rest is left out", TAGS_MAX);
		return;
	}
	c->tags[c->ntags].id = id;
	c->tags[c->ntags].formed = control_id_is_formed(id);
	c->tags[c->ntags++].line = line;
}

static void
take_tags(const struct taking *t, struct control *c)
{
	const struct taggings *all = &t->s->techniques;
	struct nodes found;
	const char *id;
	size_t i, k, room = 0;

	for (i = 0; i < all->n; i++) {
		found = all_nodes(t, &all->v[i].fields);
		room += found.n;
		free(found.v);
	}
	if (room == 0)
		return;
	room = room < TAGS_MAX ? room : TAGS_MAX;
	c->tags = arena_alloc(t->mem, room * sizeof(*c->tags));
	for (i = 0; i < all->n; i++) {
		found = all_nodes(t, &all->v[i].fields);
		for (k = 0; k < found.n; k++) {
			if (value_text(found.v[k]) == NULL)
				continue;
			id = tagged_id(t, &all->v[i], value_text(found.v[k]));
			if (id != NULL)
				add_tag(t, c, id, value_line(found.v[k]));
		}
		free(found.v);
	}
}

/* In ATT&CK's words where the definition knows them. */
static void
take_platforms(const struct taking *t, struct control *c)
{
	const struct pairs *names = &t->s->platform_names;
	struct nodes found = all_nodes(t, &t->s->platforms);
	const char *text;
	size_t i, k;

	c->platforms.v = arena_alloc(t->mem,
	    (found.n + 1) * sizeof(*c->platforms.v));
	for (i = 0; i < found.n; i++) {
		text = value_text(found.v[i]);
		for (k = 0; text != NULL && k < names->from.n; k++)
			if (str_equal_nocase(names->from.v[k], text))
				break;
		if (text == NULL)
			continue;
		if (k < names->from.n)
			text = names->to.v[k];
		if (*text != '\0' && !strs_has(&c->platforms, text))
			c->platforms.v[c->platforms.n++] =
			    clean_line(t->mem, text);
	}
	free(found.v);
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
		else if (is_digit(*title) || *title == '-' || *title == '_' ||
		    (*title >= 'a' && *title <= 'z') || (*title & 0x80) != 0)
			buf_putc(&b, *title);
	}
	out = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return out;
}

static const char *
make_link(const struct taking *t, const struct control *c, size_t number)
{
	char place[24];
	struct buf url = BUF_INIT;
	const char *text;
	struct source_word words[] = {
		{ "path", t->d->path },
		{ "id", c->id == NULL ? "" : c->id },
		{ "tagged", c->ntags > 0 ? c->tags[0].id : "" },
		{ "number", place },
		{ "slug", "" },
	};

	if (t->s->link == NULL)
		return NULL;
	snprintf(place, sizeof(place), "%zu", number);
	words[4].value = slug(t->mem, c->title);
	text = source_expand(t->mem, t->s->link, words, 5);
	escape_url(&url, text);
	text = arena_strdup(t->mem, buf_str(&url));
	buf_free(&url);
	return text;
}

static const char *
cut_description(const struct taking *t, const char *text)
{
	size_t n;

	if (text == NULL || strlen(text) <= DESCRIPTION_MAX)
		return text;
	n = DESCRIPTION_MAX;
	while (n > 0 && (text[n] & 0xc0) == 0x80)
		n--; /* no half of a character */
	return arena_strndup(t->mem, text, n);
}

static void
take_one(struct taking *t, size_t number, struct controls *out)
{
	const struct source *s = t->s;
	struct control *c;
	const char *title = first_line(t, &s->control_title);

	if (!is_control(t))
		return;
	if (title == NULL || *title == '\0') {
		findings_add(t->f, t->d->path, value_line(t->node), "no-title",
		    "a control without a title is left out");
		return;
	}
	if ((out->n & (out->n - 1)) == 0)
		out->v = mem_grow(out->v, out->n > 0 ? out->n * 2 : 1,
		    sizeof(*out->v));
	c = &out->v[out->n++];
	memset(c, 0, sizeof(*c));
	c->title = title;
	c->id = first_line(t, &s->control_id);
	c->description = cut_description(t,
	    clean_prose(t->mem, first_text(t, &s->description)));
	c->path = t->d->path;
	c->line = value_line(t->node);
	c->lifecycle = first_rule(t, &s->lifecycle, "active");
	c->type = first_rule(t, &s->type, "rule");
	c->level = first_line(t, &s->level);
	c->status = first_line(t, &s->status);
	c->author = first_line(t, &s->author);
	c->date = first_line(t, &s->date);
	c->modified = first_line(t, &s->modified);
	c->evidence = highest_evidence(t);
	c->catch_all = !selective(s, t->doc, t->node);
	take_platforms(t, c);
	take_tags(t, c);
	c->url = make_link(t, c, number);
	if (c->catch_all)
		findings_add(t->f, c->path, c->line, "catch-all",
		    "every selection is a lone wildcard: it matches "
		    "everything, and counts nowhere");
}

static void
take_document(struct taking *t, struct controls *out)
{
	struct nodes each = { 0 };
	size_t i;

	if (t->s->each.n == 0) {
		t->node = t->doc;
		take_one(t, 1, out);
		return;
	}
	t->node = t->doc;
	each = all_nodes(t, &t->s->each);
	for (i = 0; i < each.n; i++) {
		t->node = each.v[i];
		take_one(t, i + 1, out);
	}
	free(each.v);
}

void
control_take(const struct source *s, const struct document *d,
    struct arena *scratch, struct arena *mem, struct controls *out,
    struct findings *f)
{
	struct taking t = { s, d, NULL, NULL, mem, f };
	struct arena *before = value_use(scratch);
	struct value_error why = { 0 };
	cJSON *docs = NULL;
	int rc;

	if (s->format == FORMAT_JSON)
		rc = json_parse(d->bytes, d->len, &docs, &why);
	else
		rc = yaml_parse(d->bytes, d->len, YAML_LAST_WINS, &docs, &why);
	if (rc == -1) {
		findings_add(f, d->path, why.line, "broken-document", "%s",
		    why.what);
	} else if (s->format == FORMAT_JSON) {
		t.doc = docs;
		take_document(&t, out);
	} else {
		for (t.doc = docs->child; t.doc != NULL; t.doc = t.doc->next)
			take_document(&t, out);
	}
	value_use(before);
	arena_reset(scratch);
}
