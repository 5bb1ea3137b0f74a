/* Libraries loaded when they are needed. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/log.h"

int
library_load(const char *what, const char *const *names,
    const struct library_call *calls, size_t n, void *into)
{
	void *library = NULL, *call;
	size_t i;

	for (i = 0; i < n; i++) {
		memcpy(&call, &calls[i].linked, sizeof(call));
		for (; call == NULL && library == NULL && *names != NULL; names++)
			library = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
		if (library != NULL)
			call = dlsym(library, calls[i].name);
		if (call == NULL) {
			if (what != NULL)
				log_error("%s cannot be loaded: %s", what,
				    dlerror());
			return -1;
		}
		memcpy((char *)into + calls[i].offset, &call, sizeof(call));
	}
	return 0;
}
