/* Documents in the form that their own definition reads: the first line is the id of
 * a definition of ours and, behind a space, a path; the rest is the document. */
#include "definitions.h"

int
fuzz_begin(void)
{
	return definitions_begin();
}

static void
check_text(const char *text)
{
	if (text != NULL && !str_is_utf8(text, strlen(text)))
		abort();
}

static void
check(const struct controls *all, const struct findings *f)
{
	const struct control *k;
	size_t i, t;

	for (i = 0; i < all->n; i++) {
		k = &all->v[i];
		if (k->title == NULL || k->path == NULL)
			abort();
		check_text(k->id);
		check_text(k->url);
		check_text(k->title);
		check_text(k->description);
		for (t = 0; t < k->ntags; t++)
			check_text(k->tags[t].id);
	}
	for (i = 0; i < f->n; i++) {
		if (f->v[i].path == NULL || f->v[i].why == NULL)
			abort();
		check_text(f->v[i].why);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena scratch = { 0 }, mem = { 0 };
	struct findings f = { .mem = &mem };
	struct controls all = { 0 };
	struct document d;
	const struct source *s = definition_split(data, size, &mem, &d);

	if (s != NULL) {
		control_take(s, &d, NULL, &scratch, &mem, &all, &f);
		check(&all, &f);
		free(d.bytes);
	}
	controls_free(&all);
	free(f.v);
	arena_free(&scratch);
	arena_free(&mem);
	return 0;
}
