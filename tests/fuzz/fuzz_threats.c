/* Threats read from any document by the definitions that hold them: the first byte
 * chooses the definition and the format. */
#include "fuzz.h"
#include "base/str.h"
#include "config/source.h"
#include "controls/control.h"
#include "words/shape.h"
#include "words/words.h"

static struct arena definitions;
static struct source sources[3];
static const char *const ids[] = { "kev", "misp-threat-actors",
	"top-techniques" };

int
fuzz_begin(void)
{
	size_t i;

	for (i = 0; i < 3; i++)
		if (source_read(arena_printf(&definitions,
		    "data/sources/%s.yaml", ids[i]), ids[i], &definitions,
		    &sources[i]) == -1 || sources[i].kind != KIND_THREATS)
			return -1;
	return 0;
}

static void
check_text(const char *text, size_t max)
{
	if (text == NULL || strlen(text) > max ||
	    !str_is_utf8(text, strlen(text)) ||
	    strpbrk(text, "\n\r\t") != NULL)
		abort();
}

static void
check_words(const struct threat *one)
{
	size_t i, j;

	if (one->nwords > 1000 || one->groups.n > 100)
		abort();
	for (i = 0; i < one->nwords; i++) {
		check_text(one->words[i].text, 200);
		if (*one->words[i].text == '\0' ||
		    one->words[i].what >= PROFILE_WORDS)
			abort();
		for (j = 0; j < i && i < 100; j++)
			if (one->words[j].what == one->words[i].what &&
			    str_equal_nocase(one->words[j].text,
				one->words[i].text))
				abort();
	}
}

static void
check(const struct source *s, const struct threat *one)
{
	size_t i;

	if (one->named.path == NULL || one->named.ntags > 1000)
		abort();
	if (s->vulnerability.n > 0)
		check_text(one->named.id, 200);
	if (s->actor.n > 0) {
		check_text(one->named.title, 500);
		check_words(one);
	}
	for (i = 0; i < s->factors.n; i++)
		if (one->factors[i] != -1 &&
		    !(one->factors[i] >= 0 && one->factors[i] <= 1e9))
			abort();
	for (i = 0; i < one->named.ntags; i++)
		if (one->named.tags[i].formed !=
		    shape_is_technique(one->named.tags[i].id))
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena scratch = { 0 }, mem = { 0 };
	struct findings f = { .mem = &mem };
	struct controls all = { 0 };
	struct document d = { "threats.json", NULL, 0 };
	struct source s;
	size_t i;

	if (size == 0)
		return 0;
	s = sources[data[0] % 3];
	s.format = data[0] & 0x40 ? FORMAT_JSON : data[0] & 0x20 ? FORMAT_CSV
	    : FORMAT_YAML;
	d.len = size - 1;
	d.bytes = mem_strndup((const char *)data + 1, d.len);
	control_take(&s, &d, NULL, &scratch, &mem, &all, &f);
	if (all.n + all.nproofs > 0)
		abort();
	for (i = 0; i < all.nthreats; i++)
		check(&s, &all.threats[i]);
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
