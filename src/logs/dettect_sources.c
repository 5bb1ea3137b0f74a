/* DeTT&CT's administration of data sources. */
#include "dettect_sources.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "value/clean.h"
#include "value/member.h"
#include "value/yaml.h"
#include "words/words.h"

enum {
	SYSTEMS_MAX = 1000,
	SOURCES_MAX = 5000,  /* entries, of all data sources */
	PRODUCTS_MAX = 100,  /* of one */
	PLATFORMS_MAX = 100, /* of one system */
	SHOWN = 100          /* bytes of a stranger's word in a message */
};

static const char everything[] = "all";
static const double versions[] = { 1.0, 1.1 };

/* How ATT&CK called platforms, and calls them now. */
static const struct {
	const char *was, *is;
} renamed[] = {
	{ "AWS", "IaaS" },
	{ "Azure", "IaaS" },
	{ "Azure AD", "Identity Provider" },
	{ "GCP", "IaaS" },
	{ "Google Workspace", "Office Suite" },
	{ "Network", "Network Devices" },
	{ "Office 365", "Office Suite" },
};

static const char *const dimensions[] = { "device_completeness",
	"data_field_completeness", "timeliness", "consistency", "retention" };

struct system {
	const char *name;
	struct strs platforms;
};

struct reading {
	const char *path;
	const struct dettect_domain *domain;
	struct system *systems;
	size_t n;
	struct dettect_sources *s;
	struct findings *f;
	bool full; /* it was said that there are too many */
};

/* A stranger's word, for a message. */
static const char *
shown(const struct reading *r, const char *word)
{
	char *clean = clean_line(&r->s->mem, word);

	clean[str_fit(clean, SHOWN)] = '\0';
	return clean;
}

/* The text of a scalar without white space around; "": it has none. */
static const char *
word_of(const struct reading *r, const cJSON *node)
{
	const char *text = value_text(node);

	return text == NULL ? "" : str_trim(&r->s->mem, text);
}

/* ATT&CK's spelling of a platform, or NULL. */
static const char *
spelled(const struct strs *platforms, const char *word)
{
	size_t i;

	for (i = 0; i < platforms->n; i++)
		if (str_equal_nocase(platforms->v[i], word))
			return platforms->v[i];
	return NULL;
}

static const char *
match_platform(const struct strs *platforms, const char *word)
{
	const char *found = spelled(platforms, word);
	size_t i;

	for (i = 0; found == NULL && i < sizeof(renamed) / sizeof(renamed[0]);
	    i++)
		if (str_equal_nocase(renamed[i].was, word))
			found = spelled(platforms, renamed[i].is);
	return found;
}

static void
take_platform(const struct reading *r, const cJSON *node, struct strs *to)
{
	const char *word = word_of(r, node), *found;

	if (value_is_empty(node))
		return;
	if (str_equal_nocase(word, everything)) {
		strs_merge(to, r->domain->platforms);
		return;
	}
	found = match_platform(r->domain->platforms, word);
	if (found == NULL)
		findings_add(r->f, r->path, value_line(node),
		    "unknown-platform", "%s: not a platform of %s",
		    shown(r, word), r->domain->name);
	else if (!strs_has(to, found))
		strs_add(to, found);
}

/* A platform, or a list of them. */
static void
take_platforms(const struct reading *r, const cJSON *node, struct strs *to)
{
	const cJSON *e;
	size_t n = 0;

	if (!cJSON_IsArray(node))
		take_platform(r, node, to);
	else
		cJSON_ArrayForEach(e, node)
			if (n++ < PLATFORMS_MAX)
				take_platform(r, e, to);
	if (n > PLATFORMS_MAX)
		findings_add(r->f, r->path, value_line(node),
		    "too-many-platforms", "more than %d: the rest is left "
		    "out", PLATFORMS_MAX);
}

static const struct system *
find_system(const struct reading *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (str_equal_nocase(r->systems[i].name, name))
			return &r->systems[i];
	return NULL;
}

static void
take_system(struct reading *r, const cJSON *node)
{
	const cJSON *to = member_get(node, "applicable_to");
	const char *name = word_of(r, to);
	struct system *one;

	if (*name == '\0') {
		findings_add(r->f, r->path, value_line(node), "no-system",
		    "a system without applicable_to: left out");
		return;
	}
	if (find_system(r, name) != NULL) {
		findings_add(r->f, r->path, value_line(to), "repeated-system",
		    "%s: a system of that name is already there: left out",
		    shown(r, name));
		return;
	}
	one = LIST_ADD(r->systems, r->n);
	one->name = name;
	if (value_is_empty(member_get(node, "platform")))
		findings_add(r->f, r->path, value_line(to), "no-platform",
		    "%s: a system without a platform", shown(r, name));
	take_platforms(r, member_get(node, "platform"), &one->platforms);
}

