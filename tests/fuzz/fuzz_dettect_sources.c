/* DeTT&CT's data sources: any bytes; what is read has a name and platforms. */
#include "fuzz.h"
#include "logs/dettect_sources.h"

static void
check(const struct dettect_source *s, const struct strs *platforms, size_t size)
{
	size_t i;

	if (s->name[0] == '\0' || s->line < 1 || (size_t)s->line > size + 1 ||
	    s->platforms.n == 0 || s->platforms.n > platforms->n)
		abort();
	for (i = 0; i < s->platforms.n; i++)
		if (!strs_has(platforms, s->platforms.v[i]))
			abort();
	for (i = 0; i < s->products.n; i++)
		if (s->products.v[i][0] == '\0')
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	struct arena mem = { 0 };
	struct findings f = { .mem = &mem };
	struct dettect_sources s = { 0 };
	struct strs platforms = { 0 };
	const struct dettect_domain domain = { "enterprise", &platforms };
	size_t i;

	strs_add(&platforms, "Windows");
	strs_add(&platforms, "Office Suite");
	dettect_sources_read("d.yaml", text, size, &domain, 1, &s, &f);
	if (s.domain == NULL && (s.n > 0 || f.n == 0))
		abort();
	for (i = 0; i < s.n; i++)
		check(&s.v[i], &platforms, size);
	dettect_sources_free(&s);
	strs_free(&platforms);
	free(f.v);
	arena_free(&mem);
	free(text);
	return 0;
}
