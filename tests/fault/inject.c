/*
 * Makes one call of the C library fail, for fault.py: a library that is loaded
 * before all others (LD_PRELOAD), of glibc.
 *
 *	FAULT=read:17	the 17th read of the process fails
 *	FAULT=read:17+	so do all behind it
 *	FAULT_CALLS=F	to F is added how many calls of each kind there were:
 *			"read of 29"
 *	FAULT_WAYS=1	and a line for each call that comes by a way (the
 *			calls above it) that none came by before: "read 17"
 *
 * Each kind counts all that calls the same thing: "malloc" is calloc, realloc
 * and posix_memalign as well, as libraries call them, "own" as the program does. A
 * child goes on counting where its parent was.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <regex.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "glibc.h"

enum call { MALLOC, OWN, WRITE, READ, SHORT, SYNC, RENAME, OPEN, FOLDER, MKDIR,
	LINK, UNLINK, TRUNCATE, MAP, THREAD, REGEX, CALLS };

enum {
	FRAMES = 14, /* of a way; the first two are ours */
	WAYS = 1 << 17,
};

static const struct {
	const char *name;
	int why;
} calls[] = {
	[MALLOC] = { "malloc", ENOMEM },
	[OWN] = { "own", ENOMEM },
	[WRITE] = { "write", ENOSPC },
	[READ] = { "read", EIO },
	[SHORT] = { "short", 0 }, /* no error: half of what was asked for */
	[SYNC] = { "sync", EIO },
	[RENAME] = { "rename", ENOSPC },
	[OPEN] = { "open", EMFILE },
	[FOLDER] = { "folder", EIO },
	[MKDIR] = { "mkdir", ENOSPC },
	[LINK] = { "link", EMLINK },
	[UNLINK] = { "unlink", EIO },
	[TRUNCATE] = { "truncate", EIO },
	[MAP] = { "map", ENOMEM },
	[THREAD] = { "thread", EAGAIN },
	[REGEX] = { "regex", 0 }, /* REG_ESPACE */
};

static enum call failing = CALLS;
static unsigned long at;
static bool onwards;
static unsigned long counts[CALLS];
static uintptr_t program, program_end; /* where its code is */
static int calls_fd = -1;
static bool ways_wanted;
static uint64_t ways[WAYS];
static _Thread_local bool inside; /* what we call ourselves does not count */

