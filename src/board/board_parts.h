/* What a board is made of (board/board.h), while it is made. */
#ifndef BOARD_BOARD_PARTS_H
#define BOARD_BOARD_PARTS_H

#include <stdbool.h>

#include "board/board.h"
#include "count/visibility.h"
#include "words/words.h"

struct making {
	struct catalog *c;
	const struct board_asked *asked;
	enum kind kind;
	enum of of; /* whose controls are counted */
	bool told;  /* it is, which logs are collected, and rules are asked about */
	cJSON *techniques; /* gaps_list's, by priority */
	cJSON *rows;       /* Q_TECHNIQUES */
	const struct visibility *seen; /* of what is asked about, where told */
	struct visibility_asked seen_of;
};

/* Is the technique in scope, of the domain? */
bool board_is_of(const cJSON *technique, const cJSON *domain);

/* Add to a domain its parts, tactics and levels. Returns 0, or -1 after reporting
 * the error. */
int board_add_picture(const struct making *m, cJSON *domain);

/* Adds to a domain what to do next. Likewise. */
int board_add_next(const struct making *m, cJSON *domain);

/* Adds logs: what to collect next. Likewise. */
int board_add_logs(const struct making *m, cJSON *board);

/* Adds proved, changed and undated. Likewise. */
int board_add_oldest(const struct making *m, cJSON *board);

/* Adds builds to domains, and trend and changes. Likewise. */
int board_add_trend(const struct making *m, cJSON *board);

/* Adds a list, and has_NAME. */
void board_add_list(cJSON *to, const char *name, cJSON *list);

#endif
