/* How controls name logs, and what is collected. */
#include "logs_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/regex.h"
#include "value/clean.h"
#include "value/member.h"

enum {
	FORMS_MAX = 20,
	PATTERNS_MAX = 4,
	TOLD_MAX = 10000,
	NAME_MAX_BYTES = 200,
};

static const struct key field_keys[] = {
	{ "fields", KEY_FIELDS, offsetof(struct log_field, fields), NULL, NULL },
	{ "pattern", KEY_LIST, offsetof(struct log_field, patterns), NULL, NULL },
	{ "member", KEY_TEXT, offsetof(struct log_field, member), NULL, NULL },
	{ "besides", KEY_LIST, offsetof(struct log_field, besides), NULL, NULL },
	{ "not", KEY_LIST, offsetof(struct log_field, except), NULL, NULL },
	{ "without", KEY_LIST, offsetof(struct log_field, without), NULL,
	    NULL },
	{ "unless", KEY_LIST, offsetof(struct log_field, unless), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static void
free_field(struct log_field *f)
{
	size_t i;

	for (i = 0; i < f->nregexes; i++)
		regfree(&f->regexes[i]);
	free(f->regexes);
	keys_free(field_keys, f);
}

void
log_names_free(struct log_names *l)
{
	size_t i, k;

	for (i = 0; i < l->nparts; i++) {
		for (k = 0; k < l->parts[i].n; k++)
			free_field(&l->parts[i].v[k]);
		free(l->parts[i].v);
	}
	free_field(&l->steps);
	free(l->parts);
	strs_free(&l->names);
	memset(l, 0, sizeof(*l));
}

static bool
has_part(const struct log_names *l, const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < l->nparts; i++)
		if (strlen(l->parts[i].name) == n &&
		    strncmp(l->parts[i].name, name, n) == 0)
			return true;
	return false;
}

static int
compile_field(const struct keys_at *at, const cJSON *node, struct log_field *f)
{
	regex_t *compiled;
	size_t i;

	f->regexes = mem_array(f->patterns.n, sizeof(*f->regexes));
	for (i = 0; i < f->patterns.n; i++) {
		compiled = &f->regexes[f->nregexes];
		if (f->nregexes == PATTERNS_MAX || !regex_compile(
		    compiled, f->patterns.v[i], REG_EXTENDED | REG_ICASE))
			break;
		f->nregexes++;
		if (compiled->re_nsub == 0)
			break;
	}
	return i == f->patterns.n ? 0 : keys_error(at, node, "pattern: "
	    "expected extended regular expressions, each with a group, at most "
	    "%d", PATTERNS_MAX);
}

/* Are all of the names parts before the last? */
static int
check_parts(const struct keys_at *at, const cJSON *node,
    const struct log_names *l, const struct strs *names)
{
	const char *last = l->parts[l->nparts - 1].name;
	size_t i;

	for (i = 0; i < names->n; i++)
		if (strcmp(names->v[i], last) == 0 ||
		    !has_part(l, names->v[i], strlen(names->v[i])))
			return keys_error(at, node, "%s: no part in front of %s",
			    names->v[i], last);
	return 0;
}

/* A field path; or {fields, pattern, member, not, without, unless}. */
static int
add_field(const struct keys_at *at, const cJSON *node, struct log_names *l)
{
	struct log_part *part = &l->parts[l->nparts - 1];
	struct log_field *f = LIST_ADD(part->v, part->n);

	if (!cJSON_IsObject(node))
		return keys_read_one(at, node, &field_keys[0], f);
	if (keys_read(at, node, field_keys, f) == -1 ||
	    compile_field(at, node, f) == -1)
		return -1;
	if (check_parts(at, node, l, &f->without) == -1 ||
	    check_parts(at, node, l, &f->unless) == -1)
		return -1;
	return f->fields.n > 0 ? 0
	    : keys_error(at, node, "%s: fields: missing", part->name);
}

static int
read_log_parts(const struct keys_at *at, const cJSON *node, void *into)
{
	struct log_names *l = into;
	struct log_part *part;
	const cJSON *p, *e;

	if (!cJSON_IsObject(node))
		return keys_error(at, node, "parts: expected names, each with "
		    "its fields");
	cJSON_ArrayForEach(p, node) {
		if (l->nparts == LOG_PARTS_MAX)
			return keys_error(at, p, "parts: more than %d",
			    LOG_PARTS_MAX);
		part = LIST_ADD(l->parts, l->nparts);
		part->name = arena_strdup(at->mem, p->string);
		if (!cJSON_IsArray(p)) {
			if (add_field(at, p, l) == -1)
				return -1;
			continue;
		}
		cJSON_ArrayForEach(e, p)
			if (add_field(at, e, l) == -1)
				return -1;
	}
	return 0;
}

/* {fields, pattern}: of one field. */
static int
read_steps(const struct keys_at *at, const cJSON *node, void *into)
{
	struct log_field *f = into;

	if (keys_read(at, node, field_keys, f) == -1 ||
	    compile_field(at, node, f) == -1)
		return -1;
	return f->fields.n == 1 && f->nregexes == 1 && f->member == NULL &&
	    f->except.n == 0 && f->without.n == 0 && f->unless.n == 0 ? 0 : keys_error(at, node,
	    "steps: expected a field and a pattern");
}

static const struct key logs_keys[] = {
	{ "in", KEY_TEXT, offsetof(struct log_names, in), NULL, NULL },
	{ "parts", KEY_OTHER, 0, NULL, read_log_parts },
	{ "names", KEY_LIST, offsetof(struct log_names, names), NULL, NULL },
	{ "steps", KEY_OTHER, offsetof(struct log_names, steps), NULL,
	    read_steps },
	{ "all", KEY_TEXT, offsetof(struct log_names, all), NULL, NULL },
	{ "and", KEY_TEXT, offsetof(struct log_names, joined_by), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* Is every {word} of the form a part, and is there one? */
static bool
is_form(const struct log_names *l, const char *form)
{
	const char *open, *close;
	bool any = false;

	for (; (open = strchr(form, '{')) != NULL; form = close + 1) {
		close = strchr(open, '}');
		if (close == NULL ||
		    !has_part(l, open + 1, (size_t)(close - open - 1)))
			return false;
		any = true;
	}
	return any;
}

int
logs_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct log_names *l = into;
	size_t i;

	log_names_free(l);
	if (keys_read(at, node, logs_keys, l) == -1)
		return -1;
	if (l->in == NULL || l->nparts == 0 || l->names.n == 0)
		return keys_error(at, node, "logs: expected in, parts and "
		    "names");
	if (l->names.n > FORMS_MAX)
		return keys_error(at, node, "names: more than %d", FORMS_MAX);
	for (i = 0; i < l->names.n; i++)
		if (!is_form(l, l->names.v[i]))
			return keys_error(at, member_get(node, "names"),
			    "names: %s: expected parts in braces",
			    l->names.v[i]);
	if (l->all != NULL && !has_part(l, l->all, strlen(l->all)))
		return keys_error(at, member_get(node, "all"),
		    "all: %s: no such part", l->all);
	return 0;
}

/* Sigma's own way to name one: product/category, or product/service. */
static const char *
sigma_name(struct arena *mem, const cJSON *node)
{
	const char *product = member_text(node, "product");
	const char *rest = member_text_or(node, "category",
	    member_text(node, "service"));

	if (product == NULL || rest == NULL)
		return arena_strdup(mem, product != NULL ? product : rest);
	return arena_printf(mem, "%s/%s", product, rest);
}

struct sigma_log {
	const char *product, *category, *service;
};

static const struct key sigma_keys[] = {
	{ "product", KEY_LINE, offsetof(struct sigma_log, product), NULL, NULL },
	{ "category", KEY_LINE, offsetof(struct sigma_log, category), NULL,
	    NULL },
	{ "service", KEY_LINE, offsetof(struct sigma_log, service), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key mitre_keys[] = {
	{ "name", KEY_LINE, offsetof(struct config_log, name), NULL, NULL },
	{ "channel", KEY_LINE, offsetof(struct config_log, channel), NULL,
	    NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

/* One of several keys: which form it is, its first key tells. */
static int
read_told_object(const struct keys_at *at, const cJSON *node,
    struct config_log *log)
{
	const char *first = node->child == NULL ? "" : node->child->string;
	struct sigma_log sigma = { NULL, NULL, NULL };

	if (member_get(node, "name") != NULL)
		return keys_read(at, node, mitre_keys, log);
	if (strcmp(first, "product") == 0 || strcmp(first, "category") == 0 ||
	    strcmp(first, "service") == 0) {
		log->vocabulary = "sigma";
		log->name = sigma_name(at->mem, node);
		return keys_read(at, node, sigma_keys, &sigma);
	}
	if (cJSON_GetArraySize(node) != 1 || value_text(node->child) == NULL)
		return keys_error(at, node, "logs: expected a name, {name, "
		    "channel}, {VOCABULARY: name}, {product, category, "
		    "service} or {dettect: FILE}");
	if (strcmp(first, "dettect") == 0) {
		log->dettect = keys_path(at, value_text(node->child));
		return 0;
	}
	log->vocabulary = arena_strdup(at->mem, first);
	log->name = clean_line(at->mem, value_text(node->child));
	return 0;
}

static int
read_told(const struct keys_at *at, const cJSON *node, struct config *c)
{
	struct config_log *log;

	if (c->nlogs == TOLD_MAX)
		return keys_error(at, node, "logs: more than %d", TOLD_MAX);
	log = LIST_ADD(c->logs, c->nlogs);
	log->line = value_line(node);
	if (!cJSON_IsObject(node))
		log->name = clean_line(at->mem, value_text(node));
	else if (read_told_object(at, node, log) == -1)
		return -1;
	if (log->dettect == NULL && (log->name == NULL || *log->name == '\0' ||
	    strlen(log->name) > NAME_MAX_BYTES))
		return keys_error(at, node, "logs: expected a name of at most "
		    "%d bytes", NAME_MAX_BYTES);
	return 0;
}

int
logs_told_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct config *c = into;
	const cJSON *e;

	if (!cJSON_IsArray(node))
		return keys_error(at, node, "logs: expected a list");
	c->logs_told = true;
	cJSON_ArrayForEach(e, node)
		if (read_told(at, e, c) == -1)
			return -1;
	return 0;
}

int
logs_find_table(const char *definitions, struct config *c,
    struct digest *digest)
{
	char *folder = path_dir(definitions);
	char *path = path_join(folder, "logs.yaml");
	struct buf text = BUF_INIT;
	int rc = 0;

	if (file_exists(path)) {
		c->log_table = arena_strdup(&c->mem, path);
		rc = file_read(path, 0, &text);
		digest_add_str(digest, buf_str(&text));
	}
	buf_free(&text);
	free(path);
	free(folder);
	return rc;
}
