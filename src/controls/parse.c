/* A document's bytes as trees, by its source's format. */
#include "controls/parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "words/shape.h"
#include "base/str.h"
#include "dettect.h"
#include "value/conf.h"
#include "value/csv.h"
#include "value/extract.h"
#include "value/front.h"
#include "value/json.h"
#include "value/ndjson.h"
#include "value/toml.h"
#include "value/xml.h"
#include "value/yaml.h"
#include "value/yaral.h"

enum { TEXTS_MAX = 16 * 1024 * 1024 }; /* bytes of texts in a document */

typedef int (*one_parser)(const char *text, size_t len, cJSON **doc,
    struct value_error *why);

/* One document as an array of one. */
static int
parse_one(one_parser parse, const struct document *d, cJSON **docs,
    struct value_error *why)
{
	cJSON *doc = NULL;

	if (parse(d->bytes, d->len, &doc, why) == -1)
		return -1;
	*docs = cJSON_CreateArray();
	cJSON_AddItemToArray(*docs, doc);
	return 0;
}

int
parse_format(int format, const struct document *d, cJSON **docs,
    struct value_error *why)
{
	switch (format) {
	case FORMAT_JSON:
		return parse_one(json_parse, d, docs, why);
	case FORMAT_TOML:
		return parse_one(toml_parse, d, docs, why);
	case FORMAT_CSV:
		return parse_one(csv_parse, d, docs, why);
	case FORMAT_XML:
		return parse_one(xml_parse, d, docs, why);
	case FORMAT_MARKDOWN:
		return front_parse(d->bytes, d->len, docs, why);
	case FORMAT_NDJSON:
		return ndjson_parse(d->bytes, d->len, docs, why);
	case FORMAT_CONF:
		return conf_parse(d->bytes, d->len, docs, why);
	case FORMAT_DETTECT:
		return dettect_parse(d->bytes, d->len, docs, why);
	case FORMAT_YARAL:
		return yaral_parse(d->bytes, d->len, docs, why);
	default:
		return yaml_parse(d->bytes, d->len, YAML_LAST_WINS, docs, why);
	}
}

int
parse_document(const struct source *s, const struct document *d, cJSON **docs,
    struct value_error *why)
{
	if (s->format == FORMAT_TEXT)
		return extract_parse(&s->texts, d->bytes, d->len, docs, why);
	return parse_format(s->format, d, docs, why);
}

/* "Rule ID" becomes rule_id, where it stands: words in lower case, parted by
 * '_'. */
static void
make_name_plain(char *name)
{
	const char *from = name;
	char *to = name;

	for (; *from != '\0'; from++)
		if (*from >= 'A' && *from <= 'Z')
			*to++ = (char)(*from - 'A' + 'a');
		else if (shape_is_word(*from) || (*from & 0x80) != 0)
			*to++ = *from;
		else if (to > name && to[-1] != '_')
			*to++ = '_';
	if (to > name && to[-1] == '_')
		to--;
	*to = '\0';
}

/* The first member of the row with the name of e, if that is another. */
static const cJSON *
called_alike(const cJSON *row, const cJSON *e)
{
	const cJSON *first;

	cJSON_ArrayForEach(first, row)
		if (first == e || str_equal(first->string, e->string))
			break;
	return first == e ? NULL : first;
}

/* Likewise all members of the rows; those of a column may share their name. Two
 * columns of the first row that are called alike now are told. */
static void
make_names_plain(const cJSON *rows, const char *path, struct findings *f)
{
	struct value_repeats repeats = { 0 };
	const cJSON *row, *e, *before;

	cJSON_ArrayForEach(row, rows) {
		value_mark(row)->members = NULL; /* sorted by other names */
		cJSON_ArrayForEach(e, row)
			if (e->string != NULL)
				make_name_plain(e->string);
	}
	row = cJSON_IsArray(rows) ? rows->child : NULL;
	cJSON_ArrayForEach(e, row) {
		before = called_alike(row, e);
		if (before != NULL && repeats.n < VALUE_REPEATS_MAX)
			*LIST_ADD(repeats.v, repeats.n) =
			    (struct value_repeat){ e->string,
			    value_mark(e)->name_line,
			    value_mark(before)->name_line };
	}
	findings_add_repeats(&repeats, path, f);
	free(repeats.v);
}

/* Makes of a text what it says; 0, or -1 with *why filled. */
typedef int (*unfolder)(cJSON *node, const struct document *d,
    struct value_error *why);

static int
unfold_json(cJSON *node, const struct document *d, struct value_error *why)
{
	return json_unfold(node, d->bytes, d->len, why);
}

static int
unfold_yaral(cJSON *node, const struct document *d, struct value_error *why)
{
	(void)d;
	return yaral_unfold(node, why);
}

/* The texts of one kind in a file. */
struct texts {
	unfolder how;
	const char *what; /* the kind of finding: one is not read */
	const struct document *d;
	struct findings *f;
	struct value_error why;
	size_t bytes; /* of those so far */
};

static void
unfold_node(struct texts *t, const struct field *field, const cJSON *node)
{
	if (!cJSON_IsString(node) || t->bytes > TEXTS_MAX)
		return;
	t->bytes += strlen(node->valuestring);
	if (t->bytes > TEXTS_MAX)
		findings_add(t->f, t->d->path, value_line(node), t->what,
		    "%s: more than 16 MiB of such texts: from here on none is "
		    "read", field_text(field));
	else if (!value_is_empty(node) &&
	    t->how((cJSON *)(uintptr_t)node, t->d, &t->why) == -1)
		findings_add(t->f, t->d->path, t->why.line, t->what,
		    "%s: %s: its text is not read", field_text(field),
		    t->why.what);
}

static void
unfold(struct texts *t, const struct fields *fields, const cJSON *docs)
{
	struct value_repeats repeats = { 0 };
	struct nodes found = { 0 };
	const cJSON *doc;
	size_t i, k;

	t->why.repeats = &repeats;
	cJSON_ArrayForEach(doc, docs)
		for (i = 0; i < fields->n; i++) {
			found.n = 0;
			field_find(fields->v[i], doc, doc, &found);
			for (k = 0; k < found.n; k++)
				unfold_node(t, fields->v[i], found.v[k]);
		}
	findings_add_repeats(&repeats, t->d->path, t->f);
	free(repeats.v);
	free(found.v);
}

static void
add_path(const struct pattern *p, const char *path, const cJSON *doc,
    struct findings *f)
{
	static const char what[] = "broken-path";
	struct value_error why = { 0 };

	if (cJSON_IsArray(doc))
		findings_add(f, path, value_line(doc), what,
		    "read.path: the document is a list, which has no members");
	else if (cJSON_IsObject(doc) && extract_path(p, path,
	    (cJSON *)(uintptr_t)doc, &why) == -1)
		findings_add(f, path, 0, what,
		    "read.path: %s: nothing is read of it", why.what);
}

void
parse_texts(const struct source *s, const struct document *d,
    const cJSON *docs, struct findings *f)
{
	struct texts json = { .how = unfold_json, .what = "broken-json",
		.d = d, .f = f };
	struct texts yaral = { .how = unfold_yaral, .what = "broken-yara-l",
		.d = d, .f = f };
	const cJSON *doc;

	cJSON_ArrayForEach(doc, docs) {
		if (s->plain_names)
			make_names_plain(doc, d->path, f);
		if (s->path_pattern != NULL)
			add_path(s->path_pattern, d->path, doc, f);
	}
	unfold(&json, &s->json, docs);
	unfold(&yaral, &s->yaral, docs);
}
