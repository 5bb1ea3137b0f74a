/* What is asked of a catalog, by whomever: each line is a word. It
 * is answered, whatever it is, and no word is taken for a file. */
#include "fuzz.h"
#include "../unit/capture.h"
#include "catalog/catalog.h"
#include "../unit/filled.h"
#include "subject/subject.h"
#include "threat/targets.h"
#include "value/member.h"

enum { LENGTH_MAX = 1024, WORDS_MAX = 8 };

static struct catalog *catalog;

int
fuzz_begin(void)
{
	char *folder = scratch_begin(), *path = path_join(folder, "catalog.db");
	struct catalog *c = catalog_create(path);

	if (c != NULL && fill(c) == 0 && catalog_commit(c) == 0)
		catalog = catalog_open(path);
	scratch_end(folder);
	free(path);
	return catalog == NULL ? -1 : 0;
}

/* Standard input may be asked for, also where no file may: here there is none. */
static bool
is_input(const char *word)
{
	size_t n = strlen(word);

	return n > 0 && word[n - 1] == '-';
}

static void
ask(const char *word)
{
	const struct strs all = { 0 };
	cJSON *m = subject_find(catalog, word, &all);
	const cJSON *found, *one;

	if (m == NULL)
		abort();
	found = member_get(m, "found");
	cJSON_ArrayForEach(one, found)
		if (member_string(one, "kind") == NULL)
			abort();
	one = found == NULL ? NULL : found->child;
	if (one != NULL && !subject_is_control(one) &&
	    !str_equal(member_string(one, "kind"), "technique") &&
	    subject_make(catalog, one, NULL, NULL) == NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	char *text = mem_strndup((const char *)data, size), *word, *rest = text;
	struct strs words = { 0 };
	const cJSON *one;
	cJSON *m;

	if (size <= LENGTH_MAX)
		while ((word = strsep(&rest, "\n")) != NULL &&
		    words.n < WORDS_MAX) {
			ask(word);
			if (!is_input(word))
				strs_add(&words, word);
		}
	m = targets_resolve(catalog, &words, TARGETS_NO_FILES);
	if (m == NULL)
		abort();
	cJSON_ArrayForEach(one, member_get(m, "targets"))
		if (str_equal(member_string(one, "kind"), "report") ||
		    str_equal(member_string(one, "kind"), "layer"))
			abort();
	strs_free(&words);
	free(text);
	value_use(before);
	arena_free(&mem);
	return 0;
}
