/*
 * A server of the Model Context Protocol: what assistants ask in lines of JSON is
 * answered in lines of JSON, from what the commands of the program print as JSON.
 *
 * It speaks revision 2026-07-28, where every request says its revision, and after
 * `initialize` those of before: 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05.
 */
#ifndef MCP_MCP_H
#define MCP_MCP_H

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

/* Who runs commands. */
struct mcp_host {
	void *ctx;
	/*
	 * Runs a command of the program (its name, then its arguments), with input (or
	 * NULL: none) as its standard input; what it prints is appended to out, what it
	 * says to err. Returns its exit code, or -1 where the request was cancelled:
	 * then nobody waits for an answer.
	 */
	int (*run)(void *ctx, const struct strs *args, const struct buf *input,
	    struct buf *out, struct buf *err);
	/* Appends what tells the catalog that stands there now from any other; nothing,
	 * where there is none. */
	void (*identify)(void *ctx, struct buf *out);
	/* Appends the methodology, as Markdown; returns 0, or -1 after reporting the
	 * error. */
	int (*methodology)(void *ctx, struct buf *out);
};

struct mcp;

/* A server without a session yet; host is borrowed. mcp_free takes NULL, too. */
struct mcp *mcp_new(const struct mcp_host *host);
void mcp_free(struct mcp *m);

/*
 * Takes a line of len bytes, without its line feed, and appends the lines that
 * answer it: none for a notification, for white space and for what was cancelled.
 */
void mcp_line(struct mcp *m, const char *line, size_t len, struct buf *out);

/* Appends what ends the requests that are open still, at the end of the input. */
void mcp_end(struct mcp *m, struct buf *out);

/* A line that is longer than this is answered by an error; mcp_too_long appends
 * that. Bytes. */
enum { MCP_LINE_MAX = 4 * 1024 * 1024 };
void mcp_too_long(struct buf *out);

/* The id of a line's request as JSON, in the arena; of a notification that cancels
 * one, that of what is cancelled. NULL: the line is neither. */
const char *mcp_id(struct arena *mem, const char *line, size_t len);
const char *mcp_cancels(struct arena *mem, const char *line, size_t len);

/* What serves a command of the program: the same as of struct mcp_host, but run
 * returns the exit code of a command that prints to standard output. */
struct mcp_commands {
	void *ctx;
	int (*run)(void *ctx, const struct strs *args);
	void (*identify)(void *ctx, struct buf *out);
	int (*methodology)(void *ctx, struct buf *out);
};

/*
 * Serves standard input and output until the input ends. Each command runs in a
 * process of its own, from which nothing is left; cancelling ends it. Returns 0, or
 * -1 after reporting the error: the input cannot be read, or nobody reads what is
 * answered.
 */
int mcp_serve(const struct mcp_commands *commands);

#endif
