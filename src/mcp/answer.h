/* What a tool answers: the command's JSON, cut to what fits. */
#ifndef MCP_ANSWER_H
#define MCP_ANSWER_H

#include "call.h"
#include "tool.h"

/* Limits of arguments: bytes of a string and of a long one, strings of a list, the
 * highest number. */
enum {
	TEXT_MOST = 500,
	INPUT_MOST = 1024 * 1024,
	TEXTS_MOST = 20,
	NUMBER_MOST = 100,
	RESULT_MOST = 8000 /* bytes of a tool's result, as JSON */
};

/* The argument that every tool has. */
#define CURSOR_ARGUMENT "cursor"

#define SCHEMA "https://json-schema.org/draft/2020-12/schema"

/* What every answer has, and whether it always has it. */
extern const struct field answer_fields[];
bool answer_requires(const struct field *f);

/* Answers tools/call; as the functions of struct method. */
int answer_call(struct call *c);

/* Runs a command that prints JSON, with input (or NULL), and reads that: *full is of
 * the thread's arena, notes what it said. Returns 0; 1 where it failed, and said
 * in notes why; -1 where the request was cancelled. found: exit code 3 is no failure. */
int answer_run(struct call *c, const struct strs *args, const struct buf *input,
    bool found, cJSON **full, struct strs *notes);

#endif
