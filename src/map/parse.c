/* A document's bytes as trees, by its source's format. */
#include "parse.h"

#include "source/source.h"
#include "value/csv.h"
#include "value/front.h"
#include "value/json.h"
#include "value/toml.h"
#include "value/yaml.h"
#include "yaral.h"

/* One document as an array of one. */
static int
as_array(int rc, cJSON *doc, cJSON **docs)
{
	if (rc == -1)
		return -1;
	*docs = cJSON_CreateArray();
	cJSON_AddItemToArray(*docs, doc);
	return 0;
}

int
parse_document(int format, const struct document *d, cJSON **docs,
    struct value_error *why)
{
	cJSON *doc = NULL;

	switch (format) {
	case FORMAT_JSON:
		return as_array(json_parse(d->bytes, d->len, &doc, why), doc,
		    docs);
	case FORMAT_TOML:
		return as_array(toml_parse(d->bytes, d->len, &doc, why), doc,
		    docs);
	case FORMAT_CSV:
		return as_array(csv_parse(d->bytes, d->len, &doc, why), doc,
		    docs);
	case FORMAT_MARKDOWN:
		return front_parse(d->bytes, d->len, docs, why);
	case FORMAT_YARAL:
		return yaral_parse(d->bytes, d->len, docs, why);
	default:
		return yaml_parse(d->bytes, d->len, YAML_LAST_WINS, docs, why);
	}
}
