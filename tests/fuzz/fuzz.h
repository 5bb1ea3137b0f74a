/* What every target begins with: the tree of values is set up, then whatever the
 * target needs. Its LLVMFuzzerTestOneInput aborts where something does not hold. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/value.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a target sets up once, if it needs anything; -1: it cannot. */
__attribute__((weak)) int fuzz_begin(void);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	value_init();
	if (fuzz_begin != NULL && fuzz_begin() == -1)
		exit(1);
	return 0;
}

#endif
