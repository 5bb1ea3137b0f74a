/*
 * Libraries that few commands need and that bring many others with them: to
 * load those takes longer than most questions take to be answered, so they are
 * not linked, but loaded by who needs them. A static program can load nothing:
 * there they are linked, and those who call them see no difference.
 */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stddef.h>
#include <stdint.h>

typedef void (*library_function)(void);

/* A function of the library, and where in a struct the pointer to it goes. */
struct library_call {
	const char *name;
	size_t offset;
	library_function linked; /* the function itself, or NULL: to be loaded */
};

/* That prefix##member goes to the member of the struct type. */
#ifdef SEXTANT_STATIC
#define LIBRARY_CALL(type, prefix, member) { #prefix #member, \
	offsetof(type, member), (library_function)prefix##member },
#else
#define LIBRARY_CALL(type, prefix, member) { #prefix #member, \
	offsetof(type, member), NULL },
#endif

/*
 * LIBRARY_NAMES(names, feature, what for, priority, dylib, soname...): defines names
 * for library_load, and, where programs are ELF files, a note that tells packagers
 * of them, who would not see them else (`.note.dlopen`,
 * https://systemd.io/ELF_DLOPEN_METADATA). One or two sonames, the usual one first.
 * The priority is "required" where a stage cannot do without, "recommended" where a
 * command or a format cannot, "suggested" where few would miss it.
 */
#if defined(__ELF__) && !defined(SEXTANT_STATIC)
#define LIBRARY_NAMES(names, feature, why, priority, dylib, ...)                \
	LIBRARY_NOTE(names##_note, "[{\"feature\":\"" feature                    \
	    "\",\"description\":\"" why "\",\"priority\":\"" priority             \
	    "\",\"soname\":[" LIBRARY_QUOTED(__VA_ARGS__, 2, 1, 0) "]}]");         \
	static const char *const names[] = { __VA_ARGS__, NULL }
#else
#define LIBRARY_NAMES(names, feature, why, priority, dylib, ...)                \
	static const char *const names[] = { dylib, __VA_ARGS__, NULL }
#endif

/* The sonames as members of a JSON array. */
#define LIBRARY_QUOTED(a, b, n, ...) LIBRARY_QUOTED_##n(a, b)
#define LIBRARY_QUOTED_1(a, unused) "\"" a "\""
#define LIBRARY_QUOTED_2(a, b) "\"" a "\",\"" b "\""

/* A note as ELF has it: sizes, its type, the owner, what it says. */
#define LIBRARY_NOTE(variable, text)                                            \
	static const struct {                                                   \
		uint32_t owner_size, text_size, type;                           \
		char owner[4];                                                  \
		_Alignas(4) char said[sizeof(text)];                            \
	} variable __attribute__((used, section(".note.dlopen"), aligned(4))) = \
	    { 4, sizeof(text), 0x407c0c0a, "FDO", text }

/*
 * Loads the first library that is there of names (which end in NULL; what they
 * are called is what) unless it is linked, and fills in the n calls of the
 * struct at into; they stand until the process ends. Returns 0, or -1 after
 * reporting the error, or, where what is NULL, unsaid.
 */
int library_load(const char *what, const char *const *names,
    const struct library_call *calls, size_t n, void *into);

#endif
