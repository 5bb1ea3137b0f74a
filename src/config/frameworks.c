/* Frameworks beside ATT&CK, and what their ids look like. */
#include "config/frameworks.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/regex.h"
#include "base/str.h"
#include "base/word.h"
#include "config/source.h"
#include "frameworks_read.h"
#include "keys.h"
#include "words/shape.h"
#include "words/words.h"

enum {
	FRAMEWORKS_MAX = 100,
	FORMS_MAX = 20,
	TEXT_MAX = 200, /* bytes */
};

static const struct key form_keys[] = {
	{ "form", KEY_TEXT, offsetof(struct framework_form, form), NULL, NULL },
	{ "url", KEY_URL, offsetof(struct framework_form, url), NULL, NULL },
	{ "whole", KEY_TEXT, offsetof(struct framework_form, whole), NULL, NULL },
	{ "said", KEY_FLAG, offsetof(struct framework_form, said), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
compile_form(const struct keys_at *at, const cJSON *node,
    struct framework_form *f)
{
	const char *whole;

	if (f->form == NULL || strlen(f->form) > TEXT_MAX)
		return keys_error(at, node, "form: expected an extended regular "
		    "expression of at most %d bytes", TEXT_MAX);
	whole = arena_printf(at->mem, "^(%s)$", f->form);
	if (!regex_compile(&f->regex, whole, REG_EXTENDED)) {
		f->form = NULL; /* nothing to free */
		return keys_error(at, node, "form: no extended regular "
		    "expression");
	}
	return 0;
}

static int
read_forms(const struct keys_at *at, const cJSON *node, void *into)
{
	struct framework *f = into;
	struct framework_form *form;
	const cJSON *e;

	if (!cJSON_IsArray(node) || cJSON_GetArraySize(node) > FORMS_MAX ||
	    f->nforms > 0)
		return keys_error(at, node, "ids: expected a list of at most %d "
		    "forms", FORMS_MAX);
	cJSON_ArrayForEach(e, node) {
		form = LIST_ADD(f->forms, f->nforms);
		if (keys_read(at, e, form_keys, form) == 0 &&
		    compile_form(at, e, form) == 0)
			continue;
		f->nforms--;
		return -1;
	}
	return 0;
}

static const struct key matrix_keys[] = {
	{ "source", KEY_TEXT, offsetof(struct framework_matrix, source), NULL, NULL },
	{ "technique", KEY_TEXT, offsetof(struct framework_matrix, form), NULL, NULL },
	{ "layer", KEY_TEXT, offsetof(struct framework_matrix, layer), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_matrix(const struct keys_at *at, const cJSON *node, void *into)
{
	struct framework *f = into;
	struct framework_matrix *m = arena_alloc(at->mem, sizeof(*m));

	memset(m, 0, sizeof(*m));
	if (domain_is_attack(f->id))
		return keys_error(at, node, "matrix: %s is ATT&CK's", f->id);
	if (keys_read(at, node, matrix_keys, m) == -1)
		return -1;
	if (m->source == NULL || m->form == NULL || strlen(m->form) > TEXT_MAX)
		return keys_error(at, node, "matrix: expected a source, and what "
		    "ids of techniques look like (technique)");
	if (!regex_compile(&m->technique, arena_printf(at->mem, "^(%s)$",
	    m->form), REG_EXTENDED | REG_NOSUB))
		return keys_error(at, node, "technique: no extended regular "
		    "expression");
	f->matrix = m;
	return 0;
}

static const struct key framework_keys[] = {
	{ "title", KEY_LINE, offsetof(struct framework, title), NULL, NULL },
	{ "homepage", KEY_URL, offsetof(struct framework, homepage), NULL, NULL },
	{ "ids", KEY_OTHER, 0, NULL, read_forms },
	{ "matrix", KEY_OTHER, 0, NULL, read_matrix },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_frameworks(const struct keys_at *at, const cJSON *node, void *into)
{
	struct frameworks *all = into;
	struct framework *f;
	const cJSON *e;

	if (!cJSON_IsObject(node) || cJSON_GetArraySize(node) > FRAMEWORKS_MAX)
		return keys_error(at, node, "frameworks: expected at most %d ids, "
		    "each with its keys", FRAMEWORKS_MAX);
	cJSON_ArrayForEach(e, node) {
		if (frameworks_find(all, e->string) != NULL)
			return keys_error(at, e, "%s: named twice", e->string);
		f = LIST_ADD(all->v, all->n);
		f->id = arena_strdup(at->mem, e->string);
		if (f->id[strspn(f->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] !=
		    '\0')
			return keys_error(at, e, "%s: expected an id of lower-case "
			    "letters, digits and -", f->id);
		if (keys_read(at, e, framework_keys, f) == -1)
			return -1;
		if (f->title == NULL || strlen(f->title) > TEXT_MAX ||
		    f->nforms == 0)
			return keys_error(at, e, "%s: expected a title and ids",
			    f->id);
	}
	return 0;
}

static const struct key table_keys[] = {
	{ "frameworks", KEY_OTHER, 0, NULL, read_frameworks },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
frameworks_read(const char *path, struct arena *mem, struct frameworks *f,
    struct buf *text)
{
	struct keys_at at = { arena_strdup(mem, path), mem };
	cJSON *doc = NULL;

	memset(f, 0, sizeof(*f));
	return keys_load(path, mem, &doc, text) == -1 ? -1
	    : keys_read(&at, doc, table_keys, f);
}

void
frameworks_free(struct frameworks *f)
{
	size_t i, k;

	for (i = 0; i < f->n; i++) {
		for (k = 0; k < f->v[i].nforms; k++)
			regfree(&f->v[i].forms[k].regex);
		free(f->v[i].forms);
		if (f->v[i].matrix != NULL)
			regfree(&f->v[i].matrix->technique);
	}
	free(f->v);
	memset(f, 0, sizeof(*f));
}

const struct framework *
frameworks_find(const struct frameworks *f, const char *id)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->v[i].id, id) == 0)
			return &f->v[i];
	return NULL;
}

const struct framework_form *
framework_form(const struct framework *f, const char *id)
{
	size_t i;

	for (i = 0; i < f->nforms; i++)
		if (regex_match(&f->forms[i].regex, id, 0, NULL, 0))
			return &f->forms[i];
	return NULL;
}

const struct framework *
frameworks_of(const struct frameworks *f, const char *id)
{
	const struct framework_form *form;
	size_t i;

	for (i = 0; i < f->n; i++) {
		form = framework_form(&f->v[i], id);
		if (form != NULL && !form->said)
			return &f->v[i];
	}
	return NULL;
}

bool
framework_is_technique(const struct framework *f, const char *id)
{
	return f == NULL ? shape_is_technique(id) : f->matrix != NULL &&
	    regex_match(&f->matrix->technique, id, 0, NULL, 0);
}

const char *
framework_whole(const struct framework *f, const char *id, struct arena *mem)
{
	const struct framework_form *form = framework_form(f, id);
	struct source_word word = { "id", id };

	return form == NULL || form->whole == NULL ? id
	    : source_expand(mem, form->whole, &word, 1);
}

const char *
framework_url(const struct framework *f, const char *id, struct arena *mem)
{
	const struct framework_form *form = framework_form(f, id);
	struct source_word words[] = { { "id", id }, { "part", "" } };
	regmatch_t m[3];

	if (form == NULL || form->url == NULL)
		return NULL;
	if (form->regex.re_nsub > 1 &&
	    regex_match(&form->regex, id, 3, m, 0) && m[2].rm_so != -1)
		words[1].value = arena_strndup(mem, id + m[2].rm_so,
		    (size_t)(m[2].rm_eo - m[2].rm_so));
	return source_expand(mem, form->url, words, 2);
}

int
frameworks_load(const char *definitions, struct config *c,
    struct digest *digest)
{
	char *folder = path_dir(definitions);
	char *path = path_join(folder, "frameworks.yaml");
	struct buf text = BUF_INIT;
	int rc = 0;

	if (file_exists(path)) {
		rc = frameworks_read(path, &c->mem, &c->frameworks, &text);
		digest_add_str(digest, buf_str(&text));
	}
	buf_free(&text);
	free(path);
	free(folder);
	return rc;
}

static int
no_framework(const struct config *c, const struct source *s, const char *id)
{
	struct buf meant = BUF_INIT;
	struct strs known = { 0 };
	size_t i;

	for (i = 0; i < c->frameworks.n; i++)
		strs_add(&known, c->frameworks.v[i].id);
	word_put_meant(&meant, id, &known);
	log_error("%s:%d: %s: framework: %s: no such framework%s", s->file,
	    s->line, s->id, id, buf_str(&meant));
	buf_free(&meant);
	strs_free(&known);
	return -1;
}

/* Without a table nothing is known of any, and nothing is asked. */
int
config_join(const struct config *c, struct source *s)
{
	struct tagging *t;
	size_t i;

	if (c->frameworks.n == 0)
		return 0;
	if (!domain_is_attack(source_domain(s)))
		s->of = frameworks_find(&c->frameworks, source_domain(s));
	s->frameworks = &c->frameworks;
	for (i = 0; i < s->techniques.n; i++) {
		t = &s->techniques.v[i];
		if (t->framework_id == NULL)
			continue;
		t->framework = frameworks_find(&c->frameworks, t->framework_id);
		if (t->framework == NULL)
			return no_framework(c, s, t->framework_id);
	}
	return 0;
}

int
frameworks_join(struct config *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (config_join(c, &c->sources[i]) == -1)
			return -1;
	return 0;
}
