/* mcp: what assistants ask, over the Model Context Protocol. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "cmd.h"
#include "common.h"
#include "mcp/mcp.h"

enum { METHODOLOGY_MAX = 1024 * 1024 };

/* What may be asked: nothing of it writes. */
static const char *const served_commands[] = { "show", "search", "list", "gaps",
	"threat", "stats", "visibility", "lint", "diff", "report", NULL };

struct served {
	const struct build_options *c;
	char *catalog; /* its path */
};

/* lint has no catalog, and the others nothing but that. */
static void
put_served(const struct served *s, const char *name, struct strs *args)
{
	struct arena mem = { 0 };

	if (strcmp(name, "lint") != 0)
		strs_add(args, arena_printf(&mem, "--catalog=%s",
		    s->catalog));
	else if (s->c->config != NULL)
		strs_add(args, arena_printf(&mem, "--config=%s", s->c->config));
	if (strcmp(name, "lint") == 0 && s->c->cache != NULL)
		strs_add(args, arena_printf(&mem, "--cache=%s", s->c->cache));
	arena_free(&mem);
}

static bool
is_served(const char *name)
{
	const char *const *one = served_commands;

	while (*one != NULL && strcmp(*one, name) != 0)
		one++;
	return *one != NULL;
}

static int
run_served(void *ctx, const struct strs *args)
{
	const struct command *command = command_find(args->v[0]);
	struct strs all = { 0 };
	char **argv;
	size_t i;
	int rc;

	if (command == NULL || !is_served(args->v[0]))
		return EXIT_USAGE;
	strs_add(&all, args->v[0]);
	put_served(ctx, args->v[0], &all);
	for (i = 1; i < args->n; i++)
		strs_add(&all, args->v[i]);
	/* They are moved about by who reads them. */
	argv = mem_array(all.n + 1, sizeof(*argv));
	for (i = 0; i < all.n; i++)
		argv[i] = all.v[i];
	rc = command->run(command, (int)all.n, argv);
	free(argv);
	strs_free(&all);
	return rc;
}

/* By what it was made from: a catalog of the same is the same. */
static void
identify_catalog(void *ctx, struct buf *out)
{
	const struct served *s = ctx;
	char key[128];

	if (catalog_inputs(s->catalog, key, sizeof(key)) == 1)
		buf_puts(out, key);
}

static int
read_methodology(void *ctx, struct buf *out)
{
	char *data = build_home("data");
	char *path = data == NULL ? NULL : path_join(data, "README.md");
	int rc = path == NULL ? -1 : file_read(path, METHODOLOGY_MAX, out);

	(void)ctx;
	free(data);
	free(path);
	return rc;
}

int
cmd_mcp(const struct command *self, int argc, char **argv)
{
	struct build_options c = { 0 };
	struct served s = { .c = &c };
	const struct mcp_commands served = { &s, run_served, identify_catalog,
		read_methodology };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_CONFIG(c), OPT_CACHE(c), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0) {
		s.catalog = build_catalog(&c);
		rc = mcp_serve(&served) == 0 ? EXIT_OK : EXIT_FAILED;
	}
	free(s.catalog);
	return rc;
}
