/* Other words for what ATT&CK has. */
#include "synonyms_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/key.h"
#include "keys.h"
#include "value/clean.h"

enum {
	SYNONYMS_MAX = 10000,
	WORD_MAX = 80, /* bytes */
};

/* Is there a letter or a digit in it? */
static bool
has_key(const char *word)
{
	struct buf key = BUF_INIT;
	bool has;

	key_put(word, &key);
	has = key.len > 0;
	buf_free(&key);
	return has;
}

static int
take_synonym(struct keys_at *at, struct config *c, const char *id,
    const cJSON *node)
{
	const char *word = clean_line(at->mem, value_text(node));
	size_t i;

	if (word == NULL || strlen(word) > WORD_MAX || !has_key(word))
		return keys_error(at, node, "%s: expected a word of at most %d "
		    "bytes", id, WORD_MAX);
	if (c->nsynonyms == SYNONYMS_MAX)
		return keys_error(at, node, "more than %d words", SYNONYMS_MAX);
	for (i = c->nsynonyms; i > 0 &&
	     strcmp(c->synonyms[i - 1].id, id) == 0; i--)
		if (str_equal_nocase(c->synonyms[i - 1].word, word))
			return keys_error(at, node, "%s: %s: named twice", id,
			    word);
	*ARENA_ADD(at->mem, c->synonyms, c->nsynonyms) =
	    (struct config_synonym){ id, word };
	return 0;
}

static int
take_id(struct keys_at *at, struct config *c, const cJSON *node)
{
	const char *id = arena_strdup(at->mem, node->string);
	const cJSON *word;

	if (!has_key(id))
		return keys_error(at, node, "%s: expected an id", id);
	if (!cJSON_IsArray(node))
		return take_synonym(at, c, id, node);
	cJSON_ArrayForEach(word, node)
		if (take_synonym(at, c, id, word) == -1)
			return -1;
	return 0;
}

int
synonyms_read(const char *definitions, struct config *c, struct digest *digest)
{
	char *folder = path_dir(definitions);
	char *path = path_join(folder, "synonyms.yaml");
	struct keys_at at = { arena_strdup(&c->mem, path), &c->mem };
	struct arena tree = { 0 };
	struct buf text = BUF_INIT;
	const cJSON *node;
	cJSON *doc = NULL;
	int rc = 0;

	if (file_exists(path)) {
		rc = keys_load(at.path, &tree, &doc, &text);
		for (node = rc == 0 ? doc->child : NULL; rc == 0 && node != NULL;
		     node = node->next)
			rc = take_id(&at, c, node);
		digest_add_str(digest, buf_str(&text));
	}
	arena_free(&tree);
	buf_free(&text);
	free(path);
	free(folder);
	return rc;
}
