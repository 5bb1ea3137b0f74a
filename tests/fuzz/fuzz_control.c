/* Controls, and proofs: the first byte chooses a definition, the rest is a
 * document. */
#include <stdio.h>

#include "fuzz.h"
#include "words/shape.h"
#include "base/date.h"
#include "base/digest.h"
#include "controls/control.h"
#include "controls/correlation.h"
#include "controls/recordings.h"
#include "controls/tagging.h"

/* One with all that a definition can ask of a document; not one of ours. */
static const char every_way[] =
    "read: {each: ['tests[]', '/more[]'], yara_l: ['tests[].yara'],"
    " json: ['tests[].ids', text], total: text.n, more: text.next,"
    " when: [{field: name}, {field: on, in: ['1']}],"
    " plain_names: true, has: [name], has_none: [off]}\n"
    "control: {id: [id, /id], id_pattern: '([a-z]+)$', title: [name, /title], description: /about,"
    " level: level, status: /status, author: /author, date: date,"
    " modified: [m, date], platforms: ['on[]', '/on[]'], query: [pick, q],"
    " recordings: [seen, '/seen[]'], files: ['files[]', '/files[]']}\n"
    "techniques:\n- {fields: ['tags[]', /tags], pattern: 't([0-9.]+)'}\n"
    "- fields: ['ids[]', '/ids[]']\n"
    "lifecycle: [{is: removed, field: [state, /state], in: [gone]}]\n"
    "type: [{is: hunting, field: 'kind[]', in: [hunt, '1']}]\n"
    "evidence: [{is: E1, field: a}, {is: E3, field: 'b[]'},"
    " {is: E2, path: 'x/**'}]\n"
    "platforms: {win: Windows}\n"
    "catch_all: {selections: pick, condition: pick.condition,"
    " besides: [condition], tells_apart: [count]}\n"
    "twin: {of: other, id: [{within: 'kin[]', when: {field: is, in: [old]},"
    " fields: id, else: name}], name: [{fields: name, pattern: '^x(.*)$'}]}\n"
    "link: https://e.org/{path}/{id}/{tagged}/{number}/{slug}\n";

static struct arena definitions;
static struct source sources[7];

enum { RESULTS = 4, RESULTS_END = 7 }; /* definitions of evidence */

static int
read_text(struct source *s, const char *text)
{
	char path[] = "/tmp/sextant.XXXXXX";
	int fd = mkstemp(path), rc = -1;
	FILE *f = fd == -1 ? NULL : fdopen(fd, "w");

	if (f != NULL && fputs(text, f) != EOF && fclose(f) == 0)
		rc = source_read(path, "every", &definitions, s);
	remove(path);
	return rc;
}

int
fuzz_begin(void)
{
	if (source_read("data/sources/splunk.yaml", "splunk", &definitions,
	    &sources[0]) == -1 ||
	    source_read("data/sources/sigma.yaml", "sigma", &definitions,
	    &sources[1]) == -1 ||
	    source_read("data/sources/atomic.yaml", "atomic", &definitions,
	    &sources[2]) == -1 || read_text(&sources[3], every_way) == -1 ||
	    source_read("data/sources/results.yaml", "results", &definitions,
	    &sources[RESULTS]) == -1 ||
	    source_read("data/sources/attire.yaml", "attire", &definitions,
	    &sources[RESULTS + 1]) == -1 ||
	    source_read("data/sources/caldera.yaml", "caldera", &definitions,
	    &sources[RESULTS + 2]) == -1)
		return -1;
	return 0;
}

/* What its twin is called is no more than it may, and no name twice. */
static void
check_calls(const struct strs *calls)
{
	size_t i, j;

	if (calls->n > 100)
		abort();
	for (i = 0; i < calls->n; i++) {
		if (*calls->v[i] == '\0' ||
		    !str_is_utf8(calls->v[i], strlen(calls->v[i])))
			abort();
		for (j = 0; j < i; j++)
			if (str_equal_nocase(calls->v[j], calls->v[i]))
				abort();
	}
}

