/* What several commands share. */
#include "common.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "fetch/fetch.h"
#include "output/output.h"
#include "site/render.h"
#include "value/value.h"

int
common_check(const struct command *self, const struct build_options *c)
{
	const char *why = c->mirror == NULL ? NULL
					    : fetch_why_no_mirror(c->mirror);

	if (why != NULL)
		return options_wrong(self, "--mirror %s: %s", c->mirror, why);
	if (c->attack != NULL && !config_is_attack(c->attack))
		return options_wrong(self, "--attack %s: expected "
		    "[DOMAIN-]VERSION, in numbers and dots, latest, or a "
		    "bundle FILE.json",
		    c->attack);
	return 0;
}

int
common_write_svg(const char *template, const cJSON *model, const char *output)
{
	char *templates = build_home("templates");
	struct buf out = BUF_INIT;
	int rc = -1;

	if (templates != NULL)
		rc = render_svg(templates, template, model, &out);
	if (rc == 0)
		rc = output_write(output, &out);
	buf_free(&out);
	free(templates);
	return rc;
}

struct catalog *
common_open(const struct build_options *c)
{
	char *path = build_catalog(c);
	struct catalog *catalog = catalog_open(path);

	log_detail("%s: the catalog", path);
	free(path);
	return catalog;
}

int
common_ask(const struct build_options *c,
    int (*ask)(struct catalog *catalog, void *what), void *what)
{
	long long start = log_clock();
	struct catalog *catalog = common_open(c);
	struct arena mem = { 0 }, *before;
	int rc;

	if (catalog == NULL)
		return EXIT_FAILED;
	before = value_use(&mem);
	rc = ask(catalog, what);
	value_use(before);
	log_detail("answered in %lld ms, models of %zu kB", log_clock() - start,
	    mem.bytes / 1024);
	arena_free(&mem);
	catalog_close(catalog);
	return rc == -1 ? EXIT_FAILED : rc;
}
