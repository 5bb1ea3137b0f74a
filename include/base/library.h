/*
 * Libraries that few commands need and that bring many others with them: to
 * load those takes longer than most questions take to be answered, so they are
 * not linked, but loaded by who needs them.
 */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stddef.h>

/* A function of the library, and where in a struct the pointer to it goes. */
struct library_call {
	const char *name;
	size_t offset;
};

/*
 * Loads the first library that is there of names (which end in NULL; what they
 * are called is what), and fills in the n calls of the struct at into; they
 * stand until the process ends. Returns 0, or -1 after reporting the error.
 */
int library_load(const char *what, const char *const *names,
    const struct library_call *calls, size_t n, void *into);

#endif
