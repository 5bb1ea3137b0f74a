/* The tools: what each takes, which command answers it, and what of that answer is
 * told. */
#ifndef MCP_TOOL_H
#define MCP_TOOL_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

enum argument_type {
	ARGUMENT_TEXT,   /* a string */
	ARGUMENT_TEXTS,  /* several, or one string */
	ARGUMENT_NUMBER, /* 1 to 100 */
	ARGUMENT_FLAG,
	ARGUMENT_INPUT,  /* a long string: the command's standard input */
	ARGUMENT_END
};

struct argument {
	enum argument_type type;
	const char *name;
	const char *option; /* of the command, without "--"; NULL: an operand, behind
	                       prefix */
	const char *prefix; /* or NULL */
	const char *const *choices; /* or NULL: any */
	bool required;
	const char *description;
};

/* A member that is told: copied from a row of the command's JSON. */
enum field_type {
	FIELD_TEXT, FIELD_NUMBER,
	FIELD_COUNT, /* a number, unless it is 0 */
	FIELD_FLAG, FIELD_TEXTS, FIELD_EVIDENCE,
	FIELD_LIST, /* objects, or strings */
	FIELD_OBJECT, FIELD_END
};
struct field {
	enum field_type type;
	const char *name;
	const char *description; /* or NULL: the name says it */
};

/* What is made of a command's JSON: the head's members, a sentence that answers, and
 * items, of which an answer has as many as fit. */
struct telling {
	cJSON *head, *items;
	struct buf answer, definition;
};

struct tool {
	const char *name, *title, *description;
	const char *command;
	const char *always; /* an option that is always given; or NULL */
	const struct argument *arguments;
	const struct field *head, *item; /* what the schema says of them */
	void (*tell)(const cJSON *full, struct telling *to);
	bool found; /* the command's exit code says, too, whether it found any */
};

extern const struct tool tools[]; /* the last has no name */

/* The tool of that name, or NULL. */
const struct tool *tool_find(const char *name);

/* Adds what a row has of the fields; a new object of these. */
void field_add(cJSON *to, const cJSON *row, const struct field *fields);
cJSON *field_pick(const cJSON *row, const struct field *fields);

/* A tool as tools/list has it. */
cJSON *tool_describe(const struct tool *t);

/*
 * The command line that asks what the arguments (an object, or NULL) ask, and its
 * standard input. Returns 0, or -1 with why: what is wrong with them.
 */
int tool_arguments(const struct tool *t, const cJSON *arguments,
    struct strs *args, struct buf *input, struct buf *why);

/* What each tool tells (struct tool). */
void tell_technique(const cJSON *full, struct telling *to);
void tell_search(const cJSON *full, struct telling *to);
void tell_control(const cJSON *full, struct telling *to);
void tell_gaps(const cJSON *full, struct telling *to);
void tell_threat(const cJSON *full, struct telling *to);
void tell_coverage(const cJSON *full, struct telling *to);
void tell_visibility(const cJSON *full, struct telling *to);
void tell_lint(const cJSON *full, struct telling *to);
void tell_changes(const cJSON *full, struct telling *to);

/* The fields that these pick, by what they are of. */
extern const struct field technique_head[], technique_item[], search_head[],
    search_item[], control_head[], control_item[], gaps_head[], gaps_item[],
    threat_head[], threat_item[], coverage_head[], coverage_item[],
    visibility_head[], visibility_item[], lint_head[], lint_item[],
    changes_head[], changes_item[];

#endif
