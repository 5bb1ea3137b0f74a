/* Pairs of controls read from any document by a definition that holds a crosswalk: the
 * first byte chooses the definition and the format. */
#include "fuzz.h"
#include "base/str.h"
#include "config/source.h"
#include "controls/control.h"
#include "words/words.h"

static struct arena definitions;
static struct source sources[2];

int
fuzz_begin(void)
{
	static const char *const paths[] = { "data/sources/olir.yaml",
		"tests/fuzz/crosswalk.yaml" };
	size_t i;

	for (i = 0; i < 2; i++)
		if (source_read(paths[i], "crosswalk", &definitions,
		    &sources[i]) == -1 || sources[i].kind != KIND_CROSSWALK)
			return -1;
	return 0;
}

static void
check_text(const char *text, size_t max)
{
	if (text == NULL || *text == '\0' || strlen(text) > max ||
	    !str_is_utf8(text, strlen(text)) ||
	    strpbrk(text, "\n\r\t") != NULL)
		abort();
}

static void
check(const struct crosswalk_pair *p)
{
	size_t i;

	if (p->path == NULL || p->relation >= RELATION_NONE)
		abort();
	for (i = 0; i < CROSSWALK_SIDES; i++) {
		check_text(p->ids[i], 200);
		if (p->titles[i] != NULL)
			check_text(p->titles[i], 500);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena scratch = { 0 }, mem = { 0 };
	struct findings f = { .mem = &mem };
	struct controls all = { 0 };
	struct document d = { "pairs.json", NULL, 0 };
	struct source s;
	size_t i;

	if (size == 0)
		return 0;
	s = sources[data[0] % 2];
	s.format = data[0] & 0x40 ? FORMAT_JSON : data[0] & 0x20 ? FORMAT_CSV
	    : FORMAT_YAML;
	d.len = size - 1;
	d.bytes = mem_strndup((const char *)data + 1, d.len);
	control_take(&s, &d, NULL, &scratch, &mem, &all, &f);
	if (all.n + all.nproofs + all.nthreats > 0 || all.npairs > 50000)
		abort();
	for (i = 0; i < all.npairs; i++)
		check(&all.pairs[i]);
	for (i = 0; i < all.ntitles; i++) {
		check_text(all.titles[i].id, 200);
		check_text(all.titles[i].title, 500);
	}
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
