/* What a rule that was made from another's calls that one. */
#include "twin.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/regex.h"
#include "value/clean.h"

enum {
	CALLS_MAX = 100, /* ids, or names, of one control */
	CALL_MAX = 500,  /* bytes of one, as of a title */
	LOOK_MAX = 8192, /* bytes in which a pattern looks for one */
};

/* Adds the words of a text, however far apart. Returns how many there are. */
static size_t
digest_words(struct digest *d, const char *text)
{
	size_t n = 0, len;

	for (text += strspn(text, str_space); *text != '\0';
	    text += strspn(text, str_space)) {
		len = strcspn(text, str_space);
		digest_add(d, text, len);
		digest_add(d, "", 1);
		text += len;
		n++;
	}
	digest_add_str(d, "");
	return n;
}

/* Adds a node and all in it. A document's depth is limited by who read it. */
static size_t
digest_node(struct digest *d, const cJSON *node)
{
	const char *text = value_text(node);
	const cJSON *e;
	size_t n = 0;

	if (text != NULL)
		return digest_words(d, text);
	digest_add_str(d, "[");
	cJSON_ArrayForEach(e, node) {
		if (e->string != NULL)
			digest_add_str(d, e->string);
		n += digest_node(d, e);
	}
	digest_add_str(d, "]");
	return n;
}

/* NULL: there is none. */
static const char *
digest_query(const struct taking *t)
{
	struct nodes found = pick_nodes(t, &t->s->query);
	struct digest d;
	char hex[DIGEST_HEX + 1];
	size_t i, n = 0;

	if (found.n == 0)
		return NULL;
	digest_begin(&d);
	for (i = 0; i < found.n; i++)
		if (!value_is_empty(found.v[i]))
			n += digest_node(&d, found.v[i]);
	digest_end(&d, hex);
	free(found.v);
	return n == 0 ? NULL : arena_strdup(t->mem, hex);
}

/* What the pattern takes of a value: trimmed, on one line; or NULL. */
static const char *
call_of(const struct taking *t, const struct tagging *how, const cJSON *node)
{
	const char *text = value_text(node);
	regmatch_t m[2];

	if (text == NULL)
		return NULL;
	if (how->regex != NULL) {
		text = pick_cut(t, text, LOOK_MAX);
		if (!regex_match(how->regex, text, 2, m, 0) || m[1].rm_so == -1)
			return NULL;
		text = arena_strndup(t->mem, text + m[1].rm_so,
		    (size_t)(m[1].rm_eo - m[1].rm_so));
	}
	text = clean_line(t->mem, pick_cut(t, text, CALL_MAX));
	return *text == '\0' ? NULL : text;
}

/* Adds what stands at the fields of the node; false: nothing does. */
static bool
add_calls_of(const struct taking *t, const struct tagging *how,
    const struct fields *fields, struct strs *to)
{
	struct nodes found = pick_nodes(t, fields);
	const char *text;
	bool any = false;
	size_t i;

	for (i = 0; i < found.n; i++) {
		any = any || !value_is_empty(found.v[i]);
		text = call_of(t, how, found.v[i]);
		if (text == NULL || strs_has_nocase(to, text))
			continue;
		if (to->n == CALLS_MAX) {
			findings_add(t->f, t->d->path, value_line(found.v[i]),
			    "too-many-ids", "more than %d ids or names of "
			    "what it is: the rest is left out", CALLS_MAX);
			break;
		}
		*ARENA_ADD(t->mem, to->v, to->n) = arena_strdup(t->mem, text);
	}
	free(found.v);
	return any;
}

void
twin_take_calls(struct taking t, const struct tagging *how, struct strs *to)
{
	struct nodes within = pick_nodes_or_self(&t, &how->within), of;
	size_t i, k;

	for (i = 0; i < within.n; i++) {
		t.node = within.v[i];
		if (!pick_rule_holds(&t, &how->when))
			continue;
		of = pick_nodes_or_self(&t, &how->of);
		for (k = 0; k < of.n; k++) {
			t.node = of.v[k];
			if (!add_calls_of(&t, how, &how->fields, to))
				add_calls_of(&t, how, &how->otherwise, to);
		}
		free(of.v);
	}
	free(within.v);
}

void
twin_take(const struct taking *t, struct control *c)
{
	const struct source *s = t->s;
	size_t i;

	c->query = digest_query(t);
	for (i = 0; s->own && i < s->twin_ids.n; i++)
		twin_take_calls(*t, &s->twin_ids.v[i], &c->twin_ids);
	for (i = 0; s->own && i < s->twin_names.n; i++)
		twin_take_calls(*t, &s->twin_names.v[i], &c->twin_names);
}
