/* Logs, and what each is called. */
#include "config/log_table.h"

#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "value/clean.h"

enum {
	VOCABULARIES_MAX = 40,
	ROWS_MAX = 20000,
	NAMES_MAX = 500, /* of a row */
	TEXT_MAX = 200,  /* bytes */
};

const char log_event[] = "{event}";

struct table_reading {
	struct keys_at at;
	struct log_table *t;
};

static const struct key strip_keys[] = {
	{ "before", KEY_LIST, offsetof(struct log_vocabulary, before), NULL,
	    NULL },
	{ "behind", KEY_LIST, offsetof(struct log_vocabulary, behind), NULL,
	    NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key vocabulary_keys[] = {
	{ "title", KEY_LINE, offsetof(struct log_vocabulary, title), NULL, NULL },
	{ "strip", KEY_GROUP, 0, strip_keys, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key row_keys[] = {
	{ "title", KEY_LINE, offsetof(struct log_row, title), NULL, NULL },
	{ "platforms", KEY_LIST, offsetof(struct log_row, platforms), NULL,
	    NULL },
	{ "any", KEY_LIST, offsetof(struct log_row, any), NULL, NULL },
	{ "whole", KEY_FLAG, offsetof(struct log_row, whole), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key channel_keys[] = {
	{ "name", KEY_LINE, offsetof(struct log_name, name), NULL, NULL },
	{ "channel", KEY_LINE, offsetof(struct log_name, channel), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* Has the text at most so many bytes, and {event} at most once? */
static int
check_log_text(const struct keys_at *at, const cJSON *node, const char *text)
{
	const char *event = text == NULL ? NULL : strstr(text, log_event);

	if (text != NULL && strlen(text) > TEXT_MAX)
		return keys_error(at, node, "expected at most %d bytes",
		    TEXT_MAX);
	if (event != NULL && strstr(event + 1, log_event) != NULL)
		return keys_error(at, node, "%s: %s stands there twice", text,
		    log_event);
	return 0;
}

static int
read_vocabulary(struct table_reading *r, const cJSON *node)
{
	struct log_vocabulary *v;
	size_t i;

	if (r->t->nvocabularies == VOCABULARIES_MAX)
		return keys_error(&r->at, node, "more than %d vocabularies",
		    VOCABULARIES_MAX);
	for (i = 0; row_keys[i].name != NULL; i++)
		if (strcmp(node->string, row_keys[i].name) == 0)
			return keys_error(&r->at, node, "%s: a key of rows",
			    node->string);
	v = LIST_ADD(r->t->vocabularies, r->t->nvocabularies);
	v->id = arena_strdup(r->at.mem, node->string);
	if (keys_read(&r->at, node, vocabulary_keys, v) == -1)
		return -1;
	return v->title == NULL ? keys_error(&r->at, node, "%s: title: missing",
	    v->id) : 0;
}

static int
add_log_name(struct table_reading *r, const cJSON *node, size_t vocabulary,
    struct log_row *row)
{
	struct log_name *name;

	if (row->nnames == NAMES_MAX)
		return keys_error(&r->at, node, "%s: more than %d names", row->id,
		    NAMES_MAX);
	name = ARENA_ADD(r->at.mem, row->names, row->nnames);
	name->vocabulary = vocabulary;
	name->line = value_line(node);
	if (cJSON_IsObject(node)) {
		if (keys_read(&r->at, node, channel_keys, name) == -1)
			return -1;
	} else {
		name->name = clean_line(r->at.mem, value_text(node));
	}
	if (name->name == NULL || *name->name == '\0')
		return keys_error(&r->at, node, "%s: expected a name, or "
		    "{name, channel}", row->id);
	return check_log_text(&r->at, node, name->name) == -1 ? -1
	    : check_log_text(&r->at, node, name->channel);
}

/* The names of a row in a vocabulary: one, or a list. */
static int
read_log_names(struct table_reading *r, const cJSON *node, struct log_row *row)
{
	const cJSON *e;
	size_t i = 0;

	while (i < r->t->nvocabularies &&
	    strcmp(r->t->vocabularies[i].id, node->string) != 0)
		i++;
	if (i == r->t->nvocabularies)
		return keys_error(&r->at, node, "%s: no such key, and no "
		    "vocabulary", node->string);
	if (!cJSON_IsArray(node))
		return add_log_name(r, node, i, row);
	cJSON_ArrayForEach(e, node)
		if (add_log_name(r, e, i, row) == -1)
			return -1;
	return 0;
}

/* Ids have letters, digits and - _ . : between slashes, and {event} at their end. */
static bool
is_log_id(const char *id)
{
	size_t n = strlen(id), event = strlen(log_event);

	if (n > event && strcmp(id + n - event, log_event) == 0 &&
	    id[n - event - 1] == '/')
		n -= event + 1;
	return n > 0 && n <= TEXT_MAX && *id != '/' && id[n - 1] != '/' &&
	    strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_.:/"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= n;
}

static int
read_row_key(struct table_reading *r, const cJSON *node, struct log_row *row)
{
	const struct key *k;

	for (k = row_keys; k->name != NULL; k++)
		if (strcmp(k->name, node->string) == 0)
			return keys_read_one(&r->at, node, k, row);
	return read_log_names(r, node, row);
}

static int
read_log_row(struct table_reading *r, const cJSON *node)
{
	struct log_row *row;
	const cJSON *e;

	if (r->t->n == ROWS_MAX)
		return keys_error(&r->at, node, "more than %d logs", ROWS_MAX);
	if (!is_log_id(node->string))
		return keys_error(&r->at, node, "%s: expected an id of letters, "
		    "digits, -, _, . and : between slashes", node->string);
	row = LIST_ADD(r->t->rows, r->t->n);
	row->id = arena_strdup(r->at.mem, node->string);
	row->line = value_line(node);
	if (!cJSON_IsObject(node))
		return keys_error(&r->at, node, "%s: expected keys and values",
		    row->id);
	cJSON_ArrayForEach(e, node)
		if (read_row_key(r, e, row) == -1)
			return -1;
	return check_log_text(&r->at, node, row->title);
}

static int
read_vocabularies(const struct keys_at *at, const cJSON *node, void *into)
{
	struct table_reading r = { *at, into };
	const cJSON *e;

	if (!cJSON_IsObject(node))
		return keys_error(at, node, "vocabularies: expected keys and "
		    "values");
	cJSON_ArrayForEach(e, node)
		if (read_vocabulary(&r, e) == -1)
			return -1;
	return 0;
}

static int
read_log_rows(const struct keys_at *at, const cJSON *node, void *into)
{
	struct table_reading r = { *at, into };
	const cJSON *e;

	if (!cJSON_IsObject(node))
		return keys_error(at, node, "logs: expected ids, each with its "
		    "keys");
	cJSON_ArrayForEach(e, node)
		if (read_log_row(&r, e) == -1)
			return -1;
	return 0;
}

static const struct key table_keys[] = {
	{ "vocabularies", KEY_OTHER, 0, NULL, read_vocabularies },
	{ "logs", KEY_OTHER, 0, NULL, read_log_rows },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
log_table_read(const char *path, struct arena *mem, struct log_table *t)
{
	struct keys_at at = { arena_strdup(mem, path), mem };
	cJSON *doc = NULL;

	memset(t, 0, sizeof(*t));
	t->path = at.path;
	return keys_load(path, mem, &doc, NULL) == -1 ? -1
	    : keys_read(&at, doc, table_keys, t);
}

void
log_table_free(struct log_table *t)
{
	size_t i;

	for (i = 0; i < t->nvocabularies; i++) {
		strs_free(&t->vocabularies[i].before);
		strs_free(&t->vocabularies[i].behind);
	}
	for (i = 0; i < t->n; i++) {
		strs_free(&t->rows[i].platforms);
		strs_free(&t->rows[i].any);
	}
	free(t->vocabularies);
	free(t->rows);
	memset(t, 0, sizeof(*t));
}
