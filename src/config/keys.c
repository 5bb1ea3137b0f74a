/* The keys of a mapping, checked and read by a table. */
#include "keys.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/regex.h"
#include "base/str.h"
#include "base/word.h"
#include "config/source.h"
#include "value/clean.h"
#include "value/yaml.h"

enum { FILE_MAX = 1024 * 1024 };

int
keys_error(const struct keys_at *at, const cJSON *node, const char *fmt, ...)
{
	struct buf what = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&what, fmt, ap);
	va_end(ap);
	log_error("%s:%d: %s", at->path, value_line(node), buf_str(&what));
	buf_free(&what);
	return -1;
}

const char *
keys_path(const struct keys_at *at, const char *path)
{
	const char *kept;
	char *whole;

	if (path == NULL || at->path == NULL)
		return path;
	whole = path_beside(at->path, path);
	kept = arena_strdup(at->mem, whole);
	free(whole);
	return kept;
}

/* The elements of a list, or the one scalar in place of it. */
static const cJSON *
first_element(const cJSON *node)
{
	return cJSON_IsArray(node) ? node->child : node;
}

static const cJSON *
next_element(const cJSON *list, const cJSON *element)
{
	return cJSON_IsArray(list) ? element->next : NULL;
}

static int
read_list(const struct keys_at *at, const cJSON *node, struct strs *into)
{
	const cJSON *e;

	strs_free(into);
	for (e = first_element(node); e != NULL; e = next_element(node, e)) {
		if (value_text(e) == NULL)
			return keys_error(at, e, "%s: expected words",
			    node->string);
		strs_add(into, value_text(e));
	}
	return 0;
}

static void
free_fields(struct fields *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		field_free(f->v[i]);
	free(f->v);
	f->v = NULL;
	f->n = 0;
}

static int
read_fields(const struct keys_at *at, const cJSON *node, struct fields *into)
{
	struct value_error why = { 0 };
	const cJSON *e;
	struct field *f;

	free_fields(into);
	for (e = first_element(node); e != NULL; e = next_element(node, e)) {
		if (value_text(e) == NULL)
			return keys_error(at, e, "%s: expected field paths",
			    node->string);
		f = field_new(value_text(e), &why);
		if (f == NULL)
			return keys_error(at, e, "%s: no field path: %s",
			    node->string, why.what);
		*LIST_ADD(into->v, into->n) = f;
	}
	return 0;
}

static int
read_choice(const struct keys_at *at, const cJSON *node,
    const char *const *words, int *into)
{
	struct buf list = BUF_INIT;
	int i, rc = -1;

	for (i = 0; words[i] != NULL; i++) {
		if (*words[i] != '\0' &&
		    str_equal(value_text(node), words[i])) {
			*into = i;
			rc = 0;
		}
		if (*words[i] != '\0') /* an empty word stands for "not said" */
			buf_printf(&list, "%s%s", list.len > 0 ? ", " : "",
			    words[i]);
	}
	if (rc == -1 && value_text(node) != NULL)
		word_put_near_of(&list, value_text(node), words);
	if (rc == -1)
		keys_error(at, node, "%s: expected one of: %s", node->string,
		    buf_str(&list));
	buf_free(&list);
	return rc;
}

/* An address as it may stand in a page: in Markdown, too, it has one end. */
static bool
is_address_keys(const char *text)
{
	const char *c;

	if (!str_has_prefix(text, "https://") &&
	    !str_has_prefix(text, "http://"))
		return false;
	for (c = text; *c > ' ' && *c <= '~'; c++)
		if (strchr("<>\"'`()\\", *c) != NULL)
			return false;
	return *c == '\0';
}

static int
read_text(const struct keys_at *at, const cJSON *node, enum key_type type,
    const char **into)
{
	const char *text = value_text(node);

	if (text == NULL || *text == '\0')
		return keys_error(at, node, "%s: expected a word or text",
		    node->string);
	if (type == KEY_DAY && !date_is_valid(text))
		return keys_error(at, node, "%s: expected a day as YYYY-MM-DD",
		    node->string);
	if (type == KEY_URL && !is_address_keys(text))
		return keys_error(at, node, "%s: expected an http(s) address; "
		    "spaces, quotes and brackets are written %%XX",
		    node->string);
	*into = type == KEY_LINE ? clean_line(at->mem, text)
	    : arena_strdup(at->mem, text);
	return 0;
}

static int
read_number(const struct keys_at *at, const cJSON *node, enum key_type type,
    void *into)
{
	double n = cJSON_IsNumber(node) ? node->valuedouble : -1;

	if (type == KEY_SHARE && n >= 0 && n <= 1) {
		*(double *)into = n;
		return 0;
	}
	if (type == KEY_COUNT && n >= 0 && n <= 1e9 && n == (double)(int)n) {
		*(int *)into = (int)n;
		return 0;
	}
	return keys_error(at, node, "%s: expected %s", node->string,
	    type == KEY_SHARE ? "a share from 0 to 1" : "a whole number");
}

