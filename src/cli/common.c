/* Where things stand. */
#include "common.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "fetch/fetch.h"
#include "output.h"
#include "value/value.h"

const char *
common_catalog(const struct common *c)
{
	const char *named = getenv("SEXTANT_CATALOG");

	if (c->catalog != NULL)
		return c->catalog;
	return named != NULL && *named != '\0' ? named : "out/catalog.db";
}

const char *
common_out(const struct common *c, const struct config *config)
{
	return c->out != NULL ? c->out
	    : config->out != NULL ? config->out : "out/site";
}

int
common_check(const struct command *self, const struct common *c)
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
	return -1;
}

/* The folder that the program itself stands in; caller frees. */
static char *
program_folder(void)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return path_dir(path);
}

static char *
try_folder(const char *base, const char *above, const char *name)
{
	char *root = path_join(base, above);
	char *path = path_join(root, name);

	free(root);
	if (file_is_folder(path))
		return path;
	free(path);
	return NULL;
}

char *
common_home(const char *name)
{
	/* Installed in PREFIX/bin; built in out/bin or out/san/bin. */
	static const char *const above[] = { "../share/sextant", "../..",
		"../../.." };
	char *base = program_folder(), *path = NULL;
	size_t i;

	for (i = 0; base != NULL && path == NULL &&
	    i < sizeof(above) / sizeof(above[0]); i++)
		path = try_folder(base, above[i], name);
	if (path == NULL)
		path = try_folder(SEXTANT_SHARE, "", name);
	if (path == NULL)
		log_error("%s: not found beside the program, nor in %s", name,
		    SEXTANT_SHARE);
	free(base);
	return path;
}

int
common_print_json(const cJSON *m)
{
	return output_write_json(NULL, m);
}

int
common_ask(const struct common *c,
    int (*ask)(struct catalog *catalog, void *what), void *what)
{
	long long start = log_clock();
	struct catalog *catalog = catalog_open(common_catalog(c));
	struct arena mem = { 0 }, *before;
	int rc;

	if (catalog == NULL)
		return EXIT_FAILED;
	before = value_use(&mem);
	rc = ask(catalog, what);
	value_use(before);
	log_detail("%s: answered in %lld ms, models of %zu kB",
	    common_catalog(c), log_clock() - start, mem.bytes / 1024);
	arena_free(&mem);
	catalog_close(catalog);
	return rc == -1 ? EXIT_FAILED : rc;
}

int
common_config(const struct common *c, struct config *config)
{
	char *definitions = common_home("data/sources");
	size_t i;
	int rc;

	if (definitions == NULL) {
		memset(config, 0, sizeof(*config));
		return -1;
	}
	rc = config_read(c->config, definitions, c->attack, config);
	free(definitions);
	for (i = 0; rc == 0 && i < c->accepted.n; i++)
		rc = config_accept_change(config, c->accepted.v[i]);
	return rc;
}
