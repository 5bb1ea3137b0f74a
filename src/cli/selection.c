/* The options that choose which controls a figure is made of. */
#include "selection.h"

#include <string.h>

#include "base/log.h"
#include "model/measure.h"
#include "value/value.h"

static bool
is_kind(const char *s)
{
	return strcmp(s, "policy") == 0 || strcmp(s, "detection") == 0 ||
	    strcmp(s, "test") == 0;
}

int
selection_kinds(const struct command *self, const struct strs *kinds)
{
	size_t i;

	for (i = 0; i < kinds->n; i++)
		if (!is_kind(kinds->v[i]))
			return options_wrong(self, "--kind: expected policy, "
			    "detection or test");
	return -1;
}

int
selection_check(const struct command *self, struct selection *s)
{
	int rc = selection_kinds(self, &s->chosen.kinds);

	if (rc != -1 || s->evidence == NULL)
		return rc;
	if (s->evidence[0] != 'E' || s->evidence[1] < '0' ||
	    s->evidence[1] > '5' || s->evidence[2] != '\0')
		return options_wrong(self, "--evidence: expected E0 to E5");
	s->chosen.evidence = s->evidence[1] - '0';
	return -1;
}

int
selection_find_sources(struct catalog *c, const char *option,
    const struct strs *sources)
{
	cJSON *rows = NULL;
	const cJSON *row;
	bool there;
	size_t i;

	if (catalog_rows(c, Q_SOURCES, NULL, &rows) == -1)
		return -1;
	for (i = 0; i < sources->n; i++) {
		there = false;
		cJSON_ArrayForEach(row, rows)
			there |= str_equal(value_get_text(row, "id"),
			    sources->v[i]);
		if (!there) {
			log_error("--%s %s: no such source in the catalog",
			    option, sources->v[i]);
			return -1;
		}
	}
	return 0;
}

int
selection_find(struct catalog *c, const struct selection *s)
{
	struct buf why = BUF_INIT;
	int rc;

	if (selection_find_sources(c, "source", &s->chosen.sources) == -1)
		return -1;
	rc = model_platforms(c, &s->chosen.platforms, &why);
	if (rc == 0)
		log_error("--platform %s", buf_str(&why));
	buf_free(&why);
	return rc == 0 ? EXIT_USAGE : rc == 1 ? 0 : -1;
}

bool
selection_is_all(const struct selection *s)
{
	const struct catalog_selection *x = &s->chosen;

	return x->sources.n + x->platforms.n + x->kinds.n + x->types.n == 0 &&
	    x->evidence == 0 && !x->deployed;
}

void
selection_free(struct selection *s)
{
	strs_free(&s->chosen.sources);
	strs_free(&s->chosen.platforms);
	strs_free(&s->chosen.kinds);
	strs_free(&s->chosen.types);
}
