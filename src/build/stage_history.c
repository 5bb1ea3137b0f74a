/* Adds a build to the history that is committed beside the configuration. */
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "build/build.h"
#include "compare/history.h"
#include "value/value.h"

/* The build at the end of what stands at path; returns 0, or -1 after
 * reporting the error. */
static int
append(const char *path, struct catalog *catalog, bool quiet)
{
	char day[DATE_LEN + 1];
	bool told = getenv("SOURCE_DATE_EPOCH") != NULL;
	cJSON *history = NULL;
	struct outfile f;
	int rc = history_read(path, &history);

	if (rc == -1)
		return -1;
	if (rc == 0)
		history = history_new();
	/* No clock: the day is told, or that of what was fetched. */
	if (told)
		date_today(day);
	rc = history_add(history, catalog, told ? day : NULL, NULL);
	if (rc == 1) {
		outfile_begin(&f, path);
		history_print(history, &f.text);
		if (outfile_commit(&f) == -1)
			return -1;
	}
	if (rc != -1 && !quiet)
		log_info("%s: %s", path,
		    rc == 1 ? "a build added" : "nothing changed");
	return rc == -1 ? -1 : 0;
}

int
stage_history(const struct build_options *c, const struct config *config)
{
	char *from = build_catalog(c), *path;
	struct catalog *catalog = catalog_open(from);
	struct arena mem = { 0 }, *before;
	int rc;

	free(from);
	if (catalog == NULL)
		return -1;
	path = history_path(config->path);
	before = value_use(&mem);
	rc = append(path, catalog, c->quiet);
	value_use(before);
	arena_free(&mem);
	catalog_close(catalog);
	free(path);
	return rc;
}
