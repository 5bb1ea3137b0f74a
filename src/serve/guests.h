/*
 * Who is connected. No number of those who only stay keeps others out: one more
 * than there is room for sends away who has asked for nothing for the longest.
 */
#ifndef SERVE_GUESTS_H
#define SERVE_GUESTS_H

#include <stddef.h>

enum { GUESTS_MAX = 64 };

struct guest {
	struct guest *before, *after;
	int fd; /* of its socket; -1: it was sent away */
};

/* The longest silent first; starts as { 0 }. Of one thread. */
struct guests {
	struct guest *first, *last;
	size_t n;
};

/* One more, by its socket, which stays the caller's: of who is sent away it is
 * shut down, so that its owner finds it closed. Until guests_leave. */
struct guest *guests_come(struct guests *g, int fd);

/* It has asked for something. */
void guests_ask(struct guests *g, struct guest *who);

/* Its socket will be closed; frees who. */
void guests_leave(struct guests *g, struct guest *who);

#endif
