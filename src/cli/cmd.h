/* The commands, one function each. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "base/buf.h"
#include "output/options.h"

/* All of them, behind the last one without a name; and one by its name, or NULL. */
extern const struct command commands[];
const struct command *command_find(const char *name);

/* What is printed without a command, and by --help alone; return the exit code. */
int help_start(void);
int help_commands(void);

/* Appends which command, or topic of help, may be meant; or how to list them. */
void help_put_meant(struct buf *why, const char *word, bool with_topics);

/* The topics of help, each by its place, and what each is about; NULL behind the last. */
const char *help_topic(size_t i, const char **about);

int cmd_fetch(const struct command *self, int argc, char **argv);
int cmd_map(const struct command *self, int argc, char **argv);
int cmd_render(const struct command *self, int argc, char **argv);
int cmd_badge(const struct command *self, int argc, char **argv);
int cmd_build(const struct command *self, int argc, char **argv);
int cmd_serve(const struct command *self, int argc, char **argv);
int cmd_show(const struct command *self, int argc, char **argv);
int cmd_list(const struct command *self, int argc, char **argv);
int cmd_threat(const struct command *self, int argc, char **argv);
int cmd_gaps(const struct command *self, int argc, char **argv);
int cmd_search(const struct command *self, int argc, char **argv);
int cmd_mcp(const struct command *self, int argc, char **argv);
int cmd_cache(const struct command *self, int argc, char **argv);
int cmd_outdated(const struct command *self, int argc, char **argv);
int cmd_sources(const struct command *self, int argc, char **argv);
int cmd_report(const struct command *self, int argc, char **argv);
int cmd_stats(const struct command *self, int argc, char **argv);
int cmd_visibility(const struct command *self, int argc, char **argv);
int cmd_plan(const struct command *self, int argc, char **argv);
int cmd_lint(const struct command *self, int argc, char **argv);
int cmd_check(const struct command *self, int argc, char **argv);
int cmd_diff(const struct command *self, int argc, char **argv);
int cmd_rehearse(const struct command *self, int argc, char **argv);
int cmd_export(const struct command *self, int argc, char **argv);
int cmd_completion(const struct command *self, int argc, char **argv);
int cmd_layer(const struct command *self, int argc, char **argv);
int cmd_init(const struct command *self, int argc, char **argv);
int cmd_help(const struct command *self, int argc, char **argv);
int cmd_version(const struct command *self, int argc, char **argv);

#endif
