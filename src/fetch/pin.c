/* Which commit a branch is at, by GitHub's REST API: "Get a commit" with the
 * media type sha answers with its name alone. */
#include "pin.h"

#include <stdlib.h>
#include <string.h>

#include "url.h"

enum { ANSWER_MAX = 128 }; /* bytes */

/* One branch: the address that tells, and what it told. */
struct fetch_pin {
	const char *address;
	char answer[ANSWER_MAX + 1];
	size_t len;
	bool told;
};

static struct fetch_pin *
find_pin(const struct fetch_pins *p, const char *address)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->v[i].address, address) == 0)
			return &p->v[i];
	return NULL;
}

static int
begin(void *ctx)
{
	struct fetch_pin *pin = ctx;

	pin->len = 0;
	return 0;
}

static int
add_pin(void *ctx, const char *bytes, size_t n)
{
	struct fetch_pin *pin = ctx;

	if (n > ANSWER_MAX - pin->len)
		return -1;
	memcpy(pin->answer + pin->len, bytes, n);
	pin->len += n;
	return 0;
}

static void
done(void *ctx)
{
	struct fetch_pin *pin = ctx;

	pin->answer[pin->len] = '\0';
	pin->answer[strcspn(pin->answer, " \t\r\n")] = '\0';
}

/* A place for each branch that is not known yet. */
static void
list_pin(struct fetch_pins *p, const struct fetch_item *items, size_t n)
{
	char *address;
	size_t i;

	for (i = 0; i < n; i++) {
		address = items[i].archive || url_why_not(items[i].url) != NULL
		    ? NULL : url_of_commit(items[i].url);
		if (address != NULL && find_pin(p, address) == NULL)
			LIST_ADD(p->v, p->n)->address =
			    arena_strdup(&p->mem, address);
		free(address);
	}
}

int
pin_ask(struct fetch_pins *p, const struct fetch_item *items, size_t n,
    const char *mirror, const struct http_options *http)
{
	size_t i, first = p->n;
	struct http_transfer *t;
	struct http_options o = *http;
	char *address;
	int rc = 0;

	o.more = true;
	list_pin(p, items, n);
	t = mem_array(p->n - first, sizeof(*t));
	for (i = first; i < p->n; i++) {
		address = url_in_mirror(mirror, p->v[i].address);
		t[i - first] = (struct http_transfer){
			.url = arena_strdup(&p->mem, address),
			.mirror = mirror != NULL,
			.accept = "application/vnd.github.sha",
			.once = true,
			.begin = begin,
			.add = add_pin,
			.done = done,
			.ctx = &p->v[i],
		};
		free(address);
	}
	if (p->n > first)
		rc = http_run(t, p->n - first, &o);
	for (i = first; rc == 0 && i < p->n; i++)
		p->v[i].told = t[i - first].result == HTTP_DONE &&
		    lock_is_revision(p->v[i].answer);
	free(t);
	return rc;
}

const char *
pin_of(const struct fetch_pins *p, const char *url)
{
	char *address = url_of_commit(url);
	const struct fetch_pin *pin =
	    address != NULL ? find_pin(p, address) : NULL;

	free(address);
	return pin != NULL && pin->told ? pin->answer : NULL;
}

void
fetch_pins_free(struct fetch_pins *p)
{
	free(p->v);
	arena_free(&p->mem);
	memset(p, 0, sizeof(*p));
}
