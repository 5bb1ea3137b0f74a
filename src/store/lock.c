/* sextant.lock: which bytes a build was made from. */
#include "store/lock.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "value/member.h"
#include "value/yaml.h"

enum {
	BYTES_MAX = 4 * 1024 * 1024, /* bytes */
	ENTRIES_MAX = 4096,
	GLOBS_MAX = 256, /* in one list */
	TEXT_MAX = 2048, /* bytes of an id, of a URL, of a pattern */
	SCHEMA = 2,
	NEVER = SCHEMA + 1,
};

static const char unknown[] = "unknown", none[] = "none";
static const char version_key[] = "version";

bool
lock_is_revision(const char *s)
{
	size_t n = strlen(s);

	return (n == 40 || n == 64) && strspn(s, "0123456789abcdef") == n;
}

/* ---- in memory ---- */

static struct lock_entry *
find_lock(const struct lock *l, const char *id)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->entries[i].id, id) == 0)
			return &l->entries[i];
	return NULL;
}

const struct lock_entry *
lock_find(const struct lock *l, const char *id)
{
	return find_lock(l, id);
}

static bool
is_same_lock(const struct strs *a, const struct strs *b)
{
	size_t i = 0;

	while (i < a->n && i < b->n && strcmp(a->v[i], b->v[i]) == 0)
		i++;
	return i == a->n && i == b->n;
}

bool
lock_is_of(const struct lock_entry *e, const struct strs *files,
    const struct strs *except)
{
	return is_same_lock(&e->files, files) &&
	    is_same_lock(&e->except, except);
}

/* A new last entry; room doubles: at 0, 1, 2, 4 and so on. */
static struct lock_entry *
new_entry(struct lock *l)
{
	struct lock_entry *entries;

	if ((l->n & (l->n - 1)) == 0) {
		entries = arena_alloc(&l->mem,
		    (l->n > 0 ? l->n * 2 : 1) * sizeof(*entries));
		if (l->n > 0)
			memcpy(entries, l->entries, l->n * sizeof(*entries));
		l->entries = entries;
	}
	return &l->entries[l->n++];
}

static struct counts
copy_counts(struct arena *mem, const struct counts *c)
{
	struct counts copy = *c;
	size_t i;

	for (i = 0; i < copy.n; i++)
		copy.v[i].name = arena_strdup(mem, c->v[i].name);
	return copy;
}

static struct strs
copy_list(struct arena *mem, const struct strs *list)
{
	struct strs copy = { arena_alloc(mem, list->n * sizeof(*copy.v)), 0 };

	for (; copy.n < list->n; copy.n++)
		copy.v[copy.n] = arena_strdup(mem, list->v[copy.n]);
	return copy;
}

void
lock_set(struct lock *l, const struct lock_entry *e)
{
	struct lock_entry copy = *e, *old = find_lock(l, e->id);

	copy.id = arena_strdup(&l->mem, e->id);
	copy.url = arena_strdup(&l->mem, e->url);
	copy.revision = arena_strdup(&l->mem, e->revision);
	copy.files = copy_list(&l->mem, &e->files);
	copy.except = copy_list(&l->mem, &e->except);
	copy.version = arena_strdup(&l->mem, e->version);
	copy.reference = copy_counts(&l->mem, &e->reference);
	copy.fell = copy_counts(&l->mem, &e->fell);
	if (old == NULL)
		old = new_entry(l);
	*old = copy;
}

void
lock_inherit(struct lock_entry *e, const struct lock_entry *old)
{
	bool bundle = str_has_prefix(e->id, "attack/");

	if (!bundle && (strcmp(e->url, old->url) != 0 ||
	    !lock_is_of(old, &e->files, &e->except)))
		return;
	e->reference = old->reference;
	e->fell = old->fell;
	e->version = old->version;
}

void
lock_free(struct lock *l)
{
	arena_free(&l->mem);
	l->entries = NULL;
	l->n = 0;
}

/* ---- reading ---- */

static int
wrong(const char *path, const cJSON *node, const char *what, const char *name)
{
	int line = value_line(node);

	if (line > 0)
		log_error("%s:%d: %s%s", path, line, name, what);
	else
		log_error("%s: %s%s", path, name, what);
	return -1;
}

static bool
is_text(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= TEXT_MAX && str_is_utf8(s, n);
}

static bool
set_url(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	(void)l;
	e->url = value_text(node);
	return e->url != NULL && is_text(e->url) &&
	    str_has_prefix(e->url, "https://");
}

static bool
set_revision(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	const char *text = value_text(node);

	(void)l;
	e->revision = str_equal(text, unknown) ? NULL : text;
	return text != NULL && (e->revision == NULL || lock_is_revision(text));
}

