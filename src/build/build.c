/* Where a build reads and writes. */
#include "build/build.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/program.h"

void
build_begin(struct build_options *c)
{
	if (program_digest(c->program) == -1)
		c->program[0] = '\0';
}

char *
build_catalog(const struct build_options *c)
{
	const char *named = getenv("SEXTANT_CATALOG");
	char *config, *path;

	if (c->catalog != NULL)
		return mem_strdup(c->catalog);
	if (named != NULL && *named != '\0')
		return mem_strdup(named);
	config = c->config == NULL ? config_find(false) : NULL;
	path = path_beside(config, "out/catalog.db");
	free(config);
	return path;
}

const char *
build_out(const struct build_options *c, const struct config *config)
{
	return c->out != NULL ? c->out
	    : config->out != NULL ? config->out : "out/site";
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
build_home(const char *name)
{
	/* Installed in PREFIX/bin; built in out/bin or out/san/bin. */
	static const char *const above[] = { "../share/sextant", "../..",
		"../../.." };
	static const char share[] = SEXTANT_SHARE; /* empty: it is one of these */
	char *base = program_folder(), *path = NULL;
	size_t i;

	for (i = 0; base != NULL && path == NULL &&
	    i < sizeof(above) / sizeof(above[0]); i++)
		path = try_folder(base, above[i], name);
	if (path == NULL && *share != '\0')
		path = try_folder(share, "", name);
	if (path == NULL)
		log_error("%s: not found beside the program%s%s", name,
		    *share != '\0' ? ", nor in " : "", share);
	free(base);
	return path;
}

int
build_config(const struct build_options *c, struct config *config)
{
	char *definitions = build_home("data/sources");
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

int
build_check_only(const struct build_options *c, const struct config *config)
{
	size_t i;

	for (i = 0; i < c->only.n; i++) {
		if (strcmp(c->only.v[i], "attack") == 0 ||
		    config_source(config, c->only.v[i]) != NULL)
			continue;
		config_no_source(config, "", c->only.v[i]);
		return -1;
	}
	return 0;
}
