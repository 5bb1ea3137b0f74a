/* Reads which words of sources of threats mean the same. */
#include "config/threat_words.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/file.h"
#include "keys.h"

static int
add_list(const struct keys_at *at, const cJSON *list, struct same_words *into)
{
	const cJSON *e;

	if (!cJSON_IsArray(list) || value_text(list->child) == NULL)
		return keys_error(at, list, "expected a list of words, the "
		    "usual one first");
	cJSON_ArrayForEach(e, list) {
		if (value_text(e) == NULL)
			return keys_error(at, e, "expected a word");
		if (strs_has_nocase(&into->words, value_text(e)))
			return keys_error(at, e, "%s: named twice",
			    value_text(e));
		strs_add(&into->words, value_text(e));
		strs_add(&into->usual, value_text(list->child));
	}
	return 0;
}

static int
read_same(const struct keys_at *at, const cJSON *node, void *into)
{
	const cJSON *list;

	if (!cJSON_IsArray(node))
		return keys_error(at, node, "%s: expected a list of lists",
		    node->string);
	cJSON_ArrayForEach(list, node)
		if (add_list(at, list, into) == -1)
			return -1;
	return 0;
}

static const struct key word_keys[] = {
	{ "countries", KEY_OTHER, offsetof(struct threat_words, countries), NULL,
	    read_same },
	{ "sectors", KEY_OTHER, offsetof(struct threat_words, sectors), NULL,
	    read_same },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
threat_words_read(const char *definitions, struct arena *mem,
    struct threat_words *w, struct buf *text)
{
	char *folder = path_dir(definitions);
	char *path = path_join(folder, "threat-words.yaml");
	struct keys_at at = { path, mem };
	struct arena tree = { 0 };
	cJSON *doc = NULL;
	int rc = keys_load(path, &tree, &doc, text);

	if (rc == 0)
		rc = keys_read(&at, doc, word_keys, w);
	arena_free(&tree);
	free(folder);
	free(path);
	return rc;
}

void
threat_words_free(struct threat_words *w)
{
	strs_free(&w->countries.words);
	strs_free(&w->countries.usual);
	strs_free(&w->sectors.words);
	strs_free(&w->sectors.usual);
}
