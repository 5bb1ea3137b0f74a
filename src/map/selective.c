/* Does a rule tell events apart at all? */
#include "selective.h"

#include <string.h>

/* Is it "*" (or "**"), and nothing else? An empty string is a condition. */
static bool
is_wildcard_text(const cJSON *node)
{
	const char *s = value_text(node);

	return s != NULL && *s != '\0' && s[strspn(s, "*")] == '\0';
}

/* Has a field the modifier "all"? Its values are joined by and. */
static bool
takes_all(const char *field)
{
	const char *at = strchr(field, '|');

	for (; at != NULL; at = strchr(at + 1, '|'))
		if (strcspn(at + 1, "|") == 3 && strncmp(at + 1, "all", 3) == 0)
			return true;
	return false;
}

/* A scalar, or a list of which one is enough, as Sigma joins them by or. */
static bool
is_wildcard_value(const cJSON *node)
{
	const cJSON *e;
	bool all;

	if (!cJSON_IsArray(node))
		return is_wildcard_text(node);
	all = node->child != NULL && takes_all(node->string);
	for (e = node->child; e != NULL; e = e->next)
		if (is_wildcard_text(e) != all)
			return !all;
	return all;
}

/* A map joins its fields by and: all must be wildcards. */
static bool
is_wildcard_map(const cJSON *node)
{
	const cJSON *e;

	if (node->child == NULL)
		return false;
	for (e = node->child; e != NULL; e = e->next)
		if (!is_wildcard_value(e))
			return false;
	return true;
}

/* A selection: a map, a list of maps or of keywords, or a keyword. */
static bool
is_wildcard_selection(const cJSON *node)
{
	const cJSON *e;

	if (cJSON_IsObject(node))
		return is_wildcard_map(node);
	if (!cJSON_IsArray(node))
		return is_wildcard_text(node);
	for (e = node->child; e != NULL; e = e->next)
		if (cJSON_IsObject(e) ? is_wildcard_map(e)
				      : is_wildcard_text(e))
			return true;
	return false;
}

static bool
is_there(const struct fields *f, const cJSON *doc, const cJSON *node)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (!value_is_empty(field_first(f->v[i], doc, node)))
			return true;
	return false;
}

static bool
aggregates(const cJSON *detection)
{
	const cJSON *c = value_get(detection, "condition"), *e;
	const char *text = value_text(c);

	if (text != NULL)
		return strchr(text, '|') != NULL;
	for (e = cJSON_IsArray(c) ? c->child : NULL; e != NULL; e = e->next)
		if (value_text(e) != NULL && strchr(value_text(e), '|') != NULL)
			return true;
	return false;
}

bool
selective(const struct source *s, const cJSON *doc, const cJSON *node)
{
	const cJSON *detection = NULL, *e;
	size_t i, selections = 0;

	for (i = 0; i < s->catch_all.n && detection == NULL; i++)
		detection = field_first(s->catch_all.v[i], doc, node);
	if (!cJSON_IsObject(detection) || is_there(&s->tells_apart, doc, node) ||
	    aggregates(detection))
		return true;
	for (e = detection->child; e != NULL; e = e->next) {
		if (strs_has(&s->catch_all_besides, e->string))
			continue;
		selections++;
		if (!is_wildcard_selection(e))
			return true;
	}
	return selections == 0;
}
