/* Which of what sextant.lock names is not the newest any more. */
#ifndef BUILD_OUTDATED_H
#define BUILD_OUTDATED_H

#include <cjson/cJSON.h>

#include "build/build.h"

/*
 * Asks, as c says (cache, mirror, jobs, only), about ATT&CK, of which the index
 * names the latest version, and about every configured source (fetch/ask.h). The
 * lock and the cache stay as they are. *model gets, in the thread's cJSON memory:
 *
 *	{"schema": 1, "lock": "sextant.lock",
 *	 "states": {"newer": 1, …},
 *	 "sources": [{"id", "state", "url", "revision" or "version" (what is
 *	 locked), "accessed", "now" (the commit or version that is there),
 *	 "why"}]}
 *
 * each member only where it is known; state is "current", "newer", "pinned",
 * "local", "cannot-tell" or "failed", in which case the error was reported. Returns
 * 0, or -1 after reporting an error without which there is no answer.
 */
int outdated_ask(const struct build_options *c, const struct config *config,
    cJSON **model);

#endif
