/* Groups by what profiles of actors say. */
#include "count/profiles.h"

#include <stdlib.h>
#include <string.h>

#include "base/key.h"
#include "base/mem.h"
#include "base/word.h"
#include "value/member.h"
#include "words/words.h"

/* An option: what a profile says, and which words mean the same. */
static const struct option {
	const char *name;
	enum profile_word what;
	const char *same;
} options[] = {
	{ "origin", PROFILE_ORIGIN, "country" },
	{ "country", PROFILE_VICTIM, "country" },
	{ "sector", PROFILE_SECTOR, "sector" },
};
enum { OPTIONS = sizeof(options) / sizeof(options[0]) };

/* A group, or a profile of none. */
struct described {
	const char *id, *name;
	unsigned has;    /* bit N: what option N asks for is said */
	unsigned speaks; /* bit N: anything of it is */
	bool known;      /* a profile is of it */
	cJSON *said;
};

struct matching {
	const struct profiles_asked *asked;
	cJSON *profiles, *words, *joins, *same, *actors; /* rows */
	struct strs keys[OPTIONS]; /* of the words that are asked for */
	struct described *groups;  /* by the actor's pk - 1 */
	size_t ngroups;
	struct described *others; /* by the profile's pk - 1 */
	size_t nothers;
	cJSON *out;
};

static const struct strs *
asked_of(const struct matching *m, size_t option)
{
	const struct strs *of[OPTIONS] = { &m->asked->origins,
		&m->asked->victims, &m->asked->sectors };

	return of[option];
}

static int
read_rows(struct catalog *c, struct matching *m)
{
	const cJSON *row;

	if (catalog_rows(c, Q_PROFILES, NULL, &m->profiles) == -1 ||
	    catalog_rows(c, Q_PROFILE_WORDS, NULL, &m->words) == -1 ||
	    catalog_rows(c, Q_PROFILE_ACTORS, NULL, &m->joins) == -1 ||
	    catalog_rows(c, Q_SAME_WORDS, NULL, &m->same) == -1 ||
	    catalog_rows(c, Q_ACTORS, NULL, &m->actors) == -1)
		return -1;
	cJSON_ArrayForEach(row, m->actors)
		if ((size_t)member_number(row, "pk") > m->ngroups)
			m->ngroups = (size_t)member_number(row, "pk");
	/* Whoever made the catalog: one may be of an actor's second domain. */
	cJSON_ArrayForEach(row, m->joins)
		if ((size_t)member_number(row, "actor") > m->ngroups)
			m->ngroups = (size_t)member_number(row, "actor");
	m->groups = mem_array(m->ngroups, sizeof(*m->groups));
	cJSON_ArrayForEach(row, m->actors) {
		struct described *g =
		    &m->groups[member_number(row, "pk") - 1];

		if (!str_equal(member_string(row, "kind"), "group"))
			continue;
		g->id = member_string(row, "id");
		g->name = member_string(row, "name");
	}
	m->nothers = (size_t)cJSON_GetArraySize(m->profiles);
	m->others = mem_array(m->nothers, sizeof(*m->others));
	cJSON_ArrayForEach(row, m->profiles)
		m->others[member_number(row, "pk") - 1].name =
		    member_string(row, "name");
	return 0;
}

/* The usual word for one, and its key; NULL: it stands for itself. */
static const char *
usual_of(const struct matching *m, size_t option, struct buf *key)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, m->same) {
		if (!str_equal(member_string(row, "what"),
		    options[option].same) || !str_equal(member_string(row,
		    "key"), buf_str(key)))
			continue;
		buf_reset(key);
		key_put(member_string(row, "word"), key);
		return member_string(row, "word");
	}
	return NULL;
}

static bool
is_said(const cJSON *row, size_t option)
{
	return profile_word_read(member_string(row, "what")) ==
	    options[option].what;
}

/* Adds a word that no profile has. */
static void
add_unmatched(struct matching *m, size_t option, const char *word)
{
	struct strs known = { 0 };
	struct buf why = BUF_INIT;
	const cJSON *row;
	cJSON *one = cJSON_CreateObject();

	cJSON_ArrayForEach(row, m->words)
		if (is_said(row, option) &&
		    !strs_has(&known, member_string(row, "word")))
			strs_add(&known, member_string(row, "word"));
	buf_puts(&why, m->profiles->child == NULL
	    ? "no source of the catalog says it of actors"
	    : "no source says that of an actor");
	word_put_meant(&why, word, &known);
	cJSON_AddStringToObject(one, "option", options[option].name);
	cJSON_AddStringToObject(one, "word", word);
	member_take_buf(one, "why", &why);
	cJSON_AddItemToArray(member_get(m->out, "unresolved"), one);
	strs_free(&known);
}

/* Looks up what is asked for: each word becomes a key. */
static void
read_word(struct matching *m, size_t option, const char *word)
{
	struct buf key = BUF_INIT;
	const char *usual;
	const cJSON *row;
	cJSON *one;

	key_put(word, &key);
	usual = usual_of(m, option, &key);
	cJSON_ArrayForEach(row, m->words)
		if (is_said(row, option) &&
		    str_equal(member_string(row, "key"), buf_str(&key)))
			break;
	if (row == NULL) {
		add_unmatched(m, option, word);
	} else {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "option", options[option].name);
		cJSON_AddStringToObject(one, "word", word);
		cJSON_AddStringToObject(one, "usual", usual != NULL ? usual
		    : member_string(row, "word"));
		cJSON_AddItemToArray(member_get(m->out, "asked"), one);
		strs_add(&m->keys[option], buf_str(&key));
	}
	buf_free(&key);
}

