/* The rules of lint, and the problems that they find. */
#include "lint_rules.h"

#include <stdarg.h>
#include <string.h>

#include "lint/lint.h"

const struct lint_rule_info lint_rules[LINT_RULES] = {
	[LINT_BROKEN_DOCUMENT] = { "broken-document", LINT_ERROR,
	    "A document that cannot be read",
	    "No tool can read this file, or this part of it, as what its "
	    "ending says. Fix it at the line given." },
	[LINT_REFUSED_FILE] = { "refused-file", LINT_ERROR,
	    "What stands in a folder of rules and is not read",
	    "A link is followed only to a place inside the folder, and only "
	    "files are read. Put the file itself there." },
	[LINT_REPEATED_KEY] = { "repeated-key", LINT_ERROR,
	    "A key that stands twice in one mapping",
	    "Other tools refuse the document, or take the first. Here the last "
	    "counts, in every format that allows it." },
	[LINT_UNKNOWN_ID] = { "unknown-id", LINT_ERROR,
	    "An id that ATT&CK does not have",
	    "The version of ATT&CK that was chosen has nothing of this "
	    "id, nor does the one ahead of it. It is mistyped, or of "
	    "another domain, which is named if it is loaded." },
	[LINT_MALFORMED_ID] = { "malformed-id", LINT_ERROR,
	    "What cannot be an id of a technique",
	    "A technique's id is a T and four digits; a sub-technique's has a "
	    "dot and three digits more." },
	[LINT_UNREAD_ID] = { "unread-id", LINT_ERROR,
	    "What looks like an id and is read as none",
	    "It is not written as this format writes ids, or stands where "
	    "none is looked for, so the rule does not count for it. How it "
	    "is written is told where that is certain." },
	[LINT_REVOKED_ID] = { "revoked-id", LINT_ERROR,
	    "A revoked technique that has a successor",
	    "ATT&CK replaced this technique by another: name that one. "
	    "`sextant lint --fix` does." },
	[LINT_RETIRED_ID] = { "retired-id", LINT_ERROR,
	    "A revoked technique without one successor",
	    "ATT&CK withdrew this technique and names no other, several, or "
	    "one that is withdrawn too. Choose the technique that fits today." },
	[LINT_DEPRECATED_ID] = { "deprecated-id", LINT_WARNING,
	    "A deprecated technique",
	    "ATT&CK no longer keeps this technique, and names no other. "
	    "Choose the technique that fits today." },
	[LINT_NEWER_ID] = { "newer-id", LINT_WARNING,
	    "A technique of a newer ATT&CK",
	    "The chosen version does not have this technique, but the one "
	    "ahead of it does. Choose that version, or an id of this one." },
	[LINT_WRONG_FORM] = { "wrong-form", LINT_WARNING,
	    "An id in another form than its format's",
	    "Case and separators do not matter here, but other tools look for "
	    "the usual form. `sextant lint --fix` writes it." },
	[LINT_REPEATED_ID] = { "repeated-id", LINT_WARNING,
	    "An id or tactic that stands twice in one list",
	    "Once is enough. `sextant lint --fix` takes the second away, where "
	    "nothing else goes with it." },
	[LINT_PARENT_AND_SUB] = { "parent-and-sub", LINT_NOTE,
	    "A technique beside its own sub-technique",
	    "The sub-technique says all that its technique says. Keep the "
	    "technique only if the rule finds more of it than that." },
	[LINT_MISPLACED_SUB] = { "misplaced-sub", LINT_WARNING,
	    "A sub-technique under another technique",
	    "The table that the id stands in belongs to a technique that it is "
	    "no sub-technique of." },
	[LINT_STALE_NAME] = { "stale-name", LINT_NOTE,
	    "A name or address that is not the technique's",
	    "What stands beside the id is not what ATT&CK calls the "
	    "technique, or leads to another one." },
	[LINT_OTHER_PLATFORM] = { "other-platform", LINT_NOTE,
	    "A platform that the technique does not have",
	    "ATT&CK does not give the technique to this platform, so the rule "
	    "does not count for it there. The platform, the technique or "
	    "ATT&CK is wrong." },
	[LINT_WRONG_TACTIC] = { "wrong-tactic", LINT_WARNING,
	    "A tactic that none of the rule's techniques has",
	    "The tactic and the techniques do not go together: one of them is "
	    "wrong, or has moved in this version of ATT&CK." },
	[LINT_UNKNOWN_TACTIC] = { "unknown-tactic", LINT_WARNING,
	    "A tactic that ATT&CK does not have",
	    "The version of ATT&CK that was chosen has no tactic of this "
	    "name. Where ATT&CK split it, `sextant lint --fix` writes those of "
	    "the rule's techniques." },
	[LINT_NO_TECHNIQUE] = { "no-technique", LINT_NOTE,
	    "A rule that names no technique",
	    "It counts nowhere in a coverage document." },
	[LINT_CATCH_ALL] = { "catch-all", LINT_WARNING,
	    "A rule that matches everything",
	    "Its condition is true of every event of its log source, so the "
	    "rule tells nothing apart, and counts nowhere." },
	[LINT_DUPLICATE_CONTROL] = { "duplicate-control", LINT_ERROR,
	    "Two rules with one id",
	    "A rule's id must be its own: tools keep one of the two, and not "
	    "always the same." },
	[LINT_UNKNOWN_RULE] = { "unknown-rule", LINT_WARNING,
	    "A correlation of a rule that is not there",
	    "No rule that was read has this id or name, so no tool can "
	    "convert the correlation. Its rules must stand in the same "
	    "source. Where only single files are asked for, it is a note." },
	[LINT_AMBIGUOUS_RULE] = { "ambiguous-rule", LINT_WARNING,
	    "A correlation of a name that several rules have",
	    "Tools take one of them, and not always the same. A rule in the "
	    "correlation's own file goes first; else call it by its id." },
	[LINT_CIRCULAR_RULE] = { "circular-rule", LINT_ERROR,
	    "A correlation that is made of itself",
	    "What it correlates correlates it in turn: no tool can convert "
	    "either." },
};