/* The systems; a file without any is of its platforms, or of all. */
static void
take_systems(struct reading *r, const cJSON *doc)
{
	const cJSON *list = member_get(doc, "systems"), *e;
	struct system *one;

	cJSON_ArrayForEach(e, list) {
		if (r->n == SYSTEMS_MAX) {
			findings_add(r->f, r->path, value_line(e),
			    "too-many-systems", "more than %d: the rest is "
			    "left out", SYSTEMS_MAX);
			return;
		}
		take_system(r, e);
	}
	if (r->n > 0 || cJSON_IsArray(list))
		return;
	one = LIST_ADD(r->systems, r->n);
	one->name = everything;
	if (value_is_empty(member_get(doc, "platform")))
		strs_merge(&one->platforms, r->domain->platforms);
	else
		take_platforms(r, member_get(doc, "platform"),
		    &one->platforms);
}

/* Is the data source there? */
static bool
is_there(const struct reading *r, const cJSON *entry, int line)
{
	const cJSON *quality = member_get(entry, "data_quality"), *score;
	bool there = false;
	size_t i;

	if (!cJSON_IsObject(quality)) {
		findings_add(r->f, r->path, quality == NULL ? line
		    : value_line(quality), "no-quality", "a data source "
		    "without data_quality: left out");
		return false;
	}
	for (i = 0; i < sizeof(dimensions) / sizeof(dimensions[0]); i++) {
		score = member_get(quality, dimensions[i]);
		if (value_is_empty(score))
			continue;
		if (!cJSON_IsNumber(score) || score->valuedouble < 0 ||
		    score->valuedouble > 5)
			findings_add(r->f, r->path, value_line(score),
			    "malformed-number", "%s: not a number from 0 to 5",
			    dimensions[i]);
		else if (score->valuedouble > 0)
			there = true;
	}
	return there;
}

/* The platforms of all systems, each once. */
static void
take_all(const struct reading *r, struct strs *to)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		strs_merge(to, &r->systems[i].platforms);
}

static void
take_applicable(const struct reading *r, const cJSON *node, int line,
    struct strs *to)
{
	const char *name = word_of(r, node);
	const struct system *one = find_system(r, name);

	if (one != NULL)
		strs_merge(to, &one->platforms);
	else if (str_equal_nocase(name, everything))
		take_all(r, to);
	else
		findings_add(r->f, r->path,
		    value_line(node) == 0 ? line : value_line(node),
		    "unknown-system", "%s: none of the file's systems",
		    *name == '\0' ? "applicable_to" : shown(r, name));
}

static void
take_products(const struct reading *r, const cJSON *list, struct strs *to)
{
	const cJSON *e;
	const char *word;

	if (!cJSON_IsArray(list) && *word_of(r, list) != '\0')
		strs_add(to, word_of(r, list));
	cJSON_ArrayForEach(e, list) {
		word = word_of(r, e);
		if (*word == '\0' || strs_has(to, word))
			continue;
		if (to->n == PRODUCTS_MAX) {
			findings_add(r->f, r->path, value_line(e),
			    "too-many-products", "more than %d: the rest is "
			    "left out", PRODUCTS_MAX);
			return;
		}
		strs_add(to, word);
	}
}

/* Is there room for one more? Says once that there is none. */
static bool
has_room(struct reading *r, int line)
{
	if (r->s->n < SOURCES_MAX)
		return true;
	if (!r->full)
		findings_add(r->f, r->path, line, "too-many-sources",
		    "more than %d data sources: the rest is left out",
		    SOURCES_MAX);
	r->full = true;
	return false;
}

static void
source_free(struct dettect_source *one)
{
	strs_free(&one->platforms);
	strs_free(&one->products);
}

/* An entry that does not say what it is applicable to is of the whole file where
 * that is usual: in version 1.0. */
static void
take_details(struct reading *r, const cJSON *name, const cJSON *entry, bool old)
{
	const cJSON *to = member_get(entry, "applicable_to"), *e;
	struct dettect_source *one;

	if (!is_there(r, entry, value_line(name)) ||
	    !has_room(r, value_line(name)))
		return;
	one = LIST_ADD(r->s->v, r->s->n);
	one->name = word_of(r, name);
	one->line = value_line(name);
	take_products(r, member_get(entry, "products"), &one->products);
	if (old && to == NULL)
		take_all(r, &one->platforms);
	else if (!cJSON_IsArray(to))
		take_applicable(r, to, one->line, &one->platforms);
	else
		cJSON_ArrayForEach(e, to)
			take_applicable(r, e, one->line, &one->platforms);
	if (one->platforms.n == 0) {
		source_free(one);
		r->s->n--;
	}
}

