/* The texts of your own rules, for who hands them on. */
#ifndef LINT_TEXTS_H
#define LINT_TEXTS_H

#include <cjson/cJSON.h>

#include "config/config.h"

/*
 * Adds to texts, an object, for each source of config that is a folder of rules of
 * your own in Sigma's language {its id: {path of a file: the rule}}: files that
 * have one rule each. sources are those of a catalog (Q_SOURCES): a folder that is
 * not what that was made from is left out with a warning, and so is what no source
 * there is. Returns 0, or -1 after reporting the error.
 */
int lint_texts(const struct config *config, const cJSON *sources, cJSON *texts);

#endif
