/* Writes what sources of threats hold. */
#include "write_threats.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/key.h"
#include "base/lookup.h"
#include "catalog/threats.h"

static long long
technique_key(const struct stix *s, const struct tag *tag)
{
	return tag->technique > 0
	    ? s->first.technique + (long long)tag->technique : 0;
}

static int
write_vulnerability(struct catalog *c, const struct stix *s,
    const struct threat *one, long long pk, long long source)
{
	const struct control *k = &one->named;
	const struct catalog_vulnerability row = { pk, source, k->id, k->title,
		one->category, k->path, k->line };
	struct catalog_mapping m = { 0 };
	size_t i;

	if (catalog_put_vulnerability(c, &row) == -1)
		return -1;
	for (i = 0; i < k->ntags; i++) {
		m.tagged = k->tags[i].id;
		m.technique = technique_key(s, &k->tags[i]);
		m.outcome = outcome_name(k->tags[i].outcome);
		m.counted = k->tags[i].counted;
		m.score = k->tags[i].score;
		m.note = k->tags[i].note;
		if (catalog_put_vulnerability_technique(c, pk, &m) == -1)
			return -1;
	}
	return 0;
}

/* Which words mean the same, by their keys. */
struct same_keys {
	const struct same_words *words;
	struct lookup keys;
};

/* Adds all, their keys in mem. */
static void
list_keys(struct same_keys *s, const struct same_words *words, struct arena *mem)
{
	size_t i;

	s->words = words;
	for (i = 0; i < words->words.n; i++)
		lookup_add(&s->keys, key_new(mem, words->words.v[i]), i);
	lookup_sort(&s->keys);
}

/* The usual word for one of an actor. */
static const char *
usual_word(const struct same_keys same[PROFILE_WORDS], const struct actor_word *word,
    struct buf *key)
{
	const struct same_keys *s = &same[word->what];
	size_t found;

	buf_reset(key);
	key_put(word->text, key);
	found = s->words == NULL ? 0 : lookup_first(&s->keys, buf_str(key));
	return found == 0 ? word->text : s->words->usual.v[found - 1];
}

static int
write_word(struct catalog *c, const struct same_keys same[PROFILE_WORDS],
    const struct actor_word *word, long long profile, size_t ord)
{
	struct buf key = BUF_INIT;
	const char *usual = usual_word(same, word, &key);
	struct catalog_profile_word row = { profile, (int)ord,
		profile_word_name(word->what), word->text, usual, NULL };
	int rc;

	buf_reset(&key);
	key_put(usual, &key);
	row.key = buf_str(&key);
	rc = catalog_put_profile_word(c, &row);
	buf_free(&key);
	return rc;
}

static int
write_profile(struct catalog *c, const struct same_keys same[PROFILE_WORDS],
    const struct threat *one, long long pk, long long source)
{
	size_t i;

	if (catalog_put_profile(c, pk, source, one->named.id, one->named.title,
	    one->named.path, one->named.line) == -1)
		return -1;
	for (i = 0; i < one->nwords; i++)
		if (write_word(c, same, &one->words[i], pk, i) == -1)
			return -1;
	for (i = 0; i < one->nactors; i++)
		if (catalog_put_profile_actor(c, pk, one->actors[i].actor,
		    one->actors[i].by) == -1)
			return -1;
	return 0;
}

static int
write_factors(struct catalog *c, const struct input *i, const struct stix *s,
    long long source)
{
	struct catalog_factor row = { .source = source };
	const struct weighed *w;

	for (w = i->weighed; w != LIST_END(i->weighed, i->nweighed); w++) {
		row.name = i->source->factors.v[w->factor].name;
		row.tagged = w->tag->id;
		row.technique = technique_key(s, w->tag);
		row.outcome = outcome_name(w->tag->outcome);
		row.value = w->value;
		row.counted = w->counted;
		if (catalog_put_factor(c, &row) == -1)
			return -1;
	}
	return 0;
}

/* Writes what a source says of actors, behind profiles up to that key. */
static int
write_profiles(struct catalog *c, const struct config *config,
    const struct input *i, long long before, long long source)
{
	struct same_keys same[PROFILE_WORDS] = { 0 };
	struct arena mem = { 0 };
	size_t k;
	int rc = 0;

	list_keys(&same[PROFILE_SECTOR], &config->same.sectors, &mem);
	list_keys(&same[PROFILE_ORIGIN], &config->same.countries, &mem);
	list_keys(&same[PROFILE_VICTIM], &config->same.countries, &mem);
	for (k = 0; rc == 0 && k < i->nthreats; k++)
		rc = write_profile(c, same, &i->threats[k],
		    before + (long long)k + 1, source);
	for (k = 0; k < PROFILE_WORDS; k++)
		free(same[k].keys.v);
	arena_free(&mem);
	return rc;
}

void
threat_keys_take(struct threat_keys *keys, const struct input *i)
{
	if (i->source->vulnerability.n > 0)
		keys->vulnerability += (long long)i->nthreats;
	if (i->source->actor.n > 0)
		keys->profile += (long long)i->nthreats;
}

int
write_threats(struct catalog *c, const struct inputs *in,
    const struct input *i, const struct stix *s, long long source,
    const struct threat_keys *keys)
{
	const struct source *definition = i->source;
	size_t k;
	int rc = 0;

	for (k = 0; rc == 0 && definition->vulnerability.n > 0 &&
	    k < i->nthreats; k++)
		rc = write_vulnerability(c, s, &i->threats[k],
		    keys->vulnerability + (long long)k + 1, source);
	if (rc == 0 && definition->actor.n > 0)
		rc = write_profiles(c, in->config, i, keys->profile, source);
	return rc == -1 ? -1 : write_factors(c, i, s, source);
}

static int
write_same(struct catalog *c, const char *what, const struct same_words *same)
{
	struct buf key = BUF_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < same->words.n; i++) {
		buf_reset(&key);
		key_put(same->words.v[i], &key);
		rc = catalog_put_same_word(c, what, buf_str(&key),
		    same->usual.v[i]);
	}
	buf_free(&key);
	return rc;
}

int
write_same_words(struct catalog *c, const struct config *config)
{
	return write_same(c, "country", &config->same.countries) == -1 ? -1
	    : write_same(c, profile_word_name(PROFILE_SECTOR),
	    &config->same.sectors);
}
