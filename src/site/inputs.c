/* A digest of all that pages are made from. */
#include "inputs.h"

#include <stdlib.h>

#include "base/file.h"

/* So that what is not given cannot be taken for what is empty. */
static void
add_option(struct digest *d, const char *value)
{
	digest_add_str(d, value != NULL ? "+" : "-");
	digest_add_str(d, value != NULL ? value : "");
}

/* Adds a file by a name, or that there is none. */
static int
add_bytes_of(struct digest *d, const char *name, const char *path)
{
	char hex[DIGEST_HEX + 1];

	add_option(d, name);
	if (name == NULL)
		return 0;
	if (file_digest(path, hex) == -1)
		return -1;
	digest_add_str(d, hex);
	return 0;
}

/* Adds all files below folder (NULL: none), by their paths in there. */
static int
add_folder(struct digest *d, const char *folder)
{
	struct strs paths = { 0 };
	char *path;
	size_t i;
	int rc;

	add_option(d, folder != NULL ? "" : NULL);
	rc = folder == NULL ? 0 : file_walk(folder, &paths, NULL);
	for (i = 0; rc == 0 && i < paths.n; i++) {
		path = path_join(folder, paths.v[i]);
		rc = add_bytes_of(d, paths.v[i], path);
		free(path);
	}
	add_option(d, NULL);
	strs_free(&paths);
	return rc;
}

/* Adds a catalog, or that there is none. */
static int
add_catalog(struct digest *d, const char *path, struct catalog_bytes *bytes)
{
	add_option(d, path != NULL ? "" : NULL);
	if (path == NULL)
		return 0;
	if (catalog_digest(path, bytes) == -1)
		return -1;
	digest_add_str(d, bytes->hex);
	return 0;
}

int
inputs_digest(const char *catalog, const struct render_options *o,
    struct inputs *in, char hex[DIGEST_HEX + 1])
{
	const char *const options[] = { o->program, o->accent, o->base,
		o->footer };
	char formats[] = { (char)('0' + o->formats), '\0' };
	struct digest d;
	size_t i;
	int rc;

	digest_begin(&d);
	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		add_option(&d, options[i]);
	add_option(&d, formats);
	for (i = 0; o->pages != NULL && i < o->pages->n; i++)
		add_option(&d, o->pages->v[i]);
	add_option(&d, NULL);
	rc = add_catalog(&d, catalog, &in->catalog);
	if (rc == 0)
		rc = add_catalog(&d, o->previous, &in->previous);
	if (rc == 0)
		rc = add_bytes_of(&d, o->history != NULL ? "" : NULL, o->history);
	if (rc == 0)
		rc = add_bytes_of(&d, o->logo != NULL ? path_base(o->logo) : NULL,
		    o->logo);
	if (rc == 0)
		rc = add_folder(&d, o->templates);
	if (rc == 0)
		rc = add_folder(&d, o->over);
	if (rc == 0)
		rc = add_folder(&d, o->statics);
	digest_end(&d, hex);
	return rc;
}
