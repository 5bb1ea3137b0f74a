/* What a build is to be: sextant.yaml, the command line and the defaults. */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/word.h"
#include "checks_read.h"
#include "config_attack.h"
#include "keys.h"
#include "like.h"
#include "logs_read.h"
#include "look_read.h"
#include "priority_read.h"
#include "repository.h"
#include "synonyms_read.h"
#include "value/member.h"
#include "words/words.h"
#include "worth_read.h"

#define AT(member) offsetof(struct config, member)

/* What a reader of one config needs. */
struct reading {
	struct config *c;
	struct keys_at at;
	const char *definitions;
	struct digest digest, tables;
};

const char *const config_formats[] = { "html", "markdown", "compass", NULL };

static const struct key exception_keys[] = {
	{ "id", KEY_TEXT, offsetof(struct config_exception, id), NULL, NULL },
	{ "reason", KEY_LINE, offsetof(struct config_exception, reason), NULL,
	    NULL },
	{ "owner", KEY_LINE, offsetof(struct config_exception, owner), NULL,
	    NULL },
	{ "until", KEY_DAY, offsetof(struct config_exception, until), NULL,
	    NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_exceptions(const struct keys_at *at, const cJSON *node, void *into)
{
	struct config *c = into;
	struct config_exception *x;
	const cJSON *e;

	if (!cJSON_IsArray(node))
		return keys_error(at, node, "except: expected a list");
	for (e = node->child; e != NULL; e = e->next) {
		x = LIST_ADD(c->exceptions, c->nexceptions);
		x->line = value_line(e);
		if (keys_read(at, e, exception_keys, x) == -1)
			return -1;
		if (x->id == NULL || x->reason == NULL)
			return keys_error(at, e,
			    "except: expected an id and a reason");
	}
	return 0;
}

static const struct key mapping_keys[] = {
	{ "resolve", KEY_CHOICE, AT(resolve_exact), resolve_names, NULL },
	{ "lifecycle", KEY_CHOICE, AT(lifecycle_all), counted_names, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key scope_keys[] = {
	{ "platforms", KEY_LIST, AT(platforms), NULL, NULL },
	{ "tactics", KEY_LIST, AT(tactics), NULL, NULL },
	{ "except", KEY_OTHER, 0, NULL, read_exceptions },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_scope(const struct keys_at *at, const cJSON *node, void *into)
{
	struct config *c = into;

	c->scope = node;
	return keys_read(at, node, scope_keys, c);
}

static int
read_formats(const struct keys_at *at, const cJSON *node, void *into)
{
	const struct key list = { "formats", KEY_LIST, 0, NULL, NULL };
	struct strs *formats = into;
	struct buf meant = BUF_INIT;
	const char *word;
	size_t i;

	if (keys_read_one(at, node, &list, formats) == -1)
		return -1;
	for (i = 0; i < formats->n; i++) {
		word = word_find(formats->v[i], config_formats);
		if (word == NULL)
			break;
		strs_set(formats, i, word);
	}
	if (i == formats->n)
		return 0;
	word_put_near_of(&meant, formats->v[i], config_formats);
	keys_error(at, node, "formats: %s: no such format%s", formats->v[i],
	    buf_str(&meant));
	buf_free(&meant);
	return -1;
}

static const struct key config_keys[] = {
	{ "title", KEY_LINE, AT(title), NULL, NULL },
	{ "sample", KEY_FLAG, AT(sample), NULL, NULL },
	{ "attack", KEY_OTHER, 0, NULL, config_attack_read },
	{ "sources", KEY_SKIP, 0, NULL, NULL },
	{ "of", KEY_CHOICE, AT(of), of_names, NULL },
	{ "mapping", KEY_GROUP, 0, mapping_keys, NULL },
	{ "counts", KEY_OTHER, AT(counts), NULL, worth_read },
	{ "scope", KEY_OTHER, 0, NULL, read_scope },
	{ "priority", KEY_OTHER, AT(priority), NULL, priority_read },
	{ "logs", KEY_OTHER, 0, NULL, logs_told_read },
	{ "valid-for", KEY_COUNT, AT(valid_for), NULL, NULL },
	{ "check", KEY_OTHER, AT(checks), NULL, checks_read },
	{ "formats", KEY_OTHER, AT(formats), NULL, read_formats },
	{ "out", KEY_TEXT, AT(out), NULL, NULL },
	{ "static", KEY_TEXT, AT(statics), NULL, NULL },
	{ "templates", KEY_TEXT, AT(templates), NULL, NULL },
	{ "site", KEY_OTHER, AT(look), NULL, look_read },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* Reads the definition called id of the definitions' folder. */
static int
read_definition(struct reading *r, const char *id, struct source *s)
{
	char *name = arena_printf(&r->c->mem, "%s.yaml", id);
	char *path = path_join(r->definitions, name);
	struct buf text = BUF_INIT;
	char hex[DIGEST_HEX + 1];
	int rc = source_read(path, id, &r->c->mem, s);

	if (rc == 0)
		rc = file_read(path, 0, &text);
	if (rc == 0 && s->like != NULL) {
		free(path);
		path = path_join(r->definitions,
		    arena_printf(&r->c->mem, "%s.yaml", s->like));
		rc = file_read(path, 0, &text);
	}
	if (rc == 0) {
		digest_bytes(buf_str(&text), text.len, hex);
		s->definition = arena_strdup(&r->c->mem, hex);
		digest_add_str(&r->digest, name);
		digest_add_str(&r->digest, hex);
	}
	buf_free(&text);
	free(path);
	return rc;
}

static bool
is_source_id(const char *id)
{
	static const char *const taken[] = { "default", "extra", "policy", "detection",
		"test", "technique", "name", "parent", "tactics",
		"platforms", "url" };
	size_t i;

	/* Words of tables and messages: a source of that id would confuse. */
	for (i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (strcmp(id, taken[i]) == 0)
			return false;
	return *id >= 'a' && *id <= 'z' &&
	    id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0';
}

static int
no_source(const struct reading *r, const cJSON *entry, const char *id,
    const struct strs *known)
{
	struct buf meant = BUF_INIT;

	word_put_meant(&meant, id, known);
	keys_error(&r->at, entry, "%s: no such source%s", id, buf_str(&meant));
	buf_free(&meant);
	return -1;
}

/* Fills in the links that the repository around the source's folder is to give.
 * They are no part of sextant.yaml, and decide what map writes. */
static int
find_links(struct reading *r, const cJSON *entry, struct source *s)
{
	bool view = str_equal(s->link, source_link_auto);
	bool edit = str_equal(s->edit, source_link_auto) ||
	    (view && s->edit == NULL);
	struct repository at;

	if (!view && !edit)
		return 0;
	if (s->path == NULL)
		return keys_error(&r->at, entry, "%s: %s: auto: needs path, a "
		    "folder in a git repository", s->id,
		    view ? "link" : "edit");
	repository_read(s->path, &r->c->mem, &at);
	if (view)
		s->link = at.view;
	if (edit)
		s->edit = at.edit;
	s->no_link = at.why;
	s->no_link_file = at.file;
	s->no_link_line = at.line;
	digest_add_str(&r->digest, at.view == NULL ? "" : at.view);
	return 0;
}

static int
read_source(struct reading *r, const cJSON *entry, const char *id,
    const struct strs *known)
{
	struct source *s = LIST_ADD(r->c->sources, r->c->n);
	const char *like = member_text(entry, "like");
	const char *base = like != NULL ? like : id;
	bool defined = strs_has(known, base);

	s->kind = KIND_NONE;
	s->runner = RUNNER_NONE;
	if (!is_source_id(id))
		return keys_error(&r->at, entry, "%s: expected an id of "
		    "lower-case letters, digits, - and _, that is no column "
		    "of a table", id);
	if (defined && read_definition(r, base, s) == -1)
		return -1;
	/* One of the user's own says at least where it is. */
	if (!defined && (like != NULL || (member_get(entry, "path") == NULL &&
	    member_get(entry, "fetch") == NULL)))
		return no_source(r, entry, base, known);
	s->id = arena_strdup(&r->c->mem, id);
	s->entry = entry;
	if (like != NULL)
		like_forget_home(s);
	if (cJSON_IsObject(entry) &&
	    source_apply(r->at.path, entry, &r->c->mem, s) == -1)
		return -1;
	if (s->kind == KIND_ATTACK)
		return keys_error(&r->at, entry,
		    "%s: ATT&CK itself is set under attack", id);
	if (config_attack_of(r->c, s) == r->c->nattacks)
		return keys_error(&r->at, entry, "%s: answers techniques of "
		    "%s, which is not listed under attack", id,
		    source_domain(s));
	/* So many are expected where it is fetched; who has a folder of it may
	 * have a few. */
	if (s->path != NULL &&
	    member_get(member_get(entry, "least"), "number") == NULL)
		s->least_number = 0;
	s->path = keys_path(&r->at, s->path);
	if (find_links(r, entry, s) == -1)
		return -1;
	/* What is in a layout without a home is the organisation's, too. */
	s->own = s->said_own != OWN_UNSAID ? s->said_own == OWN_YES
	    : like != NULL || !defined || (s->github == NULL &&
	    s->url == NULL && s->format != FORMAT_STIX);
	if (s->title == NULL)
		s->title = s->id;
	return source_check(s);
}

/* Is it one of those that `extra: true` adds: public, and fetched as a whole? */
static bool
is_extra(const struct source *s)
{
	return s->kind != KIND_ATTACK && (s->github != NULL || s->url != NULL);
}

/* Adds sources that are not named: the default ones, and the extra ones, of
 * which one that cannot be had keeps none of the others away. */
static int
read_unnamed(struct reading *r, const struct strs *known, bool defaults,
    bool extra)
{
	struct source *s;
	size_t i, n = defaults || extra ? known->n : 0;

	for (i = 0; i < n; i++) {
		if (config_source(r->c, known->v[i]) != NULL)
			continue;
		s = LIST_ADD(r->c->sources, r->c->n);
		if (read_definition(r, known->v[i], s) == -1)
			return -1;
		if (!(s->by_default ? defaults : extra && is_extra(s)) ||
		    config_attack_of(r->c, s) == r->c->nattacks) {
			*LIST_ADD(r->c->unused, r->c->nunused) = *s;
			r->c->n--;
			continue;
		}
		s->optional |= !s->by_default;
		if (source_check(s) == -1)
			return -1;
	}
	return 0;
}

/* The organisation's own stand first, on every page and in every answer. */
static int
compare_sources(const void *a, const void *b)
{
	const struct source *x = a, *y = b;

	return x->own != y->own ? y->own - x->own : strcmp(x->id, y->id);
}

/* Among the sources `default: true` stands for the default ones, and `extra: true`
 * for all other public ones too. */
static int
read_sources(struct reading *r, const cJSON *list, const struct strs *known)
{
	const cJSON *e;
	const char *id;
	bool defaults = true, extra = false, said = list == NULL, *flag;

	if (list != NULL && !cJSON_IsObject(list) && !cJSON_IsArray(list))
		return keys_error(&r->at, list,
		    "sources: expected ids, each with its settings");
	for (e = list == NULL ? NULL : list->child; e != NULL; e = e->next) {
		id = e->string != NULL ? e->string : value_text(e);
		flag = str_equal(id, "default") ? &defaults
		    : str_equal(id, "extra") ? &extra : NULL;
		if (cJSON_IsBool(e) && flag != NULL) {
			said |= flag == &defaults;
			*flag = cJSON_IsTrue(e);
			continue;
		}
		if (id == NULL || (e->string != NULL && !cJSON_IsNull(e) &&
		    !cJSON_IsObject(e)))
			return keys_error(&r->at, e, "%s: expected %s",
			    id == NULL ? "sources" : id, flag != NULL
			    ? "true or false" : "keys and values");
		if (config_source(r->c, id) != NULL)
			return keys_error(&r->at, e, "%s: named twice", id);
		if (read_source(r, e, id, known) == -1)
			return -1;
	}
	if (read_unnamed(r, known, defaults && (said || extra), extra) == -1)
		return -1;
	if (r->c->n > 0)
		qsort(r->c->sources, r->c->n, sizeof(*r->c->sources),
		    compare_sources);
	return 0;
}

/* A source that a definition names by the key (NULL: it names none) may not be
 * configured, but there must be such a one. */
static int
check_known(const struct reading *r, const struct strs *known,
    const struct source *s, const char *key, const char *id)
{
	struct buf meant = BUF_INIT;

	if (id == NULL || strs_has(known, id) || config_source(r->c, id) != NULL)
		return 0;
	word_put_meant(&meant, id, known);
	log_error("%s:%d: %s: %s: %s: no such source%s", s->file, s->line, s->id,
	    key, id, buf_str(&meant));
	buf_free(&meant);
	return -1;
}

static int
check_twins(const struct reading *r, const struct strs *known)
{
	const struct source *s = r->c->sources, *end = LIST_END(s, r->c->n);
	size_t i;

	for (; s < end; s++)
		for (i = 0; i < s->twin_of.n; i++)
			if (check_known(r, known, s, "twin: of",
			    s->twin_of.v[i]) == -1)
				return -1;
	return 0;
}

/* Likewise those whose controls a baseline chooses, or a crosswalk relates. */
static int
check_frameworks(const struct reading *r, const struct strs *known)
{
	const struct source *s = r->c->sources, *end = LIST_END(s, r->c->n);
	int rc = 0;

	for (; rc == 0 && s < end; s++) {
		if (s->kind == KIND_BASELINE)
			rc = check_known(r, known, s, "baseline: of",
			    s->baseline_of);
		if (s->kind != KIND_CROSSWALK)
			continue;
		rc = check_known(r, known, s, "crosswalk: from: of",
		    s->sides[CROSSWALK_FROM].of);
		if (rc == 0)
			rc = check_known(r, known, s, "crosswalk: to: of",
			    s->sides[CROSSWALK_TO].of);
	}
	return rc;
}

/* Where a source has profiles of actors: which of their words mean the same. */
static int
read_same_words(struct reading *r)
{
	const struct source *s = r->c->sources, *end = LIST_END(s, r->c->n);
	struct buf text = BUF_INIT;
	char hex[DIGEST_HEX + 1];
	int rc;

	while (s < end && s->actor.n == 0)
		s++;
	if (s == end)
		return 0;
	rc = threat_words_read(r->definitions, &r->c->mem, &r->c->same, &text);
	digest_bytes(buf_str(&text), text.len, hex);
	digest_add_str(&r->digest, hex);
	buf_free(&text);
	return rc;
}

/* Are `site: pages` words that are known, or sources? */
static int
check_pages(const struct reading *r, const cJSON *site)
{
	const struct strs *pages = &r->c->look.pages;
	size_t i;

	for (i = 0; i < pages->n; i++)
		if (!str_equal(pages->v[i], "own") &&
		    !str_equal(pages->v[i], kind_name(KIND_POLICY)) &&
		    !str_equal(pages->v[i], "all") &&
		    !str_equal(pages->v[i], "none") &&
		    config_source(r->c, pages->v[i]) == NULL)
			return keys_error(&r->at, member_get(site, "pages"),
			    "pages: %s: expected own, policy, all, none or "
			    "sources", pages->v[i]);
	return 0;
}

static int
read_all_config(struct reading *r, const char *attack)
{
	struct config *c = r->c;
	struct buf text = BUF_INIT;
	struct strs known = { 0 };
	cJSON *doc = NULL;
	int rc = -1;

	c->title = "ATT&CK coverage";
	if (c->path != NULL) {
		if (keys_load(c->path, &c->mem, &doc, &text) == -1 ||
		    keys_read(&r->at, doc, config_keys, c) == -1)
			goto out;
		digest_bytes(buf_str(&text), text.len, c->sha256);
	}
	digest_add_str(&r->digest, c->sha256);
	digest_add_str(&r->digest, attack == NULL ? "" : attack);
	c->statics = keys_path(&r->at, c->statics);
	c->templates = keys_path(&r->at, c->templates);
	c->out = keys_path(&r->at, c->out);
	if (config_attack_settle(c, &r->at, attack) == -1 ||
	    source_ids(r->definitions, &known) == -1 ||
	    read_definition(r, "attack", &c->attack_source) == -1 ||
	    source_check(&c->attack_source) == -1 ||
	    read_sources(r, member_get(doc, "sources"), &known) == -1 ||
	    check_twins(r, &known) == -1 || check_frameworks(r, &known) == -1 ||
	    read_same_words(r) == -1 || frameworks_join(c) == -1 ||
	    check_pages(r, member_get(doc, "site")) == -1 ||
	    synonyms_read(r->definitions, c, &r->digest) == -1 ||
	    logs_find_table(r->definitions, c, &r->tables) == -1 ||
	    priority_check(&r->at, member_get(doc, "priority"), c) == -1)
		goto out;
	rc = 0;
out:
	strs_free(&known);
	buf_free(&text);
	return rc;
}

/* Reads the file at path, or where it is NULL the defaults. */
static int
read_at(const char *path, const char *definitions, const char *attack,
    struct config *c)
{
	struct reading r = { 0 };
	int rc;

	memset(c, 0, sizeof(*c));
	c->path = arena_strdup(&c->mem, path);
	r.c = c;
	r.at.path = c->path;
	r.at.mem = &c->mem;
	r.definitions = definitions;
	digest_begin(&r.digest);
	digest_begin(&r.tables);
	rc = frameworks_load(definitions, c, &r.tables) == -1 ? -1 : read_all_config(&r, attack);
	digest_end(&r.tables, c->tables);
	digest_add_str(&r.digest, c->tables);
	digest_end(&r.digest, c->digest);
	return rc;
}

int
config_read(const char *path, const char *definitions, const char *attack,
    struct config *c)
{
	char *found = path == NULL ? config_find(true) : NULL;
	const char *used = found != NULL ? found : path;
	int rc;

	if (used != NULL)
		log_detail("%s: the configuration", used);
	else
		log_detail("no sextant.yaml, here or above in this repository: "
		    "the defaults");
	rc = read_at(used, definitions, attack, c);
	if (found != NULL && c->out == NULL)
		c->out = keys_path(&(struct keys_at){ found, &c->mem },
		    "out/site");
	free(found);
	return rc;
}

int
config_read_defaults(const char *definitions, struct config *c)
{
	return read_at(NULL, definitions, NULL, c);
}

const char *
config_path_in(const struct config *c, const char *path)
{
	size_t n = c->path == NULL ? 0
	    : strlen(c->path) - strlen(path_base(c->path));

	return path != NULL && n > 0 && strncmp(path, c->path, n) == 0
	    ? path + n : path;
}

int
config_line(const struct config *c, const char *key, size_t n)
{
	const cJSON *list = member_get(c->scope, key);

	return value_line(cJSON_IsArray(list)
	    ? cJSON_GetArrayItem(list, (int)n) : list);
}

void
config_free(struct config *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		source_free(&c->sources[i]);
	for (i = 0; i < c->nunused; i++)
		source_free(&c->unused[i]);
	free(c->unused);
	source_free(&c->attack_source);
	free(c->sources);
	free(c->exceptions);
	free(c->logs);
	frameworks_free(&c->frameworks);
	strs_free(&c->platforms);
	strs_free(&c->tactics);
	strs_free(&c->formats);
	strs_free(&c->priority.sectors);
	strs_free(&c->look.pages);
	threat_words_free(&c->same);
	checks_free(&c->checks);
	arena_free(&c->mem);
	memset(c, 0, sizeof(*c));
}