static void
say(struct described *d, const cJSON *profile, const cJSON *word,
    const char *by)
{
	cJSON *one = cJSON_CreateObject();

	if (d->said == NULL)
		d->said = cJSON_CreateArray();
	member_copy(one, profile, "source");
	member_add_text(one, "profile", member_string(profile, "name"));
	member_add_text(one, "by", by);
	member_copy(one, word, "what");
	member_copy(one, word, "text");
	cJSON_AddItemToArray(d->said, one);
}

/* Takes what one profile says for who it is of, joined so (NULL: for itself). */
static void
take_profile_words(struct matching *m, struct described *d, const cJSON *profile,
    const cJSON *words, const char *by)
{
	long long pk = member_number(profile, "pk");
	const cJSON *w;
	size_t i;

	d->known = true;
	for (w = words; w != NULL && member_number(w, "profile") == pk;
	    w = w->next)
		for (i = 0; i < OPTIONS; i++) {
			if (!is_said(w, i) || asked_of(m, i)->n == 0)
				continue;
			d->speaks |= 1u << i;
			if (!strs_has(&m->keys[i], member_string(w, "key")))
				continue;
			d->has |= 1u << i;
			say(d, profile, w, by);
		}
}

/* Both lists are by profile. */
static void
take_profiles(struct matching *m)
{
	const cJSON *words = m->words->child, *join = m->joins->child, *p;
	long long pk;

	cJSON_ArrayForEach(p, m->profiles) {
		pk = member_number(p, "pk");
		while (words != NULL && member_number(words, "profile") < pk)
			words = words->next;
		if (join == NULL || member_number(join, "profile") != pk)
			take_profile_words(m, &m->others[pk - 1], p, words, NULL);
		for (; join != NULL && member_number(join, "profile") == pk;
		    join = join->next)
			take_profile_words(m, &m->groups[member_number(join, "actor") -
			    1], p, words, member_string(join, "by"));
	}
}

static void
add_described(cJSON *list, struct described *d, bool said)
{
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, "id", d->id);
	member_add_text(one, "name", d->name);
	if (said) {
		cJSON_AddItemToObject(one, "said", d->said);
		d->said = NULL;
	}
	cJSON_AddItemToArray(list, one);
}

static int
by_described_id(const void *a, const void *b)
{
	return strcmp(member_string(*(cJSON *const *)a, "id"),
	    member_string(*(cJSON *const *)b, "id"));
}

/* Adds those that have all that is asked for, and counts the others. */
static void
choose_groups(struct matching *m)
{
	cJSON *groups = member_get(m->out, "groups");
	cJSON *unknown = member_get(m->out, "not_described");
	struct described *d;
	unsigned all = 0;
	long long silent = 0;
	size_t i;

	for (i = 0; i < OPTIONS; i++)
		all |= asked_of(m, i)->n > 0 ? 1u << i : 0;
	for (d = m->groups; d != LIST_END(m->groups, m->ngroups); d++) {
		if (d->id == NULL)
			continue;
		if (!d->known)
			add_described(unknown, d, false);
		else if ((d->has & all) == all)
			add_described(groups, d, true);
		else
			silent += (d->speaks & all) != all;
	}
	for (d = m->others; d != LIST_END(m->others, m->nothers); d++)
		if (d->known && (d->has & all) == all)
			add_described(member_get(m->out, "without_group"), d,
			    true);
	member_sort(groups, by_described_id);
	member_sort(unknown, by_described_id);
	member_add_number(m->out, "silent", silent);
}

static void
add_asked_sources(struct matching *m)
{
	cJSON *list = cJSON_AddArrayToObject(m->out, "sources");
	const cJSON *p;

	cJSON_ArrayForEach(p, m->profiles)
		if (!member_has(list, member_string(p, "source")))
			cJSON_AddItemToArray(list, cJSON_CreateString(
			    member_string(p, "source")));
}

static void
matching_free(struct matching *m)
{
	size_t i;

	for (i = 0; i < m->ngroups; i++)
		cJSON_Delete(m->groups[i].said);
	for (i = 0; i < m->nothers; i++)
		cJSON_Delete(m->others[i].said);
	for (i = 0; i < OPTIONS; i++)
		strs_free(&m->keys[i]);
	free(m->groups);
	free(m->others);
	cJSON_Delete(m->profiles);
	cJSON_Delete(m->words);
	cJSON_Delete(m->joins);
	cJSON_Delete(m->same);
	cJSON_Delete(m->actors);
}

cJSON *
profiles_match(struct catalog *c, const struct profiles_asked *asked)
{
	static const char *const lists[] = { "asked", "groups", "without_group",
		"not_described", "unresolved" };
	struct matching m = { .asked = asked, .out = cJSON_CreateObject() };
	const struct strs *words;
	size_t i, k;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		cJSON_AddArrayToObject(m.out, lists[i]);
	if (read_rows(c, &m) == -1) {
		cJSON_Delete(m.out);
		m.out = NULL;
		goto out;
	}
	for (i = 0; i < OPTIONS; i++) {
		words = asked_of(&m, i);
		for (k = 0; k < words->n; k++)
			read_word(&m, i, words->v[k]);
	}
	take_profiles(&m);
	choose_groups(&m);
	add_asked_sources(&m);
out:
	matching_free(&m);
	return m.out;
}
