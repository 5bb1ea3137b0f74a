/* Platforms of controls that are none of ATT&CK's. */
#include "foreign_platforms.h"

#include "controls/closed_fields.h"

/* Adds what counts as a platform: those of this ATT&CK, and those that the
 * definition gives, which may be of older ones. */
static void
list_platforms(const struct source *of, const struct stix *s,
    struct strs *platforms)
{
	const struct platform_steps *p = &of->platform_steps;
	size_t i;

	for (i = 0; i < s->ntechniques; i++)
		strs_merge(platforms, &s->techniques[i].platforms);
	strs_merge(platforms, &p->words.to);
	for (i = 0; i < p->n; i++) {
		strs_merge(platforms, &p->v[i].words.to);
		strs_merge(platforms, &p->v[i].paths.to);
	}
}

void
foreign_platforms_add(struct input *i, const struct stix *s)
{
	static const struct rule field = { .is = "platform" };
	struct strs platforms = { 0 };
	const struct control *k;
	struct unknown one;
	size_t n;

	list_platforms(i->source, s, &platforms);
	for (k = i->controls; k < i->controls + i->ncontrols; k++) {
		for (n = 0; n < k->platforms.n; n++) {
			if (!k->counts || strs_has_nocase(&platforms,
			    k->platforms.v[n]))
				continue;
			one = (struct unknown){ &field, k->platforms.v[n],
				k->path, k->line, 1 };
			closed_fields_add(&i->unknowns, &one);
		}
	}
	strs_free(&platforms);
}
