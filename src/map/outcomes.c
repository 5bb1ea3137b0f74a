/* Of what a rule did in a test time and again: what holds today. */
#include "outcomes.h"

#include "words/words.h"

#include <stdlib.h>
#include <string.h>

/* What is joined, and its place among all of that. */
struct tried {
	struct joined *j;
	const char *test; /* lower case; "": not named */
	size_t i;
};

/* How far two have to do with each other: not 0 where they do not. */
static int
compare_tests(const struct tried *x, const struct tried *y)
{
	if (x->j->level != y->j->level)
		return x->j->level < y->j->level ? -1 : 1;
	if (x->j->control != y->j->control)
		return x->j->control < y->j->control ? -1 : 1;
	return strcmp(x->test, y->test);
}

/* Of one test the later is behind the earlier. */
static int
compare_outcomes(const void *a, const void *b)
{
	const struct tried *x = a, *y = b;
	int order = compare_tests(x, y);

	if (order != 0)
		return order;
	if (x->j->proof->at != y->j->proof->at)
		return x->j->proof->at < y->j->proof->at ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

static struct tried *
list_outcomes(struct inputs *in, struct arena *mem, size_t *n)
{
	struct tried *list;
	struct joined *j;
	size_t i, k;

	for (*n = 0, i = 0; i < in->n; i++)
		*n += in->v[i].njoined;
	list = mem_array(*n, sizeof(*list));
	for (*n = 0, i = 0; i < in->n; i++) {
		for (k = 0; k < in->v[i].njoined; k++) {
			j = &in->v[i].joined[k];
			if (j->level < E4)
				continue;
			list[*n].j = j;
			list[*n].test = j->test == NULL ? ""
			    : str_lower(mem, j->test);
			list[*n].i = *n;
			(*n)++;
		}
	}
	if (*n > 0)
		qsort(list, *n, sizeof(*list), compare_outcomes);
	return list;
}

bool
outcomes_ran(const struct joined *j)
{
	return j->level == E0 && j->proof->outcome != RESULT_NOT_RUN &&
	    j->proof->outcome != RESULT_NOTHING;
}

void
outcomes_decide(struct inputs *in)
{
	struct arena mem = { 0 };
	size_t n, i;
	struct tried *list = list_outcomes(in, &mem, &n);
	bool missed = false;

	for (i = n; i-- > 0;) {
		if (i + 1 < n && compare_tests(&list[i], &list[i + 1]) != 0)
			missed = false;
		missed |= list[i].j->proof->outcome == RESULT_MISSED;
		list[i].j->stands = !missed &&
		    list[i].j->proof->outcome == RESULT_DETECTED;
	}
	free(list);
	arena_free(&mem);
}

/* Raises each pair to the highest level of evidence that stands. */
static void
raise_pairs(struct input *i)
{
	const struct joined *j;
	enum evidence *level;
	size_t k, t;

	for (k = 0; k < i->njoined; k++) {
		j = &i->joined[k];
		for (t = 0; j->stands && t < j->control->ntags; t++) {
			level = &j->control->tags[t].evidence;
			if (j->of[t] && j->control->tags[t].technique != 0 &&
			    j->level > *level)
				*level = j->level;
		}
	}
}

/* Raises the control to the best of its pairs. */
static void
raise_control(struct control *k)
{
	size_t t;

	for (t = 0; t < k->ntags; t++)
		if (k->tags[t].evidence > k->evidence)
			k->evidence = k->tags[t].evidence;
}

void
outcomes_raise(struct inputs *in)
{
	size_t i, n;

	for (i = 0; i < in->n; i++)
		raise_pairs(&in->v[i]);
	for (i = 0; i < in->n; i++)
		for (n = 0; n < in->v[i].ncontrols; n++)
			raise_control(&in->v[i].controls[n]);
}
