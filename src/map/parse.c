/* A document's bytes as trees, by its source's format. */
#include "parse.h"

#include "clean.h"
#include "source/source.h"
#include "value/csv.h"
#include "value/front.h"
#include "value/json.h"
#include "value/toml.h"
#include "value/yaml.h"
#include "yaral.h"

enum { SHOWN = 100 }; /* bytes of a stranger's name in a message */

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
parse_document(int format, const struct document *d, cJSON **docs,
    struct value_error *why)
{
	switch (format) {
	case FORMAT_JSON:
		return parse_one(json_parse, d, docs, why);
	case FORMAT_TOML:
		return parse_one(toml_parse, d, docs, why);
	case FORMAT_CSV:
		return parse_one(csv_parse, d, docs, why);
	case FORMAT_MARKDOWN:
		return front_parse(d->bytes, d->len, docs, why);
	case FORMAT_YARAL:
		return yaral_parse(d->bytes, d->len, docs, why);
	default:
		return yaml_parse(d->bytes, d->len, YAML_LAST_WINS, docs, why);
	}
}

void
parse_tell_rows(const struct value_table *t, const char *path,
    struct findings *f)
{
	size_t i;

	for (i = 0; i < t->n && i < VALUE_FAULTS_MAX; i++)
		findings_add(f, path, t->v[i].line, "broken-row", "%s",
		    t->v[i].what);
	if (t->n > VALUE_FAULTS_MAX)
		findings_add(f, path, 0, "broken-row", "%zu more are bad",
		    t->n - VALUE_FAULTS_MAX);
}

void
parse_tell_repeats(const struct value_repeats *r, const char *path,
    struct findings *f)
{
	const char *name;
	size_t i;

	for (i = 0; i < r->n && i < VALUE_REPEATS_MAX; i++) {
		name = clean_line(f->mem, r->v[i].name);
		findings_add(f, path, r->v[i].line, "repeated-key", "%.*s: it "
		    "stands there already, in line %d: the last counts",
		    str_fit(name, SHOWN), name, r->v[i].first);
	}
	if (r->n > VALUE_REPEATS_MAX)
		findings_add(f, path, 0, "repeated-key", "%zu more stand "
		    "there already", r->n - VALUE_REPEATS_MAX);
}
