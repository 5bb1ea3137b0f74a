/* Who is connected. */
#include "guests.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "base/mem.h"

static void
append_guest(struct guests *g, struct guest *who)
{
	who->before = g->last;
	who->after = NULL;
	if (g->last != NULL)
		g->last->after = who;
	else
		g->first = who;
	g->last = who;
	g->n++;
}

static void
take_out(struct guests *g, struct guest *who)
{
	if (who->before != NULL)
		who->before->after = who->after;
	else
		g->first = who->after;
	if (who->after != NULL)
		who->after->before = who->before;
	else
		g->last = who->before;
	g->n--;
}

struct guest *
guests_come(struct guests *g, int fd)
{
	struct guest *who = mem_alloc(sizeof(*who)), *first = g->first;

	who->fd = fd;
	append_guest(g, who);
	if (g->n > GUESTS_MAX) {
		take_out(g, first);
		shutdown(first->fd, SHUT_RDWR);
		first->fd = -1;
	}
	return who;
}

void
guests_ask(struct guests *g, struct guest *who)
{
	if (who->fd == -1)
		return;
	take_out(g, who);
	append_guest(g, who);
}

void
guests_leave(struct guests *g, struct guest *who)
{
	if (who->fd != -1)
		take_out(g, who);
	free(who);
}
