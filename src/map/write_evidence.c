/* Writes what is known of controls by tests. */
#include "write_evidence.h"

#include <stdlib.h>

#include "catalog/put_evidence.h"
#include "write.h"

/* What is joined, by control, then as it came. */
struct fact {
	long long control, source;
	const struct stix *domain; /* the control's */
	size_t i;
	const struct joined *joined;
};

static int
compare_facts(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;

	if (x->control != y->control)
		return x->control < y->control ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

/* Lists what is joined to such controls, without what says nothing at all. */
static struct fact *
list_facts(const struct inputs *in, const struct stix *domains, bool local,
    size_t *n)
{
	const struct input *from;
	const struct joined *j;
	struct fact *facts;
	size_t i, k;

	for (*n = 0, i = 0; i < in->n; i++)
		*n += in->v[i].njoined;
	facts = mem_array(*n, sizeof(*facts));
	for (*n = 0, i = 0; i < in->n; i++) {
		from = &in->v[i];
		for (k = 0; k < from->njoined; k++) {
			j = &from->joined[k];
			if (j->proof->outcome == RESULT_NOTHING ||
			    input_is_local(j->at) != local)
				continue;
			facts[*n].joined = j;
			facts[*n].control = write_control_pk(in, j->at, j->control);
			facts[*n].domain = &domains[j->at->domain];
			facts[*n].source = (long long)i + 1;
			facts[*n].i = *n;
			(*n)++;
		}
	}
	if (*n > 0)
		qsort(facts, *n, sizeof(*facts), compare_facts);
	return facts;
}

static int
write_fact(struct catalog *c, const struct fact *f, int ord)
{
	const struct joined *j = f->joined;
	const struct catalog_evidence row = { f->control, ord, j->level,
		f->source, j->test, j->named, result_name(j->level == E2
		|| j->level == E3 ? RESULT_NAMED : j->proof->outcome), j->stands,
		j->proof->day, j->proof->path, j->proof->line };
	size_t i;

	if (catalog_put_evidence(c, &row) == -1)
		return -1;
	for (i = 0; i < j->control->ntags; i++)
		if (j->of[i] && j->control->tags[i].technique != 0 &&
		    catalog_put_evidence_technique(c, f->control, ord,
		    f->domain->first.technique +
		    (long long)j->control->tags[i].technique) == -1)
			return -1;
	return 0;
}

int
write_evidence(struct catalog *c, const struct inputs *in,
    const struct stix *domains, bool local)
{
	size_t n, i;
	struct fact *facts = list_facts(in, domains, local, &n);
	int rc = 0, ord = 0;

	for (i = 0; rc == 0 && i < n; i++) {
		ord = i > 0 && facts[i].control == facts[i - 1].control
		    ? ord + 1 : 0;
		rc = write_fact(c, &facts[i], ord);
	}
	free(facts);
	return rc;
}
