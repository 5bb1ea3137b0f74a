/* Figures over builds. */
#ifndef BOARD_TREND_H
#define BOARD_TREND_H

#include <cjson/cJSON.h>

/*
 * Of a history (compare/history.h; or NULL), the definition exact of a domain and a
 * kind, build by build, oldest first: [{date ("no date", where it says none), whose, version
 * (of ATT&CK, or false), covered, of, share (covered of of, in whole percent), percent (the same in
 * words)}]. In the thread's cJSON memory.
 */
cJSON *trend_of(const cJSON *history, const char *domain, const char *kind);

/* The day of the history's build before the last, if that is the one that diff
 * compares with: the catalog before may be of another; else NULL. */
const char *trend_day_before(const cJSON *history, const cJSON *diff);

#endif