/* dl_iterate_phdr's callback: the first of all is the program. */
static int
find_program(struct dl_phdr_info *info, size_t size, void *arg)
{
	int i;

	(void)size, (void)arg;
	for (i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_LOAD &&
		    (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
			program = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
			program_end = program + info->dlpi_phdr[i].p_memsz;
		}
	return 1;
}

static void __attribute__((constructor))
begin(void)
{
	const char *fault = getenv("FAULT"), *path = getenv("FAULT_CALLS");
	size_t n = fault == NULL ? 0 : strcspn(fault, ":");
	void *frames[FRAMES];
	char *end;
	int i;

	inside = true;
	dl_iterate_phdr(find_program, NULL);
	if (path != NULL) {
		ways_wanted = getenv("FAULT_WAYS") != NULL;
		backtrace(frames, FRAMES); /* loads what it needs */
		calls_fd = (int)syscall(SYS_openat, AT_FDCWD, path,
		    O_WRONLY | O_APPEND | O_CREAT, 0666);
	}
	inside = false;
	for (i = 0; n > 0 && i < CALLS; i++)
		if (strncmp(fault, calls[i].name, n) == 0 &&
		    calls[i].name[n] == '\0') {
			at = strtoul(fault + n + 1, &end, 10);
			onwards = *end == '+';
			failing = (enum call)i;
		}
}

/* Has no call of that kind come by this way? */
static bool
is_new_way(enum call call)
{
	uint64_t hash = 14695981039346656037U + call; /* FNV-1a */
	void *frames[FRAMES];
	int i, n = backtrace(frames, FRAMES);

	for (i = 2; i < n; i++)
		hash = (hash ^ (uintptr_t)frames[i]) * 1099511628211U;
	for (i = 0; i < WAYS; i++) {
		uint64_t *slot = &ways[(hash + (unsigned)i) % WAYS];

		if (*slot == hash)
			return false;
		if (*slot == 0) {
			*slot = hash;
			return true;
		}
	}
	abort();
}

/* One more call of that kind: is it the one? Then errno says why. */
static bool
fails(enum call call)
{
	unsigned long n;
	char line[64];

	if (inside)
		return false;
	n = __atomic_add_fetch(&counts[call], 1, __ATOMIC_RELAXED);
	if (ways_wanted) {
		inside = true;
		if (is_new_way(call)) {
			snprintf(line, sizeof(line), "%s %lu\n",
			    calls[call].name, n);
			syscall(SYS_write, calls_fd, line, strlen(line));
		}
		inside = false;
	}
	if (call != failing || n < at || (n > at && !onwards))
		return false;
	if (calls[call].why != 0)
		errno = calls[call].why;
	return true;
}

static void __attribute__((destructor))
end(void)
{
	char line[64];
	int i;

	for (i = 0; calls_fd != -1 && i < CALLS; i++) {
		snprintf(line, sizeof(line), "%s of %lu\n", calls[i].name,
		    counts[i]);
		syscall(SYS_write, calls_fd, line, strlen(line));
	}
}

/* The function of that name in the next library. */
static void *
next(const char *name)
{
	void *p = dlsym(RTLD_NEXT, name);

	if (p == NULL)
		abort();
	return p;
}

/* RESULT NAME(PARAMETERS), which is one of CALL and calls the next by ARGUMENTS. */
#define WRAP(call, result, none, name, parameters, arguments) \
	result name parameters \
	{ \
		static __typeof__(name) *real; \
		void *p; \
\
		if (real == NULL) { \
			p = next(#name); \
			memcpy(&real, &p, sizeof(p)); \
		} \
		return fails(call) ? (none) : real arguments; \
	}

/* ---- memory ---- */

static bool
no_memory(const void *caller)
{
	uintptr_t from = (uintptr_t)caller;

	return fails(from >= program && from < program_end ? OWN : MALLOC);
}

void *
malloc(size_t n)
{
	return no_memory(__builtin_return_address(0)) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return no_memory(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return no_memory(__builtin_return_address(0)) ? NULL : __libc_realloc(p, n);
}

int
posix_memalign(void **p, size_t alignment, size_t n)
{
	if (no_memory(__builtin_return_address(0)))
		return ENOMEM;
	*p = __libc_memalign(alignment, n);
	return *p == NULL ? ENOMEM : 0;
}

void *
aligned_alloc(size_t alignment, size_t n)
{
	return no_memory(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, n);
}

/* ---- bytes ---- */

/* Standard error is no disk. */
static size_t
part_of(int fd, size_t n)
{
	return n > 1 && fd != STDERR_FILENO && fails(SHORT) ? n / 2 : n;
}

static bool
cannot_write(int fd)
{
	return fd != STDERR_FILENO && fails(WRITE);
}

ssize_t
write(int fd, const void *bytes, size_t n)
{
	return cannot_write(fd) ? -1
	    : syscall(SYS_write, fd, bytes, part_of(fd, n));
}

ssize_t
pwrite64(int fd, const void *bytes, size_t n, off_t place)
{
	return cannot_write(fd) ? -1
	    : syscall(SYS_pwrite64, fd, bytes, part_of(fd, n), place);
}

ssize_t
pwrite(int fd, const void *bytes, size_t n, off_t place)
{
	return pwrite64(fd, bytes, n, place);
}

ssize_t
writev(int fd, const struct iovec *v, int n)
{
	return cannot_write(fd) ? -1 : syscall(SYS_writev, fd, v, n);
}

ssize_t
read(int fd, void *bytes, size_t n)
{
	return fails(READ) ? -1 : syscall(SYS_read, fd, bytes, part_of(fd, n));
}

ssize_t
pread64(int fd, void *bytes, size_t n, off_t place)
{
	return fails(READ) ? -1
	    : syscall(SYS_pread64, fd, bytes, part_of(fd, n), place);
}

ssize_t
pread(int fd, void *bytes, size_t n, off_t place)
{
	return pread64(fd, bytes, n, place);
}

ssize_t
__read_chk(int fd, void *bytes, size_t n, size_t room)
{
	return n > room ? -1 : read(fd, bytes, n);
}

ssize_t
__pread_chk(int fd, void *bytes, size_t n, off_t place, size_t room)
{
	return n > room ? -1 : pread(fd, bytes, n, place);
}

void *
mmap64(void *p, size_t n, int how, int flags, int fd, off_t place)
{
	return fails(MAP) ? MAP_FAILED
	    : (void *)syscall(SYS_mmap, p, n, how, flags, fd, place);
}

void *
mmap(void *p, size_t n, int how, int flags, int fd, off_t place)
{
	return mmap64(p, n, how, flags, fd, place);
}

/* ---- names ---- */

typedef FILE *file_pointer;
typedef DIR *folder_pointer;
typedef struct dirent *entry_pointer;
typedef struct dirent64 *entry64_pointer;
typedef char *text_pointer;
typedef pthread_t *thread_pointer;

#define OPEN_WRAP(name) \
	int name(const char *path, int flags, ...); \
	int name(const char *path, int flags, ...) \
	{ \
		va_list ap; \
		unsigned mode; \
\
		va_start(ap, flags); \
		mode = va_arg(ap, unsigned); \
		va_end(ap); \
		return fails(OPEN) ? -1 \
		    : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode); \
	}
#define OPENAT_WRAP(name) \
	int name(int folder, const char *path, int flags, ...); \
	int name(int folder, const char *path, int flags, ...) \
	{ \
		va_list ap; \
		unsigned mode; \
\
		va_start(ap, flags); \
		mode = va_arg(ap, unsigned); \
		va_end(ap); \
		return fails(OPEN) ? -1 \
		    : (int)syscall(SYS_openat, folder, path, flags, mode); \
	}
OPEN_WRAP(open)
OPEN_WRAP(open64)
OPEN_WRAP(__open_2)
OPEN_WRAP(__open64_2)
OPENAT_WRAP(openat)
OPENAT_WRAP(openat64)
OPENAT_WRAP(__openat_2)
OPENAT_WRAP(__openat64_2)
WRAP(OPEN, file_pointer, NULL, fopen, (const char *path, const char *how), (path, how))
WRAP(OPEN, file_pointer, NULL, fopen64, (const char *path, const char *how),
    (path, how))
WRAP(OPEN, file_pointer, NULL, tmpfile, (void), ())
WRAP(OPEN, file_pointer, NULL, tmpfile64, (void), ())
WRAP(OPEN, folder_pointer, NULL, opendir, (const char *path), (path))
WRAP(FOLDER, folder_pointer, NULL, fdopendir, (int fd), (fd))
WRAP(FOLDER, entry_pointer, NULL, readdir, (folder_pointer d), (d))
WRAP(FOLDER, entry64_pointer, NULL, readdir64, (folder_pointer d), (d))
WRAP(SYNC, int, -1, fsync, (int fd), (fd))
WRAP(SYNC, int, -1, fdatasync, (int fd), (fd))
WRAP(SYNC, int, -1, syncfs, (int fd), (fd))
WRAP(RENAME, int, -1, rename, (const char *a, const char *b), (a, b))
WRAP(RENAME, int, -1, renameat, (int f, const char *a, int g, const char *b),
    (f, a, g, b))
WRAP(MKDIR, int, -1, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(MKDIR, int, -1, mkdirat, (int f, const char *path, mode_t mode),
    (f, path, mode))
WRAP(MKDIR, text_pointer, NULL, mkdtemp, (char *path), (path))
WRAP(LINK, int, -1, link, (const char *a, const char *b), (a, b))
WRAP(LINK, int, -1, linkat, (int f, const char *a, int g, const char *b, int o),
    (f, a, g, b, o))
WRAP(LINK, int, -1, symlinkat, (const char *a, int f, const char *b), (a, f, b))
WRAP(UNLINK, int, -1, unlink, (const char *path), (path))
WRAP(UNLINK, int, -1, unlinkat, (int f, const char *path, int how),
    (f, path, how))
WRAP(UNLINK, int, -1, rmdir, (const char *path), (path))
WRAP(UNLINK, int, -1, remove, (const char *path), (path))
WRAP(TRUNCATE, int, -1, ftruncate, (int fd, off_t n), (fd, n))
WRAP(TRUNCATE, int, -1, ftruncate64, (int fd, off_t n), (fd, n))
WRAP(THREAD, int, EAGAIN, pthread_create, (thread_pointer t,
    const pthread_attr_t *how, void *(*run)(void *), void *with),
    (t, how, run, with))

/* As a whole: where its own memory fails, glibc's frees some of it twice. */
int
regcomp(regex_t *regex, const char *text, int how)
{
	static __typeof__(regcomp) *real;
	void *p;
	int rc;

	if (real == NULL) {
		p = next("regcomp");
		memcpy(&real, &p, sizeof(p));
	}
	if (fails(REGEX))
		return REG_ESPACE;
	inside = true;
	rc = real(regex, text, how);
	inside = false;
	return rc;
}

/* Two folders are exchanged by a call that the C library may not have. */
long
syscall(long number, ...)
{
	static long (*real)(long number, ...);
	long a[6];
	va_list ap;
	void *p;
	int i;

	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (real == NULL) {
		p = next("syscall");
		memcpy(&real, &p, sizeof(p));
	}
	if (number == SYS_renameat2 && fails(RENAME))
		return -1;
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
