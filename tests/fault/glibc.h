/* glibc's own names of what inject.c stands before. */
#ifndef FAULT_GLIBC_H
#define FAULT_GLIBC_H

#include <stddef.h>
#include <sys/types.h>

/* malloc, calloc, realloc and memalign, as malloc(3) has them. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t alignment, size_t n);

/* read and pread into room bytes, as programs call them that check that. */
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room);
ssize_t __pread_chk(int fd, void *bytes, size_t n, off_t place, size_t room);

#endif
