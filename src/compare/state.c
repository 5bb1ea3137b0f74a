/* What exports carry of a build. */
#include "compare/state.h"

#include <string.h>

#include "base/str.h"
#include "value/member.h"
#include "words/words.h"

void
state_of_snapshot(const cJSON *snapshot, struct state *s)
{
	*s = (struct state){ .settings = snapshot, .snapshot = snapshot,
		.perspective = member_get(snapshot, "perspective"),
		.attack = member_get(snapshot, "attack"),
		.techniques = member_get(snapshot, "techniques") };
}

bool
state_of_history(const cJSON *history, struct state *s)
{
	const cJSON *builds = member_get(history, "builds"), *last, *d, *k, *f;
	cJSON *figures, *domain, *kind, *counts, *one;

	memset(s, 0, sizeof(*s));
	if (builds->child == NULL)
		return false;
	last = builds->child->prev;
	figures = cJSON_CreateObject();
	cJSON_ArrayForEach(d, member_get(last, "figures")) {
		domain = cJSON_AddObjectToObject(figures, d->string);
		cJSON_ArrayForEach(k, d) {
			kind = cJSON_AddObjectToObject(domain, k->string);
			cJSON_ArrayForEach(f, k) {
				one = cJSON_AddObjectToObject(kind, f->string);
				member_add_number(one, "covered",
				    f->child->valueint);
				member_add_number(one, "of",
				    f->child->next->valueint);
			}
		}
	}
	counts = cJSON_CreateObject();
	one = cJSON_AddObjectToObject(counts, "");
	cJSON_ArrayForEach(d, member_get(history, "latest"))
		cJSON_ArrayForEach(k, d)
			cJSON_AddItemToObject(one, k->string,
			    cJSON_Duplicate(k, 1));
	*s = (struct state){ .settings = last, .figures = figures,
		.perspective = member_get(last, "perspective"),
		.attack = member_get(last, "attack"),
		.sources = member_get(last, "sources"), .counts = counts,
		.logs = member_get(last, "logs") };
	return true;
}

/* Takes versions and figures from a list of domains, named by key, and a list
 * of sources. */
static void
take_lists(struct state *s, const cJSON *domains, const char *key,
    const char *figures, const cJSON *sources)
{
	static const char *const copied[] = { "revision", "accessed", "sha256",
		"controls", NULL };
	cJSON *versions = cJSON_CreateObject(), *all = cJSON_CreateObject();
	cJSON *by_id = cJSON_CreateObject();
	const cJSON *e;

	cJSON_ArrayForEach(e, domains) {
		if (member_string(e, key) == NULL)
			continue;
		member_add_text(versions, member_string(e, key),
		    member_string(e, "version"));
		cJSON_AddItemToObject(all, member_string(e, key),
		    cJSON_Duplicate(member_get(e, figures), 1));
	}
	cJSON_ArrayForEach(e, sources)
		if (member_string(e, "id") != NULL)
			cJSON_AddItemToObject(by_id, member_string(e, "id"),
			    member_pick(e, copied));
	s->attack = versions;
	s->figures = all;
	s->sources = by_id;
}

bool
state_of_stats(const cJSON *stats, struct state *s)
{
	static const char counts[] = "counts: "; /* the last of them */
	const cJSON *domains = member_get(stats, "domains");
	const cJSON *sources = member_get(stats, "sources");
	const char *words;
	cJSON *settings;

	memset(s, 0, sizeof(*s));
	if (!cJSON_IsArray(domains) || !cJSON_IsArray(sources))
		return false;
	s->perspective = member_get(stats, "perspective");
	take_lists(s, domains, "domain", "definitions", sources);
	if (cJSON_GetArraySize(domains) != 1)
		return true;
	/* The scope is of each domain, and other settings stand there in words
	 * where they are not the usual ones. */
	words = member_string(domains->child, "settings");
	settings = cJSON_CreateObject();
	member_add_text(settings, "resolve", resolve_name(words != NULL &&
	    strstr(words, "resolve: exact") != NULL ? RESOLVE_EXACT
	    : RESOLVE_FOLLOW));
	member_add_text(settings, "lifecycle", counted_name(words != NULL &&
	    strstr(words, "lifecycle: all") != NULL ? COUNTED_ALL
	    : COUNTED_ACTIVE));
	words = words == NULL ? NULL : strstr(words, counts);
	if (words != NULL)
		member_add_text(settings, "counts", words + strlen(counts));
	member_add_text(settings, "scope",
	    member_string(domains->child, "scope"));
	s->settings = settings;
	return true;
}

void
state_of_export(const cJSON *export, struct state *s)
{
	cJSON *counts = cJSON_CreateObject(), *to, *one;
	const cJSON *e, *n;
	size_t k;

	memset(s, 0, sizeof(*s));
	s->settings = export;
	s->perspective = member_get(export, "perspective");
	take_lists(s, member_get(export, "domains"), "id", "coverage",
	    member_get(export, "sources"));
	s->counts = counts;
	to = cJSON_AddObjectToObject(counts, "");
	cJSON_ArrayForEach(e, member_get(export, "techniques")) {
		if (member_string(e, "id") == NULL ||
		    member_state(e) != STATE_ACTIVE)
			continue;
		one = cJSON_AddObjectToObject(to, member_string(e, "id"));
		for (k = 0; control_kinds[k] != NULL; k++) {
			n = member_get(e, control_kinds[k]);
			if (cJSON_IsNumber(n) && n->valuedouble > 0)
				member_copy(one, e, control_kinds[k]);
		}
	}
}

bool
state_of_csv(const cJSON *rows, struct state *s)
{
	cJSON *counts = cJSON_CreateObject(), *to, *one;
	const cJSON *row;
	const char *text;
	long long n;
	size_t k;

	memset(s, 0, sizeof(*s));
	to = cJSON_AddObjectToObject(counts, "");
	cJSON_ArrayForEach(row, rows) {
		text = member_string(row, "technique");
		if (text == NULL)
			goto none;
		one = cJSON_AddObjectToObject(to, text);
		for (k = 0; control_kinds[k] != NULL; k++) {
			text = member_string(row, control_kinds[k]);
			if (text == NULL || !str_to_number(text, &n))
				goto none;
			if (n > 0)
				member_add_number(one, control_kinds[k], n);
		}
	}
	s->counts = counts;
	return true;
none:
	cJSON_Delete(counts);
	return false;
}
