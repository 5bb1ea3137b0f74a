/* Targets from layers of the ATT&CK Navigator. */
#include "report/layer_file.h"
#include "seeker.h"
#include "value/member.h"
#include "words/words.h"

static void
take_entry(struct seeker *s, cJSON *target, const cJSON *entry,
    const char *domain)
{
	const char *id = member_string(entry, "id");
	const char *word = member_string(target, "word"), *successor;
	const cJSON *row = seeker_row(s, id),
		    *score = member_get(entry, "score");
	cJSON *t;

	if (row == NULL) {
		seeker_tell(s, word, id, outcome_name(OUTCOME_UNKNOWN),
		    "not known to this ATT&CK");
		return;
	}
	if (domain != NULL &&
	    !str_equal(member_string(row, "domain"), domain)) {
		seeker_tell(s, word, id, "other-domain",
		    "not of the layer's domain");
		return;
	}
	successor = member_string(row, "successor_id");
	if (member_state(row) == STATE_REVOKED &&
	    successor != NULL) {
		seeker_tell_revoked(s, word, id, successor);
		row = seeker_row(s, successor);
	}
	t = seeker_take(s, target, row, NULL);
	if (t == NULL || score == NULL || (member_get(t, "score") != NULL &&
	    member_get(t, "score")->valuedouble >= score->valuedouble))
		return;
	cJSON_DeleteItemFromObject(t, "score");
	member_copy(t, entry, "score");
}

/* Does the catalog have techniques of the domain? */
static bool
has_domain(const struct seeker *s, const char *domain)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, s->rows)
		if (str_equal(member_string(row, "domain"), domain))
			return true;
	return false;
}

int
seeker_layer(struct seeker *s, const char *word, const char *path,
    const char *text, size_t len)
{
	static const char *const kept[] = { "name", "domain", "attack",
		"passed_over", NULL };
	cJSON *layer = NULL, *target;
	const char *domain;
	const cJSON *entry;

	if (seeker_need_rows(s) == -1 ||
	    layer_file_parse(path, text, len, &layer) == -1)
		return -1;
	target = seeker_target(s, word, "layer", NULL);
	member_copy_all(target, layer, kept);
	domain = member_string(layer, "domain");
	if (domain != NULL && !has_domain(s, domain))
		seeker_tell(s, word, NULL, "other-domain",
		    "a layer of a domain that the catalog does not have");
	else
		cJSON_ArrayForEach(entry, member_get(layer, "techniques"))
			take_entry(s, target, entry, domain);
	if (member_get(target, "techniques")->child == NULL)
		seeker_tell(s, word, NULL, "empty",
		    "no technique of it is a target");
	cJSON_Delete(layer);
	return 1;
}
