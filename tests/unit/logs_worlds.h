/* Two such catalogs (logs_world.h): one where it is told what is collected, and one
 * where it is not. */
#ifndef TESTS_LOGS_WORLDS_H
#define TESTS_LOGS_WORLDS_H

#include "logs_world.h"

static char *root;
static struct arena mem;
static struct catalog *told, *untold;

static int
worlds_begin(void **state)
{
	(void)state;
	root = scratch_begin();
	value_use(&mem);
	told = logs_open(root, true);
	untold = logs_open(root, false);
	return told == NULL || untold == NULL ? -1 : 0;
}

static int
worlds_end(void **state)
{
	(void)state;
	catalog_close(told);
	catalog_close(untold);
	value_use(NULL);
	arena_free(&mem);
	scratch_end(root);
	return 0;
}

#endif
