/* Source definitions: any bytes as a file. */
#include "in_file.h"
#include "config/source.h"
#include "words/words.h"

static struct in_file file;

/* A few bytes of a pattern can ask regcomp for all memory there is: it is the
 * user's own file. */
static int
repeats(const uint8_t *data, size_t size)
{
	return memmem(data, size, "pattern", 7) != NULL &&
	    memchr(data, '{', size) != NULL && memchr(data, '(', size) != NULL;
}

static void
check(const struct source *s)
{
	size_t i;

	for (i = 0; i < s->lifecycle.n; i++)
		if (s->lifecycle.v[i].is == NULL)
			abort();
	for (i = 0; i < s->techniques.n; i++)
		if (s->techniques.v[i].fields.n == 0 ||
		    (s->techniques.v[i].pattern != NULL) !=
		    (s->techniques.v[i].regex != NULL))
			abort();
	if (s->platform_steps.words.from.n !=
	    s->platform_steps.words.to.n)
		abort();
	kind_name(s->kind);
	source_list_name(s->compass_list);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct source s;

	if (repeats(data, size))
		return 0;
	in_file(&file, data, size);
	if (source_read(file.path, "fuzz", &mem, &s) == 0) {
		check(&s);
		if (source_check(&s) == 0 && s.kind != KIND_ATTACK &&
		    s.path == NULL && s.format != FORMAT_STIX &&
		    source_url(&s, &mem) == NULL)
			abort();
	}
	source_free(&s);
	arena_free(&mem);
	return 0;
}
