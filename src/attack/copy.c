/* Members of an object of ATT&CK, copied into an arena. */
#include "copy.h"

#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "value/clean.h"
#include "value/member.h"
#include "words/words.h"

enum { ID_MAX = 64 }; /* bytes */

/* ATT&CK's own source names, by enum domain; only older bundles of
 * Mobile and ICS have the last two. */
static const char *const own_names[ATTACK_DOMAINS] = { "mitre-attack",
	"mitre-mobile-attack", "mitre-ics-attack" };

/* The domain of such a name, or of the framework's; -1: it is another's. */
static int
own_domain(const struct framework *of, const char *name)
{
	int i;

	if (of != NULL)
		return str_equal(name, of->matrix->source) ? DOMAIN_OTHER : -1;
	for (i = 0; i < ATTACK_DOMAINS; i++)
		if (str_equal(name, own_names[i]))
			return i;
	return -1;
}

const char *
copy_line(const cJSON *node, const char *member, struct arena *mem)
{
	return clean_line(mem, member_text(node, member));
}

const char *
copy_prose(const cJSON *node, const char *member, struct arena *mem)
{
	return clean_prose(mem, member_text(node, member));
}

const char *
copy_name(const cJSON *node, const char *member, struct arena *mem)
{
	const char *text = copy_line(node, member, mem);

	return text == NULL || *text == '\0' ? NULL : text;
}

bool
copy_flag(const cJSON *node, const char *member)
{
	return cJSON_IsTrue(member_get(node, member));
}

/* An address that is fit for a link: http or https, escaped as RFC 3986 asks. */
static const char *
copy_url(const char *url, struct arena *mem)
{
	struct buf b = BUF_INIT;
	char *copy;

	if (url == NULL || (!str_has_prefix(url, "https://") &&
	    !str_has_prefix(url, "http://")))
		return NULL;
	escape_url(&b, url);
	copy = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return copy;
}

/* An id names pages and files: letters, digits, and '.', '-' between them.
 * "index" is the name of the page that lists all. */
static bool
is_id(const char *s)
{
	static const char within[] = "0123456789.-"
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	return s != NULL && *s != '\0' && *s != '.' && *s != '-' &&
	    s[strspn(s, within)] == '\0' && strlen(s) <= ID_MAX &&
	    !str_equal_nocase(s, "index");
}

void
copy_id(const cJSON *node, const struct framework *of, struct arena *mem, const char **id,
    const char **url)
{
	const cJSON *e;

	*id = *url = NULL;
	cJSON_ArrayForEach(e, member_get(node, "external_references")) {
		if (own_domain(of, member_text(e, "source_name")) == -1 ||
		    !is_id(member_text(e, "external_id")))
			continue;
		*id = copy_line(e, "external_id", mem);
		*url = copy_url(member_text(e, "url"), mem);
		return;
	}
}

const cJSON *
copy_elements(const cJSON *node, const char *member)
{
	const cJSON *list = member_get(node, member);

	return cJSON_IsArray(list) ? list->child : NULL;
}

struct strs
copy_words(const cJSON *node, const char *member, struct arena *mem)
{
	const cJSON *e = copy_elements(node, member);
	struct strs l = { 0 };

	for (; e != NULL; e = e->next)
		if (value_text(e) != NULL)
			*ARENA_ADD(mem, l.v, l.n) =
			    clean_line(mem, value_text(e));
	return l;
}

void
copy_references(const cJSON *node, const struct framework *of,
    struct arena *mem, struct stix_technique *t)
{
	const cJSON *e = copy_elements(node, "external_references");
	struct catalog_reference *r;
	const char *name;

	for (; e != NULL; e = e->next) {
		name = member_text(e, "source_name");
		if (name == NULL || own_domain(of, name) != -1)
			continue;
		r = ARENA_ADD(mem, t->references, t->nreferences);
		r->name = clean_line(mem, name);
		r->description = copy_prose(e, "description", mem);
		r->url = copy_url(member_text(e, "url"), mem);
	}
}

void
copy_phases(const cJSON *node, const struct framework *of, struct arena *mem,
    struct stix_technique *t)
{
	const cJSON *e = copy_elements(node, "kill_chain_phases");
	const char *chain, *phase;
	int domain;

	t->domain = -1;
	for (; e != NULL; e = e->next) {
		chain = member_text(e, "kill_chain_name");
		phase = member_text(e, "phase_name");
		domain = own_domain(of, chain);
		if (t->domain == -1)
			t->domain = domain;
		if (domain != -1 && phase != NULL)
			*ARENA_ADD(mem, t->tactics.v, t->tactics.n) =
			    clean_line(mem, phase);
	}
}
