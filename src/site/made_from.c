/* What pages of techniques and controls are made from. */
#include "made_from.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/model.h"
#include "value/member.h"

struct made_digest {
	char hex[DIGEST_HEX + 1];
};

static void
put_one(const struct made_from *m, struct key *key, long long pk)
{
	key_add_text(key, m->slices.all.v[pk - 1].hex);
	key_add_text(key, control_pages_of(m->pages, pk));
}

/* A control, and what its rows name. */
static void
put_control(const struct made_from *m, struct key *key, long long pk)
{
	const struct slice_pair *other;
	size_t n;

	put_one(m, key, pk);
	other = slices_of(&m->slices.others, pk, &n);
	for (; n > 0; n--, other++)
		put_one(m, key, other->b);
	key_add_text(key, NULL);
}

static void
read_technique(const struct made_from *m, const struct keyring *keys,
    long long pk, char hex[DIGEST_HEX + 1])
{
	const struct slice_pair *one;
	struct key key;
	size_t n;

	key_begin(&key, keys, "controls");
	one = slices_of(&m->slices.controls, pk, &n);
	for (; n > 0; n--, one++)
		put_control(m, &key, one->b);
	key_end(&key, hex);
}

static void
read_frameworks(struct made_from *m, const struct keyring *keys)
{
	struct key key;
	size_t i;

	key_begin(&key, keys, "frameworks");
	for (i = 0; i < m->pages->n; i++)
		if (m->pages->v[i].framework)
			key_add_text(&key, m->pages->v[i].name);
	key_end(&key, m->frameworks);
}

int
made_from_read(struct made_from *m, struct catalog *c,
    const struct control_pages *pages, const cJSON *sources,
    const struct keyring *keys)
{
	const cJSON *source;
	cJSON *said;
	struct key key;
	size_t i;

	m->pages = pages;
	if (slices_read(c, &m->slices) == -1)
		return -1;
	read_frameworks(m, keys);
	cJSON_ArrayForEach(source, sources) {
		said = model_technique_source(source);
		key_begin(&key, keys, "source");
		key_add(&key, said);
		key_end(&key, LIST_ADD(m->sources, m->nsources)->hex);
		cJSON_Delete(said);
	}
	m->ntechniques = m->slices.controls.n == 0 ? 0
	    : (size_t)m->slices.controls.v[m->slices.controls.n - 1].a;
	m->techniques = mem_array(m->ntechniques, sizeof(*m->techniques));
	for (i = 0; i < m->ntechniques; i++)
		read_technique(m, keys, (long long)i + 1,
		    m->techniques[i].hex);
	return 0;
}

void
made_from_free(struct made_from *m)
{
	slices_free(&m->slices);
	free(m->sources);
	free(m->techniques);
	memset(m, 0, sizeof(*m));
}

static void
add_of_technique(const struct made_from *m, struct key *key, long long pk)
{
	key_add_text(key, pk > 0 && (size_t)pk <= m->ntechniques
	    ? m->techniques[pk - 1].hex : NULL);
}

void
made_from_add_all(const struct made_from *m, struct key *key)
{
	key_add_text(key, m->slices.rest);
	key_add_text(key, m->frameworks);
}

void
made_from_add_technique(const struct made_from *m, struct key *key,
    long long pk)
{
	const struct slice_pair *one;
	long long source, before = 0;
	size_t n;

	add_of_technique(m, key, pk);
	one = slices_of(&m->slices.controls, pk, &n);
	for (; n > 0; n--, one++) {
		source = m->slices.all.v[one->b - 1].source;
		if (source != before)
			key_add_text(key, m->sources[source - 1].hex);
		before = source;
	}
}

void
made_from_add_control(const struct made_from *m, struct key *key,
    long long pk, bool related)
{
	const struct slice_pair *one;
	size_t n;

	put_control(m, key, pk);
	one = slices_of(&m->slices.techniques, pk, &n);
	for (; related && n > 0; n--, one++)
		add_of_technique(m, key, one->b);
}

void
made_from_add_source(const struct made_from *m, struct key *key,
    long long ord)
{
	size_t i;

	for (i = 0; i < m->slices.all.n; i++)
		if (m->slices.all.v[i].source == ord)
			put_control(m, key, (long long)i + 1);
}

const char *
made_from_counts(const struct made_from *m, long long pk)
{
	const struct slice_list *counts = &m->slices.counts;

	return (size_t)pk <= counts->n ? counts->v[pk - 1].hex : NULL;
}