static bool
set_sha256(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	const char *text = value_text(node);

	(void)l;
	str_copy(e->sha256, sizeof(e->sha256), text != NULL ? text : "");
	return text != NULL && digest_is_valid(text);
}

static bool
set_size(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	const char *text = value_text(node);

	(void)l;
	return text != NULL && str_to_number(text, &e->size);
}

static bool
set_accessed(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	const char *text = value_text(node);

	(void)l;
	str_copy(e->accessed, sizeof(e->accessed), text != NULL ? text : "");
	return text != NULL && date_is_valid(text);
}

static bool
set_list(struct lock *l, const cJSON *node, struct strs *list)
{
	const cJSON *one;
	int n = cJSON_GetArraySize(node);

	if (!cJSON_IsArray(node) || n == 0 || n > GLOBS_MAX)
		return false;
	list->v = arena_alloc(&l->mem, (size_t)n * sizeof(*list->v));
	cJSON_ArrayForEach(one, node) {
		if (!cJSON_IsString(one) || !is_text(one->valuestring))
			return false;
		list->v[list->n++] = one->valuestring;
	}
	return true;
}

static bool
set_files(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	return set_list(l, node, &e->files);
}

static bool
set_except(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	return set_list(l, node, &e->except);
}

/* Figures by name; of a bundle also the version that they are of. */
static bool
set_counts(struct counts *c, const cJSON *node, const char **version)
{
	const cJSON *one;
	long long n;

	if (!cJSON_IsObject(node) || cJSON_GetArraySize(node) > COUNTS_MAX)
		return false;
	cJSON_ArrayForEach(one, node) {
		if (!is_text(one->string) || value_text(one) == NULL)
			return false;
		if (version != NULL && strcmp(one->string, version_key) == 0)
			*version = value_text(one);
		else if (str_to_number(value_text(one), &n))
			counts_set(c, one->string, n);
		else
			return false;
	}
	return version == NULL || *version == NULL || is_text(*version);
}

static bool
set_reference(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	(void)l;
	return set_counts(&e->reference, node, &e->version);
}

static bool
set_fell(struct lock *l, struct lock_entry *e, const cJSON *node)
{
	(void)l;
	return set_counts(&e->fell, node, NULL);
}

/* In the order in which they are written. */
static const struct key {
	const char *name;
	bool (*set)(struct lock *l, struct lock_entry *e, const cJSON *node);
	int since, needed; /* the schema that knows it, that needs it */
	const char *what;
} keys[] = {
	{ "url", set_url, 1, 1, " is not an https:// address" },
	{ "revision", set_revision, 1, 2, " is not a commit of 40 or 64 "
	    "hexadecimal digits, nor unknown" },
	{ "files", set_files, 2, NEVER, " is not a list of patterns" },
	{ "except", set_except, 2, NEVER, " is not a list of patterns" },
	{ "sha256", set_sha256, 1, 1, " is not 64 hexadecimal digits" },
	{ "size", set_size, 1, 1, " is not a number of bytes" },
	{ "accessed", set_accessed, 1, 1, " is not a day (YYYY-MM-DD)" },
	{ "reference", set_reference, 2, NEVER, " is not figures by name" },
	{ "fell", set_fell, 2, NEVER, " is not figures by name" },
};
enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