static void
take_data_source(struct reading *r, const cJSON *node)
{
	const cJSON *name = member_get(node, "data_source_name"), *e;
	const cJSON *entries = member_get(node, "data_source");

	if (*word_of(r, name) == '\0')
		findings_add(r->f, r->path, value_line(node), "no-name",
		    "a data source without data_source_name: left out");
	else if (cJSON_IsArray(entries))
		cJSON_ArrayForEach(e, entries)
			take_details(r, name, e, false);
	else
		take_details(r, name, entries == NULL ? node : entries,
		    entries == NULL);
}

/* Techniques that DeTT&CT leaves out of its own answers. */
static void
take_exceptions(const struct reading *r, const cJSON *list)
{
	const cJSON *e;
	long long n = 0;

	cJSON_ArrayForEach(e, list)
		n += !value_is_empty(member_get(e, "technique_id"));
	if (n > 0)
		findings_add(r->f, r->path, value_line(list), "not-read",
		    "exceptions: %lld technique%s: only DeTT&CT itself leaves "
		    "them out", n, n == 1 ? "" : "s");
}

/* "ics-attack" is ics; what says nothing is the first of ATT&CK's domains. */
static const struct dettect_domain *
find_domain(const struct reading *r, const cJSON *node,
    const struct dettect_domain *domains, size_t n)
{
	static const char ending[] = "-attack";
	const char *word = value_is_empty(node) ? domain_names[0]
	    : word_of(r, node);
	size_t i, len = strlen(word);

	if (str_has_suffix(word, ending))
		len -= strlen(ending);
	for (i = 0; i < n; i++)
		if (strlen(domains[i].name) == len &&
		    strncasecmp(domains[i].name, word, len) == 0)
			return &domains[i];
	findings_add(r->f, r->path, value_line(node), "unknown-domain",
	    "%s: not among the domains that are read", shown(r, word));
	return NULL;
}

/* Is it such a file, of a version that is known? */
static bool
is_administration(const struct reading *r, const cJSON *doc)
{
	static const char type[] = "data-source-administration";
	const cJSON *version = member_get(doc, "version");
	const cJSON *is = member_get(doc, "file_type");
	size_t i;

	if (!str_equal(value_text(is), type)) {
		findings_add(r->f, r->path, value_line(is == NULL ? doc : is),
		    "unknown-layout", "file_type: not %s: not read", type);
		return false;
	}
	for (i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
		if (cJSON_IsNumber(version) &&
		    version->valuedouble == versions[i])
			return true;
	findings_add(r->f, r->path, value_line(version == NULL ? doc : version),
	    "unknown-layout", "version: none that is known: not read");
	return false;
}

static void
take_administration(struct reading *r, const cJSON *doc,
    const struct dettect_domain *domains, size_t n)
{
	const cJSON *e;
	size_t i;

	if (!is_administration(r, doc))
		return;
	r->domain = find_domain(r, member_get(doc, "domain"), domains, n);
	if (r->domain == NULL)
		return;
	r->s->domain = r->domain->name;
	take_systems(r, doc);
	cJSON_ArrayForEach(e, member_get(doc, "data_sources"))
		take_data_source(r, e);
	take_exceptions(r, member_get(doc, "exceptions"));
	for (i = 0; i < r->n; i++)
		strs_free(&r->systems[i].platforms);
	free(r->systems);
}

void
dettect_sources_read(const char *path, const char *text, size_t len,
    const struct dettect_domain *domains, size_t n,
    struct dettect_sources *s, struct findings *f)
{
	struct reading r = { .path = path, .s = s, .f = f };
	struct value_repeats repeats = { 0 };
	struct value_error why = { .repeats = &repeats };
	struct arena *before = value_use(&s->mem);
	cJSON *docs = NULL;

	if (yaml_parse(text, len, YAML_LAST_WINS, &docs, &why) == -1)
		findings_add(f, path, why.line, "broken-document", "%s",
		    why.what);
	else if (cJSON_GetArraySize(docs) != 1)
		findings_add(f, path, 0, "broken-document",
		    "expected one document");
	else
		take_administration(&r, docs->child, domains, n);
	findings_add_repeats(&repeats, path, f);
	free(repeats.v);
	value_use(before);
}

void
dettect_sources_free(struct dettect_sources *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		source_free(&s->v[i]);
	free(s->v);
	arena_free(&s->mem);
	s->v = NULL;
	s->n = 0;
	s->domain = NULL;
}
