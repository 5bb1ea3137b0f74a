/* What the members of an object of ATT&CK say, copied. */
#include "copy.h"

#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "config/source.h"
#include "value/clean.h"
#include "value/member.h"

enum { ID_MAX = 64 }; /* bytes */

/* ATT&CK's own source names; the last two are of older mobile and ICS ones. */
/* By enum source_domain. */
static const char *const own_names[DOMAINS] = { "mitre-attack", "mitre-mobile-attack",
	"mitre-ics-attack" };

static bool
is_own(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < DOMAINS; i++)
		if (strcmp(name, own_names[i]) == 0)
			return true;
	return false;
}

/* A member on one line, in the arena; NULL: it is not there. */
const char *
take_line(const cJSON *node, const char *member, struct arena *mem)
{
	return clean_line(mem, member_text(node, member));
}

const char *
take_prose(const cJSON *node, const char *member, struct arena *mem)
{
	return clean_prose(mem, member_text(node, member));
}

/* Likewise; an empty one is none. */
const char *
take_name(const cJSON *node, const char *member, struct arena *mem)
{
	const char *text = take_line(node, member, mem);

	return text == NULL || *text == '\0' ? NULL : text;
}

bool
take_flag(const cJSON *node, const char *member)
{
	return cJSON_IsTrue(member_get(node, member));
}

/* An address fit for a link: http(s), and nothing that RFC 3986 has not. */
static const char *
copy_url(const char *url, struct arena *mem)
{
	struct buf b = BUF_INIT;
	char *copy = NULL;

	if (url == NULL || (!str_has_prefix(url, "https://") &&
	    !str_has_prefix(url, "http://")))
		return NULL;
	escape_url(&b, url);
	copy = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return copy;
}

/* An id names pages and files: letters, digits, and '.', '-' between them. The
 * page of all of a kind is the index. */
static bool
is_id(const char *s)
{
	static const char within[] = "0123456789.-"
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	return s != NULL && *s != '\0' && *s != '.' && *s != '-' &&
	    s[strspn(s, within)] == '\0' && strlen(s) <= ID_MAX &&
	    !str_equal_nocase(s, "index");
}

/* The object's ATT&CK id and address, from its external references. */
void
take_id(const cJSON *node, struct arena *mem, const char **id,
    const char **url)
{
	const cJSON *list = member_get(node, "external_references"), *e;

	*id = *url = NULL;
	for (e = list == NULL ? NULL : list->child; e != NULL; e = e->next) {
		if (!is_own(member_text(e, "source_name")) ||
		    !is_id(member_text(e, "external_id")))
			continue;
		*id = take_line(e, "external_id", mem);
		*url = copy_url(member_text(e, "url"), mem);
		return;
	}
}

/* Strings of a list, or a member of its objects; in the arena. */
struct strs
take_words(const cJSON *list, const char *member, struct arena *mem)
{
	struct strs l = { 0 };
	const cJSON *e;
	const char *text;

	if (!cJSON_IsArray(list))
		return l;
	l.v = arena_alloc(mem,
	    (size_t)cJSON_GetArraySize(list) * sizeof(*l.v));
	for (e = list->child; e != NULL; e = e->next) {
		text = member == NULL ? value_text(e)
				      : member_text(e, member);
		if (text != NULL)
			l.v[l.n++] = clean_line(mem, text);
	}
	return l;
}

void
take_references(const cJSON *node, struct arena *mem, struct stix_technique *t)
{
	const cJSON *list = member_get(node, "external_references"), *e;
	struct catalog_reference *r;

	if (!cJSON_IsArray(list))
		return;
	t->references = arena_alloc(mem,
	    (size_t)cJSON_GetArraySize(list) * sizeof(*t->references));
	for (e = list->child; e != NULL; e = e->next) {
		if (member_text(e, "source_name") == NULL ||
		    is_own(member_text(e, "source_name")))
			continue;
		r = &t->references[t->nreferences++];
		r->name = take_line(e, "source_name", mem);
		r->description = take_prose(e, "description", mem);
		r->url = copy_url(member_text(e, "url"), mem);
	}
}

/* Only the phases of an ATT&CK kill chain. */
struct strs
take_phases(const cJSON *list, struct arena *mem)
{
	struct strs l = { 0 };
	const cJSON *e;
	const char *phase;

	if (!cJSON_IsArray(list))
		return l;
	l.v = arena_alloc(mem,
	    (size_t)cJSON_GetArraySize(list) * sizeof(*l.v));
	for (e = list->child; e != NULL; e = e->next) {
		phase = member_text(e, "phase_name");
		if (phase != NULL &&
		    is_own(member_text(e, "kill_chain_name")))
			l.v[l.n++] = clean_line(mem, phase);
	}
	return l;
}

/* The domain whose kill chain has a phase there; -1: none. */
int
take_domain(const cJSON *list)
{
	const cJSON *e;
	const char *chain;
	int domain;

	for (e = list == NULL ? NULL : list->child; e != NULL; e = e->next) {
		chain = member_text(e, "kill_chain_name");
		for (domain = 0; domain < DOMAINS; domain++)
			if (str_equal(chain, own_names[domain]))
				return domain;
	}
	return -1;
}
