/* Options by tables, and help made from them. */
#ifndef OUTPUT_OPTIONS_H
#define OUTPUT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* The documented exit codes. */
enum {
	EXIT_OK = 0,
	EXIT_FAILED = 1, /* after an error on standard error */
	EXIT_USAGE = 2,  /* wrong usage */
	EXIT_FOUND = 3,  /* found what it was told to fail on */
	EXIT_HELP = 4,   /* internal: help was printed; main exits with 0 */
};

enum opt_type {
	OPT_FLAG,   /* bool */
	OPT_HIDDEN, /* likewise, and not in the help: it is gone */
	OPT_TEXT,   /* const char * */
	OPT_NUMBER, /* int, 1 to 1024 */
	OPT_PORT,   /* int, 0 to 65535 */
	OPT_COUNT,  /* int, 0 to 1000000 */
	OPT_SPAN,   /* int, seconds: as date_span_read has them */
	OPT_LIST,   /* struct strs; may be repeated */
	OPT_NONE,   /* none of this command's, but of its siblings: help is why */
	OPT_END
};

struct opt {
	enum opt_type type;
	char letter; /* or 0 */
	const char *name, *value;
	void *into;
	const char *help;
	const char *const *words; /* what it may be, ended by NULL; or NULL: not
	                             only certain words */
};

/* A command of the program. */
struct command {
	const char *name, *operands, *summary, *example;
	int (*run)(const struct command *self, int argc, char **argv);
	/* Where it is set, options_read calls it with its n options (hidden ones
	 * left out), and told, and reads nothing; or NULL. */
	void (*tell)(void *told, const struct opt *options, size_t n);
	void *told;
};

/*
 * Reads argv (argv[0] is the command's name) by the table, as getopt_long does:
 * options and operands in any order, long names by any unambiguous start,
 * letters combined, "--" before operands alone. Operands are moved to the front
 * of argv, *n of them; more than max is wrong usage. Returns 0, EXIT_USAGE after
 * reporting the error, or EXIT_HELP: either is for the command to return.
 * --color, --no-pager and --verbose, which every command has, are applied here.
 * What has certain words is set to the one that is meant.
 */
int options_read(const struct command *self, const struct opt *table, int argc,
    char **argv, int max, int *n);

/* Reports a usage error, and how to get help; returns EXIT_USAGE. */
int options_wrong(const struct command *self, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Sets *value, of --name, to the word of the list (ended by NULL) that it
 * matches; NULL stays. options_choose_each does so for each of several values.
 * Both return 0, or EXIT_USAGE after reporting the error.
 */
int options_choose(const struct command *self, const char *name,
    const char **value, const char *const *words);
int options_choose_each(const struct command *self, const char *name,
    struct strs *values, const char *const *words);

#endif
