/* A document's bytes as trees, by its source's format. */
#include "controls/parse.h"

#include "config/source.h"
#include "dettect.h"
#include "value/conf.h"
#include "value/csv.h"
#include "value/front.h"
#include "value/json.h"
#include "value/ndjson.h"
#include "value/toml.h"
#include "value/yaml.h"
#include "yaral.h"

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
