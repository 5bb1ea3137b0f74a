/* sextant.lock: which bytes a build was made from. */
#include "store/lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "value/yaml.h"

enum {
	BYTES_MAX = 4 * 1024 * 1024, /* bytes */
	ENTRIES_MAX = 4096,
	TEXT_MAX = 2048, /* bytes of an id, of a URL */
	SCHEMA = 1,
};

/* ---- in memory ---- */

static struct lock_entry *
find(const struct lock *l, const char *id)
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
	return find(l, id);
}

/* A new last entry; room doubles: at 0, 1, 2, 4 and so on. */
static struct lock_entry *
grow(struct lock *l)
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

void
lock_set(struct lock *l, const struct lock_entry *e)
{
	struct lock_entry copy = *e, *old = find(l, e->id);

	copy.id = arena_strdup(&l->mem, e->id);
	copy.url = arena_strdup(&l->mem, e->url);
	copy.revision = arena_strdup(&l->mem, e->revision);
	if (old == NULL)
		old = grow(l);
	*old = copy;
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
is_revision(const char *s)
{
	size_t n = strlen(s);

	return (n == 40 || n == 64) && strspn(s, "0123456789abcdef") == n;
}

static bool
is_text(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= TEXT_MAX && str_is_utf8(s, n);
}

static bool
set_url(struct lock_entry *e, const char *text)
{
	e->url = text;
	return is_text(text) && str_has_prefix(text, "https://");
}

static bool
set_revision(struct lock_entry *e, const char *text)
{
	e->revision = text;
	return is_revision(text);
}

static bool
set_sha256(struct lock_entry *e, const char *text)
{
	snprintf(e->sha256, sizeof(e->sha256), "%s", text);
	return digest_is_valid(text);
}

static bool
set_size(struct lock_entry *e, const char *text)
{
	return str_to_number(text, &e->size);
}

static bool
set_accessed(struct lock_entry *e, const char *text)
{
	snprintf(e->accessed, sizeof(e->accessed), "%s", text);
	return date_is_valid(text);
}

/* In the order in which they are written. */
static const struct key {
	const char *name;
	bool (*set)(struct lock_entry *e, const char *text);
	bool optional;
	const char *what;
} keys[] = {
	{ "url", set_url, false, " is not an https:// address" },
	{ "revision", set_revision, true, " is not a commit of 40 or 64 "
	    "hexadecimal digits" },
	{ "sha256", set_sha256, false, " is not 64 hexadecimal digits" },
	{ "size", set_size, false, " is not a number of bytes" },
	{ "accessed", set_accessed, false, " is not a day (YYYY-MM-DD)" },
};
enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

static const struct key *
find_key(const char *name)
{
	size_t i;

	for (i = 0; i < KEYS; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static int
read_entry(const char *path, const cJSON *node, struct lock *l)
{
	struct lock_entry e = { .id = node->string };
	const struct key *key;
	const cJSON *member;
	const char *text;
	size_t i;

	if (!is_text(e.id))
		return wrong(path, node, "not an id", "");
	if (!cJSON_IsObject(node))
		return wrong(path, node, ": has no url, sha256 …", e.id);
	cJSON_ArrayForEach(member, node) {
		key = find_key(member->string);
		if (key == NULL)
			return wrong(path, member, ": unknown key",
			    member->string);
		text = value_text(member);
		if (text == NULL || !key->set(&e, text))
			return wrong(path, member, key->what, key->name);
	}
	for (i = 0; i < KEYS; i++)
		if (!keys[i].optional && value_get(node, keys[i].name) == NULL)
			return wrong(path, node, " is missing", keys[i].name);
	lock_set(l, &e);
	return 0;
}

static int
read_top(const char *path, const cJSON *doc, struct lock *l)
{
	const cJSON *member, *sources = NULL;
	const char *schema = value_get_text(doc, "schema");

	if (!cJSON_IsObject(doc) || !str_equal(schema, "1"))
		return wrong(path, doc, "not a lock of this version "
		    "(schema: 1)", "");
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
		if (read_entry(path, member, l) == -1)
			return -1;
	return 0;
}

static int
parse(const char *path, const struct buf *text, struct lock *l)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct value_error why = { 0, "" };
	cJSON *docs = NULL;
	int rc = -1;

	if (yaml_parse(buf_str(text), text->len, YAML_UNIQUE, &docs,
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
	return rc;
}

int
lock_read(const char *path, struct lock *l)
{
	struct buf text = BUF_INIT;
	int rc;

	if (!file_exists(path))
		return 0;
	rc = file_read(path, BYTES_MAX, &text);
	if (rc == 0)
		rc = parse(path, &text, l);
	buf_free(&text);
	return rc == -1 ? -1 : 1;
}

/* ---- writing ---- */

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct lock_entry *)a)->id,
	    ((const struct lock_entry *)b)->id);
}

static void
put_entry(struct buf *b, const struct lock_entry *e)
{
	buf_puts(b, "  ");
	escape_yaml(b, e->id);
	buf_puts(b, ":\n    url: ");
	escape_yaml(b, e->url);
	if (e->revision != NULL) {
		buf_puts(b, "\n    revision: ");
		escape_yaml(b, e->revision);
	}
	buf_puts(b, "\n    sha256: ");
	escape_yaml(b, e->sha256);
	buf_printf(b, "\n    size: %lld\n    accessed: %s\n", e->size,
	    e->accessed);
}

int
lock_write(const char *path, const struct lock *l)
{
	struct lock_entry *sorted = mem_array(l->n, sizeof(*sorted));
	struct outfile f;
	size_t i;

	if (l->n > 0) {
		memcpy(sorted, l->entries, l->n * sizeof(*sorted));
		qsort(sorted, l->n, sizeof(*sorted), compare);
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
	char *dir, *path;

	if (config == NULL || strchr(config, '/') == NULL)
		return mem_strdup("sextant.lock");
	dir = path_dir(config);
	path = path_join(dir, "sextant.lock");
	free(dir);
	return path;
}