static const struct key *
find_key(const char *name, int schema)
{
	size_t i;

	for (i = 0; i < KEYS; i++)
		if (keys[i].since <= schema && strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static int
read_entry(const char *path, const cJSON *node, int schema, struct lock *l)
{
	struct lock_entry e = { .id = node->string };
	const struct key *key;
	const cJSON *member;
	size_t i;

	if (!is_text(e.id))
		return wrong(path, node, "not an id", "");
	if (schema >= 2 && str_equal(value_text(node), none)) {
		e.url = "";
		e.none = true;
		lock_set(l, &e);
		return 0;
	}
	if (!cJSON_IsObject(node))
		return wrong(path, node, ": has no url, sha256 …", e.id);
	cJSON_ArrayForEach(member, node) {
		key = find_key(member->string, schema);
		if (key == NULL)
			return wrong(path, member, ": unknown key",
			    member->string);
		if (!key->set(l, &e, member))
			return wrong(path, member, key->what, key->name);
	}
	for (i = 0; i < KEYS; i++)
		if (keys[i].needed <= schema &&
		    member_get(node, keys[i].name) == NULL)
			return wrong(path, node, " is missing", keys[i].name);
	lock_set(l, &e);
	return 0;
}

static int
read_top(const char *path, const cJSON *doc, struct lock *l)
{
	const cJSON *member, *sources = NULL;
	const char *text = member_text(doc, "schema");
	long long schema = 0;

	if (!cJSON_IsObject(doc) || text == NULL ||
	    !str_to_number(text, &schema) || schema < 1 || schema > SCHEMA)
		return wrong(path, doc, "not a lock of this version "
		    "(schema: 1 or 2)", "");
	cJSON_ArrayForEach(member, doc) {
		if (strcmp(member->string, "sources") == 0)
			sources = member;
		else if (strcmp(member->string, "schema") != 0)
			return wrong(path, member, ": unknown key",
			    member->string);
	}
	if (sources == NULL)
		return wrong(path, doc, "sources is missing", "");
	if (!cJSON_IsObject(sources) && !cJSON_IsNull(sources))
		return wrong(path, sources, "sources has no entries", "");
	if (cJSON_GetArraySize(sources) > ENTRIES_MAX)
		return wrong(path, sources, "more than 4,096 sources", "");
	cJSON_ArrayForEach(member, sources)
		if (read_entry(path, member, (int)schema, l) == -1)
			return -1;
	return 0;
}

int
lock_read(const char *path, struct lock *l)
{
	struct arena mem = { 0 }, *before;
	struct value_error why = { 0 };
	struct buf text = BUF_INIT;
	cJSON *docs = NULL;
	int rc = -1;

	if (!file_exists(path))
		return 0;
	if (file_read(path, BYTES_MAX, &text) == -1) {
		buf_free(&text);
		return -1;
	}
	before = value_use(&mem);
	if (yaml_parse(buf_str(&text), text.len, YAML_UNIQUE, &docs,
	    &why) == -1 && why.line > 0)
		log_error("%s:%d: %s", path, why.line, why.what);
	else if (docs == NULL)
		log_error("%s: %s", path, why.what);
	else if (cJSON_GetArraySize(docs) != 1)
		log_error("%s: not one YAML document", path);
	else
		rc = read_top(path, docs->child, l);
	value_use(before);
	arena_free(&mem);
	buf_free(&text);
	return rc == -1 ? -1 : 1;
}

/* ---- writing ---- */

static int
compare_lock(const void *a, const void *b)
{
	return strcmp(((const struct lock_entry *)a)->id,
	    ((const struct lock_entry *)b)->id);
}

static void
put_text_lock(struct buf *b, const char *key, const char *text)
{
	buf_printf(b, "    %s: ", key);
	escape_yaml(b, text);
	buf_putc(b, '\n');
}

static void
put_list_lock(struct buf *b, const char *key, const struct strs *list)
{
	size_t i;

	if (list->n > 0)
		buf_printf(b, "    %s:\n", key);
	for (i = 0; i < list->n; i++) {
		buf_puts(b, "      - ");
		escape_yaml(b, list->v[i]);
		buf_putc(b, '\n');
	}
}

static void
put_counts(struct buf *b, const char *key, const struct counts *c,
    const char *version)
{
	size_t i;

	if (c->n == 0)
		return;
	buf_printf(b, "    %s:\n", key);
	if (version != NULL) {
		buf_printf(b, "      %s: ", version_key);
		escape_yaml(b, version);
		buf_putc(b, '\n');
	}
	for (i = 0; i < c->n; i++) {
		buf_puts(b, "      ");
		escape_yaml(b, c->v[i].name);
		buf_printf(b, ": %lld\n", c->v[i].n);
	}
}

static void
put_entry(struct buf *b, const struct lock_entry *e)
{
	buf_puts(b, "  ");
	escape_yaml(b, e->id);
	if (e->none) {
		buf_printf(b, ": %s\n", none);
		return;
	}
	buf_puts(b, ":\n");
	put_text_lock(b, "url", e->url);
	put_text_lock(b, "revision",
	    e->revision != NULL ? e->revision : unknown);
	put_list_lock(b, "files", &e->files);
	put_list_lock(b, "except", &e->except);
	put_text_lock(b, "sha256", e->sha256);
	buf_printf(b, "    size: %lld\n    accessed: %s\n", e->size,
	    e->accessed);
	put_counts(b, "reference", &e->reference, e->version);
	put_counts(b, "fell", &e->fell, NULL);
}

int
lock_write(const char *path, const struct lock *l)
{
	struct lock_entry *sorted = mem_array(l->n, sizeof(*sorted));
	struct outfile f;
	size_t i;

	if (l->n > 0) {
		memcpy(sorted, l->entries, l->n * sizeof(*sorted));
		qsort(sorted, l->n, sizeof(*sorted), compare_lock);
	}
	outfile_begin(&f, path);
	buf_puts(&f.text, "# Which bytes the pages are made from. Written by "
			  "sextant fetch; to be committed.\n");
	buf_printf(&f.text, "schema: %d\nsources:%s\n", SCHEMA,
	    l->n > 0 ? "" : " {}");
	for (i = 0; i < l->n; i++)
		put_entry(&f.text, &sorted[i]);
	free(sorted);
	return outfile_commit(&f);
}

char *
lock_path(const char *config)
{
	return path_beside(config, "sextant.lock");
}
