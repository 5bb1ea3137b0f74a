/* cache: what it holds, and removing what is not used. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/progress.h"
#include "cmd.h"
#include "common.h"
#include "output/answer.h"
#include "output/output.h"
#include "output/table.h"
#include "store/cache.h"
#include "store/part.h"
#include "store/prune.h"
#include "value/member.h"
#include "value/value.h"

enum { DAYS = 30, MEGABYTE = 1000 * 1000 };

static const struct table_column share_columns[] = {
	{ "kind", TABLE_LEFT, 0, 0 },
	{ "files", TABLE_RIGHT, 0, 0 },
	{ "size", TABLE_RIGHT, 0, 0 },
};

struct asked {
	struct build_options c;
	const char *format;
	bool prune, dry;
	int days, parts; /* megabytes */
};

static void
add_shares(cJSON *to, const char *name, const struct cache_share shares[CACHE_KINDS])
{
	cJSON *all = cJSON_AddObjectToObject(to, name), *one;
	int kind;

	for (kind = 0; kind < CACHE_KINDS; kind++) {
		one = cJSON_AddObjectToObject(all, cache_kinds[kind]);
		member_add_number(one, "files", (long long)shares[kind].files);
		member_add_number(one, "bytes", shares[kind].bytes);
	}
}

static void
print_shares(const char *root, const struct cache_share shares[CACHE_KINDS],
    const char *format)
{
	struct table *t = table_new(share_columns,
	    sizeof(share_columns) / sizeof(share_columns[0]));
	bool text = strcmp(format, "text") == 0;
	struct buf size = BUF_INIT;
	int kind;

	for (kind = 0; kind < CACHE_KINDS; kind++) {
		buf_reset(&size);
		if (text)
			progress_put_size(&size, shares[kind].bytes);
		else
			buf_printf(&size, "%lld", shares[kind].bytes);
		table_add(t, cache_kinds[kind]);
		table_add_number(t, (long long)shares[kind].files);
		table_add(t, buf_str(&size));
	}
	table_print(t, format);
	if (text)
		log_info("in %s", root);
	buf_free(&size);
	table_free(t);
}

static void
tell_removed(const struct cache_share removed[CACHE_KINDS], bool dry)
{
	struct cache_share all = { 0 };
	struct buf size = BUF_INIT;
	int kind;

	for (kind = 0; kind < CACHE_KINDS; kind++) {
		all.files += removed[kind].files;
		all.bytes += removed[kind].bytes;
	}
	progress_put_size(&size, all.bytes);
	log_info("%s %zu file%s, %s", dry ? "would prune" : "pruned", all.files,
	    all.files == 1 ? "" : "s", buf_str(&size));
	buf_free(&size);
}

/* Removes what is not used, but for what the lock here names. Returns 0, or -1. */
static int
prune(const struct asked *a, const char *root, struct cache_share removed[CACHE_KINDS])
{
	const struct cache_limits limits = { a->days,
		(long long)a->parts * MEGABYTE, a->dry };
	char *found = a->c.config == NULL ? config_find(true) : NULL;
	char *path = lock_path(a->c.config != NULL ? a->c.config : found);
	struct lock lock = { 0 };
	int rc = lock_read(path, &lock) == -1 ? -1
	    : cache_prune(root, &limits, &lock, removed);

	lock_free(&lock);
	free(path);
	free(found);
	return rc;
}

/* Returns the exit code. */
static int
run_cache(const struct asked *a)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct cache_share shares[CACHE_KINDS], removed[CACHE_KINDS] = { { 0 } };
	char *root = cache_root(a->c.cache);
	cJSON *model = cJSON_CreateObject();
	int rc = root == NULL ? -1 : 0;

	if (rc == 0 && a->prune)
		rc = prune(a, root, removed);
	if (rc == 0)
		rc = cache_measure(root, shares);
	if (rc == 0 && strcmp(a->format, "json") == 0) {
		member_add_number(model, "schema", 1);
		member_add_text(model, "folder", root);
		add_shares(model, "holds", shares);
		if (a->prune)
			add_shares(model, a->dry ? "would_prune" : "pruned", removed);
		rc = output_write_json(NULL, model);
	} else if (rc == 0) {
		print_shares(root, shares, a->format);
		if (a->prune)
			tell_removed(removed, a->dry);
	}
	free(root);
	value_use(before);
	arena_free(&mem);
	return rc == -1 ? EXIT_FAILED : EXIT_OK;
}

int
cmd_cache(const struct command *self, int argc, char **argv)
{
	struct asked a = { .format = "text", .days = DAYS,
		.parts = PART_BYTES / MEGABYTE };
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "prune", NULL, &a.prune,
		    "remove what was not used for so long" },
		{ OPT_COUNT, 0, "days", "N", &a.days,
		    "how long that is: days (30)" },
		{ OPT_COUNT, 0, "parts", "MB", &a.parts,
		    "how much of prepared parts stays (1000)" },
		{ OPT_FLAG, 'n', "dry-run", NULL, &a.dry,
		    "only say how much --prune would remove" },
		{ OPT_TEXT, 'f', "format", "NAME", &a.format,
		    "text, tsv, csv, markdown or json (text)", answer_formats },
		OPT_CONFIG(a.c), OPT_CACHE(a.c), OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0 && a.dry && !a.prune)
		rc = options_wrong(self, "--dry-run is of --prune");
	return rc == 0 ? run_cache(&a) : rc;
}
