/* The platforms that bound figures: the selection's, or the scope's. */
#include "count/platforms.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/word.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* A reason that no scope in sextant.yaml gives. */
static const char not_for[] = "for none of the platforms chosen";

bool
platforms_left_out(const cJSON *technique)
{
	return str_equal(member_string(technique, "reason"), not_for);
}

int
platforms_techniques(struct catalog *c, const struct catalog_selection *s,
    const char *pks, cJSON **rows)
{
	cJSON *platforms = NULL, *t;
	const cJSON *p;
	size_t n;
	bool *has;

	if (catalog_rows(c, Q_TECHNIQUES, pks, rows) == -1)
		return -1;
	if (s == NULL || s->platforms.n == 0 || (*rows)->child == NULL)
		return 0;
	if (catalog_rows(c, Q_ALL_PLATFORMS, pks, &platforms) == -1)
		return -1;
	n = (size_t)member_number((*rows)->child->prev, "pk"); /* the last */
	has = mem_array(n + 1, sizeof(*has));
	cJSON_ArrayForEach(p, platforms)
		if ((size_t)member_number(p, "technique") <= n &&
		    strs_has_nocase(&s->platforms,
		    member_string(p, "platform")))
			has[member_number(p, "technique")] = true;
	cJSON_ArrayForEach(t, *rows) {
		if (member_get(t, "scoped") == NULL ||
		    has[member_number(t, "pk")])
			continue;
		cJSON_DeleteItemFromObject(t, "scoped");
		cJSON_DeleteItemFromObject(t, "reason");
		cJSON_DeleteItemFromObject(t, "owner");
		cJSON_DeleteItemFromObject(t, "until");
		member_add_text(t, "reason", not_for);
	}
	free(has);
	cJSON_Delete(platforms);
	return 0;
}

bool
platforms_has(const cJSON *technique, const struct catalog_selection *s)
{
	const cJSON *p;

	if (s == NULL || s->platforms.n == 0)
		return true;
	cJSON_ArrayForEach(p, member_get(technique, "platforms"))
		if (strs_has_nocase(&s->platforms, p->valuestring))
			return true;
	return false;
}

/* Is the word a line of the text? Case is ignored; NULL has every word. */
static bool
has_line(const char *text, const char *word)
{
	size_t len;

	if (text == NULL)
		return true;
	for (; *text != '\0'; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		if (strlen(word) == len && strncasecmp(text, word, len) == 0)
			return true;
	}
	return false;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp((*(const cJSON *const *)a)->valuestring,
	    (*(const cJSON *const *)b)->valuestring);
}

int
platforms_of(struct catalog *c, const cJSON *row,
    const struct catalog_selection *s, cJSON **list)
{
	const char *scope = member_string(row, "platforms"), *name;
	cJSON *known = NULL;
	const cJSON *p;

	*list = NULL;
	if (s == NULL || s->platforms.n == 0) {
		/* The scope has only those that map found in the domain. */
		if (scope != NULL) {
			*list = value_lines(scope);
			member_sort(*list, compare_texts);
		}
		return 0;
	}
	if (catalog_rows(c, Q_KNOWN_PLATFORMS, NULL, &known) == -1)
		return -1;
	*list = cJSON_CreateArray();
	cJSON_ArrayForEach(p, known) {
		name = member_string(p, "platform");
		if (str_equal(member_string(p, "domain"),
			member_string(row, "id")) &&
		    has_line(scope, name) &&
		    strs_has_nocase(&s->platforms, name))
			cJSON_AddItemToArray(*list, cJSON_CreateString(name));
	}
	cJSON_Delete(known);
	return 0;
}

bool
platforms_none(const cJSON *domain, struct buf *out)
{
	const cJSON *platforms = member_get(domain, "platforms");

	if (platforms == NULL || platforms->child != NULL)
		return false;
	domain_put(out, member_string(domain, "id"),
	    member_string(domain, "version"));
	buf_puts(out, ": no technique is for the platforms chosen");
	return true;
}

void
platforms_put(struct buf *out, const cJSON *platforms)
{
	const cJSON *p;

	cJSON_ArrayForEach(p, platforms)
		buf_printf(out, "%s%s", p == platforms->child ? ""
		    : p->next != NULL ? ", " : " or ", p->valuestring);
}

void
platforms_put_apart(struct buf *out, const char *before, const cJSON *figure,
    enum kind kind, const cJSON *platforms)
{
	const char *noun = control_nouns[kind][1];
	long long named = member_number(figure, "named");

	if (platforms == NULL || platforms->child == NULL ||
	    member_number(figure, "covered") == 0)
		return;
	buf_printf(out, "%s%lld by %s that name ", before, named, noun);
	platforms_put(out, platforms);
	buf_printf(out, ", %lld only by %s that name no platform",
	    member_number(figure, "covered") - named, noun);
}

void
platforms_add_apart(cJSON *to, const cJSON *figure, enum kind kind,
    const cJSON *platforms)
{
	struct buf b = BUF_INIT;

	platforms_put_apart(&b, "", figure, kind, platforms);
	member_add_or_false(to, "apart", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

/* Appends suggestions: similar names, or all that there are. */
static void
put_meant(struct buf *why, const cJSON *known, const char *word)
{
	struct strs names = { 0 };
	const cJSON *p;

	cJSON_ArrayForEach(p, known)
		if (!strs_has(&names, member_string(p, "platform")))
			strs_add(&names, member_string(p, "platform"));
	word_put_meant(why, word, &names);
	strs_free(&names);
}

/* The platform that the word means, as ATT&CK writes it, borrowed from known;
 * NULL after appending the reason to why. */
static const char *
find_platform(const cJSON *domains, const cJSON *known,
    const char *word, struct buf *why)
{
	const cJSON *d, *p;
	bool there = false;

	cJSON_ArrayForEach(d, domains)
		cJSON_ArrayForEach(p, known) {
			if (!word_is(word, member_string(p, "platform")) ||
			    !str_equal(member_string(d, "id"),
			    member_string(p, "domain")))
				continue;
			there = true;
			if (has_line(member_string(d, "platforms"),
			    member_string(p, "platform")))
				return member_string(p, "platform");
		}
	if (there) {
		buf_printf(why, "%s: out of the scope that sextant.yaml sets",
		    word);
	} else {
		buf_printf(why, "%s: unknown platform", word);
		put_meant(why, known, word);
	}
	return NULL;
}

int
platforms_resolve(struct catalog *c, struct strs *platforms, struct buf *why)
{
	cJSON *domains = NULL, *known = NULL;
	const char *name;
	size_t i;
	int rc = -1;

	if (platforms->n == 0)
		return 1;
	if (catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1 ||
	    catalog_rows(c, Q_KNOWN_PLATFORMS, NULL, &known) == -1)
		goto out;
	for (rc = 1, i = 0; rc == 1 && i < platforms->n; i++) {
		name = find_platform(domains, known, platforms->v[i],
		    why);
		rc = name != NULL;
		if (name != NULL)
			strs_set(platforms, i, name);
	}
out:
	cJSON_Delete(domains);
	cJSON_Delete(known);
	return rc;
}