int
keys_read_one(const struct keys_at *at, const cJSON *node, const struct key *k,
    void *into)
{
	void *place = (char *)into + k->offset;

	switch (k->type) {
	case KEY_TEXT:
	case KEY_LINE:
	case KEY_DAY:
	case KEY_URL:
		return read_text(at, node, k->type, place);
	case KEY_FLAG:
		if (!cJSON_IsBool(node))
			return keys_error(at, node,
			    "%s: expected true or false", node->string);
		*(bool *)place = cJSON_IsTrue(node);
		return 0;
	case KEY_COUNT:
	case KEY_SHARE:
		return read_number(at, node, k->type, place);
	case KEY_LIST:
		return read_list(at, node, place);
	case KEY_FIELDS:
		return read_fields(at, node, place);
	case KEY_CHOICE:
		return read_choice(at, node, k->more, place);
	case KEY_GROUP:
		return keys_read(at, node, k->more, into);
	case KEY_OTHER:
		return k->read(at, node, place);
	case KEY_SKIP:
	case KEY_END:
		break;
	}
	return 0;
}

static int
unknown_key(const struct keys_at *at, const cJSON *node,
    const struct key *table)
{
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;

	for (; table->type != KEY_END; table++)
		strs_add(&known, table->name);
	word_put_near(&meant, node->string, "", (const char *const *)known.v,
	    known.n);
	keys_error(at, node, "%s: unknown key%s", node->string,
	    buf_str(&meant));
	strs_free(&known);
	buf_free(&meant);
	return -1;
}

int
keys_read(const struct keys_at *at, const cJSON *node, const struct key *table,
    void *into)
{
	const struct key *k;
	const cJSON *e;

	if (cJSON_IsNull(node))
		return 0; /* "sigma:" with nothing behind it */
	if (!cJSON_IsObject(node))
		return keys_error(at, node, "%s%sexpected keys and values",
		    node->string == NULL ? "" : node->string,
		    node->string == NULL ? "" : ": ");
	for (e = node->child; e != NULL; e = e->next) {
		for (k = table; k->type != KEY_END; k++)
			if (strcmp(k->name, e->string) == 0)
				break;
		if (k->type == KEY_END)
			return unknown_key(at, e, table);
		if (keys_read_one(at, e, k, into) == -1)
			return -1;
	}
	return 0;
}

void
keys_free(const struct key *table, void *into)
{
	const struct key *k;

	for (k = table; k->type != KEY_END; k++)
		if (k->type == KEY_LIST)
			strs_free((void *)((char *)into + k->offset));
		else if (k->type == KEY_FIELDS)
			free_fields((void *)((char *)into + k->offset));
		else if (k->type == KEY_GROUP)
			keys_free(k->more, into);
}

int
keys_load(const char *path, struct arena *mem, cJSON **doc, struct buf *text)
{
	struct buf own = BUF_INIT, *b = text == NULL ? &own : text;
	struct arena *before = value_use(mem);
	struct value_error why = { 0 };
	cJSON *docs = NULL;
	int rc = -1;

	if (file_read(path, FILE_MAX, b) == -1)
		goto out;
	if (yaml_parse(buf_str(b), b->len, YAML_UNIQUE, &docs, &why) == -1) {
		log_error("%s:%d: %s", path, why.line, why.what);
		goto out;
	}
	if (cJSON_GetArraySize(docs) > 1 ||
	    (docs->child != NULL && !cJSON_IsObject(docs->child))) {
		log_error("%s:1: expected one document of keys and values",
		    path);
		goto out;
	}
	*doc = docs->child != NULL ? docs->child : cJSON_CreateObject();
	rc = 0;
out:
	value_use(before);
	buf_free(&own);
	return rc;
}

void
keys_regex_free(regex_t **regex)
{
	if (*regex != NULL)
		regfree(*regex);
	free(*regex);
	*regex = NULL;
}

int
keys_regex(const struct keys_at *at, const cJSON *node,
    const char *key, const char *pattern, regex_t **regex)
{
	keys_regex_free(regex);
	if (pattern == NULL)
		return 0;
	*regex = mem_alloc(sizeof(**regex));
	if (regex_compile(*regex, pattern, REG_EXTENDED | REG_ICASE)) {
		if ((*regex)->re_nsub >= 1)
			return 0;
		regfree(*regex);
	}
	free(*regex);
	*regex = NULL;
	return keys_error(at, node,
	    "%s: expected an extended regular expression with a group", key);
}