void
lint_rule_ids(struct strs *ids)
{
	size_t i;

	for (i = 0; i < LINT_RULES; i++)
		strs_add(ids, lint_rules[i].id);
}

const char *
lint_level_name(enum lint_level level)
{
	static const char *const names[] = { "note", "warning", "error" };

	return names[level];
}

struct problem *
problems_add(struct problems *p, enum lint_rule rule, const char *fmt, ...)
{
	struct problem *one;
	va_list ap;

	one = ARENA_ADD(p->mem, p->v, p->n);
	*one = (struct problem){ .rule = (unsigned char)rule,
		.level = (unsigned char)lint_rules[rule].level };
	va_start(ap, fmt);
	one->message = arena_vprintf(p->mem, fmt, ap);
	va_end(ap);
	return one;
}

void
problem_edit(struct problems *p, struct problem *one, size_t start,
    size_t end, const char *text)
{
	*ARENA_ADD(p->mem, p->steps, p->nsteps) = (struct step){
		{ start, end, arena_strdup(p->mem, text) },
		(size_t)(one - p->v) };
	one->fixable = true;
}

void
problems_keep(struct problems *p, struct once *texts, bool steps)
{
	struct problems kept = { .n = p->n, .mem = texts->mem };
	struct problem *one;
	size_t i, room = 1;

	/* As ARENA_ADD has it, which may add others. */
	while (room < p->n)
		room *= 2;
	if (p->n > 0)
		kept.v = arena_alloc(kept.mem, room * sizeof(*kept.v));
	for (i = 0; i < p->n; i++) {
		one = &kept.v[i];
		*one = p->v[i];
		one->message = once_text(texts, one->message);
		one->technique = once_text(texts, one->technique);
		one->successor = once_text(texts, one->successor);
	}
	for (i = 0; steps && i < p->nsteps; i++) {
		*ARENA_ADD(kept.mem, kept.steps, kept.nsteps) = p->steps[i];
		kept.steps[i].edit.text =
		    arena_strdup(kept.mem, p->steps[i].edit.text);
	}
	*p = kept;
}
