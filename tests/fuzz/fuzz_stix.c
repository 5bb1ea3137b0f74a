/* STIX bundles: any bytes; what is read holds together. */
#include <stdio.h>

#include "fuzz.h"
#include "attack/stix.h"
#include "controls/mitigations.h"

static void
check_technique(const struct stix *s, size_t i)
{
	const struct stix_technique *t = &s->techniques[i];

	if (t->id == NULL || t->name == NULL ||
	    t->stix == NULL || t->description == NULL)
		abort();
	if (t->parent > s->ntechniques || t->next > s->ntechniques ||
	    t->end > s->ntechniques)
		abort();
	if (t->end != 0 && s->techniques[t->end - 1].revoked)
		abort();
	if (i > 0 && strcmp(s->techniques[i - 1].id, t->id) > 0)
		abort();
	if (stix_find(s, t->id) == NULL)
		abort();
}

static void
check(const struct stix *s)
{
	struct controls all = { 0 };
	struct arena mem = { 0 };
	size_t i;

	for (i = 0; i < s->ntechniques; i++)
		check_technique(s, i);
	for (i = 0; i < s->ntactics; i++)
		if (s->tactics[i].ord != (int)i)
			abort();
	mitigations_take(s, &mem, &all);
	for (i = 0; i < all.n; i++)
		if (all.v[i].id[0] != 'M' || all.v[i].title == NULL)
			abort();
	free(all.v);
	arena_free(&mem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stix s;

	if (stix_read((const char *)data, size, "bundle", NULL, false, 1, &s) == 0)
		check(&s);
	stix_free(&s);
	return 0;
}
