/* Documents for lint, without files or a configuration. */
#ifndef TESTS_LINT_WORLD_H
#define TESTS_LINT_WORLD_H

#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "lint/lint_document.h"

static const char lint_bundle[] = BUNDLE(
    TECHNIQUE("T1001", PHASES(PHASE("impact")))
    "," TECHNIQUE("T1002", PHASES(PHASE("impact")))
    "," TECHNIQUE("T1002.001", SUB PHASES(PHASE("exfiltration")))
    "," TECHNIQUE("T1002.002", SUB PHASES(PHASE("exfiltration")))
    /* two hops to T1001, one to T1002.001, one to nothing */
    "," TECHNIQUE("T1010", REVOKED) "," TECHNIQUE("T1011", REVOKED)
    "," REVOKED_BY("T1010", "T1011") "," REVOKED_BY("T1011", "T1001")
    "," TECHNIQUE("T1012", REVOKED) "," REVOKED_BY("T1012", "T1002.001")
    "," TECHNIQUE("T1013", REVOKED) "," TECHNIQUE("T1014", DEPRECATED)
    "," TECHNIQUE("T1015", REVOKED) "," REVOKED_BY("T1015", "T1014")
    "," TACTIC("TA0040", "impact", "Impact")
    "," TACTIC("TA0010", "exfiltration", "Exfiltration"));

struct lint_world {
	struct config config;
	struct source sources[4];
	struct lint_files files;
	struct lint_options options;
	struct strs disabled;
	struct buf diff, is; /* is: the text of the document read last, as it is then */
	struct stix stix;
	struct linting l;
	struct lint_worker worker;
	struct arena mem;
};

/* 0, or -1. */
static inline int
lint_world_begin(struct lint_world *w)
{
	static const char *const ids[] = { "sigma", "splunk", "elastic",
		"sentinel" };
	char *path;
	size_t i;

	memset(w, 0, sizeof(*w));
	for (i = 0; i < 4; i++) {
		path = arena_printf(&w->mem, "data/sources/%s.yaml", ids[i]);
		if (source_read(path, ids[i], &w->mem, &w->sources[i]) == -1)
			return -1;
	}
	if (stix_read(lint_bundle, strlen(lint_bundle), "test", NULL, true, 1,
	    &w->stix) == -1)
		return -1;
	w->stix.version = "1.0";
	w->stix.domain = "enterprise";
	w->config.nattacks = 1;
	w->config.attacks[0].domain = "enterprise";
	w->options.disabled = &w->disabled;
	w->options.fix = true;
	w->options.diff = &w->diff;
	w->options.input_fixed = &w->is;
	w->l = (struct linting){ &w->config, &w->options, &w->files, &w->stix };
	return 0;
}

/* Reads len bytes, which a NUL follows, as a document of the i-th definition. What it
 * keeps lives until the worker is freed. */
static inline int
lint_world_read(struct lint_world *w, size_t i, const char *bytes, size_t len,
    struct lint_document *d)
{
	struct lint_file *f = arena_alloc(&w->mem, sizeof(*f));

	f->path = f->below = "rules/x";
	f->source = &w->sources[i];
	f->bytes = arena_alloc(&w->mem, len + 1);
	memcpy(f->bytes, bytes, len);
	f->len = len;
	f->input = true;
	buf_reset(&w->is);
	memset(d, 0, sizeof(*d));
	d->file = f;
	return lint_document(&w->l, &w->worker, d);
}

static inline void
lint_world_end(struct lint_world *w)
{
	size_t i;

	for (i = 0; i < 4; i++)
		source_free(&w->sources[i]);
	stix_free(&w->stix);
	lint_worker_free(&w->worker);
	buf_free(&w->is);
	arena_free(&w->mem);
}

#endif
