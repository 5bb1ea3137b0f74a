/* sextant.yaml: any bytes as a file; what is read of it is in order. */
#include "in_file.h"
#include "base/digest.h"
#include "config/config.h"
#include "small_share.h"

static struct in_file file;

int
fuzz_begin(void)
{
	return share_begin();
}

static void
check_sources(const struct config *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (i > 0 && strcmp(c->sources[i - 1].id, c->sources[i].id) >= 0)
			abort();
		if (config_source(c, c->sources[i].id) != &c->sources[i] ||
		    config_attack_of(c, &c->sources[i]) > c->nattacks)
			abort();
	}
}

static void
check(const struct config *c)
{
	size_t i;

	if (c->nattacks == 0 || c->nattacks > DOMAINS || c->title == NULL ||
	    !digest_is_valid(c->digest) || c->valid_for < 0)
		abort();
	for (i = 0; i < c->nattacks; i++)
		if (c->attacks[i].domain == NULL ||
		    (c->attacks[i].path == NULL &&
		    c->attacks[i].version == NULL))
			abort();
	for (i = 0; i < c->nexceptions; i++)
		if (c->exceptions[i].id == NULL ||
		    c->exceptions[i].reason == NULL)
			abort();
	for (i = 0; i < c->nlogs; i++)
		if ((c->logs[i].name == NULL) == (c->logs[i].dettect == NULL))
			abort();
	for (i = 0; i < c->checks.nlevels; i++)
		if (c->checks.levels[i].rule == NULL)
			abort();
	check_sources(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config c = { 0 };

	if (config_read(in_file(&file, data, size), share_sources, NULL, &c) == 0)
		check(&c);
	config_free(&c);
	return 0;
}
