/* Writes what sources of threats hold. */
#include "write_threats.h"

#include "base/buf.h"
#include "base/key.h"
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

/* The usual word for one of an actor. */
static const char *
usual_word(const struct config *config, const struct actor_word *word)
{
	const struct same_words *same = word->what == PROFILE_SECTOR
	    ? &config->same.sectors : &config->same.countries;
	struct buf key = BUF_INIT, other = BUF_INIT;
	const char *usual = word->text;
	size_t i;

	key_put(word->text, &key);
	for (i = 0; word->what != PROFILE_ALIAS && i < same->words.n; i++) {
		buf_reset(&other);
		key_put(same->words.v[i], &other);
		if (!str_equal(buf_str(&other), buf_str(&key)))
			continue;
		usual = same->usual.v[i];
		break;
	}
	buf_free(&key);
	buf_free(&other);
	return usual;
}

static int
write_word(struct catalog *c, const struct config *config,
    const struct actor_word *word, long long profile, size_t ord)
{
	const char *usual = usual_word(config, word);
	struct buf key = BUF_INIT;
	struct catalog_profile_word row = { profile, (int)ord,
		profile_word_name(word->what), word->text, usual, NULL };
	int rc;

	key_put(usual, &key);
	row.key = buf_str(&key);
	rc = catalog_put_profile_word(c, &row);
	buf_free(&key);
	return rc;
}

static int
write_profile(struct catalog *c, const struct config *config,
    const struct threat *one, long long pk, long long source)
{
	size_t i;

	if (catalog_put_profile(c, pk, source, one->named.id, one->named.title,
	    one->named.path, one->named.line) == -1)
		return -1;
	for (i = 0; i < one->nwords; i++)
		if (write_word(c, config, &one->words[i], pk, i) == -1)
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

int
write_threats(struct catalog *c, const struct inputs *in,
    const struct input *i, const struct stix *s, long long source,
    struct threat_keys *keys)
{
	const struct source *definition = i->source;
	size_t k;
	int rc = 0;

	for (k = 0; rc == 0 && definition->vulnerability.n > 0 &&
	    k < i->nthreats; k++)
		rc = write_vulnerability(c, s, &i->threats[k],
		    ++keys->vulnerability, source);
	for (k = 0; rc == 0 && definition->actor.n > 0 && k < i->nthreats; k++)
		rc = write_profile(c, in->config, &i->threats[k],
		    ++keys->profile, source);
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