static void
check(const struct control *k)
{
	size_t i, j;

	if (k->title == NULL || *k->title == '\0' || k->lifecycle >= LIFECYCLE_NONE ||
	    k->type >= TYPE_NONE || k->url == NULL || k->path == NULL ||
	    k->evidence < 0 || k->evidence > 2 || k->nsimulates > 1000 || k->ntags > 1000 ||
	    k->platforms.n > 100)
		abort();
	if (k->id != NULL && *k->id == '\0')
		abort();
	if (!str_is_utf8(k->title, strlen(k->title)))
		abort();
	for (i = 0; i < k->ntags; i++) {
		if (k->tags[i].formed != shape_is_technique(k->tags[i].id))
			abort();
		for (j = 0; j < i && i < 100; j++)
			if (strcmp(k->tags[j].id, k->tags[i].id) == 0)
				abort();
	}
	check_calls(&k->twin_ids);
	check_calls(&k->twin_names);
	if (k->query != NULL && !digest_is_valid(k->query))
		abort();
	for (i = 0; k->url[i] != '\0'; i++)
		if (k->url[i] <= ' ' || strchr("<>\"'`\\()", k->url[i]) != NULL)
			abort();
}

/* What is found by an address is a recording that is there. */
static void
check_recordings(const struct source *s, const struct controls *all)
{
	struct recordings r = { 0 };
	struct recordings_found found;
	const struct control *k;
	size_t i, n;

	recordings_add(&r, s, all->v, all->n);
	recordings_sort(&r);
	for (i = 0; i < all->n; i++) {
		k = &all->v[i];
		if (k->nrecordings > 1000 || k->nfiles > 1000)
			abort();
		for (n = 0; n < k->nrecordings; n++) {
			found = recordings_find(&r, k->recordings[n].id);
			if (found.n > 0 && found.v[found.n - 1].at >= r.n)
				abort();
		}
	}
	recordings_free(&r);
}

/* What is understood names something, and is of a row. */
static void
check_proofs(const struct controls *all)
{
	const struct proof *p;
	size_t i;

	if (all->understood > all->rows || all->understood > all->nproofs)
		abort();
	for (i = 0; i < all->nproofs; i++) {
		p = &all->proofs[i];
		if ((p->control == NULL ? p->name == NULL
		    : *p->control == '\0') ||
		    p->outcome >= RESULT_NONE ||
		    (p->day != NULL && !date_is_valid(p->day)))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena scratch = { 0 }, mem = { 0 };
	struct findings f = { .mem = &mem };
	struct controls all = { 0 };
	struct document d = { "rules/x.yml", NULL, 0 };
	struct source s;
	size_t i;

	if (size == 0)
		return 0;
	s = sources[data[0] & 0x80
	    ? RESULTS + data[0] % 4 % (RESULTS_END - RESULTS) : data[0] % 4];
	s.own = true;
	s.format = data[0] & 0x40 ? FORMAT_JSON
	    : data[0] & 0x80 ? FORMAT_CSV : FORMAT_YAML;
	d.len = size - 1;
	d.bytes = mem_strndup((const char *)data + 1, d.len);
	control_take(&s, &d, NULL, &scratch, &mem, &all, &f);
	for (i = 0; i < all.n; i++)
		check(&all.v[i]);
	correlation_resolve(&all, false, &f);
	for (i = 0; i < all.n; i++)
		check(&all.v[i]);
	check_proofs(&all);
	s.github = "A/b";
	check_recordings(&s, &all);
	for (i = 0; i < f.n; i++)
		if (f.v[i].path == NULL || f.v[i].why == NULL)
			abort();
	free(d.bytes);
	controls_free(&all);
	free(f.v);
	arena_free(&scratch);
	arena_free(&mem);
	return 0;
}
