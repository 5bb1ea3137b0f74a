/* Reads what a control has to be worth: levels and statuses. */
#ifndef CONFIG_WORTH_READ_H
#define CONFIG_WORTH_READ_H

#include "keys.h"

/* Key readers into an enum level and an enum status (words/worth.h), and of
 * {level, status} into a struct worth. */
int worth_read_level(const struct keys_at *at, const cJSON *node, void *into);
int worth_read_status(const struct keys_at *at, const cJSON *node, void *into);
int worth_read(const struct keys_at *at, const cJSON *node, void *into);

#endif
