/* How a control of one framework is to one of another. */
#include "words/relation.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/key.h"
#include "base/str.h"

const char *const relation_names[] = { "equal-to", "equivalent-to", "subset-of",
	"superset-of", "intersects-with", "related-to", NULL };

/* Other words for these, by key. */
static const struct {
	const char *key;
	enum relation relation;
} others[] = {
	{ "equal", RELATION_EQUAL },
	{ "equivalent", RELATION_EQUIVALENT },
	{ "subset", RELATION_SUBSET },
	{ "superset", RELATION_SUPERSET },
	{ "intersects", RELATION_INTERSECTS },
	{ "related", RELATION_RELATED },
	{ "no-relationship", RELATION_NONE },
	{ "not-related-to", RELATION_NONE },
	{ "not-related", RELATION_NONE },
};

const char *
relation_name(enum relation relation)
{
	return relation_names[relation];
}

int
relation_read(const char *word)
{
	struct buf key = BUF_INIT;
	int relation = RELATIONS_UNKNOWN, i;
	size_t k;

	key_put(word != NULL ? word : "", &key);
	for (i = 0; relation_names[i] != NULL; i++)
		if (str_equal(buf_str(&key), relation_names[i]))
			relation = i;
	for (k = 0; k < sizeof(others) / sizeof(others[0]); k++)
		if (str_equal(buf_str(&key), others[k].key))
			relation = (int)others[k].relation;
	buf_free(&key);
	return relation;
}
