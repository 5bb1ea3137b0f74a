/* The commands, one function each. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "output/options.h"

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
int cmd_layer(const struct command *self, int argc, char **argv);

#endif
