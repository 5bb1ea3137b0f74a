/* threat: groups by what sources say of them. */
#include "threat_profiles.h"

#include "base/buf.h"
#include "base/log.h"
#include "count/provenance.h"
#include "output/answer.h"
#include "output/options.h"
#include "value/member.h"

enum { NAMED_MAX = 8 }; /* actors told by name */

bool
threat_profiles_any(const struct profiles_asked *asked)
{
	return asked->origins.n + asked->victims.n + asked->sectors.n > 0;
}

int
threat_profiles_find(struct catalog *c, const struct profiles_asked *asked,
    struct strs *words, cJSON **found)
{
	const cJSON *one, *unresolved;
	struct buf b = BUF_INIT;

	*found = profiles_match(c, asked);
	if (*found == NULL)
		return -1;
	unresolved = member_get(*found, "unresolved");
	cJSON_ArrayForEach(one, unresolved)
		log_error("--%s %s: %s", member_string(one, "option"),
		    member_string(one, "word"), member_string(one, "why"));
	if (unresolved->child != NULL)
		return EXIT_USAGE;
	cJSON_DeleteItemFromObject(*found, "unresolved");
	cJSON_ArrayForEach(one, member_get(*found, "groups")) {
		buf_reset(&b);
		buf_printf(&b, "group:%s", member_string(one, "id"));
		if (!strs_has(words, buf_str(&b)))
			strs_add(words, buf_str(&b));
	}
	buf_free(&b);
	return 0;
}

int
threat_profiles_add(struct catalog *c, cJSON *m, cJSON *found)
{
	struct strs sources = { 0 };
	const cJSON *one, *g;
	cJSON *t;
	int rc;

	cJSON_AddItemToObject(m, "profiles", found);
	cJSON_ArrayForEach(t, member_get(m, "targets"))
		cJSON_ArrayForEach(g, member_get(found, "groups"))
			if (str_equal(member_string(t, "id"),
			    member_string(g, "id")))
				member_copy(t, g, "said");
	cJSON_ArrayForEach(one, member_get(found, "sources"))
		strs_add(&sources, one->valuestring);
	rc = provenance_add_from_sources(m, c, &sources);
	strs_free(&sources);
	return rc;
}

/* "A, B, C and 9 more", of a list with names. */
static void
put_names(struct buf *b, const cJSON *list)
{
	int n = 0, all = cJSON_GetArraySize(list);
	const cJSON *one;

	cJSON_ArrayForEach(one, list) {
		if (n == NAMED_MAX)
			break;
		buf_printf(b, "%s%s", n++ == 0 ? "" : ", ",
		    member_string(one, "name"));
	}
	if (all > n)
		buf_printf(b, " and %d more", all - n);
}

/* "origin Iran, sector Energy: 5 groups, as misp-threat-actors (2026-11-29) says:
 * suspected at best" */
static void
put_asked(struct buf *b, const cJSON *m, const cJSON *p)
{
	int n = cJSON_GetArraySize(member_get(p, "groups"));
	const char *option = NULL;
	const cJSON *one;

	cJSON_ArrayForEach(one, member_get(p, "asked")) {
		if (str_equal(option, member_string(one, "option")))
			buf_puts(b, " or ");
		else
			buf_printf(b, "%s%s ", b->len > 0 ? ", " : "",
			    member_string(one, "option"));
		option = member_string(one, "option");
		buf_puts(b, member_string(one, "usual"));
	}
	buf_printf(b, ": %d group%s, as ", n, n == 1 ? "" : "s");
	cJSON_ArrayForEach(one, member_get(p, "sources")) {
		buf_puts(b, one == member_get(p, "sources")->child ? ""
		    : " or ");
		answer_put_source(b, m, one->valuestring);
	}
	buf_puts(b, " suspects");
}

void
threat_profiles_put(const cJSON *m, struct strs *lines)
{
	const cJSON *p = member_get(m, "profiles"), *list;
	struct buf b = BUF_INIT;
	long long silent = member_number(p, "silent");
	int n;

	if (p == NULL)
		return;
	put_asked(&b, m, p);
	strs_add(lines, buf_str(&b));
	list = member_get(p, "without_group");
	n = cJSON_GetArraySize(list);
	buf_reset(&b);
	if (n > 0) {
		buf_printf(&b, "likewise %d actor%s of which ATT&CK has no "
		    "group: ", n, n == 1 ? "" : "s");
		put_names(&b, list);
		strs_add(lines, buf_str(&b));
	}
	list = member_get(p, "not_described");
	n = cJSON_GetArraySize(list);
	buf_reset(&b);
	if (silent > 0)
		buf_printf(&b, "nothing of the kind is said of %lld other "
		    "group%s", silent, silent == 1 ? "" : "s");
	if (n > 0) {
		buf_printf(&b, "%s%d group%s not known there: ", b.len > 0
		    ? "; " : "", n, n == 1 ? "" : "s");
		put_names(&b, list);
	}
	if (b.len > 0)
		strs_add(lines, buf_str(&b));
	buf_free(&b);
}
