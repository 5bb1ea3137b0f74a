/* Which versions of ATT&CK: attack of sextant.yaml, and --attack. */
#include "config_attack.h"

#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "words/words.h"

#define AT(member) offsetof(struct config, member)

static const char latest[] = "latest", no_version[] = "none";

static bool
is_version(const char *s)
{
	return strcmp(s, latest) == 0 ||
	    (*s >= '0' && *s <= '9' &&
	    s[strspn(s, "0123456789.")] == '\0');
}

static const struct key attack_keys[] = {
	{ "version", KEY_TEXT, offsetof(struct config_attack, version), NULL,
	    NULL },
	{ "path", KEY_TEXT, offsetof(struct config_attack, path), NULL, NULL },
	{ "accessed", KEY_DAY, offsetof(struct config_attack, accessed), NULL,
	    NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_domain(const struct keys_at *at, const cJSON *node, void *into)
{
	struct config_attack *a = into;

	a->domain = arena_strdup(at->mem, node->string);
	a->line = value_line(node);
	if (cJSON_IsObject(node)) {
		if (keys_read(at, node, attack_keys, a) == -1)
			return -1;
	} else {
		a->version = arena_strdup(at->mem, value_text(node));
	}
	if (a->version == NULL && a->path == NULL)
		return keys_error(at, node,
		    "%s: expected a version or a path", a->domain);
	if (a->path != NULL && str_equal(a->version, latest))
		return keys_error(at, node,
		    "%s: latest is no version of a local file", a->domain);
	if (a->version != NULL && !is_version(a->version))
		return keys_error(at, node,
		    "%s: expected a version in numbers and dots, or latest",
		    a->domain);
	return 0;
}

static const struct key ahead_file_keys[] = {
	{ "path", KEY_TEXT, offsetof(struct config_attack, ahead_path), NULL,
	    NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* The version of one domain that is ahead, or a local bundle of it. */
static int
read_ahead_domain(const struct keys_at *at, const cJSON *node, void *into)
{
	struct config_attack *a = into;
	const char *text = value_text(node);

	a->ahead_named = true;
	if (cJSON_IsObject(node))
		return keys_read(at, node, ahead_file_keys, a);
	if (text == NULL || strcmp(text, latest) == 0 ||
	    (strcmp(text, no_version) != 0 && !is_version(text)))
		return keys_error(at, node, "ahead: expected a version in "
		    "numbers and dots, or none");
	a->ahead = arena_strdup(at->mem, text);
	return 0;
}

static const struct key ahead_keys[] = {
	{ "enterprise", KEY_OTHER, AT(attacks[DOMAIN_ENTERPRISE]), NULL,
	    read_ahead_domain },
	{ "mobile", KEY_OTHER, AT(attacks[DOMAIN_MOBILE]), NULL,
	    read_ahead_domain },
	{ "ics", KEY_OTHER, AT(attacks[DOMAIN_ICS]), NULL, read_ahead_domain },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* One version for all domains, or a mapping of them. */
static int
read_ahead(const struct keys_at *at, const cJSON *node, void *into)
{
	struct config *c = into;
	int d;

	if (cJSON_IsObject(node))
		return keys_read(at, node, ahead_keys, c);
	for (d = 0; d < ATTACK_DOMAINS; d++) {
		if (read_ahead_domain(at, node, &c->attacks[d]) == -1)
			return -1;
		c->attacks[d].ahead_named = false;
	}
	return 0;
}

static int
unknown_domain(const struct keys_at *at, const cJSON *node)
{
	struct buf meant = BUF_INIT;

	word_put_near_of(&meant, node->string, domain_names);
	keys_error(at, node, "%s: unknown key%s", node->string,
	    buf_str(&meant));
	buf_free(&meant);
	return -1;
}

/* The matrix of another framework: always a local file. */
static int
read_other_domain(const struct keys_at *at, const cJSON *node, struct config *c)
{
	struct config_attack *a = &c->attacks[DOMAIN_OTHER];

	a->framework = frameworks_find(&c->frameworks, node->string);
	if (a->framework == NULL || a->framework->matrix == NULL)
		return unknown_domain(at, node);
	if (a->domain != NULL)
		return keys_error(at, node, "%s: one matrix beside ATT&CK's is "
		    "enough, and %s is one", node->string, a->domain);
	if (read_domain(at, node, a) == -1)
		return -1;
	return a->path == NULL ? keys_error(at, node, "%s: expected a path: only "
	    "ATT&CK itself is fetched", a->domain) : 0;
}

int
config_attack_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct config *c = into;
	const cJSON *e;
	int d, rc = 0;

	if (cJSON_IsNull(node))
		return 0;
	if (!cJSON_IsObject(node))
		return keys_error(at, node, "%s: expected keys and values",
		    node->string);
	for (e = node->child; rc == 0 && e != NULL; e = e->next) {
		d = word_place(e->string, domain_names);
		if (str_equal(e->string, "ahead"))
			rc = read_ahead(at, e, c);
		else if (d < ATTACK_DOMAINS)
			rc = read_domain(at, e, &c->attacks[d]);
		else
			rc = read_other_domain(at, e, c);
	}
	return rc;
}

/* The version of [DOMAIN-]VERSION, and the domain; NULL: it is none. */
static const char *
attack_version(const char *attack, int *domain)
{
	const char *name;
	int d;

	*domain = DOMAIN_ENTERPRISE;
	for (d = 0; d < ATTACK_DOMAINS; d++) {
		name = domain_name(d);
		if (!str_has_prefix(attack, name) ||
		    attack[strlen(name)] != '-')
			continue;
		*domain = d;
		attack += strlen(name) + 1;
		break;
	}
	return is_version(attack) ? attack : NULL;
}

/* A bundle of one's own: MITRE's names start with the domain. */
static bool
is_bundle(const char *attack, int *domain)
{
	const char *base = path_base(attack), *name;
	int d;

	*domain = DOMAIN_ENTERPRISE;
	for (d = 0; d < ATTACK_DOMAINS; d++) {
		name = domain_name(d);
		if (str_has_prefix(base, name) &&
		    str_has_prefix(base + strlen(name), "-attack"))
			*domain = d;
	}
	return str_has_suffix(attack, ".json");
}

bool
config_is_attack(const char *attack)
{
	int domain;

	return is_bundle(attack, &domain) ||
	    attack_version(attack, &domain) != NULL;
}

/* --attack [DOMAIN-]VERSION, or FILE.json */
static int
apply_attack(struct config *c, const char *attack)
{
	struct config_attack *a;
	const char *version = NULL;
	bool bundle;
	int domain;

	if (attack == NULL)
		return 0;
	bundle = is_bundle(attack, &domain);
	if (!bundle)
		version = attack_version(attack, &domain);
	if (!bundle && version == NULL) {
		log_error("--attack %s: expected [DOMAIN-]VERSION, in numbers "
		    "and dots, latest, or a bundle FILE.json", attack);
		return -1;
	}
	a = &c->attacks[domain];
	a->domain = domain_name(domain);
	a->version = arena_strdup(&c->mem, version);
	a->path = bundle ? arena_strdup(&c->mem, attack) : NULL;
	a->accessed = NULL;
	a->line = 0;
	return 0;
}

int
config_attack_settle(struct config *c, const struct keys_at *at,
    const char *attack)
{
	struct config_attack *a;
	bool any = false;
	int d;

	for (d = 0; d < DOMAINS; d++)
		any |= c->attacks[d].domain != NULL;
	if (!any) {
		a = &c->attacks[DOMAIN_ENTERPRISE];
		a->domain = domain_name(DOMAIN_ENTERPRISE);
		a->version = latest;
	}
	for (d = 0; d < DOMAINS; d++) {
		a = &c->attacks[d];
		a->path = keys_path(at, a->path);
		a->ahead_path = keys_path(at, a->ahead_path);
	}
	if (apply_attack(c, attack) == -1)
		return -1;
	for (d = 0; d < DOMAINS; d++) {
		a = &c->attacks[d];
		if (a->domain != NULL) {
			c->attacks[c->nattacks++] = *a;
		} else if (a->ahead_named) {
			log_error("%s: ahead: %s is not listed under attack",
			    c->path, domain_name(d));
			return -1;
		}
	}
	return 0;
}

size_t
config_attack_of(const struct config *c, const struct source *s)
{
	size_t i = 0;

	while (i < c->nattacks && strcmp(c->attacks[i].domain,
	    source_domain(s)) != 0)
		i++;
	return i;
}

const struct source *
config_source(const struct config *c, const char *id)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->sources[i].id, id) == 0)
			return &c->sources[i];
	return NULL;
}

const struct source *
config_definition(const struct config *c, const char *id, const char *path)
{
	const struct source *s = config_source(c, id);
	size_t i;

	for (i = 0; s == NULL && i < c->nunused; i++)
		if (strcmp(c->unused[i].id, id) == 0)
			s = &c->unused[i];
	return s != NULL && strcmp(s->file, path) == 0 ? s : NULL;
}

void
config_no_source(const struct config *c, const char *option, const char *id)
{
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;
	size_t i;

	strs_add(&known, "attack");
	for (i = 0; i < c->n; i++)
		strs_add(&known, c->sources[i].id);
	word_put_near(&meant, id, "", (const char *const *)known.v, known.n);
	log_error("%s%s: no such source is configured%s", option, id,
	    buf_str(&meant));
	strs_free(&known);
	buf_free(&meant);
}

/* "attack", or "attack/DOMAIN" of a that is configured? */
static bool
is_attack(const char *id, const struct config_attack *a)
{
	static const char attack[] = "attack";

	if (!str_has_prefix(id, attack))
		return false;
	id += strlen(attack);
	return *id == '\0' || (*id == '/' && strcmp(id + 1, a->domain) == 0);
}

int
config_accept_change(struct config *c, const char *id)
{
	bool found = false;
	size_t i;

	for (i = 0; i < c->nattacks; i++) {
		c->attacks[i].accepted |= is_attack(id, &c->attacks[i]);
		found |= is_attack(id, &c->attacks[i]);
	}
	for (i = 0; i < c->n && !found; i++) {
		found = strcmp(c->sources[i].id, id) == 0;
		c->sources[i].accepted |= found;
	}
	if (found)
		return 0;
	config_no_source(c, "--accept-change ", id);
	return -1;
}
