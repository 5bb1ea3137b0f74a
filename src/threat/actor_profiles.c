/* What sources say of groups, for their pages. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "threat/actors.h"
#include "value/member.h"
#include "words/words.h"

/* What of it pages show: each a list, joined. */
static const struct {
	enum profile_word what;
	const char *name;
} shown[] = {
	{ PROFILE_ORIGIN, "origin" },
	{ PROFILE_VICTIM, "victims" },
	{ PROFILE_SECTOR, "sectors" },
};
enum { SHOWN = sizeof(shown) / sizeof(shown[0]) };

/* What is read once. */
struct profiles {
	cJSON *profiles, *words, *joins, *sources;
	const cJSON **by_pk; /* profiles, by pk - 1 */
	const cJSON **first; /* the first word of each */
};

static void
add_distinct(cJSON *list, const char *word)
{
	if (word != NULL && !member_has(list, word))
		cJSON_AddItemToArray(list, cJSON_CreateString(word));
}

static const char *
title_of(const struct profiles *p, const char *source)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, p->sources)
		if (str_equal(member_string(row, "id"), source))
			return member_string(row, "title");
	return source;
}

/* Adds a list as a text; false: there is nothing in it. */
static void
add_list_text(cJSON *row, const char *name, const cJSON *list)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, list, ", ");
	member_add_or_false(row, name, b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

/* Adds a word to the list that it is of, if it is shown. */
static void
add_said_word(cJSON *const lists[SHOWN], const cJSON *word)
{
	size_t i;

	for (i = 0; i < SHOWN; i++)
		if (profile_word_read(member_string(word, "what")) ==
		    shown[i].what)
			add_distinct(lists[i], member_string(word, "word"));
}

static void
describe_group(const struct profiles *p, cJSON *row)
{
	cJSON *lists[SHOWN], *by = cJSON_CreateArray();
	long long pk = member_number(row, "pk"), of;
	const cJSON *join, *word;
	size_t i;

	for (i = 0; i < SHOWN; i++)
		lists[i] = cJSON_CreateArray();
	cJSON_ArrayForEach(join, p->joins) {
		if (member_number(join, "actor") != pk)
			continue;
		of = member_number(join, "profile");
		add_distinct(by, title_of(p,
		    member_string(p->by_pk[of - 1], "source")));
		for (word = p->first[of - 1]; word != NULL &&
		    member_number(word, "profile") == of; word = word->next)
			add_said_word(lists, word);
	}
	for (i = 0; i < SHOWN; i++) {
		add_list_text(row, shown[i].name, lists[i]);
		cJSON_Delete(lists[i]);
	}
	add_list_text(row, "described_by", by);
	cJSON_Delete(by);
}

int
actors_add_profiles(struct catalog *c, cJSON *actors)
{
	struct profiles p = { 0 };
	const cJSON *row;
	cJSON *actor;
	size_t n;
	int rc = -1;

	if (catalog_rows(c, Q_PROFILES, NULL, &p.profiles) == -1 ||
	    catalog_rows(c, Q_PROFILE_WORDS, NULL, &p.words) == -1 ||
	    catalog_rows(c, Q_PROFILE_ACTORS, NULL, &p.joins) == -1 ||
	    catalog_rows(c, Q_SOURCES, NULL, &p.sources) == -1)
		goto out;
	n = (size_t)cJSON_GetArraySize(p.profiles);
	p.by_pk = mem_array(n, sizeof(*p.by_pk));
	p.first = mem_array(n, sizeof(*p.first));
	cJSON_ArrayForEach(row, p.profiles)
		p.by_pk[member_number(row, "pk") - 1] = row;
	cJSON_ArrayForEach(row, p.words)
		if (p.first[member_number(row, "profile") - 1] == NULL)
			p.first[member_number(row, "profile") - 1] = row;
	cJSON_ArrayForEach(actor, actors)
		describe_group(&p, actor);
	rc = 0;
out:
	free(p.by_pk);
	free(p.first);
	cJSON_Delete(p.profiles);
	cJSON_Delete(p.words);
	cJSON_Delete(p.joins);
	cJSON_Delete(p.sources);
	return rc;
}
