/* Any bytes as a file that is handed over: refused, or things with their place. */
#include "fuzz.h"
#include "report/report.h"
#include "words/shape.h"

static struct report_names *names;

int
fuzz_begin(void)
{
	names = report_names_new();
	report_names_add(names, "APT29", REPORT_GROUP);
	report_names_add(names, "Cozy Bear", REPORT_GROUP);
	report_names_add(names, "Midnight Blizzard", REPORT_GROUP);
	report_names_add(names, "Play", REPORT_GROUP);
	report_names_add(names, "Play", REPORT_SOFTWARE);
	report_names_add(names, "Net", REPORT_SOFTWARE);
	report_names_add(names, "Ryuk", REPORT_SOFTWARE);
	report_names_add(names, "PsExec", REPORT_SOFTWARE);
	report_names_add(names, "LAPSUS$", REPORT_GROUP);
	return 0;
}

static void
hold_thing(const struct report_thing *t, int lines)
{
	struct shape shape;
	size_t i;

	if (t->word == NULL || t->n == 0 || t->times < t->n ||
	    t->n > REPORT_LINES_MAX)
		abort();
	if (t->id != NULL && t->as != REPORT_CVE &&
	    (!shape_read(t->id, &shape) || strcmp(shape.id, t->id) != 0))
		abort();
	for (i = 0; i < t->n; i++)
		if (t->lines[i] < 1 || t->lines[i] > lines)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct report r = { 0 };
	char *text = mem_strndup((const char *)data, size);
	size_t i, len = strlen(text);
	int lines = 1;

	for (i = 0; i < len; i++)
		lines += text[i] == '\n';
	if (report_read("fuzz", text, len, names, &mem, &r) == 0)
		for (i = 0; i < r.n; i++)
			hold_thing(&r.v[i], lines);
	else if (r.n > 0 || r.v != NULL)
		abort();
	arena_free(&mem);
	free(text);
	return 0;
}
