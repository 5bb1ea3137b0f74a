/* Searches: whatever is typed, a small catalog answers. */
#include <stdio.h>
#include <unistd.h>

#include "fuzz.h"
#include "base/mem.h"
#include "catalog/catalog.h"
#include "search/rank.h"
#include "search/search.h"
#include "value/member.h"

enum { LENGTH_MAX = 4096 };

static struct catalog *catalog;

/* One technique is enough; the file is gone once it is open. */
int
fuzz_begin(void)
{
	const struct catalog_domain d = { .id = "enterprise",
		.name = "Enterprise", .version = "18.1", .sha256 = "" };
	const struct catalog_technique t = { .pk = 1, .domain = "enterprise",
		.id = "T1003.001", .stix = "ap--1", .name = "LSASS Memory",
		.description = "Dump it.", .url = "", .state = "active" };
	char path[64];
	struct catalog *c;

	snprintf(path, sizeof(path), "/tmp/fuzz_search.%ld.db",
	    (long)getpid());
	c = catalog_create(path);
	if (c == NULL || catalog_put_domain(c, &d) == -1 ||
	    catalog_put_technique(c, &t) == -1 || catalog_commit(c) == -1)
		return -1;
	catalog = catalog_open(path);
	unlink(path);
	return catalog == NULL ? -1 : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct catalog_search s = { .limit = 1 };
	static struct rank_query query;
	struct arena mem = { 0 };
	cJSON *m;
	char *text;

	if (size > LENGTH_MAX)
		return 0;
	text = mem_strndup((const char *)data, size);
	s.words = text;
	m = search_find(catalog, &s);
	if (m == NULL)
		abort();
	/* Of no words there is no query, and nothing found. */
	rank_query_read(&query, text, &mem);
	if (query.n == 0 && member_get(m, "found")->valueint != 0)
		abort();
	cJSON_Delete(m);
	arena_free(&mem);
	free(text);
	return 0;
}
