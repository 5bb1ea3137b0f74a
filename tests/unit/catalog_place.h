/* A scratch folder for each test, and a catalog's place in it. */
#ifndef TESTS_CATALOG_PLACE_H
#define TESTS_CATALOG_PLACE_H

#include "capture.h"

static char *root, *path;

static inline int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "out/catalog.db");
	return 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	free(path);
	scratch_end(root);
	return 0;
}

#endif
